import type { Role, StateView } from "@travaux/blueprint";

const UNDER_REVIEW: readonly Role[] = ["state-focal-point", "state-expert", "observer"];
const REVIEWING: readonly Role[] = ["reviewing-focal-point", "reviewing-expert", "observer"];

/** The roles that a member of this State, or of none, can have. */
export function rolesFor(state: StateView | null): readonly Role[] {
  if (state === null) return ["secretariat"];
  return state.part === "under-review" ? UNDER_REVIEW : REVIEWING;
}
