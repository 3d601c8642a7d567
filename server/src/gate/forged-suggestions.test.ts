import { describe, expect, test } from "vitest";
import { FORGERIES, HARMLESS, mine, SUGGESTED, SUGGESTED_RECORDS } from "./testing/attacks-on-suggestions.ts";
import { harm, snapshot } from "./testing/oracle.ts";
import { canonical, memberId } from "./testing/room.ts";
import { find, scene, textIn } from "./testing/scene.ts";

const mallory = memberId("mallory");

describe.each([
  ["suggester", "suggest"],
  ["editor", "edit"],
] as const)("in the hands of a %s", (role, level) => {
  test.each(Object.entries(FORGERIES))("%s", (_name, { make, [role]: expected }) => {
    const stage = scene(SUGGESTED, SUGGESTED_RECORDS);
    const { gate } = stage.room;
    const update = make(stage);
    const before = gate.state();
    const verdict = gate.judge(update, { member: mallory, level });
    const outcome =
      verdict.kind === "refuse"
        ? verdict.reason
        : verdict.kind === "admit" && verdict.mended !== null
          ? "repaired"
          : null;
    expect(outcome, JSON.stringify(verdict)).toBe(expected);
    expect(harm(snapshot(before), snapshot(gate.state()), mallory, level === "edit")).toEqual([]);
    const isSame = Buffer.compare(canonical(gate.state()), canonical(before)) === 0;
    expect(isSame).toBe(verdict.kind === "refuse");
  });
});

test.each(Object.entries(HARMLESS))("%s is let pass as it is", (_name, change) => {
  const stage = scene(SUGGESTED, SUGGESTED_RECORDS);
  const { gate } = stage.room;
  const update = stage.act(change);
  const before = gate.state();
  expect(gate.judge(update, { member: mallory, level: "suggest" })).toMatchObject({
    kind: "admit",
    mended: null,
  });
  expect(harm(snapshot(before), snapshot(gate.state()), mallory, false)).toEqual([]);
});

test("a block of the base without an id stays without one when a suggester writes in it", () => {
  const json = { type: "doc", content: [{ type: "paragraph", content: [{ type: "text", text: "Old" }] }] };
  const stage = scene(json);
  const { gate } = stage.room;
  const update = stage.act((doc) => textIn(find(doc, "paragraph")).insert(0, "x", mine()));
  const before = gate.state();
  expect(gate.judge(update, { member: mallory, level: "suggest" })).toMatchObject({
    kind: "admit",
    mended: null,
  });
  expect(harm(snapshot(before), snapshot(gate.state()), mallory, false)).toEqual([]);
});
