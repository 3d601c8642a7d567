import type { Node } from "prosemirror-model";
import { AttrStep } from "prosemirror-transform";
import { IDENTITY } from "../policy.ts";
import type { Scalar } from "../records.ts";
import { nameOf, Untracked, type Draft } from "./draft.ts";
import { isReal, zoneAt, zoneInside } from "./zones.ts";

/** Rewrites the setting of one attribute. */
export function rewriteAttribute(draft: Draft, step: AttrStep): void {
  const pos = draft.places.place(step.pos, 1);
  const node = draft.doc.nodeAt(pos);
  // What only the original has made, e.g. the second half of a divided block, takes its attributes from the first.
  if (node === null || !draft.places.holds(step.pos, step.pos + 1) || draft.divided.has(node.attrs["id"]))
    return;
  const $pos = draft.doc.resolve(pos);
  const zone = zoneInside(node, zoneAt($pos, $pos.depth, draft.options.author), draft.options.author);
  if (isReal(draft.options, zone)) {
    // A block of one's own gets its id from whoever first meets it without one; by whom it is proposed stays.
    if (step.attr !== "ins") draft.step(new AttrStep(pos, step.attr, step.value));
  } else if (!IDENTITY.includes(step.attr)) proposeAttribute(draft, node, step.attr, step.value);
}

/** Writes, changes or takes back the author's proposal for one attribute: one record, however often he changes it. */
export function proposeAttribute(draft: Draft, node: Node, name: string, value: unknown): void {
  if (!isScalar(value)) throw new Untracked("too-complex");
  const target = nameOf(node);
  const earlier = draft
    .ownRecords()
    .find(([, record]) => record.kind === "attrs" && record.target === target && record.name === name);
  if (node.attrs[name] === value) {
    if (earlier !== undefined) draft.drop(earlier[0]);
    return;
  }
  if (earlier?.[1].kind === "attrs" && earlier[1].value === value) return;
  const id = earlier === undefined ? null : earlier[0].slice(0, earlier[0].indexOf("/"));
  if (earlier !== undefined) draft.drop(earlier[0]);
  draft.put(draft.id(id), { kind: "attrs", target, name, value });
}

function isScalar(value: unknown): value is Scalar {
  return value === null || ["string", "number", "boolean"].includes(typeof value);
}
