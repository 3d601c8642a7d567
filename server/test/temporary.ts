import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach } from "vitest";

const endings: (() => Promise<unknown> | unknown)[] = [];

/** Runs `ending` after the test, last one first, whether it passed or not. */
export function afterTest(ending: () => Promise<unknown> | unknown): void {
  endings.push(ending);
}

/** Registers what {@link afterTest} needs; call it once in a test file. */
export function cleanUpAfterEach(): void {
  afterEach(async () => {
    for (let ending = endings.pop(); ending !== undefined; ending = endings.pop()) await ending();
  });
}

/** An empty folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "travaux-"));
  afterTest(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Resolves when `condition` gives something other than false, null or undefined; fails after the deadline. */
export async function until<Value>(
  what: string,
  condition: () => Value | Promise<Value>,
  deadlineMs = 10_000,
): Promise<NonNullable<Value>> {
  const end = performance.now() + deadlineMs;
  for (;;) {
    const value = await condition();
    if (value !== null && value !== undefined && value !== false) return value;
    if (performance.now() > end) throw new Error(`Not within ${deadlineMs} ms: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
