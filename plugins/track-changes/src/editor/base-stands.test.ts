import fc from "fast-check";
import type { Node } from "prosemirror-model";
import { afterEach, expect, it } from "vitest";
import { projectBase } from "../model/index.ts";
import { anyAct, perform } from "./acts.fixture.ts";
import { trackingOf } from "./tracking-state.ts";
import { paragraph, peerOf, schema, sharedDocument, show, Writer } from "./writers.fixture.ts";

/** Given by hand to run a failure again; fast-check prints the one that it ran with. */
const SEED = 20261123;
const CASES = 40;

const open: Writer[] = [];
afterEach(() => open.splice(0).forEach(({ view }) => view.destroy()));

function report(): Node {
  const item = (id: string): Node => schema.node("list_item", { id }, [paragraph(`${id}p`, `item ${id}`)]);
  const cell = (id: string): Node => schema.node("table_cell", { id }, [paragraph(`${id}p`, `cell ${id}`)]);
  return schema.node("doc", null, [
    paragraph("p1", "hello brave new world"),
    schema.node("bullet_list", { id: "l" }, [item("l1"), item("l2"), item("l3")]),
    schema.node("heading", { id: "h", level: 1 }, [schema.text("a heading")]),
    schema.node("table", { id: "t" }, [schema.node("table_row", { id: "r" }, [cell("c1"), cell("c2")])]),
    paragraph("p2", "the end"),
  ]);
}

it("E88 leaves the base as it was, whatever two propose, undo and withdraw", () => {
  fc.assert(
    fc.property(fc.array(anyAct, { minLength: 5, maxLength: 30 }), (acts) => {
      const base = report();
      const doc = sharedDocument(base);
      const writers = [new Writer(doc, "ann"), new Writer(peerOf(doc), "bob")] as const;
      open.push(...writers);
      for (const act of acts) {
        perform(writers[act.who] ?? writers[0], act);
        for (const { state } of writers) {
          const { records } = trackingOf(state);
          expect(projectBase({ doc: state.doc, records }).toJSON()).toEqual(base.toJSON());
        }
        expect(show(writers[1].text)).toBe(show(writers[0].text));
      }
      open.splice(0).forEach(({ view }) => view.destroy());
    }),
    { seed: SEED, numRuns: CASES },
  );
}, 120_000);
