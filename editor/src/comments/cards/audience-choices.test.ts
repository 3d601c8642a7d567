import type { MarginView, MemberId, MemberView, ReviewView, StateId, UserId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { audienceChoices, firstChoice, quotable, textFor } from "./audience-choices.ts";

const [A, B, C] = ["a" as StateId, "b" as StateId, "c" as StateId];
const name = { en: "State", fr: "", es: "", ar: "", ru: "", zh: "" };
const review: Pick<ReviewView, "states" | "members"> = {
  states: [
    { id: A, name, part: "under-review", instruments: [] },
    { id: B, name, part: "reviewing", instruments: ["UNTOC"] },
    { id: C, name, part: "reviewing", instruments: ["TIP"] },
  ],
  members: [],
};
const [TEAM_TEXT, REVIEWERS_TEXT, COPY] = ["team", "reviewers", "state-a"].map(
  (audience) => `r00001/untoc.5.b/${audience}/text/1`,
) as [string, string, string];

function memberOf(state: StateId): MemberView {
  return {
    id: "m1" as MemberId,
    user: "u1" as UserId,
    name: "Expert",
    function: "",
    role: "state-expert",
    state,
    standing: "serving",
    replaces: null,
  };
}

function marginsOf(...audiences: readonly string[]): readonly MarginView[] {
  return audiences.map((audience) => ({ name: audience, audience, level: "comment" }));
}

describe("for whom a comment may be", () => {
  it("is nobody who may read none of the texts that have its words", () => {
    const asked = {
      margins: marginsOf("team", "state-a"),
      review,
      member: memberOf(A),
      instrument: "UNTOC",
    } as const;
    const audiences = (rooms: readonly string[] | null): readonly string[] =>
      audienceChoices({ ...asked, rooms }).map(({ audience }) => audience);
    // Words that the delegation alone has can go to the team with its next submission.
    expect(audiences([COPY])).toEqual(["state-a", "state-a"]);
    expect(audiences([COPY, TEAM_TEXT])).toEqual(["team", "state-a"]);
    expect(audiences(null)).toEqual(["team", "state-a"]);
  });

  it("is the delegation, for its focal point to send, where one may not write to the team oneself", () => {
    const margins: readonly MarginView[] = [
      { name: "t", audience: "team", level: "propose" },
      { name: "s", audience: "state-a", level: "comment" },
    ];
    const choices = audienceChoices({
      margins,
      rooms: [COPY],
      review,
      member: memberOf(A),
      instrument: null,
    });
    expect(choices).toEqual([
      { audience: "state-a", forTeam: true },
      { audience: "state-a", forTeam: false },
    ]);
    expect(firstChoice(choices, null, true)).toEqual({ audience: "state-a", forTeam: false });
    expect(firstChoice(choices, { audience: "state-a", forTeam: true }, true)).toEqual(choices[0]);
    expect(firstChoice([], null, true)).toBeNull();
  });
});

describe("the text that is quoted", () => {
  it("is the first that all readers of the comment may read", () => {
    expect(textFor("state-a", [COPY, TEAM_TEXT], [B, C])).toBe(COPY);
    expect(textFor("team", [COPY, TEAM_TEXT], [B, C])).toBe(TEAM_TEXT);
    expect(textFor("state-c", [REVIEWERS_TEXT, TEAM_TEXT], [B, C])).toBe(REVIEWERS_TEXT);
    // State C does not review the instrument of this section.
    expect(textFor("state-c", [REVIEWERS_TEXT, TEAM_TEXT], [B])).toBe(TEAM_TEXT);
    expect(textFor("team", [REVIEWERS_TEXT, COPY], [B, C])).toBeNull();
    expect(textFor("everybody", [TEAM_TEXT], [B, C])).toBeNull();
  });

  it("is for a proposal the one it is made in, and for the section none", () => {
    expect(quotable({ kind: "suggestion", room: COPY, suggestion: "s1" }, [TEAM_TEXT])).toEqual([COPY]);
    expect(quotable({ kind: "text", room: COPY, parts: [] }, [TEAM_TEXT])).toEqual([TEAM_TEXT]);
    expect(quotable({ kind: "section" }, [TEAM_TEXT])).toBeNull();
  });
});
