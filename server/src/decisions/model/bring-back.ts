import type { SuggestionRecord, TrackedDocument } from "@travaux/track-changes/model";
import type { Node } from "prosemirror-model";
import type { Json } from "../../storage/storage.ts";
import { idOf, idsIn, recordJson, targetOf, type BeforeAfter } from "./before-after.ts";
import { mergeTexts } from "./merge-texts.ts";

/**
 * The text as it would be had a decision not been taken, with all that was done since; `null` where somebody has been at
 * what the decision changed.
 */
export function bringBack(kept: BeforeAfter, now: TrackedDocument): TrackedDocument | null {
  const [mine, base] = [readForm(kept.before, now.doc), readForm(kept.after, now.doc)];
  const doc = mine === null || base === null ? null : mergeTexts({ base, mine, theirs: now.doc });
  if (doc === null) return null;
  const ids = idsIn(doc);
  const adrift = new Set(kept.adrift);
  const records = new Map(now.records);
  for (const [key, [before, after]] of Object.entries(kept.records)) {
    const there = JSON.stringify(recordJson(now.records.get(key)));
    if (there === JSON.stringify(before)) continue;
    if (there !== JSON.stringify(after)) return null;
    const target = targetOf(before);
    // What it speaks of went meanwhile, and would have taken it along.
    if (target !== null && !ids.has(target) && !adrift.has(key)) continue;
    // The model checks each record where it reads it, and calls what is none malformed.
    if (before === null) records.delete(key);
    else records.set(key, before as unknown as SuggestionRecord);
  }
  return { doc, records };
}

/** A kept form; where it names a block by its id alone, both forms had it alike, and it is taken as it stands now. */
function readForm(blocks: readonly Json[], now: Node): Node | null {
  const { schema } = now.type;
  const standing = new Map(now.children.map((block) => [idOf(block), block]));
  const nodes: Node[] = [];
  for (const block of blocks) {
    if (typeof block !== "string") {
      const node = readNode(schema.nodeFromJSON.bind(schema), block);
      if (node === null) return null;
      nodes.push(node);
      continue;
    }
    const found = standing.get(block);
    // Somebody took it away since: then neither form has it.
    if (found !== undefined) nodes.push(found);
  }
  return now.type.create(now.attrs, nodes);
}

function readNode(read: (json: unknown) => Node, json: Json): Node | null {
  try {
    return read(json);
  } catch (error) {
    // Kept under an earlier schema: what it was cannot be brought back.
    if (error instanceof RangeError) return null;
    throw error;
  }
}
