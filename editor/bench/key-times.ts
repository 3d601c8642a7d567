/** What Chromium must trace for {@link readKeyTimes}. */
export const KEY_CATEGORIES = ["devtools.timeline", "disabled-by-default-devtools.timeline"];

const KEY_EVENTS = ["keydown", "keypress", "beforeinput", "textInput", "input", "keyup"];

interface TraceEvent {
  readonly name: string;
  readonly ph: string;
  readonly pid: number;
  readonly tid: number;
  /** Microseconds, as are the others; `tdur` is the time of the thread itself, `dur` includes its waiting. */
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
  readonly args?: { readonly data?: { readonly type?: string } };
}

/** For each key stroke traced, in milliseconds of the main thread's own time, so that other work of the computer is not in it. */
interface KeyTimes {
  /** The tasks that handle its events: what stands between the key and the letter. */
  readonly handling: readonly number[];
  /** All tasks from this key to the next: drawing, cards, saving as well. */
  readonly everything: readonly number[];
}

/** Reads a trace of Chromium's. */
export function readKeyTimes(trace: Buffer): KeyTimes {
  const { traceEvents } = JSON.parse(trace.toString()) as { readonly traceEvents: readonly TraceEvent[] };
  const events = traceEvents.filter(({ ph }) => ph === "X").toSorted((one, other) => one.ts - other.ts);
  const ofKeys = events.filter(
    ({ name, args }) => name === "EventDispatch" && KEY_EVENTS.includes(args?.data?.type ?? ""),
  );
  const downs = ofKeys.filter(({ args }) => args?.data?.type === "keydown");
  const main = downs[0];
  const tasks = events.filter(
    ({ name, pid, tid }) => name === "RunTask" && pid === main?.pid && tid === main.tid,
  );
  const starts = downs.map((down) => tasks.findLast(({ ts }) => ts <= down.ts)?.ts ?? down.ts);
  const handling = starts.map(() => 0);
  const everything = starts.map(() => 0);
  for (const task of tasks) {
    const key = starts.findLastIndex((start) => start <= task.ts);
    if (key < 0) continue;
    const end = task.ts + (task.dur ?? 0);
    const ms = (task.tdur ?? 0) / 1000;
    everything[key] = (everything[key] ?? 0) + ms;
    if (ofKeys.some(({ ts }) => ts >= task.ts && ts < end)) handling[key] = (handling[key] ?? 0) + ms;
  }
  return { handling, everything };
}
