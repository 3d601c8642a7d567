/** The least value that so many in a hundred of the values do not exceed. */
export function percentile(values: readonly number[], of: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil((sorted.length * of) / 100) - 1] ?? Number.NaN;
}

/** e.g. "median 4.2, 95 % 6.1, longest 9.0 ms". */
export function describeTimes(values: readonly number[]): string {
  const say = (of: number): string => percentile(values, of).toFixed(1);
  return `median ${say(50)}, 95 % ${say(95)}, longest ${say(100)} ms`;
}
