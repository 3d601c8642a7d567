// @vitest-environment node
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  dueMark,
  hasUnsent,
  initialSavedState,
  reduceSaved,
  showSaved,
  worstSaved,
  type Saved,
  type SavedEvent,
} from "./saved-state.ts";

type Step = "edit" | "cut" | "open" | "up" | "answer" | "late-answer" | "kept" | "let-go";
const steps = fc.array(
  fc.constantFrom<Step>("edit", "cut", "open", "up", "answer", "late-answer", "kept", "let-go"),
  { maxLength: 80 },
);

/** A room and its far side: what is on its way, what was lost with a link, what is durable. */
class Model {
  state;
  edits: number;
  durable = 0;
  readonly marks: number[] = [];
  readonly lies: string[] = [];
  private underWay: { readonly n: number; readonly edits: number }[] = [];
  private lost: number[] = [];

  constructor(unsent: boolean) {
    this.state = initialSavedState(unsent);
    this.edits = unsent ? 1 : 0;
  }

  take(step: Step): void {
    for (const event of this.eventsOf(step)) this.reduce(event);
    const due = dueMark(this.state);
    if (due !== null) {
      this.marks.push(due);
      this.underWay.push({ n: due, edits: this.edits });
      this.reduce({ kind: "mark-sent", n: due });
    }
    if (showSaved(this.state).kind === "saved" && this.durable < this.edits)
      this.lies.push(`saved after ${step}`);
    if (hasUnsent(this.state) !== this.state.durable < this.edits)
      this.lies.push(`wrong count after ${step}`);
  }

  private reduce(event: SavedEvent): void {
    this.state = reduceSaved(this.state, event);
  }

  private eventsOf(step: Step): readonly SavedEvent[] {
    switch (step) {
      case "edit":
        this.edits += 1;
        return [{ kind: "edited" }];
      case "cut":
        this.lost.push(...this.underWay.splice(0).map(({ n }) => n));
        return [{ kind: "link", link: "down" }];
      case "open":
        return this.state.link === "down" ? [{ kind: "link", link: "waiting" }] : [];
      case "up":
        return this.state.link === "waiting" ? [{ kind: "link", link: "up" }] : [];
      case "answer":
        return this.underWay.splice(0, 1).map(({ n, edits }) => {
          this.durable = Math.max(this.durable, edits);
          return { kind: "marked", n };
        });
      case "late-answer":
        // To marks of attachments that are gone; the edits before them may be gone as well.
        return this.lost.splice(0).map((n) => ({ kind: "marked", n }));
      case "kept":
        return [{ kind: "kept", reason: "schema" }];
      case "let-go":
        return [{ kind: "kept", reason: null }];
    }
  }
}

describe("the saved state", () => {
  it("never says saved while an edit is not durable, whatever cuts and late answers do", () => {
    fc.assert(
      fc.property(fc.boolean(), steps, (unsent, plan) => {
        const model = new Model(unsent);
        for (const step of plan) model.take(step);
        expect(model.lies).toEqual([]);
        expect(new Set(model.marks).size).toBe(model.marks.length);
      }),
      { numRuns: 3000 },
    );
  });

  it("says saved when the link stands and every mark is answered", () => {
    fc.assert(
      fc.property(fc.boolean(), steps, (unsent, plan) => {
        const model = new Model(unsent);
        for (const step of [...plan, "let-go", "open", "up", "answer", "answer"] as const) model.take(step);
        expect(showSaved(model.state)).toEqual({ kind: "saved" });
      }),
    );
  });

  it("of several is the worst", () => {
    const all: readonly Saved[] = [
      { kind: "saving" },
      { kind: "not-saved", reason: "schema" },
      { kind: "saved" },
      { kind: "offline" },
    ];
    expect(worstSaved(all).kind).toBe("not-saved");
    expect(worstSaved(all.filter(({ kind }) => kind !== "not-saved")).kind).toBe("offline");
    expect(worstSaved([{ kind: "saved" }, { kind: "saving" }]).kind).toBe("saving");
    expect(worstSaved([]).kind).toBe("saved");
  });
});
