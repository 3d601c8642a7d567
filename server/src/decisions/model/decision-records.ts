import { formatAudience } from "@travaux/blueprint";
import type { RoomAddress, StateId } from "@travaux/blueprint";
import { suggestionHash, type Suggestion, type TrackedDocument } from "@travaux/track-changes/model";
import {
  mintId,
  mintPayload,
  type ProposedPayload,
  type ProposedRecord,
  type Random,
} from "../../reviews/model/decision.ts";
import type { ActOf, EffectReference } from "../../ledger/acts.ts";
import type { Json } from "../../storage/storage.ts";
import { beforeAfter, beforeAfterJson } from "./before-after.ts";
import type { Choice, Decided } from "./plan-decision.ts";
import { wordsJson, wordsOf } from "./words.ts";

/** A change of a text, ready to be written. */
export interface TextChange {
  readonly update: Uint8Array;
  readonly clock: number;
}

/** What the same decision does to the State's own copy of the text. */
export interface CopiedChange {
  readonly room: RoomAddress;
  readonly change: TextChange;
}

/** What every record about a text's suggestions begins with. */
interface About {
  readonly address: RoomAddress;
  readonly random: Random;
}

function sourceOf({ audience, epoch }: RoomAddress): { readonly audience: string; readonly epoch: number } {
  return { audience: formatAudience(audience), epoch };
}

function jsonPayload({ address, random }: About, json: Json): ProposedPayload {
  return mintPayload(address, JSON.stringify(json), random);
}

function effectOf(
  { address, random }: About,
  change: TextChange,
): { readonly effect: EffectReference; readonly payload: ProposedPayload } {
  const payload = mintPayload(address, change.update, random);
  return { effect: { clock: change.clock, update: payload.salted.reference }, payload };
}

function copyOf(
  random: Random,
  copied: CopiedChange | null,
): {
  readonly fields: Pick<ActOf<"decision-undone">, "copy">;
  readonly payloads: readonly ProposedPayload[];
} {
  if (copied === null) return { fields: {}, payloads: [] };
  const { effect, payload } = effectOf({ address: copied.room, random }, copied.change);
  return { fields: { copy: { room: sourceOf(copied.room), effect } }, payloads: [payload] };
}

/** The record of a decision: who proposed, what became of it, and beside it what it said and what it did. */
export function decidedRecord(
  about: About,
  tracked: TrackedDocument,
  decided: Decided,
  given: {
    readonly change: TextChange;
    readonly copied: CopiedChange | null;
    readonly reason: string | null;
    readonly keys: readonly StateId[];
  },
): ProposedRecord & { readonly act: ActOf<"suggestions-decided"> } {
  const ids = decided.decided.map(({ id }) => id);
  const { effect, payload } = effectOf(about, given.change);
  const copy = copyOf(about.random, given.copied);
  const words = jsonPayload(about, wordsJson([...decided.decided, ...decided.superseded].map(wordsOf)));
  const before = jsonPayload(about, beforeAfterJson(beforeAfter(tracked, decided.resolution)));
  const reason = given.reason === null ? null : mintPayload(about.address, given.reason, about.random);
  return {
    act: {
      kind: "suggestions-decided",
      decision: mintId("d", about.random),
      section: about.address.section,
      room: sourceOf(about.address),
      accepted: decided.choice === "accept" ? ids : [],
      rejected: decided.choice === "reject" ? ids : [],
      superseded: decided.superseded.map(({ id }) => id),
      keys: given.keys,
      effect,
      ...copy.fields,
      words: words.salted.reference,
      before: before.salted.reference,
      reason: reason?.salted.reference ?? null,
    },
    payloads: [payload, ...copy.payloads, words, before, ...(reason === null ? [] : [reason])],
  };
}

/** The record of an undoing. */
export function undoneRecord(
  about: About,
  decision: string,
  restored: readonly string[],
  { change, copied }: { readonly change: TextChange; readonly copied: CopiedChange | null },
): ProposedRecord {
  const { effect, payload } = effectOf(about, change);
  const copy = copyOf(about.random, copied);
  const { section } = about.address;
  const room = sourceOf(about.address);
  return {
    act: { kind: "decision-undone", decision, section, room, restored, effect, ...copy.fields },
    payloads: [payload, ...copy.payloads],
  };
}

/** The record of one State's word, kept among the readers of another room. */
export function keyedRecord(
  about: About & { readonly kept: RoomAddress },
  waiting: readonly Suggestion[],
  given: { readonly state: StateId; readonly choice: Choice; readonly reason: string | null },
): ProposedRecord {
  const inside = { address: about.kept, random: about.random };
  const hashes: Record<string, string> = {};
  for (const suggestion of waiting) hashes[suggestion.id] = suggestionHash(suggestion);
  const seen = jsonPayload(inside, hashes);
  const words = jsonPayload(inside, wordsJson(waiting.map(wordsOf)));
  const reason = given.reason === null ? null : mintPayload(about.kept, given.reason, about.random);
  return {
    act: {
      kind: "decision-keyed",
      section: about.address.section,
      room: sourceOf(about.address),
      kept: sourceOf(about.kept),
      state: given.state,
      choice: given.choice,
      suggestions: waiting.map(({ id }) => id),
      seen: seen.salted.reference,
      words: words.salted.reference,
      reason: reason?.salted.reference ?? null,
    },
    payloads: [seen, words, ...(reason === null ? [] : [reason])],
  };
}
