import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

const endings: (() => unknown)[] = [];

/** Runs `ending` after the test, last one first, whether it passed or not. */
export function afterTest(ending: () => unknown): void {
  endings.push(ending);
}

/** Runs what {@link afterTest} collected: to be handed to the test runner's `afterEach`, once in a test file. */
export async function cleanUp(): Promise<void> {
  for (let ending = endings.pop(); ending !== undefined; ending = endings.pop()) await ending();
}

/** An empty folder that goes with the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "travaux-"));
  afterTest(() => rm(folder, { recursive: true, force: true }));
  return folder;
}
