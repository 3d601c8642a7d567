import type { RefusalCode } from "../reviews/reviews.ts";
import type { SignInRefusalCode } from "../identity/sign-in-answer.ts";

/** Every stable code that a problem document may bear. */
export type ProblemCode =
  | RefusalCode
  | SignInRefusalCode
  | "malformed"
  | "foreign-origin"
  | "too-large"
  | "unsupported-media"
  | "internal";

/** The one table from what was decided to what HTTP answers. */
export const STATUS_OF: Readonly<Record<ProblemCode, number>> = {
  absent: 404,
  "not-permitted": 403,
  invalid: 422,
  conflict: 409,
  "focal-point-taken": 409,
  "members-limit": 409,
  "phase-order": 409,
  "reason-missing": 422,
  "already-undone": 409,
  "changed-since": 409,
  "anchor-gone": 409,
  "already-resolved": 409,
  "not-resolved": 409,
  "already-deleted": 409,
  "already-sent": 409,
  "thread-limit": 409,
  unavailable: 503,
  "session-required": 401,
  "sign-in-failed": 401,
  "second-factor-required": 401,
  "second-factor-wrong": 401,
  "second-factor-exists": 409,
  "second-factor-missing": 409,
  "password-wrong": 403,
  "activation-ended": 410,
  "too-many-attempts": 429,
  "password-too-short": 422,
  "password-too-long": 422,
  "password-common": 422,
  malformed: 400,
  "foreign-origin": 403,
  "too-large": 413,
  "unsupported-media": 415,
  internal: 500,
};

/** A title, and a detail that says what to do. */
export type ProblemTexts = Readonly<Record<ProblemCode, readonly [title: string, detail: string]>>;
