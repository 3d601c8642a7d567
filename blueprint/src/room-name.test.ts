import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  formatRoomName,
  parseAudience,
  parseRoomName,
  ROOM_NAME_LIMIT,
  type RoomAddress,
} from "./room-name.ts";
import { reviewId, sectionId, stateId } from "./testing.ts";
import { ROOM_DOCUMENTS, type Audience } from "./vocabulary.ts";

const anyAudience: fc.Arbitrary<Audience> = fc.oneof(
  fc.constantFrom<Audience>({ kind: "team" }, { kind: "reviewers" }, { kind: "secretariat" }),
  fc.stringMatching(/^[a-z0-9]{1,8}$/).map((text): Audience => ({ kind: "state", state: stateId(text) })),
  fc.stringMatching(/^[a-z0-9]{1,32}$/).map((id): Audience => ({ kind: "sealed", id })),
);
const anyAddress: fc.Arbitrary<RoomAddress> = fc.record({
  review: fc.stringMatching(/^r[a-z0-9]{5,24}$/).map(reviewId),
  section: fc.stringMatching(/^[a-z0-9]{1,9}(?:\.[a-z0-9]{1,9}){0,3}$/).map(sectionId),
  audience: anyAudience,
  document: fc.constantFrom(...ROOM_DOCUMENTS),
  epoch: fc.integer({ min: 1, max: 999_999_999 }),
});

describe("a room's name", () => {
  it("begins with the review and says section, audience, document and epoch", () => {
    const address: RoomAddress = {
      review: reviewId("rabcde1"),
      section: sectionId("untoc.5.b"),
      audience: { kind: "state", state: stateId("b") },
      document: "text",
      epoch: 2,
    };
    expect(formatRoomName(address)).toBe("rabcde1/untoc.5.b/state-b/text/2");
    expect(parseRoomName("rabcde1/untoc.5.b/state-b/text/2")).toEqual(address);
  });

  it("reads back as it was written", () => {
    fc.assert(
      fc.property(anyAddress, (address) => {
        const name = formatRoomName(address);
        expect(name.length).toBeLessThanOrEqual(ROOM_NAME_LIMIT);
        expect(parseRoomName(name)).toEqual(address);
      }),
    );
  });

  it("is written in one way only: what is read is what would be written", () => {
    const pieces = fc.constantFrom(
      "rabcde1",
      "untoc.5.b",
      "team",
      "state-b",
      "state-",
      "text",
      "margin",
      "1",
      "01",
      "0",
      "-1",
      "",
      "..",
      "%2e",
      "\n",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 7 }), (parts) => {
        const name = parts.join("/");
        const address = parseRoomName(name);
        expect(address === null || formatRoomName(address) === name).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    "rabcde1/untoc.5.b/team/text",
    "rabcde1/untoc.5.b/team/text/1/",
    "rabcde1/untoc.5.b/team/text/1\n",
    "/rabcde1/untoc.5.b/team/text/1",
    "RABCDE1/untoc.5.b/team/text/1",
    "rabcde1/untoc..b/team/text/1",
    "rabcde1/untoc.5.b/Team/text/1",
    "rabcde1/untoc.5.b/state-/text/1",
    "rabcde1/untoc.5.b/state-B/text/1",
    "rabcde1/untoc.5.b/state-b-c/text/1",
    "rabcde1/untoc.5.b/team/other/1",
    "rabcde1/untoc.5.b/team/text/0",
    "rabcde1/untoc.5.b/team/text/01",
    "rabcde1/untoc.5.b/team/text/1e3",
    "rabcde1/untoc.5.b/team/text/1234567890",
    `r${"a".repeat(ROOM_NAME_LIMIT)}/untoc.5.b/team/text/1`,
  ])("is not %j", (name) => {
    expect(parseRoomName(name)).toBeNull();
  });
});

describe("an audience", () => {
  it.each(["", "everybody", "state", "sealed-", "sealed-A", "team ", "reviewers-b"])("is not %j", (text) => {
    expect(parseAudience(text)).toBeNull();
  });
});
