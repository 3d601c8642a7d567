import type { Multilingual, Phase, Role, SectionState } from "@travaux/blueprint";
import type { InterfaceText } from "../interface-text/text.tsx";

/** A role as screens name it. */
export function roleName(text: InterfaceText, role: Role): string {
  return text.say(`role.${role}`);
}

/** A role with its State, where it belongs to one. */
export function roleOf(text: InterfaceText, role: Role, state: Multilingual | null): string {
  return state === null ? roleName(text, role) : `${roleName(text, role)} · ${text.name(state)}`;
}

/** A phase as screens name it. */
export function phaseName(text: InterfaceText, phase: Phase): string {
  return text.say(`phase.${phase}`);
}

/** How far the drafting of a section is, as screens name it. */
export function sectionStateName(text: InterfaceText, state: SectionState): string {
  return text.say(`drafting.${state}`);
}
