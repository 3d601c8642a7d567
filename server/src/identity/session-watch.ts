/** Knows which sessions are in use and says when one is over. */
export interface SessionWatch {
  /** A session was shown to be live until `expiresAt` (milliseconds since the epoch). */
  seen(session: string, expiresAt: number): void;
  /** Sessions were ended. */
  ended(sessions: readonly string[]): void;
  /** @returns a function that takes the listener off again */
  subscribe(listener: (sessions: readonly string[]) => void): () => void;
  /** Looks for sessions past their time and tells of them. */
  sweep(): Promise<void>;
  close(): void;
}

export interface SessionWatchOptions {
  readonly now: () => number;
  /** When the session now ends, milliseconds since the epoch; `null` if it is gone. Another visit may have prolonged it. */
  readonly expiryOf: (session: string) => Promise<number | null>;
  readonly sweepEveryMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** A watch that sweeps by itself until closed; its timer keeps no process alive. */
export function createSessionWatch({
  now,
  expiryOf,
  sweepEveryMs,
  onFailure,
}: SessionWatchOptions): SessionWatch {
  const expiries = new Map<string, number>();
  const listeners = new Set<(sessions: readonly string[]) => void>();
  const ended = (sessions: readonly string[]): void => {
    for (const session of sessions) expiries.delete(session);
    for (const listener of listeners) listener(sessions);
  };
  const sweep = async (): Promise<void> => {
    for (const session of [...expiries].filter(([, expiresAt]) => expiresAt <= now()).map(([id]) => id)) {
      const expiresAt = await expiryOf(session);
      if (expiresAt === null || expiresAt <= now()) ended([session]);
      else expiries.set(session, expiresAt);
    }
  };
  // A store that cannot be read now is asked again at the next sweep.
  const timer = setInterval(() => void sweep().catch(onFailure), sweepEveryMs);
  timer.unref();
  return {
    seen: (session, expiresAt) => void expiries.set(session, expiresAt),
    ended,
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    sweep,
    close: () => clearInterval(timer),
  };
}
