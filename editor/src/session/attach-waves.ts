/** How many rooms may be waiting for the server's answer at once; below what any Hocuspocus server allows. */
export const WAVE_LIMIT = 50;

/** Something that can be attached: a room. */
export interface Attachable {
  /** Lower goes first. */
  readonly urgency: () => number;
  readonly attach: () => void;
}

/** Lets rooms attach in waves, the most urgent first. */
export class AttachWaves {
  private readonly waiting = new Set<Attachable>();
  private readonly asking = new Set<Attachable>();
  private open = false;
  private readonly limit: number;

  constructor(limit: number = WAVE_LIMIT) {
    this.limit = limit;
  }

  /** Puts `one` in line; it is attached as soon as the socket is open and the wave has room. */
  want(one: Attachable): void {
    if (this.asking.has(one)) return;
    this.waiting.add(one);
    this.pump();
  }

  /** `one` was answered, refused or given up: its place is free. */
  done(one: Attachable): void {
    this.waiting.delete(one);
    if (this.asking.delete(one)) this.pump();
  }

  /** The socket opened or was lost; on loss every place is free, and each room has to be wanted again. */
  setOpen(open: boolean): void {
    this.open = open;
    if (!open) this.asking.clear();
    this.pump();
  }

  private pump(): void {
    if (!this.open || this.asking.size >= this.limit || this.waiting.size === 0) return;
    const next = [...this.waiting].toSorted((one, other) => one.urgency() - other.urgency());
    for (const one of next.slice(0, this.limit - this.asking.size)) {
      this.waiting.delete(one);
      this.asking.add(one);
      one.attach();
    }
  }
}
