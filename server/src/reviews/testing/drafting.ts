import { createReportSchema } from "@travaux/blueprint";
import {
  rewriteTransaction,
  type SuggestionRecord,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import fc from "fast-check";
import { EditorState, TextSelection, type Transaction } from "prosemirror-state";

export const schema = createReportSchema();

/** A text of three paragraphs, to which nothing is proposed. */
export function plainSample(): TrackedDocument {
  const paragraphs = ["State A has ratified", "The law of 2019 provides", "No case was reported"];
  const content = paragraphs.map((text, at) =>
    schema.node("paragraph", { id: `p${at}` }, [schema.text(text)]),
  );
  return { doc: schema.node("doc", null, content), records: new Map() };
}

/** One thing that somebody does: where, over how much of the text, and what. */
export interface Stroke {
  readonly at: number;
  readonly over: number;
  readonly kind: "type" | "strike" | "replace" | "embolden" | "part" | "drop";
  readonly word: string;
}

export const strokes: fc.Arbitrary<readonly Stroke[]> = fc.array(
  fc.record({
    at: fc.nat(120),
    over: fc.nat(12),
    kind: fc.constantFrom(
      "type" as const,
      "type" as const,
      "strike" as const,
      "replace" as const,
      "embolden" as const,
      "part" as const,
      "drop" as const,
    ),
    word: fc.constantFrom("and", "the ", " x", "aa", "State"),
  }),
  { maxLength: 6 },
);

/** The text after somebody proposed all of it, one thing after the other; what cannot be proposed is left out. */
export function propose(
  text: TrackedDocument,
  author: string,
  list: readonly Stroke[],
  newId: () => string,
): TrackedDocument {
  return list.reduce((now, stroke) => proposeOne(now, author, stroke, newId), text);
}

function proposeOne(
  text: TrackedDocument,
  author: string,
  stroke: Stroke,
  newId: () => string,
): TrackedDocument {
  const state = EditorState.create({ doc: text.doc });
  const from = 1 + (stroke.at % Math.max(1, text.doc.content.size - 2));
  const to = Math.min(from + stroke.over, text.doc.content.size - 1);
  const selected = state.apply(
    state.tr.setSelection(TextSelection.between(text.doc.resolve(from), text.doc.resolve(to))),
  );
  const original = act(selected.tr, stroke);
  if (original === null) return text;
  const rewritten = rewriteTransaction(original, selected, {
    author,
    mode: "suggest",
    records: text.records,
    newSuggestion: () => `${author}:${newId()}`,
    newId,
  });
  if (rewritten.kind !== "rewritten") return text;
  const records = new Map<string, SuggestionRecord>(text.records);
  for (const { key, record } of rewritten.records) {
    if (record === null) records.delete(key);
    else records.set(key, record);
  }
  return { doc: rewritten.tr.doc, records };
}

function act(tr: Transaction, { kind, word }: Stroke): Transaction | null {
  const { from, to, $from } = tr.selection;
  switch (kind) {
    case "type":
      return tr.insertText(word, from);
    case "replace":
      return tr.insertText(word, from, to);
    case "strike":
      return from === to ? null : tr.delete(from, to);
    case "embolden":
      return from === to ? null : tr.addMark(from, to, schema.mark("strong"));
    case "part":
      return $from.parent.isTextblock ? tr.split(from) : null;
    case "drop":
      return $from.depth === 0 ? null : tr.delete($from.before(1), $from.after(1));
  }
}

/** Ids that count up. */
export function countedIds(prefix = "n"): () => string {
  let count = 0;
  return () => `${prefix}${String((count += 1)).padStart(5, "0")}`;
}
