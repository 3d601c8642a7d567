import type { Node, Schema } from "prosemirror-model";
import { recordKey, type SuggestionRecord } from "../records.ts";
import { formatOp } from "../review-marks.ts";
import { authorOf, type SuggestionId } from "../suggestion-id.ts";
import type { TrackedDocument } from "../tracked.ts";

/** Makes text that bears review marks, for examples. The author of each is the one its id names. */
export interface Proposals {
  readonly inserted: (id: SuggestionId, text: string) => Node;
  readonly deleted: (id: SuggestionId, text: string) => Node;
  /** Text that would get a mark, or lose one that it then has. */
  readonly formatted: (id: SuggestionId, text: string, sign: "+" | "-", mark: string) => Node;
  /** `node` with one more review mark. */
  readonly on: (name: "insertion" | "deletion", id: SuggestionId, node: Node) => Node;
  /** A reference to a footnote. */
  readonly reference: (footnote: string) => Node;
}

/** {@link Proposals} of a schema. */
export function proposalsOf(schema: Schema): Proposals {
  const on: Proposals["on"] = (name, id, node) =>
    node.mark(schema.mark(name, { id, by: authorOf(id) }).addToSet(node.marks));
  return {
    on,
    inserted: (id, text) => on("insertion", id, schema.text(text)),
    deleted: (id, text) => on("deletion", id, schema.text(text)),
    formatted(id, text, sign, name) {
      const mark = schema.mark(name);
      const op = formatOp({ adds: sign === "+", mark });
      const own = sign === "+" ? [] : [mark];
      return schema.text(text, schema.mark("fmt", { id, by: authorOf(id), op }).addToSet(own));
    },
    reference: (footnote) => schema.text("\uFFFC", [schema.mark("footnote", { id: footnote })]),
  };
}

/** A document with records of structural suggestions, each given as its suggestion and what it says. */
export function trackedWith(
  doc: Node,
  ...records: readonly (readonly [SuggestionId, SuggestionRecord])[]
): TrackedDocument {
  return { doc, records: new Map(records.map(([id, record]) => [recordKey(id, record), record])) };
}

/** A document as one line: types, ids that are no new ones, text with what is proposed to it in braces. */
export function sketch(node: Node): string {
  if (node.isText) {
    const marks = node.marks.map((mark) => String(mark.attrs["by"] ?? mark.type.name));
    const text = (node.text ?? "").replaceAll("\n", "¶");
    return marks.length === 0 ? text : `{${marks.join(" ")}: ${text}}`;
  }
  const id = String(node.attrs["id"] ?? "");
  const name = NAMES[node.type.name] ?? node.type.name;
  const ins = typeof node.attrs["ins"] === "string" ? `+${String(authorOf(node.attrs["ins"]))}` : "";
  const children = node.content.content.map(sketch).join(node.isTextblock ? "" : " ");
  return `${name}${id === "" || id.startsWith("new") ? "" : `#${id}`}${ins}(${children})`;
}

const NAMES: Readonly<Record<string, string>> = {
  paragraph: "p",
  heading: "h",
  bullet_list: "ul",
  ordered_list: "ol",
  list_item: "li",
  table_row: "tr",
  table_cell: "td",
  table_header: "th",
  footnote_text: "note",
};
