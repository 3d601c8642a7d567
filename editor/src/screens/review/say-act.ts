import { PHASES, type RecordEntry, type ReviewView } from "@travaux/blueprint";
import { phaseName } from "../../app/names.ts";
import type { InterfaceText } from "../../interface-text/text.tsx";
import { sayCommentAct } from "./say-comment-act.ts";

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
  const known = sayOnProposals(text, entry) ?? sayCommentAct(text, view, entry);
  if (known !== null) return known;
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

/** Acts on proposals: how many, whose, what a single one says, and the reason; `null` for any other act. */
function sayOnProposals(text: InterfaceText, { act, values }: RecordEntry): string | null {
  const count = Number(values["count"] ?? 0);
  switch (act) {
    case "suggestions-decided": {
      const outcome = values["outcome"] === "accepted" ? "accepted" : "rejected";
      return sayDetails(text, text.say(`record.suggestions-${outcome}`, { count }), values);
    }
    case "decision-keyed":
      return sayDetails(text, text.say("record.decision-keyed", { count }), values, [
        text.say("record.keyAwaited"),
      ]);
    case "decision-undone":
      return sayDetails(text, text.say("record.decision-undone"), values);
    case "suggestions-submitted": {
      const sent = Number(values["brought"] ?? 0) + Number(values["changed"] ?? 0);
      const withdrawn = Number(values["withdrawn"] ?? 0);
      const said = text.say("record.suggestions-submitted", { count: sent });
      return withdrawn === 0
        ? said
        : `${said}; ${text.say("record.suggestions-withdrawn", { count: withdrawn })}`;
    }
    case "live-allowed": {
      const names = values["names"] ?? "";
      return names === "" ? text.say("record.live-nobody") : text.say("record.live-allowed", { names });
    }
    default:
      return null;
  }
}

/** An act with whose proposals it concerned, their words, what came of it beside, and the reason. */
function sayDetails(
  text: InterfaceText,
  act: string,
  values: RecordEntry["values"],
  besides: readonly string[] = [],
): string {
  const { proposers = "", superseded, inserted = "", deleted = "", reason = "" } = values;
  const whose = proposers === "" ? act : `${act} ${text.say("record.ofMember", { names: proposers })}`;
  const words = sayWords(text, values["suggestion"], [deleted, inserted]);
  const fell = superseded === undefined ? [] : [text.say("record.superseded", { count: Number(superseded) })];
  const told = [words === "" ? whose : `${whose}: ${words}`, ...fell, ...besides].join("; ");
  return reason === "" ? told : text.say("record.withReason", { act: told, reason });
}

const KINDS = ["insertion", "deletion", "replacement", "format", "structure"] as const;

/** The words that a decision was about, in quotes: those that were to go, then those that were to come. */
function sayWords(text: InterfaceText, suggestion: string | undefined, words: readonly string[]): string {
  const quoted = words.filter((each) => each.trim() !== "").map((each) => `\u2068“${each.trim()}”\u2069`);
  const kind = KINDS.find((known) => known === suggestion);
  if (quoted.length === 0) return "";
  return [...(kind === undefined ? [] : [text.say(`card.${kind}`)]), quoted.join(" → ")].join(" ");
}
