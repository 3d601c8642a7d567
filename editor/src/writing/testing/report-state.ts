import type { Node } from "prosemirror-model";
import { EditorState, TextSelection, type Command } from "prosemirror-state";
import { ownTables } from "../own-tables.ts";
import { writingSchema } from "../writing-schema.ts";

const schema = writingSchema();

/** A paragraph of the report with words, perhaps with attributes. */
export function paragraph(words: string, attrs: Readonly<Record<string, unknown>> = {}): Node {
  return schema.node("paragraph", attrs, words === "" ? [] : [schema.text(words)]);
}

/** A node of the report by its name. */
export function node(
  name: string,
  children: readonly Node[],
  attrs: Readonly<Record<string, unknown>> = {},
): Node {
  return schema.node(name, attrs, [...children]);
}

/** An editor's state with the caret before, or the selection over, the first `words` found in the document. */
export function stateAt(children: readonly Node[], words: string, select = false): EditorState {
  const doc = schema.node("doc", null, [...children]);
  let at = -1;
  doc.descendants((each, pos) => {
    const index = words === "" ? -1 : (each.text?.indexOf(words) ?? -1);
    if (at < 0 && index >= 0) at = pos + index;
    if (at < 0 && words === "" && each.isTextblock && each.content.size === 0) at = pos + 1;
  });
  if (at < 0) throw new RangeError(`The document has no “${words}”`);
  const selection = TextSelection.create(doc, at, select ? at + words.length : at);
  return EditorState.create({ doc, selection, plugins: [...ownTables()] });
}

/** The state after `command`; a command that does not apply is a fault of the test. */
export function after(state: EditorState, command: Command): EditorState {
  let next = state;
  const applied = command(state, (tr) => {
    next = state.apply(tr);
  });
  if (!applied) throw new RangeError("The command does not apply");
  return next;
}

/** The document in short: `p(words)`, lists and tables with what is in them. */
export function brief(state: EditorState): string {
  const write = (each: Node): string => {
    if (each.isText) return `${each.marks.map((mark) => `${mark.type.name}:`).join("")}${each.text ?? ""}`;
    const name =
      each.type.name === "heading" ? `h${each.attrs["level"]}` : (SHORT[each.type.name] ?? each.type.name);
    return `${name}(${each.content.content.map(write).join(" ")})`;
  };
  return state.doc.content.content.map(write).join(" ");
}

const SHORT: Readonly<Record<string, string>> = {
  paragraph: "p",
  bullet_list: "ul",
  ordered_list: "ol",
  list_item: "li",
  table_row: "tr",
  table_cell: "td",
  table_header: "th",
  blockquote: "q",
};
