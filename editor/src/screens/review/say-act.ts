import { PHASES, type RecordEntry, type ReviewView } from "@travaux/blueprint";
import { phaseName } from "../../app/names.ts";
import type { InterfaceText } from "../../interface-text/text.tsx";

const COUNTED = ["joined", "transmitted", "submitted", "cleared"] as const;
const PLAIN = ["review-opened", "treaty-text-loaded"] as const;
const OF_MEMBERS = ["member-added", "member-changed"] as const;

/** A record's act as a sentence on screen. */
export function sayAct(text: InterfaceText, view: ReviewView, entry: RecordEntry): string {
  const { act, values, sections } = entry;
  const counted = COUNTED.find((known) => known === act);
  if (counted !== undefined) return text.say(`record.${counted}`, { count: sections.length });
  const plain = PLAIN.find((known) => known === act);
  if (plain !== undefined) return text.say(`record.${plain}`);
  const ofMember = OF_MEMBERS.find((known) => known === act);
  if (ofMember !== undefined) return text.say(`record.${ofMember}`, { name: memberName(view, values) });
  if (act === "phase-moved") return sayMove(text, values);
  const account = values["act"] ?? act;
  if (account === "activation-renewed" || account === "second-factor-reset")
    return text.say(`record.${account}`);
  return text.say("record.other", { act });
}

function memberName(view: ReviewView, values: RecordEntry["values"]): string {
  return values["name"] ?? view.members.find((member) => member.id === values["member"])?.name ?? "";
}

function sayMove(text: InterfaceText, values: RecordEntry["values"]): string {
  const to = PHASES.find((phase) => phase === values["to"]);
  const phase = to === undefined ? (values["to"] ?? "") : phaseName(text, to);
  const reason = values["reason"];
  return reason === undefined || reason === ""
    ? text.say("record.phase-moved", { phase })
    : text.say("record.phase-moved-reason", { phase, reason });
}
