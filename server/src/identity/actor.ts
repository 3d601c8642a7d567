import type { Language, UserId } from "@travaux/blueprint";

/** Who is asking, as the session says; never what a client wrote about itself. */
export interface Actor {
  readonly user: UserId;
  readonly name: string;
  /** Belongs to the Secretariat: registers people and opens reviews. Inside a review the membership alone counts. */
  readonly staff: boolean;
  readonly language: Language;
  /** The session behind the request or socket; cut it and everything it opened closes. */
  readonly session: string;
  /** Milliseconds since the epoch. */
  readonly expiresAt: number;
}
