/** Minutes in a day. */
const DAY_MINUTES = 1440;
const MINUTE_MS = 60_000;

/** A time of day from `HH:MM`, in minutes after midnight; `null` for anything else. */
export function parseTimeOfDay(text: string): number | null {
  const read = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text);
  return read === null ? null : Number(read[1]) * 60 + Number(read[2]);
}

/**
 * The day whose letter is due: the last one on which it has been `minutes` after midnight, as `YYYY-MM-DD`. All in UTC.
 *
 * @param now milliseconds since the epoch
 * @param minutes after midnight, below 1440
 */
export function dueDay(now: number, minutes: number): string {
  if (!Number.isInteger(minutes) || minutes < 0 || minutes >= DAY_MINUTES)
    throw new RangeError("A time of day is 0 to 1439 minutes after midnight");
  return new Date(now - minutes * MINUTE_MS).toISOString().slice(0, 10);
}
