import type { MarginView } from "@travaux/blueprint";
import type * as Y from "yjs";
import type { OpenRoom } from "../session/open-room.ts";
import type { ReviewSession } from "../session/review-session.ts";

/** Holds the documents of a section's threads open. What this computer has of them is there at once. */
export class HeldMargins {
  private readonly rooms: readonly OpenRoom[];
  private readonly stops: readonly (() => void)[];

  /** @param take is given the document of an audience's threads, and again when another takes its place */
  constructor(
    session: Pick<ReviewSession, "open">,
    margins: readonly MarginView[],
    take: (audience: string, doc: Y.Doc) => void,
  ) {
    const held = margins.map(({ name, audience }) => {
      const room = session.open(name);
      // Until the text is there, the line is the text's.
      room.setInView(false);
      const give = (): void => take(audience, room.text.get().doc);
      const stop = room.text.subscribe(give);
      give();
      return { room, stop };
    });
    this.rooms = held.map(({ room }) => room);
    this.stops = held.map(({ stop }) => stop);
  }

  /** Whether the server's text is there: what the server has of the threads comes behind it. */
  setTextThere(isThere: boolean): void {
    for (const room of this.rooms) room.setInView(isThere);
  }

  release(): void {
    for (const stop of this.stops) stop();
    for (const room of this.rooms) room.release();
  }
}
