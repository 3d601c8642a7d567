import type { AccessMember } from "./access.ts";
import type { Role } from "./vocabulary.ts";

const REVIEWING: readonly Role[] = ["reviewing-expert", "reviewing-focal-point"];

/**
 * Whether `viewer` may see that `subject` is present, and where: within a delegation, between the reviewing States, and
 * within the Secretariat. Never across to the State under review or from it; an observer is seen by his delegation.
 * That both may read the room is another question, asked of `access`.
 */
export function maySeePresence(viewer: AccessMember, subject: AccessMember): boolean {
  if (viewer.role === "secretariat" || subject.role === "secretariat") return viewer.role === subject.role;
  if (viewer.state === null || subject.state === null) return false;
  return (
    viewer.state === subject.state || (REVIEWING.includes(viewer.role) && REVIEWING.includes(subject.role))
  );
}

/** How many colours tell people on a page apart. */
const MEMBER_COLOURS = 8;

/** A colour from 0 to 7 that stays with a member, for his caret as for what he proposes; a name always stands beside it. */
export function memberColour(member: string): number {
  let sum = 0;
  for (const unit of member) sum = (sum * 31 + (unit.codePointAt(0) ?? 0)) % 8192;
  return sum % MEMBER_COLOURS;
}
