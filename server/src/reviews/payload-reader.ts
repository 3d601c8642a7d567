import type { RoomAddress } from "@travaux/blueprint";
import type { Payloads } from "../journal/review-log.ts";
import type { PayloadReference } from "../ledger/acts.ts";
import { openPayload } from "../ledger/payload.ts";
import type { Json } from "../storage/storage.ts";

/**
 * The content of a payload; `null` if it is gone, or is not the one that the record binds.
 *
 * @throws StorageFailure
 */
export async function readPayload(
  payloads: Payloads,
  room: RoomAddress,
  reference: PayloadReference,
): Promise<Uint8Array | null> {
  const bytes = await payloads.get(room, reference.id);
  return bytes === null ? null : openPayload(reference, bytes);
}

/** {@link readPayload} as text. */
export async function readWords(
  payloads: Payloads,
  room: RoomAddress,
  reference: PayloadReference,
): Promise<string | null> {
  const content = await readPayload(payloads, room, reference);
  return content === null ? null : new TextDecoder().decode(content);
}

/** {@link readPayload} as the JSON that was put in. */
export async function readJson(
  payloads: Payloads,
  room: RoomAddress,
  reference: PayloadReference,
): Promise<Json | null> {
  const words = await readWords(payloads, room, reference);
  if (words === null) return null;
  const value: Json = JSON.parse(words);
  return value;
}
