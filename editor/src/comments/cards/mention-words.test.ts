import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { membersNamed, mentionAt, piecesOf, putMention, stillMentioned } from "./mention-words.ts";

const MEMBERS = [{ name: "Élise Martin" }, { name: "Ana Ruiz" }, { name: "Ana Ruiz Gil" }];
const seed = Date.now() % 2 ** 31;

describe("a name behind an @", () => {
  it("is begun at the start of a word alone: an address for letters names nobody", () => {
    expect(mentionAt("See @An", 7)).toEqual({ from: 4, name: "An" });
    expect(mentionAt("@", 1)).toEqual({ from: 0, name: "" });
    expect(mentionAt("ana@example", 11)).toBeNull();
    expect(mentionAt("@ Ana", 5)).toBeNull();
    expect(mentionAt("@Ana\nRuiz", 9)).toBeNull();
  });

  it("is found by the beginning of any of its words, whatever case and accents", () => {
    expect(membersNamed(MEMBERS, "eli")).toEqual([{ name: "Élise Martin" }]);
    expect(membersNamed(MEMBERS, "RUI")).toEqual([{ name: "Ana Ruiz" }, { name: "Ana Ruiz Gil" }]);
    expect(membersNamed(MEMBERS, "uiz")).toEqual([]);
  });

  it("is put in whole, with one space behind it and the caret there", () => {
    expect(putMention("Ask @An about it", { from: 4, name: "An" }, "Ana Ruiz")).toEqual({
      words: "Ask @Ana Ruiz about it",
      caret: 14,
    });
    expect(putMention("@", { from: 0, name: "" }, "Ana Ruiz")).toEqual({ words: "@Ana Ruiz ", caret: 10 });
  });

  it("counts no more once it is no longer in the words", () => {
    expect(stillMentioned("Ask @Ana Ruiz", MEMBERS)).toEqual([{ name: "Ana Ruiz" }]);
    expect(stillMentioned("Ask Ana Ruiz", MEMBERS)).toEqual([]);
  });
});

describe(`the pieces of a comment (seed ${seed})`, () => {
  it("are its words, none lost and none added", () => {
    const words = fc.array(
      fc.constantFrom("@", "@Ana Ruiz", "@Ana Ruiz Gil", "@Élise Martin", " ", "and", "<b>", "\n"),
    );
    fc.assert(
      fc.property(words, (parts) => {
        const said = parts.join("");
        const pieces = piecesOf(
          said,
          MEMBERS.map(({ name }) => name),
        );
        expect(pieces.map(({ text }) => text).join("")).toBe(said);
        expect(pieces.every(({ text, isMention }) => !isMention || text.startsWith("@"))).toBe(true);
      }),
      { seed, verbose: true },
    );
  });

  it("take the longer of two names that begin alike", () => {
    expect(piecesOf("@Ana Ruiz Gil!", ["Ana Ruiz", "Ana Ruiz Gil"])).toEqual([
      { text: "@Ana Ruiz Gil", isMention: true },
      { text: "!", isMention: false },
    ]);
  });
});
