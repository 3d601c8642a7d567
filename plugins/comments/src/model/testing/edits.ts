import type { BlockText } from "../anchor.ts";

/** One thing that somebody does to a text; numbers are taken modulo what there is. */
export interface Edit {
  readonly kind: EditKind;
  readonly block: number;
  readonly other: number;
  readonly from: number;
  readonly length: number;
  readonly text: string;
}

export const EDIT_KINDS = [
  "write",
  "delete",
  "write over",
  "split",
  "join",
  "move block",
  "delete block",
  "add block",
  "rename block",
  "move text",
] as const;
export type EditKind = (typeof EDIT_KINDS)[number];

/** The text after an edit. New blocks are named by `newId`. */
export function edited(blocks: readonly BlockText[], edit: Edit, newId: () => string): readonly BlockText[] {
  if (blocks.length === 0) return [{ id: newId(), text: edit.text }];
  const at = edit.block % blocks.length;
  const own = blocks[at] ?? { id: "", text: "" };
  const from = edit.from % (own.text.length + 1);
  const to = Math.min(own.text.length, from + edit.length);
  const [left, inside, right] = [own.text.slice(0, from), own.text.slice(from, to), own.text.slice(to)];
  const written = (text: string): BlockText => ({ id: own.id, text });
  const others = blocks.toSpliced(at, 1);
  switch (edit.kind) {
    case "write":
      return blocks.with(at, written(left + edit.text + inside + right));
    case "delete":
      return blocks.with(at, written(left + right));
    case "write over":
      return blocks.with(at, written(left + edit.text + right));
    case "split":
      return blocks.toSpliced(at, 1, written(left), { id: newId(), text: inside + right });
    case "join": {
      const next = blocks[at + 1];
      return next === undefined ? blocks : blocks.toSpliced(at, 2, written(own.text + next.text));
    }
    case "move block":
      return others.toSpliced(edit.other % blocks.length, 0, own);
    case "delete block":
      return others;
    case "add block":
      return blocks.toSpliced(at, 0, { id: newId(), text: edit.text });
    case "rename block":
      return blocks.with(at, { id: newId(), text: own.text });
    case "move text": {
      const rest = blocks.with(at, written(left + right));
      const place = edit.other % blocks.length;
      const target = rest[place] ?? own;
      const middle = edit.length % (target.text.length + 1);
      const text = target.text.slice(0, middle) + inside + target.text.slice(middle);
      return rest.with(place, { id: target.id, text });
    }
  }
}
