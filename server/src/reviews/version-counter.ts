import { createHash } from "node:crypto";
import type { MemberId } from "@travaux/blueprint";

/**
 * Versions of what each member sees. One rises when, and only when, that member's view has changed since he last asked:
 * a count of the review's acts would tell everybody that others had acted. It starts from the clock, so that it also
 * rises over a restart.
 */
export class VersionCounter {
  readonly #clock: () => number;
  readonly #last = new Map<MemberId, { readonly print: string; readonly version: number }>();

  /** @param clock milliseconds since the epoch */
  constructor(clock: () => number) {
    this.#clock = clock;
  }

  versionOf(member: MemberId, view: object): number {
    const print = createHash("sha256").update(JSON.stringify(view)).digest("base64");
    const last = this.#last.get(member);
    if (last?.print === print) return last.version;
    const version = Math.max(this.#clock(), (last?.version ?? 0) + 1);
    this.#last.set(member, { print, version });
    return version;
  }
}
