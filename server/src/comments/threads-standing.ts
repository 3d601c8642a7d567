import type { RoomAddress } from "@travaux/blueprint";
import type { Payloads } from "../journal/review-log.ts";
import type { PayloadReference } from "../ledger/acts.ts";
import { readJson } from "../reviews/payload-reader.ts";
import type { ReviewsContext } from "../reviews/service.ts";
import type { ThreadsStanding } from "../rooms/rooms.ts";
import { readCommentWords } from "./model/comment-words.ts";
import type { CommentWords } from "./model/thread-standing.ts";
import { findThreads, textsFor, threadDocuments, threadsIn } from "./model/threads-of-section.ts";

/** What the record says of a document of threads; `null` for one that the review does not have. @throws StorageFailure */
export async function threadsStanding(
  { shelf, payloads }: Pick<ReviewsContext, "shelf" | "payloads">,
  address: RoomAddress,
): Promise<ThreadsStanding | null> {
  const state = (await shelf.find(address.review))?.state ?? null;
  const found = state === null ? null : findThreads(state, address);
  if (state === null || found === null) return null;
  const { section, audience } = found;
  return {
    threads: threadsIn(state, section, audience),
    words: (reference) => readThreadWords(payloads, address, reference),
    texts: textsFor(state, section, audience),
  };
}

/** The documents of threads of the section of a text that have any thread. @throws StorageFailure */
export async function threadsOfText(
  { shelf }: Pick<ReviewsContext, "shelf">,
  text: RoomAddress,
): Promise<readonly RoomAddress[]> {
  const state = (await shelf.find(text.review))?.state ?? null;
  const section = state?.sections.get(text.section);
  return state === null || section === undefined ? [] : threadDocuments(state, section);
}

/** The words of a comment, or of the reasons of a disposition; `null` where they are gone. @throws StorageFailure */
export async function readThreadWords(
  payloads: Payloads,
  threads: RoomAddress,
  reference: PayloadReference,
): Promise<CommentWords | null> {
  const value = await readJson(payloads, threads, reference);
  return value === null ? null : readCommentWords(value);
}
