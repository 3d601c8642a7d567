import { BODY_ROOT, formatRoomName } from "@travaux/blueprint";
import { doc, p, reportSchema, table, td, tr } from "@travaux/blueprint/testing";
import { recordKey, RECORDS_ROOT, suggestionId, type SuggestionRecord } from "@travaux/track-changes/model";
import { EditorState, type Transaction } from "prosemirror-state";
import { afterEach, describe, expect, it } from "vitest";
import { updateYFragment, yXmlFragmentToProseMirrorRootNode } from "y-prosemirror";
import * as Y from "yjs";
import { allDocumented, RawClient } from "../raw-client.ts";
import { until } from "../until.ts";
import type { Part } from "./review-under-test.ts";
import { Stage, type Scene } from "./scene.ts";
import { findNode, findWords } from "./writer.ts";

const stage = new Stage();
const attackers: RawClient[] = [];
afterEach(() => attackers.splice(0).forEach((client) => client.leave()));

async function attacker(
  scene: Scene,
  part: Part = "A",
  room = formatRoomName(scene.room),
): Promise<RawClient> {
  const { visitor } = stage.review.participant(part);
  const address = `${stage.review.url.replace("http", "ws")}/collab/${stage.review.id}`;
  const client = await new RawClient(new visitor.socket(address), room).enter();
  attackers.push(client);
  return client;
}

/** Writes what `change` makes of the text, as a client without any plugin would. */
function rewrite(client: RawClient, change: (tr: Transaction) => Transaction): void {
  client.edit((y) => {
    const fragment = y.getXmlFragment(BODY_ROOT);
    const { tr } = EditorState.create({ doc: yXmlFragmentToProseMirrorRootNode(fragment, reportSchema) });
    updateYFragment(y, fragment, change(tr).doc, { mapping: new Map(), isOMark: new Map() });
  });
}

function record(client: RawClient, member: string, value: SuggestionRecord): void {
  const key = recordKey(suggestionId(member, "forged1"), value);
  client.edit((y) => y.getMap(RECORDS_ROOT).set(key, value));
}

const strong = { type: "strong" };
const mark = (name: string, member: string, random = "forged1"): ReturnType<typeof reportSchema.mark> =>
  reportSchema.mark(name, {
    id: suggestionId(member, random),
    by: member,
    ...(name === "fmt" ? { op: `+${JSON.stringify(strong)}` } : {}),
  });

interface Attack {
  readonly client: RawClient;
  readonly scene: Scene;
  readonly me: string;
  readonly other: string;
}

/** A text with something pending of A and of B, of every sort that B has. */
async function pending(): Promise<Scene> {
  const scene = await stage.open(
    doc(p("hello brave world"), p("second paragraph"), p("third"), table(tr(td(p("left")), td(p("right"))))),
  );
  scene.author.after("hello").type(" mine");
  scene.second.after("world").type(" theirs");
  scene.second.select("brave").press("Backspace");
  scene.second.select("paragraph").press("Mod-b");
  scene.second.before("third").press("Backspace");
  await scene.settle();
  expect(scene.now.of("B")).toHaveLength(4);
  return scene;
}

const suggestionsOf = (scene: Scene, part: Part): string => {
  const { now } = scene;
  return JSON.stringify(
    now
      .of(part)
      .map(({ id, kind, pieces }) => [
        id,
        kind,
        pieces.map((piece) => [piece.kind, "text" in piece && piece.text]),
      ]),
  );
};

/**
 * Plays an attack and expects it to have had no effect on base text and on others, whom it must not disturb either.
 *
 * @returns the reasons with which the attacker's room was closed: one if refused, none if what he did was put right
 */
async function withoutEffect(attack: (parts: Attack) => void): Promise<readonly string[]> {
  const scene = await pending();
  const { base } = scene.now;
  const theirs = suggestionsOf(scene, "B");
  const client = await attacker(scene);
  attack({ client, scene, me: scene.author.member, other: scene.second.member });
  await client.answered();
  expect(allDocumented(client.closed)).toBe(true);
  await scene.everywhere((seen) => expect(seen.base).toBe(base));
  expect(suggestionsOf(scene, "B")).toBe(theirs);
  scene.second.after("third").type(" honest");
  scene.editor.after("left").type(" written");
  await scene.everywhere((seen) => {
    expect(seen.base).toBe(base.replace("left", "left written"));
    expect(seen.final).toContain("honest");
  });
  return client.closed;
}

