import type { RecordEntry, ReviewView } from "@travaux/blueprint";
import { describe, expect, it } from "vitest";
import { englishMessages } from "../../interface-text/english.ts";
import { createInterfaceText } from "../../interface-text/text.tsx";
import { sayAct } from "./say-act.ts";

const text = createInterfaceText("en", englishMessages);
const view = {
  members: [],
  states: [{ id: "b", name: { en: "State B", ar: null, zh: null, fr: null, ru: null, es: null } }],
} as unknown as ReviewView;

function said(act: string, values: RecordEntry["values"]): string {
  const entry: RecordEntry = {
    seq: 1,
    at: "2026-11-23T12:00:00.000Z",
    by: null,
    byName: "",
    act,
    sections: [],
    values,
    hash: "",
  };
  return sayAct(text, view, entry).replaceAll(/[\u2068\u2069]/g, "");
}

describe("the record of what was decided on proposals", () => {
  it("says of a single one whose it was, its words and the reason", () => {
    expect(
      said("suggestions-decided", {
        decision: "d1",
        outcome: "accepted",
        count: "1",
        proposers: "Expert of State A",
        suggestion: "replacement",
        deleted: "2019",
        inserted: "2020",
        reason: "The year was wrong.",
      }),
    ).toBe(
      "Accepted 1 proposal of Expert of State A: Replacement “2019” → “2020”. Reason: The year was wrong.",
    );
  });

  it("never speaks of rejecting, and tells what fell away beside", () => {
    expect(
      said("suggestions-decided", { outcome: "rejected", count: "3", proposers: "A and B", superseded: "2" }),
    ).toBe("Kept the original text: 3 proposals of A and B; 2 further proposals fell away");
  });

  it("says that another State's word is awaited", () => {
    expect(said("decision-keyed", { count: "2", choice: "accept" })).toBe(
      "Decided on 2 proposals; another reviewing State party has yet to decide",
    );
  });

  it("tells what was submitted and withdrawn, and who may propose in the shared text", () => {
    expect(said("suggestions-submitted", { brought: "2", changed: "1", withdrawn: "1" })).toBe(
      "Submitted 3 proposals to the review team; Withdrew 1 proposal",
    );
    expect(said("live-allowed", { names: "Expert of State A" })).toBe(
      "Set who may propose in the shared text directly: Expert of State A",
    );
    expect(said("live-allowed", { names: "" })).toBe("Set that nobody proposes in the shared text directly");
  });
});

describe("the record of what was done with comments", () => {
  it("says what was done and who reads it, without a word of the comment", () => {
    expect(said("commented", { audience: "team", begins: "true" })).toBe("Wrote a comment (Review team)");
    expect(said("commented", { audience: "reviewers", begins: "false" })).toBe(
      "Replied to a comment (Reviewing States parties and Secretariat)",
    );
    expect(said("comment-edited", { audience: "secretariat" })).toBe("Changed a comment (Secretariat only)");
    expect(said("comment-deleted", { audience: "state-b" })).toBe(
      "Deleted a comment (Delegation of State B only)",
    );
    expect(said("thread-settled", { audience: "team", resolved: "true" })).toBe(
      "Marked a comment as resolved (Review team)",
    );
    expect(said("thread-settled", { audience: "team", resolved: "false" })).toBe(
      "Opened a comment again (Review team)",
    );
  });

  it("says how a comment was taken in, in the words of screens", () => {
    expect(
      said("comment-disposed", { audience: "team", outcome: "not-accepted", class: "legal-interpretation" }),
    ).toBe("Set how a comment is taken in: Not reflected, with reasons; Legal interpretation (Review team)");
  });

  it("says how many were sent on, and who may write to the team himself", () => {
    expect(said("comments-sent", { state: "a", count: "2" })).toBe("Sent 2 comments to the review team");
    expect(said("speakers-allowed", { state: "a", names: "Expert of State A" })).toBe(
      "Set who may write comments to the team directly: Expert of State A",
    );
    expect(said("speakers-allowed", { state: "a", names: "" })).toBe(
      "Set that nobody but the focal point writes comments to the team directly",
    );
  });
});
