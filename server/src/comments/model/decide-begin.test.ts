import type { MemberId, NewSubject } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { isRefusal, type ProposedRecord } from "../../reviews/model/decision.ts";
import { addressOf, bodyOf } from "../../reviews/model/review-state.ts";
import { countedIds, plainSample, propose, schema } from "../../reviews/testing/drafting.ts";
import type { Refusal } from "../../reviews/reviews.ts";
import {
  begun,
  changed,
  COVER,
  FINDING,
  onWords,
  reviewIn,
  roomsOf,
  saying,
  submitted,
  SUPPLIED,
  textName,
  threadOf,
  transmitted,
  tryToBegin,
  whoIs,
  wordsIn,
} from "../testing/standing.ts";
import { THREADS_LIMIT } from "./plan-thread.ts";

function proposed(answer: ProposedRecord | Refusal): ProposedRecord {
  if (isRefusal(answer)) throw new RangeError(JSON.stringify(answer));
  return answer;
}

describe("who begins a thread", () => {
  const withState = reviewIn("with-state");

  it.each([
    ["expert-b", "team"],
    ["focal-b", "reviewers"],
    ["expert-c", "state-c"],
    ["staff", "team"],
    ["staff2", "reviewers"],
    ["staff", "secretariat"],
    ["focal-a", "team"],
    ["expert-a", "state-a"],
  ])("is %s among %s", (who, audience) => {
    expect(tryToBegin(withState, who, saying("Which law?", audience))).toMatchObject({
      act: { kind: "commented", audience, section: FINDING, begins: { forTeam: false, class: null } },
    });
  });

  it.each([
    ["expert-a", "reviewers"],
    ["focal-a", "reviewers"],
    ["focal-a", "secretariat"],
    ["expert-b", "state-c"],
    ["expert-b", "secretariat"],
    ["expert-b", "state-a"],
    ["staff", "state-b"],
    ["observer-a", "team"],
    ["observer-a", "state-a"],
    ["expert-b", "sealed-x"],
    ["expert-b", "everybody"],
  ])("is not %s among %s, which is not told from one that does not exist", (who, audience) => {
    expect(tryToBegin(withState, who, saying("Which law?", audience))).toEqual({ refused: "absent" });
  });

  it("is no expert of the State under review among the team, unless his focal point named him", () => {
    expect(tryToBegin(withState, "expert-a", saying("Which law?", "team"))).toEqual({
      refused: "not-permitted",
    });
    const speaks = { ...withState, speakers: new Set([whoIs(withState, "expert-a").id]) };
    expect(tryToBegin(speaks, "expert-a", saying("Which law?", "team"))).toMatchObject({
      act: { audience: "team" },
    });
    expect(tryToBegin(speaks, "other-a", saying("Which law?", "team"))).toEqual({ refused: "not-permitted" });
  });

  it("is nobody while the review rests or when it is closed, nor whose membership has ended", () => {
    for (const phase of ["issued", "closed"] as const)
      expect(tryToBegin(reviewIn(phase), "expert-b", saying("Too late", "team"))).toEqual({
        refused: "not-permitted",
      });
    const gone = changed(withState, "expert-b", { ended: true });
    expect(tryToBegin(gone, "expert-b", saying("Still here", "team"))).toEqual({ refused: "absent" });
  });

  it("is nobody among a team that has no text of the section yet", () => {
    const drafting = reviewIn("drafting");
    expect(tryToBegin(drafting, "expert-b", saying("Which law?", "team"))).toEqual({ refused: "absent" });
    expect(tryToBegin(drafting, "expert-b", saying("Which law?", "reviewers"))).toMatchObject({ act: {} });
    expect(tryToBegin(drafting, "expert-a", saying("Which law?", "state-a"))).toEqual({ refused: "absent" });
  });

  it("finds no section that the report does not have", () => {
    const section = "untoc.99.b" as typeof FINDING;
    expect(tryToBegin(withState, "expert-b", saying("Where?", "team"), { section })).toEqual({
      refused: "absent",
    });
  });
});

