import type { Piece, Scalar, Suggestion } from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";
import type { MessageKey, SuggestionKey } from "../interface-text/message.ts";
import type { InterfaceText } from "../interface-text/text.tsx";

/** What a card says of a proposal, in the order of the text: words that go, words that come, and what else changes. */
export interface ProposalPart {
  readonly kind: "old" | "new" | "kept" | "note";
  readonly text: string;
}

/** So much of a long passage stands on a card, in UTF-16 code units; the whole stands in the text. */
const TEXT_LIMIT = 600;
/** Stands on a card for a proposed paragraph break among words. */
const BREAK_SIGN = " ¶ ";
/** Stands in the text for a reference to a footnote, which the card names beside it. */
const REFERENCE = /\uFFFC/g;

/** The kind of a proposal in words. */
export function sayKind(text: InterfaceText, { kind }: Suggestion): string {
  return text.say(`card.${kind}`);
}

/**
 * What a proposal would do: the very words of the text, and sentences for what no words can show.
 *
 * @param doc the document that the proposal was read in: words of several paragraphs or cells are parted by a sign
 */
export function describeProposal(
  text: InterfaceText,
  { pieces }: Pick<Suggestion, "pieces">,
  doc: Node,
): readonly ProposalPart[] {
  const runs: ProposalPart[] = [];
  const notes = new Set<string>();
  const note = (sentence: string): void => void notes.add(sentence);
  const words = (kind: "old" | "new" | "kept", run: string): void => {
    const last = runs.at(-1);
    if (last?.kind === kind) runs[runs.length - 1] = { kind, text: last.text + run };
    else if (run !== "") runs.push({ kind, text: run });
  };
  let before: Piece | undefined;
  for (const piece of pieces) {
    const isText = piece.kind === "delete-text" || piece.kind === "insert-text";
    if (isText && before?.kind === piece.kind)
      words(piece.kind === "delete-text" ? "old" : "new", signBetween(doc, before.to, piece.from));
    if (isText) before = piece;
    addPiece(piece, { text, note, words });
  }
  // A break alone is told in words.
  if (runs.length === 1 && runs[0]?.text.trim() === BREAK_SIGN.trim()) {
    runs.pop();
    note(text.say("change.break"));
  }
  return [
    ...runs.map((part) => ({ ...part, text: shortened(part.text) })),
    ...[...notes].map((sentence) => ({ kind: "note" as const, text: sentence })),
  ];
}

interface Saying {
  readonly text: InterfaceText;
  readonly note: (sentence: string) => void;
  readonly words: (kind: "old" | "new" | "kept", run: string) => void;
}

function addPiece(piece: Piece, { text, note, words }: Saying): void {
  switch (piece.kind) {
    case "insert-text":
      return words("new", piece.text);
    case "delete-text":
      return words("old", piece.text);
    case "break":
      return words("new", BREAK_SIGN);
    case "format": {
      words("kept", piece.text);
      const what = letterName(text, piece.change.mark.type.name);
      return note(text.say(piece.change.adds ? "change.formatAdds" : "change.formatRemoves", { what }));
    }
    case "insert-block":
      note(text.say("change.adds", { what: sayBlock(text, piece.node.type.name) }));
      return words("new", blockWords(piece));
    case "delete-block":
      return note(text.say("change.removes", { what: sayBlock(text, typeOf(piece)) }));
    case "join":
      return note(text.say("change.joins"));
    case "attrs":
      return note(
        piece.record.kind === "attrs" ? sayAttribute(text, piece.record) : text.say("change.attribute"),
      );
    case "shape":
      return note(text.say(shapeKey(JSON.stringify(piece.record), typeOf(piece))));
    case "malformed":
      return note(text.say("card.malformed"));
  }
}

/** The type of the first node that a structural proposal is about; empty where it is gone. */
function typeOf({
  nodes,
}: {
  readonly nodes: readonly { readonly type: { readonly name: string } }[];
}): string {
  return nodes[0]?.type.name ?? "";
}

/** The words of a whole new block, its cells or paragraphs parted by a sign. */
function blockWords({ node, text }: Extract<Piece, { readonly kind: "insert-block" }>): string {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.join(node.type.name.startsWith("table") ? " | " : BREAK_SIGN);
}

/** What parts words at two places of the document: nothing within one paragraph. */
function signBetween(doc: Node, end: number, start: number): string {
  if (Math.max(end, start) > doc.content.size) return "";
  const [$end, $start] = [doc.resolve(end), doc.resolve(start)];
  if ($end.sameParent($start)) return "";
  const around = $start.depth > 0 ? $start.node($start.depth - 1).type.name : "";
  return around.startsWith("table_") ? " | " : BREAK_SIGN;
}

function shortened(run: string): string {
  const clean = run.replaceAll(REFERENCE, "");
  return clean.length <= TEXT_LIMIT ? clean : `${clean.slice(0, TEXT_LIMIT)}…`;
}

const LETTERS = ["strong", "em", "underline", "superscript", "subscript", "link"] as const;

function letterName(text: InterfaceText, mark: string): string {
  return text.say(`letters.${LETTERS.find((known) => known === mark) ?? "other"}`);
}

const BLOCKS: Readonly<Record<string, SuggestionKey>> = {
  paragraph: "block.paragraph",
  heading: "block.heading",
  bullet_list: "block.list",
  ordered_list: "block.list",
  list_item: "block.list_item",
  blockquote: "block.blockquote",
  table: "block.table",
  table_row: "block.table_row",
  table_cell: "block.table_cell",
  table_header: "block.table_cell",
  footnote_text: "block.footnote",
};

/** A kind of block by its name in the schema. */
export function sayBlock(text: InterfaceText, type: string): string {
  return text.say(BLOCKS[type] ?? "block.other");
}

const ATTRIBUTES = ["level", "order", "lang", "dir"] as const;

/** A proposed value of an attribute, as a sentence. */
export function sayAttribute(
  text: InterfaceText,
  { name, value }: { readonly name: string; readonly value: Scalar },
): string {
  const known = ATTRIBUTES.find((each) => each === name);
  if (known === undefined) return text.say("change.attribute");
  return text.say(`change.${known}`, { value: value === null ? "–" : String(value) });
}

/** What an arrangement makes of the blocks, as far as one word can say it. */
export function shapeKey(shape: string, type: string): MessageKey {
  const makes = (name: string): boolean =>
    shape.includes(`"make":"${name}"`) || shape.includes(`"type":"${name}"`);
  if (type.startsWith("table")) return "change.cells";
  if (makes("heading")) return "change.toHeading";
  if (makes("bullet_list") || makes("ordered_list")) return "change.toList";
  if (makes("blockquote")) return "change.toQuotation";
  if (makes("paragraph")) return "change.toParagraph";
  return "change.shape";
}