describe("E121 A suggester forges marks", () => {
  const attacks: Readonly<Record<string, (parts: Attack) => void>> = {
    "deletes base text and adds a fake insertion mark elsewhere": ({ client, me }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        tr.delete(from, to);
        const elsewhere = findWords(tr.doc, "third");
        return tr.addMark(elsewhere.from, elsewhere.to, mark("insertion", me));
      }),
    "deletes base text alone": ({ client }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        return tr.delete(from, to);
      }),
    "puts a copy of the base under his insertion mark in place of it": ({ client, me }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        return tr.replaceWith(from, to, reportSchema.text("second", [mark("insertion", me)]));
      }),
    "deletes a base block": ({ client }) =>
      rewrite(client, (tr) => {
        const { node, pos } = findNode(tr.doc, "n3");
        return tr.delete(pos, pos + node.nodeSize);
      }),
    "changes a base attribute": ({ client }) =>
      rewrite(client, (tr) => tr.setNodeAttribute(findNode(tr.doc, "n2").pos, "dir", "rtl")),
    "makes base text strong": ({ client }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        return tr.addMark(from, to, reportSchema.mark("strong"));
      }),
    "says of a base block that it is his proposal": ({ client, me }) =>
      rewrite(client, (tr) =>
        tr.setNodeAttribute(findNode(tr.doc, "n2").pos, "ins", suggestionId(me, "forged1")),
      ),
    "moves a base block": ({ client }) =>
      rewrite(client, (tr) => {
        const { node, pos } = findNode(tr.doc, "n3");
        return tr.delete(pos, pos + node.nodeSize).insert(0, node);
      }),
    "adds a row that nobody proposed": ({ client }) =>
      rewrite(client, (tr) => {
        const { node, pos } = findNode(tr.doc, "n4");
        const row = node.firstChild;
        return row === null
          ? tr
          : tr.insert(pos + node.nodeSize - 1, row.type.create({ id: "rowx" }, row.content));
      }),
    "puts a line feed into the base": ({ client }) =>
      rewrite(client, (tr) => tr.insertText("\n", findWords(tr.doc, "second").to)),
  };
  for (const [name, attack] of Object.entries(attacks)) {
    // Marks may be put back instead, and new text be taken for a proposal; all else is refused.
    const mayBeRepaired = /^puts|^makes/.test(name);
    it(`${name}: the base is what it was`, async () => {
      expect((await withoutEffect(attack)).length).toBeGreaterThanOrEqual(mayBeRepaired ? 0 : 1);
    });
  }

  it("marks base text as his insertion, to remove it later: neither takes effect", async () => {
    const closed = await withoutEffect(({ client, me }) => {
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        return tr.addMark(from, to, mark("insertion", me));
      });
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        return tr.delete(from, to);
      });
    });
    expect(closed).toHaveLength(1);
  });

  it("types without a mark: it is his proposal", async () => {
    const closed = await withoutEffect(({ client }) =>
      rewrite(client, (tr) => tr.insertText(" unmarked", findWords(tr.doc, "second").to)),
    );
    expect(closed).toEqual([]);
  });
});

