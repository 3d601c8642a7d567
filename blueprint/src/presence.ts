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
