import type { SectionId } from "@travaux/blueprint";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Cell } from "../session/observable.ts";
import { DRAWN_LIMIT_MS, READING_FIRST_MS, whenReadable } from "./when-readable.ts";

let frames: (() => void)[];
let calls: number;
let pending: Cell<number>;
let words: Cell<ReadonlyMap<SectionId, number>>;
let stop: () => void;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  frames = [];
  vi.stubGlobal("requestAnimationFrame", (frame: () => void) => frames.push(frame));
  calls = 0;
  pending = new Cell(0);
  words = new Cell<ReadonlyMap<SectionId, number>>(new Map());
  stop = whenReadable({ pending, words }, () => {
    calls += 1;
  });
});

afterEach(() => {
  stop();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const fetchTexts = (): void => {
  pending.set(2);
  pending.set(1);
  pending.set(0);
};
const draw = (): void => words.set(new Map([["cover" as SectionId, 7]]));
const paint = (): void => {
  for (const frame of frames.splice(0)) frame();
  vi.advanceTimersByTime(0);
};

describe("what reading does not need", () => {
  it("waits until the texts that were fetched are painted", () => {
    fetchTexts();
    expect(calls).toBe(0);
    draw();
    vi.advanceTimersByTime(0);
    expect(calls).toBe(0);
    paint();
    expect(calls).toBe(1);
  });

  it("waits for the last of the texts that are fetched together", () => {
    pending.set(2);
    pending.set(1);
    draw();
    paint();
    expect(calls).toBe(0);
  });

  it("comes once, however many texts follow", () => {
    fetchTexts();
    draw();
    draw();
    paint();
    fetchTexts();
    draw();
    paint();
    vi.advanceTimersByTime(READING_FIRST_MS);
    expect(calls).toBe(1);
  });

  it("comes all the same where no text can be drawn", () => {
    fetchTexts();
    vi.advanceTimersByTime(DRAWN_LIMIT_MS - 1);
    expect(calls).toBe(0);
    vi.advanceTimersByTime(1);
    expect(calls).toBe(1);
  });

  it("comes all the same where a page out of sight paints nothing", () => {
    fetchTexts();
    draw();
    vi.advanceTimersByTime(DRAWN_LIMIT_MS);
    expect(calls).toBe(1);
  });

  it("comes all the same where no text is fetched in time", () => {
    pending.set(1);
    vi.advanceTimersByTime(READING_FIRST_MS);
    expect(calls).toBe(1);
  });

  it("does not come once it was called off", () => {
    fetchTexts();
    draw();
    stop();
    paint();
    vi.advanceTimersByTime(READING_FIRST_MS);
    expect(calls).toBe(0);
  });
});
