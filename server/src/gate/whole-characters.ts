import * as Y from "yjs";
import type { Incoming } from "./read-update.ts";
import { Refusal } from "./refusal.ts";
import { findStruct, indexStructs } from "./struct-index.ts";

/**
 * Checks that no reference and no deletion of an update cuts a surrogate pair in two. Yjs turns both halves into U+FFFD
 * where it cuts, which is not everywhere, so that documents would differ for good.
 *
 * @throws {Refusal} `malformed`
 */
export function checkWholeCharacters(document: Y.Doc, { fresh, starts, deletions }: Incoming): void {
  const added = indexStructs(fresh);
  const checkCut = (client: number, clock: number): void => {
    const isKnown = clock < Y.getState(document.store, client);
    const struct = findStruct(isKnown ? document.store.clients : added, client, clock);
    if (struct instanceof Y.Item && struct.content instanceof Y.ContentString) {
      const offset = clock - struct.id.clock;
      if (offset > 0 && isPair(struct.content.str, offset))
        throw new Refusal("malformed", "half a character");
    }
  };
  for (const struct of fresh) {
    if (!(struct instanceof Y.Item)) continue;
    if (struct.origin !== null) checkCut(struct.origin.client, struct.origin.clock + 1);
    if (struct.rightOrigin !== null) checkCut(struct.rightOrigin.client, struct.rightOrigin.clock);
  }
  for (const [client, start] of starts) {
    // A struct known in part is cut where the known part ends.
    const first = added.get(client)?.[0];
    if (
      first instanceof Y.Item &&
      first.content instanceof Y.ContentString &&
      isPair(first.content.str, start - first.id.clock)
    ) {
      throw new Refusal("malformed", "half a character");
    }
  }
  for (const [client, ranges] of deletions) {
    for (const { clock, len } of ranges) {
      checkCut(client, clock);
      checkCut(client, clock + len);
    }
  }
}

function isPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(at - 1, at + 1));
}
