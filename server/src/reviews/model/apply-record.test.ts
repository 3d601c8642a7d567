import type { MemberId, Phase, ReviewId } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import type { Act } from "../../ledger/acts.ts";
import { chainRecord } from "../../ledger/chain.ts";
import { CHAIN_START } from "../../ledger/record.ts";
import { SAMPLE_REQUEST, seededRandom, sectionOf, stateOf, userOf } from "../testing/sample-review.ts";
import { applyRecord } from "./apply-record.ts";
import { RecordOutOfPlace } from "./record-out-of-place.ts";
import { decideOpening } from "./decide-opening.ts";
import { isRefusal } from "./decision.ts";
import type { ReviewState } from "./review-state.ts";

const text = { id: "p1234567", commitment: "a".repeat(64) };
const section = sectionOf("untoc.5.b");

function after(state: ReviewState | null, act: Act, member: MemberId | null = "m1" as MemberId): ReviewState {
  const stamp = { at: 1, by: { user: userOf("staff"), member }, session: "s" };
  return applyRecord(state, chainRecord("rsample01" as ReviewId, CHAIN_START, stamp, act).record);
}

function opening(): Act {
  const proposed = decideOpening(
    { user: userOf("staff"), staff: true },
    SAMPLE_REQUEST,
    seededRandom("apply"),
  );
  if (isRefusal(proposed)) throw new Error("the sample opens");
  return proposed.act;
}

function moved(state: ReviewState, to: Phase, opened: readonly string[] = []): ReviewState {
  return after(state, {
    kind: "phase-moved",
    from: state.phase,
    to,
    reason: null,
    opened: opened.map(sectionOf),
  });
}

function inDrafting(): ReviewState {
  const phases: readonly Phase[] = ["self-assessment", "desk-review", "dialogue"];
  const dialogue = phases.reduce((state, phase) => moved(state, phase), after(null, opening()));
  return moved(dialogue, "drafting", [section]);
}

const transmission = (epoch: number): Act => ({
  kind: "transmitted",
  state: stateOf("c"),
  sections: [{ section, epoch, text, from: [{ audience: "reviewers", epoch: 1 }] }],
});

describe("a section's way", () => {
  it("begins in each reviewing State's own room and opens to both when the review goes to drafting with nothing written", () => {
    const opened = after(null, opening());
    expect([...(opened.sections.get(section)?.bodies.keys() ?? [])]).toEqual(["state-b", "state-c"]);
    expect(inDrafting().sections.get(section)).toMatchObject({ stage: "reviewers" });
    expect(inDrafting().sections.get(sectionOf("untoc.6.b"))).toMatchObject({ stage: "own" });
  });

  it("is sent back when the review returns to drafting, and not when it only rested there", () => {
    const transmitted = after(inDrafting(), transmission(1));
    const rested = moved(moved(transmitted, "suspended"), "drafting");
    expect(rested.sections.get(section)).toMatchObject({ stage: "team", sentBack: false });
    const returned = moved(moved(transmitted, "with-state"), "drafting");
    expect(returned.sections.get(section)).toMatchObject({ stage: "team", sentBack: true });
    expect(moved(moved(returned, "deferred"), "drafting").sections.get(section)).toMatchObject({
      sentBack: true,
    });
    expect(after(returned, transmission(2)).sections.get(section)).toMatchObject({ sentBack: false });
    expect(moved(returned, "with-state").sections.get(section)).toMatchObject({ sentBack: false });
  });

  it("uses up its clearances when the text moves on; a State's later one replaces its earlier", () => {
    const clearance = (state: string): Act => ({
      kind: "cleared",
      state: stateOf(state),
      sections: [{ section, from: { audience: "reviewers", epoch: 1 }, over: text }],
    });
    const twice = after(after(after(inDrafting(), clearance("b")), clearance("c")), clearance("b"));
    expect(twice.sections.get(section)?.clearances.map(({ state }) => state)).toEqual(["c", "b"]);
    expect(after(twice, transmission(1)).sections.get(section)?.clearances).toEqual([]);
  });
});

describe("a record that cannot follow", () => {
  const forged: readonly [string, () => unknown][] = [
    ["a second opening", () => after(after(null, opening()), opening())],
    ["an act before the opening", () => after(null, transmission(1))],
    ["an epoch that skips one", () => after(inDrafting(), transmission(2))],
    ["an epoch that was there", () => after(after(inDrafting(), transmission(1)), transmission(1))],
    [
      "a phase left that is not the review's",
      () =>
        after(inDrafting(), {
          kind: "phase-moved",
          from: "created",
          to: "drafting",
          reason: null,
          opened: [],
        }),
    ],
    ["a section that the report does not have", () => moved(inDrafting(), "with-state", ["tip.3.b"])],
    [
      "a change of a member unknown",
      () =>
        after(inDrafting(), {
          kind: "member-changed",
          member: "mx" as MemberId,
          role: null,
          ended: true,
          note: null,
        }),
    ],
    [
      "a clearance of a text that is not there",
      () =>
        after(inDrafting(), {
          kind: "cleared",
          state: stateOf("b"),
          sections: [{ section, from: { audience: "team", epoch: 1 }, over: text }],
        }),
    ],
  ];
  it.each(forged)("is %s", (_what, apply) => {
    expect(apply).toThrow(RecordOutOfPlace);
  });
});
