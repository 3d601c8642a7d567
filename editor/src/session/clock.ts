/** Time as the session sees it. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Runs `task` once after `ms` milliseconds; the returned function calls it off. */
  after(ms: number, task: () => void): () => void;
}

/** The browser's own clock. */
export function browserClock(): Clock {
  return {
    now: () => Date.now(),
    after: (ms, task) => {
      const timer = setTimeout(task, ms);
      return () => clearTimeout(timer);
    },
  };
}

/**
 * How long to wait before the next try.
 *
 * @param tries how many have failed in a row, from 1
 * @param random in [0, 1), so that clients cut at the same moment do not return at the same moment
 * @returns milliseconds: doubling from half a second to half a minute, half of it by chance
 */
export function backoffMs(tries: number, random: number): number {
  const ceiling = Math.min(30_000, 500 * 2 ** Math.min(tries - 1, 10));
  return Math.round(ceiling / 2 + (ceiling / 2) * random);
}