describe("what is said", () => {
  const state = reviewIn("with-state");
  const [a, b] = [whoIs(state, "focal-a").id, whoIs(state, "expert-b").id];

  it("is 1 to 10 000 units once trimmed, and lies beside the record under the margin alone", () => {
    const longest = proposed(tryToBegin(state, "expert-b", saying(`  ${"x".repeat(10_000)}\n`, "reviewers")));
    if (longest.act.kind !== "commented") throw new RangeError("no comment");
    expect(wordsIn(longest, longest.act.words)).toEqual({ text: "x".repeat(10_000) });
    expect(roomsOf(longest)).toEqual([`rsample01/${FINDING}/reviewers/threads/1`]);
    expect(JSON.stringify(longest.act)).not.toContain("xx");
    for (const [text, code] of [
      ["", "empty"],
      [" \n ", "empty"],
      ["x".repeat(10_001), "too-long"],
    ] as const)
      expect(tryToBegin(state, "expert-b", saying(text, "team"))).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/text", code }],
      });
  });

  it("mentions nobody who could not read it, and each but once", () => {
    const twice = saying("See", "team", { mentions: [a, b, a] });
    expect(tryToBegin(state, "expert-b", twice)).toMatchObject({ act: { mentions: [a, b] } });
    const observer = whoIs(state, "observer-a").id;
    for (const [audience, mentions] of [
      ["reviewers", [b, a]],
      ["team", [b, observer]],
      ["team", [b, "mnobody" as MemberId]],
      ["state-b", [b, whoIs(state, "expert-c").id]],
    ] as const)
      expect(tryToBegin(state, "expert-b", saying("See", audience, { mentions }))).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/mentions/1", code: "not-in-audience" }],
      });
    const gone = changed(state, "focal-a", { ended: true });
    expect(tryToBegin(gone, "expert-b", saying("See", "team", { mentions: [a] }))).toMatchObject({
      faults: [{ pointer: "/mentions/0" }],
    });
    const many = saying("See", "team", { mentions: Array.from({ length: 51 }, () => b) });
    expect(tryToBegin(state, "expert-b", many)).toMatchObject({
      faults: [{ pointer: "/mentions", code: "too-many" }],
    });
  });

  it("is written for the team, and sorted, by the State under review alone", () => {
    const sorted = { class: "factual-correction" } as const;
    expect(
      tryToBegin(state, "expert-a", saying("Law 12", "state-a", { forTeam: true, ...sorted })),
    ).toMatchObject({
      act: { begins: { forTeam: true, class: "factual-correction" } },
    });
    expect(tryToBegin(state, "focal-a", saying("Law 12", "team", sorted))).toMatchObject({
      act: { begins: sorted },
    });
    for (const [who, audience] of [
      ["expert-b", "state-b"],
      ["focal-a", "team"],
      ["staff", "secretariat"],
    ] as const)
      expect(tryToBegin(state, who, saying("Law 12", audience, { forTeam: true }))).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/forTeam", code: "not-of-state" }],
      });
    for (const [who, audience] of [
      ["expert-b", "team"],
      ["expert-a", "state-a"],
    ] as const)
      expect(tryToBegin(state, who, saying("Law 12", audience, sorted))).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/class", code: "not-of-state" }],
      });
  });

  it("finds no place beside 2 000 threads of the same margin, and does in another", () => {
    let full = state;
    for (let count = 0; count < THREADS_LIMIT; count += 1)
      full = begun(full, "expert-b", saying(`No. ${count}`, "team"));
    expect(tryToBegin(full, "expert-b", saying("One more", "team"))).toEqual({ refused: "thread-limit" });
    expect(tryToBegin(full, "expert-b", saying("One more", "reviewers"))).toMatchObject({ act: {} });
  });
});