describe("E122 A suggester touches what is not his to touch", () => {
  const attacks: Readonly<Record<string, (parts: Attack) => void>> = {
    "the title": ({ client }) => client.edit((y) => y.getMap("meta").set("title", "Another")),
    "the section's status": ({ client }) => client.edit((y) => y.getMap("section").set("state", "agreed")),
    "a flag of confidentiality": ({ client }) =>
      client.edit((y) => {
        const flag = new Y.XmlElement("placeholder_block");
        flag.setAttribute("id", "secret");
        y.getXmlFragment(BODY_ROOT).insert(0, [flag]);
      }),
    "another's insertion, by removing it": ({ client }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, " theirs");
        return tr.delete(from, to);
      }),
    "another's insertion, by accepting it": ({ client }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, " theirs");
        return tr.removeMark(from, to, reportSchema.marks["insertion"]);
      }),
    "another's deletion, by taking it back": ({ client }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "brave");
        return tr.removeMark(from, to, reportSchema.marks["deletion"]);
      }),
    "another's deletion, by carrying it out": ({ client }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "brave");
        return tr.delete(from, to);
      }),
    "another's format": ({ client }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "paragraph");
        return tr.removeMark(from, to, reportSchema.marks["fmt"]);
      }),
    "another's record, by removing it": ({ client }) =>
      client.edit((y) => {
        const records = y.getMap(RECORDS_ROOT);
        for (const key of records.keys()) records.delete(key);
      }),
    "another's record, by altering it": ({ client }) =>
      client.edit((y) => {
        const records = y.getMap(RECORDS_ROOT);
        for (const key of Array.from(records.keys())) records.set(key, { kind: "delete", target: "n1" });
      }),
    "his own deletion, by carrying it out": ({ client, me }) => {
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        return tr.addMark(from, to, mark("deletion", me));
      });
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "second");
        return tr.delete(from, to);
      });
    },
    "a record that nobody can read": ({ client, me }) =>
      client.edit((y) =>
        y.getMap(RECORDS_ROOT).set(`${me}:forged1/delete/n1`, { kind: "delete", target: "n2" }),
      ),
  };
  for (const [name, attack] of Object.entries(attacks)) {
    // Marks may be put back instead: the update then has no such effect.
    const mayBeRepaired = /insertion, by|taking it back|format/.test(name);
    it(`${name}: refused, with nothing of it done`, async () => {
      expect((await withoutEffect(attack)).length).toBeGreaterThanOrEqual(mayBeRepaired ? 0 : 1);
    });
  }

  it("his own insertion, by accepting it: it stays a proposal", async () => {
    const closed = await withoutEffect(({ client }) => {
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, " mine");
        return tr.removeMark(from, to, reportSchema.marks["insertion"]);
      });
    });
    expect(closed.length).toBeLessThan(2);
  });

  it("acts of others over HTTP", async () => {
    const scene = await pending();
    const { visitor } = stage.review.participant("C");
    const send = (path: string, body: unknown): Promise<Response> =>
      visitor.send("POST", `/api/reviews/${stage.review.id}/${path}`, body);
    const before = await visitor.outline();
    expect((await send("phase", { to: "with-state" })).status).toBe(403);
    const act = await send("acts", { act: "transmit", sections: [scene.section] });
    expect(act.status === 403 || JSON.stringify(await act.json()).includes('"left"')).toBe(true);
    expect((await visitor.outline()).phase).toBe(before.phase);
  });
});

describe("E124 The boundary of what one may write", () => {
  it("outside it: a stranger's update is refused, and one's own goes to no other section", async () => {
    const scene = await pending();
    const other = await pending();
    const stranger = await signedInStranger(scene);
    expect(stranger).toEqual(["no-room"]);
    const { markup } = other.now;
    scene.author.after("hello mine").type("!");
    await scene.settle();
    await other.everywhere((seen) => expect(seen.markup).toBe(markup));
  });

  async function signedInStranger(scene: Scene): Promise<readonly string[]> {
    const { signIn } = await import("../server-process.ts");
    const visitor = await signIn(stage.review, "expert.a");
    const address = `${stage.review.url.replace("http", "ws")}/collab/${stage.review.id}`;
    const client = await new RawClient(new visitor.socket(address), formatRoomName(scene.room)).enter();
    attackers.push(client);
    client.edit((y) => y.getXmlFragment(BODY_ROOT).insert(0, [new Y.XmlElement("paragraph")]));
    await client.answered();
    return client.closed.slice(0, 1);
  }

  it("a break at the start, inside and at the end is a proposal, from an editor and from a raw client", async () => {
    const scene = await stage.open(doc(p("first"), p("last")));
    scene.author.before("first").press("Enter");
    scene.author.after("fir").press("Enter");
    scene.author.after("last").press("Enter").type("more");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"first" p"last"');
      expect(seen.final).toBe('p"" p"fir" p"st" p"last" p"more"');
    });
    const client = await attacker(scene, "B");
    rewrite(client, (tr) =>
      tr.insert(
        findWords(tr.doc, "las").to,
        reportSchema.text("\n", [mark("insertion", scene.second.member)]),
      ),
    );
    await client.answered();
    expect(client.closed).toEqual([]);
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"first" p"last"');
      expect(seen.final).toBe('p"" p"fir" p"st" p"las" p"t" p"more"');
    });
  });

  it("a passage withheld is neither replaced by a paste nor copied by one", async () => {
    const withheld = reportSchema.node("placeholder_block", { id: "withheld" });
    const scene = await stage.open(doc(p("before"), withheld, p("after")));
    const { html } = scene.second.select("before", "after").copy();
    scene.author.select("fore", "aft").pasteText("pasted");
    scene.second.after("after").pasteHtml(html);
    scene.editor.after("after").pasteHtml(html);
    await scene.everywhere((seen) => {
      expect(seen.markup.split("withheld()")).toHaveLength(2);
      expect(seen.base.split("withheld()")).toHaveLength(2);
      expect(seen.final.split("withheld()")).toHaveLength(2);
    });
  });

  it("a deletion across a withheld passage passes over it", async () => {
    const withheld = reportSchema.node("placeholder_block", { id: "withheld" });
    const scene = await stage.open(doc(p("before"), withheld, p("after")));
    scene.author.select("fore", "after").press("Backspace");
    await scene.everywhere((seen) => {
      expect(seen.base).toBe('p"before" withheld() p"after"');
      expect(seen.final).toContain("withheld()");
    });
    await scene.accept(...scene.now.suggestions);
    await scene.everywhere((seen) => expect(seen.markup).toContain("withheld()"));
    for (const part of ["B", "C"] as const) {
      const client = await attacker(scene, part);
      rewrite(client, (tr) => {
        const { pos, node } = findNode(tr.doc, "withheld");
        return tr.delete(pos, pos + node.nodeSize);
      });
      await client.answered();
      expect(client.closed, part).toHaveLength(1);
    }
    await scene.everywhere((seen) => expect(seen.markup).toContain("withheld()"));
  });
});

