import type { Language, Multilingual, ReviewId, Role, UserId } from "./vocabulary.ts";

export interface SessionUser {
  readonly id: UserId;
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  /** Whether the person belongs to the Secretariat: registers people, opens reviews. */
  readonly staff: boolean;
  readonly secondFactor: boolean;
}

/** `GET /api/session`. `demo` is null outside demo mode. */
export interface SessionView {
  readonly user: SessionUser | null;
  readonly demo: readonly DemoAccount[] | null;
}

export interface DemoAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly state: Multilingual | null;
}

/** `POST /api/session`. `code` is the six digits, or a backup code, once `second-factor-required` was answered. */
export interface SignIn {
  readonly email: string;
  readonly password: string;
  readonly code?: string;
}

/** `GET /api/people` and each row of `POST /api/people` (staff only). */
export interface Person {
  readonly id: UserId;
  readonly name: string;
  readonly function: string;
  readonly email: string;
  readonly phone: string;
  readonly noteVerbale: string;
  readonly staff: boolean;
  readonly language: Language;
  readonly standing: "invited" | "active" | "ended";
  readonly secondFactor: boolean;
}

export interface NewPerson {
  readonly name: string;
  readonly function: string;
  readonly email: string;
  readonly phone: string;
  readonly noteVerbale: string;
  readonly language: Language;
  readonly staff?: boolean;
}

/** The link to hand on where no mail server is set; it works once and for 10 days. */
export interface ActivationLink {
  readonly person: UserId;
  readonly url: string;
  readonly expiresAt: string;
}

/** `POST /api/session/demo` (demo mode only): a session for an account shown on the sign-in page, without a password. */
export interface DemoSignIn {
  readonly email: string;
}

/** `PATCH /api/session`: what a person sets about himself; answers `SessionView`. */
export interface SessionChange {
  readonly language: Language;
}

/** `POST /api/session/second-factor`: begins an enrolment; the password is not asked of an account that has none. */
export interface SecondFactorStart {
  readonly password?: string;
}

/** Shown once: the `otpauth://` address for the authenticator, and codes that each replace it one time. */
export interface SecondFactorEnrolment {
  readonly uri: string;
  readonly backupCodes: readonly string[];
}

/** `POST /api/session/second-factor/confirm`: six digits of the authenticator; answers `SessionView`. */
export interface SecondFactorConfirmation {
  readonly code: string;
}

/** `POST /api/session/second-factor/disable`: answers `SessionView`. */
export interface SecondFactorEnd {
  readonly password?: string;
  /** Six digits, or a backup code. */
  readonly code: string;
}

/** `POST /api/activations/lookup`: whose link it is. The token is what follows `#` in the link's address `/activate#…`. */
export interface ActivationLookup {
  readonly token: string;
}

export interface ActivationView {
  readonly name: string;
  readonly email: string;
  readonly language: Language;
  readonly expiresAt: string;
}

/** `POST /api/activations`: sets the password (12 to 128 characters) and answers `SessionView`; signed in unless there is a second factor. */
export interface Activation {
  readonly token: string;
  readonly password: string;
}

/** Answer of `POST /api/people` (a {@link NewPerson}): 201. */
export interface RegisteredPerson {
  readonly person: Person;
  readonly link: ActivationLink;
}

/**
 * `POST /api/people/import`: a pasted table, cells parted by tabs, commas or semicolons, with a header in any of the six
 * languages or without one in the order name, function, e-mail, phone, State, note verbale, whom they replace, language.
 * A fault's pointer is `/rows/<n>/<column>`, rows counted from 1 as pasted; nothing is registered when there is one.
 */
export interface PeopleTable {
  readonly table: string;
  /** Language of rows that name none. */
  readonly language: Language;
}

/** Answer of `POST /api/people/import`, in the order of the table: 201. */
export interface ImportedPerson extends RegisteredPerson {
  readonly row: number;
  /** As pasted, for the membership that follows. */
  readonly state: string;
  readonly replaces: string;
}

/**
 * `PATCH /api/people/:person` (staff only). `POST /api/people/:person/activation` answers a new {@link ActivationLink}:
 * the earlier link, the password and every session end. `DELETE /api/people/:person/second-factor`: 204, sessions end.
 */
export interface PersonChange {
  readonly name?: string;
  readonly function?: string;
  readonly phone?: string;
  readonly noteVerbale?: string;
  readonly language?: Language;
  readonly staff?: boolean;
  readonly standing?: "ended";
}

/** `POST /api/tokens`: which review the token shall open. */
export interface TokenRequest {
  readonly review: ReviewId;
}

/** `POST /api/tokens`: for a client without a cookie, good for one review and a few minutes. */
export interface TokenView {
  readonly token: string;
  readonly expiresAt: string;
}