describe("what a thread is about", () => {
  const state = reviewIn("with-state");
  const about = (who: string, audience: string, subject: NewSubject): ReturnType<typeof tryToBegin> =>
    tryToBegin(state, who, saying("Here", audience, { subject }));

  it("is words of a text, found where they are now", () => {
    const subject = onWords(textName(state, "team"), "law of 2019", "p0");
    const made = proposed(about("expert-b", "team", subject));
    if (made.act.kind !== "commented") throw new RangeError("no comment");
    expect(made.act.begins?.subject).toEqual({ kind: "text", room: { audience: "team", epoch: 1 } });
    expect(wordsIn(made, made.act.words)).toMatchObject({ text: "Here", quote: "law of 2019" });
  });

  it("is not words that are not there, in whole or in no part", () => {
    const room = textName(state, "team");
    expect(about("expert-b", "team", onWords(room, "never written"))).toEqual({ refused: "anchor-gone" });
    const [there] = onWords(room, "law of 2019").parts;
    const [gone] = onWords(room, "never written").parts;
    if (there === undefined || gone === undefined) throw new RangeError("no parts");
    const both = proposed(about("expert-b", "team", { kind: "text", room, parts: [gone, there] }));
    if (both.act.kind !== "commented") throw new RangeError("no comment");
    expect(wordsIn(both, both.act.words)).toMatchObject({ quote: "law of 2019" });
    expect(JSON.stringify(wordsIn(both, both.act.words))).not.toContain("never written");
  });

  it("has 1 to 20 parts with words, 5 000 units in all", () => {
    const room = textName(state, "team");
    const [part] = onWords(room, "law").parts;
    if (part === undefined) throw new RangeError("no parts");
    for (const [parts, code] of [
      [[], "empty"],
      [[{ ...part, quote: "" }], "empty"],
      [Array.from({ length: 21 }, () => part), "too-many"],
      [[{ ...part, quote: "x".repeat(5001) }], "too-long"],
    ] as const)
      expect(about("expert-b", "team", { kind: "text", room, parts })).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/subject/parts", code }],
      });
  });

  it("is no text that some in the audience may not read: it would be quoted to them", () => {
    for (const [audience, room] of [
      ["team", "reviewers"],
      ["reviewers", "state-b"],
      ["team", "state-b"],
    ] as const)
      expect(about("expert-b", audience, onWords(textName(state, room), "law"))).toEqual({
        refused: "invalid",
        faults: [{ pointer: "/subject/room", code: "not-in-audience" }],
      });
    for (const [audience, room] of [
      ["reviewers", "team"],
      ["state-b", "reviewers"],
      ["state-b", "team"],
    ] as const)
      expect(about("expert-b", audience, onWords(textName(state, room), "law"))).toMatchObject({
        act: { audience },
      });
    expect(about("staff", "secretariat", onWords(textName(state, "reviewers"), "law"))).toMatchObject({
      act: {},
    });
  });

  it("is no text that its writer may not read, whatever he claims of its words", () => {
    const hidden = textName(state, "reviewers");
    for (const quote of ["law of 2019", "never written"])
      expect(about("focal-a", "team", onWords(hidden, quote))).toEqual({ refused: "absent" });
    for (const room of [
      "",
      "nonsense",
      hidden.replace("rsample01", "rother001"),
      hidden.replace("text", "threads"),
    ])
      expect(about("expert-b", "reviewers", onWords(room, "law"))).toEqual({ refused: "absent" });
    const elsewhere = textName(state, "reviewers").replace(FINDING, COVER);
    expect(about("expert-b", "reviewers", onWords(elsewhere, "law"))).toEqual({ refused: "absent" });
  });

  it("is the text as it is now where another version has come", () => {
    const renewed = transmitted(state, 2);
    const subject = onWords(textName(state, "team"), "law of 2019");
    expect(tryToBegin(renewed, "expert-b", saying("Here", "team", { subject }))).toMatchObject({
      act: { begins: { subject: { kind: "text", room: { audience: "team", epoch: 2 } } } },
    });
  });

  it("is a suggestion of a text, quoted in short, and none that is not there", () => {
    const member = whoIs(state, "staff").id;
    const text = propose(
      plainSample(),
      member,
      [{ at: 3, over: 0, kind: "type", word: "w".repeat(400) }],
      countedIds(),
    );
    const [mark] = schema.nodeFromJSON(text.doc.toJSON()).firstChild?.maybeChild(1)?.marks ?? [];
    const suggestion = String(mark?.attrs["id"]);
    const room = textName(state, "team");
    const request = saying("Why?", "team", { subject: { kind: "suggestion", room, suggestion } });
    const made = proposed(tryToBegin(state, "expert-b", request, { text }));
    if (made.act.kind !== "commented") throw new RangeError("no comment");
    expect(made.act.begins?.subject).toEqual({
      kind: "suggestion",
      room: { audience: "team", epoch: 1 },
      suggestion,
    });
    expect(wordsIn(made, made.act.words)).toEqual({ text: "Why?", quote: `${"w".repeat(299)}…` });
    expect(tryToBegin(state, "expert-b", request)).toEqual({ refused: "anchor-gone" });
  });

  it("is, within the State under review, a thread of the team that there is", () => {
    const asked = begun(state, "expert-b", saying("Which law?", "team"));
    const internal = begun(asked, "expert-b", saying("Between us", "reviewers"));
    const { thread } = threadOf(internal, "expert-a", "Which law?");
    const hidden = threadOf(internal, "expert-b", "Between us").thread;
    const reply = (audience: string, to: string, forTeam: boolean): ReturnType<typeof tryToBegin> =>
      tryToBegin(
        internal,
        "expert-a",
        saying("Law 12", audience, { subject: { kind: "thread", thread: to }, forTeam }),
      );
    expect(reply("state-a", thread.id, true)).toMatchObject({
      act: { begins: { subject: { kind: "thread", thread: thread.id }, forTeam: true } },
    });
    expect(reply("state-a", thread.id, false)).toMatchObject({
      faults: [{ pointer: "/subject", code: "not-for-team" }],
    });
    for (const to of [hidden.id, `t${"0".repeat(20)}`])
      expect(reply("state-a", to, true)).toEqual({ refused: "absent" });
  });
});

describe("a section that a State supplies", () => {
  it("has the State's own margin from the start, and the team's when it was submitted", () => {
    const before = reviewIn("self-assessment");
    const at = { section: SUPPLIED };
    expect(tryToBegin(before, "expert-a", saying("Ours", "state-a"), at)).toMatchObject({ act: {} });
    expect(tryToBegin(before, "expert-b", saying("Theirs", "team"), at)).toEqual({ refused: "absent" });
    const then = submitted(before);
    expect(tryToBegin(then, "expert-b", saying("Theirs", "team"), at)).toMatchObject({ act: {} });
    expect(tryToBegin(then, "expert-a", saying("Ours", "team"), at)).toEqual({ refused: "not-permitted" });
    const section = then.sections.get(SUPPLIED);
    const body = section === undefined ? null : bodyOf(section, { kind: "team" });
    if (section === undefined || body === null) throw new RangeError("it was submitted");
    expect(addressOf(then, section, body).epoch).toBe(1);
  });
});