describe("E125 Author forgery", () => {
  const attacks: Readonly<Record<string, (parts: Attack) => void>> = {
    "an insertion in another's name": ({ client, other }) =>
      rewrite(client, (tr) =>
        tr.insert(findWords(tr.doc, "third").to, reportSchema.text(" forged", [mark("insertion", other)])),
      ),
    "an insertion under another's id": ({ client, me, other }) =>
      rewrite(client, (tr) => {
        const forged = reportSchema.mark("insertion", { id: suggestionId(other, "forged1"), by: me });
        return tr.insert(findWords(tr.doc, "third").to, reportSchema.text(" forged", [forged]));
      }),
    "an insertion under one's own id in another's name": ({ client, me, other }) =>
      rewrite(client, (tr) => {
        const forged = reportSchema.mark("insertion", { id: suggestionId(me, "forged1"), by: other });
        return tr.insert(findWords(tr.doc, "third").to, reportSchema.text(" forged", [forged]));
      }),
    "a deletion in another's name": ({ client, other }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "third");
        return tr.addMark(from, to, mark("deletion", other));
      }),
    "a format in another's name": ({ client, other }) =>
      rewrite(client, (tr) => {
        const { from, to } = findWords(tr.doc, "third");
        return tr.addMark(from, to, mark("fmt", other));
      }),
    "a block in another's name": ({ client, other }) =>
      rewrite(client, (tr) =>
        tr.insert(0, reportSchema.node("paragraph", { id: "px", ins: suggestionId(other, "forged1") })),
      ),
    "a record in another's name": ({ client, other }) =>
      record(client, other, { kind: "delete", target: "n1" }),
  };
  for (const [name, attack] of Object.entries(attacks)) {
    it(`of ${name}: refused, or put right`, async () => {
      const mustBeRefused = /record|block/.test(name);
      expect((await withoutEffect(attack)).length).toBeGreaterThanOrEqual(mustBeRefused ? 1 : 0);
    });
  }

  it("an editor cannot speak in a suggester's name either", async () => {
    const scene = await pending();
    const theirs = suggestionsOf(scene, "B");
    const client = await attacker(scene, "C");
    rewrite(client, (tr) =>
      tr.insert(
        findWords(tr.doc, "third").to,
        reportSchema.text(" forged", [mark("insertion", scene.second.member)]),
      ),
    );
    await client.answered();
    await scene.settle();
    expect(suggestionsOf(scene, "B")).toBe(theirs);
  });

  it("of a cursor: others see who it is", async () => {
    const scene = await pending();
    const client = await attacker(scene, "A");
    client.presence(client.doc.clientID, {
      user: { member: scene.second.member, name: "Second", colour: 1 },
      cursor: null,
    });
    const { awareness } = scene.second.connection.provider;
    const state = await until("the presence", () => awareness?.getStates().get(client.doc.clientID));
    expect(state["user"]).toMatchObject({ member: scene.author.member });
    expect(JSON.stringify(state)).not.toContain(scene.second.member);
  });
});

stage.comparesAfterRestart("E121–E125");
