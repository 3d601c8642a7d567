/** Choices read from a list of numbers, so that a property test can make what fails smaller. */
export interface Tape {
  /** A whole number from 0 to `below - 1`; 0 once the numbers are used up. */
  pick(below: number): number;
  /** Whether something that happens `in100` times of a hundred happens; never, once the numbers are used up. */
  chance(in100: number): boolean;
  /** One of `choices`; the first, once the numbers are used up. */
  oneOf<T>(choices: readonly [T, ...T[]]): T;
}

/** A tape of `numbers`, each at least 0. */
export function tapeOf(numbers: readonly number[]): Tape {
  let at = 0;
  const pick = (below: number): number => (numbers[at++] ?? 0) % below;
  return {
    pick,
    chance: (in100) => pick(100) >= 100 - in100,
    oneOf: (choices) => choices[pick(choices.length)] ?? choices[0],
  };
}
