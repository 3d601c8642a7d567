import { describe, expect, it } from "vitest";
import { Cell } from "../session/observable.ts";
import type { SectionCommentsLike, ShownThread } from "./comments-on-page.ts";
import { threadBeside } from "./thread-steps.ts";

type Stepped = Pick<SectionCommentsLike, "threads" | "active">;

function section(active: string | null, ...threads: readonly string[]): SectionCommentsLike {
  const stepped: Stepped = {
    active: new Cell(active),
    threads: new Cell(
      threads.map((id) => ({ id, resolved: id.startsWith("r") ? { by: "m1", at: 1 } : null }) as ShownThread),
    ),
  };
  return stepped as SectionCommentsLike;
}

describe("a step from comment to comment", () => {
  it("leads through the open ones of all sections, and round at the end", () => {
    const [one, two, three] = [section("b", "a", "r1", "b"), section(null), section(null, "c")];
    const all = [one, two, three];
    expect(threadBeside(all, one, 1)).toEqual({ of: three, id: "c" });
    expect(threadBeside(all, one, -1)).toEqual({ of: one, id: "a" });
    expect(threadBeside([section("c", "c"), one], section("c", "c"), 1)?.id).toBe("c");
  });

  it("from a section without an active one begins with its first, or ends before it", () => {
    const [one, two] = [section("a", "a", "b"), section(null, "c", "d")];
    expect(threadBeside([one, two], two, 1)?.id).toBe("c");
    expect(threadBeside([one, two], two, -1)?.id).toBe("b");
    const empty = section(null);
    expect(threadBeside([one, empty, two], empty, 1)?.id).toBe("c");
    expect(threadBeside([one, empty], empty, 1)?.id).toBe("a");
  });

  it("goes nowhere where there is none open", () => {
    expect(threadBeside([section(null, "r1")], null, 1)).toBeNull();
    expect(threadBeside([], null, -1)).toBeNull();
  });
});
