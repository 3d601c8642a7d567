import { asProposal, openSuggestions } from "@travaux/track-changes";
import type { Command } from "prosemirror-state";
import { TextSelection } from "prosemirror-state";
import { addRowAfter, deleteTable } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";
import { afterEach, describe, expect, it } from "vitest";
import { englishMessages } from "../interface-text/english.ts";
import { loadMessages } from "../interface-text/load-messages.ts";
import { createInterfaceText } from "../interface-text/text.tsx";
import { toggleLetters } from "../writing/commands/letters.ts";
import { toggleList } from "../writing/commands/lists.ts";
import { toggleQuotation } from "../writing/commands/quotation.ts";
import { insertTable } from "../writing/commands/tables.ts";
import { setHeading } from "../writing/commands/text-blocks.ts";
import { describeProposal, sayKind, type ProposalPart } from "./describe-proposal.ts";
import { closeEditors, editorOf, textOf } from "./editor.fixture.ts";

afterEach(closeEditors);

const english = createInterfaceText("en", englishMessages);

function saidOf(view: EditorView): readonly (readonly [string, readonly ProposalPart[]])[] {
  return openSuggestions(view.state).map((each) => [
    sayKind(english, each),
    describeProposal(english, each, view.state.doc),
  ]);
}

function select(view: EditorView, from: number, to: number): void {
  view.dispatch(view.state.tr.setSelection(TextSelection.create(view.state.doc, from, to)));
}

function run(view: EditorView, command: Command): void {
  if (!command(view.state, view.dispatch, view)) throw new RangeError("The command does not apply");
}

describe("what a card says", () => {
  it("E139 gives the words of the text, those that go and those that come", () => {
    const view = editorOf(textOf("The law provides."), "ma");
    view.dispatch(view.state.tr.insertText("statute", 5, 8));
    expect(saidOf(view)).toEqual([
      [
        "Replacement",
        [
          { kind: "old", text: "law" },
          { kind: "new", text: "statute" },
        ],
      ],
    ]);
  });

  it("shows a paragraph break among words as a sign, and one alone in words", () => {
    const view = editorOf(textOf("The law provides."), "ma");
    view.dispatch(view.state.tr.split(8));
    expect(saidOf(view)).toEqual([["Insertion", [{ kind: "note", text: "Paragraph break" }]]]);
    view.dispatch(view.state.tr.insertText("and", 9));
    expect(saidOf(view)).toEqual([["Insertion", [{ kind: "new", text: " ¶ and" }]]]);
  });

  it("names letters, lists, headings and quotations in words", () => {
    const cases: readonly (readonly [Command, string])[] = [
      [toggleLetters("strong"), "Formatting added: bold"],
      [asProposal(toggleList("bullet_list")), "Becomes a list"],
      [asProposal(setHeading(2)), "Becomes a heading"],
      [asProposal(toggleQuotation), "Becomes a block quotation"],
    ];
    for (const [command, sentence] of cases) {
      const view = editorOf(textOf("The law provides."), "ma");
      select(view, 1, 4);
      run(view, command);
      expect(saidOf(view).flatMap(([, parts]) => parts)).toContainEqual({ kind: "note", text: sentence });
    }
  });

  it("names what of a table comes or goes", () => {
    const doc = textOf("The law provides.");
    const editor = editorOf(doc, "mb", "edit");
    select(editor, 1, 1);
    run(editor, insertTable({ rows: 2, columns: 2, headerRow: false }));
    const view = editorOf(doc, "ma");
    let cell = 0;
    view.state.doc.descendants((node, pos) => {
      if (cell === 0 && node.type.name === "table_cell") cell = pos;
    });
    select(view, cell + 2, cell + 2);
    run(view, asProposal(addRowAfter));
    expect(saidOf(view)).toEqual([["Insertion", [{ kind: "note", text: "Added: table row" }]]]);
    const other = editorOf(doc, "mc");
    select(other, cell + 2, cell + 2);
    run(other, asProposal(deleteTable));
    const gone = openSuggestions(other.state).filter(({ by }) => by === "mc");
    expect(gone.flatMap((each) => describeProposal(english, each, other.state.doc))).toContainEqual({
      kind: "note",
      text: "Removed: table",
    });
  });

  it("parts the words of several paragraphs and of several cells", () => {
    const doc = textOf("One law.", "Two laws.");
    const view = editorOf(doc, "ma");
    view.dispatch(view.state.tr.delete(5, 14));
    expect(saidOf(view)[0]?.[1]).toContainEqual({ kind: "old", text: "law. ¶ Two" });
  });

  it("cuts a long passage, and no short one", () => {
    const view = editorOf(textOf("The law provides."), "ma");
    view.dispatch(view.state.tr.insertText("word ".repeat(400), 5));
    const [[, [part]] = ["", []]] = saidOf(view);
    expect(part?.text).toHaveLength(601);
    expect(part?.text.endsWith("…")).toBe(true);
  });

  it("speaks the language of the interface", async () => {
    const arabic = createInterfaceText("ar", await loadMessages("ar"));
    const view = editorOf(textOf("The law provides."), "ma");
    select(view, 1, 4);
    run(view, toggleLetters("strong"));
    const [proposal] = openSuggestions(view.state);
    if (proposal === undefined) throw new Error("no proposal");
    expect(sayKind(arabic, proposal)).toBe("تنسيق");
    expect(describeProposal(arabic, proposal, view.state.doc).at(-1)?.text).toBe("تنسيق مضاف: غامق");
  });
});
