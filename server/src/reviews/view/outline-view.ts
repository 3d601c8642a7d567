import { buildOutline, formatRoomName, routeOf } from "@travaux/blueprint";
import type { OutlineEntry, RoomView, SectionAct, SectionState, SectionView } from "@travaux/blueprint";
import {
  addressOf,
  type Body,
  type Clearance,
  type Member,
  type ReviewState,
  type SectionStanding,
} from "../model/review-state.ts";
import { disposesIn, marginViews } from "../../comments/model/margins-of-member.ts";
import {
  actsFor,
  isVisible,
  readableBodies,
  readsDrafts,
  recordedState,
  type ReadableBody,
} from "../model/section-access.ts";

/** What an outline needs to know that no record holds. */
export interface OutlineFacts {
  /** Whether anybody ever wrote to the room of that wire name. */
  readonly isWritten: (room: string) => boolean;
  /** Whether the text that a clearance covers still reads as it did. */
  readonly holds: (clearance: Clearance) => boolean;
}

/**
 * The outline as `reader` may know it: a section without a body for him is absent, with every heading that would stand
 * over nothing else. Chapters alone always stand: they are the same in every report. Labels are those of the whole
 * report, so that "(e)" is the same section for everybody: the lettering of the form is public, and a gap in it says
 * nothing about what is being written.
 */
export function outlineFor(state: ReviewState, reader: Member, facts: OutlineFacts): readonly OutlineEntry[] {
  const headings = buildOutline(state.facts.blueprint, state.facts.articles);
  const entries = headings.map((heading): OutlineEntry => {
    const section = heading.section === null ? undefined : state.sections.get(heading.section.id);
    const view =
      section === undefined || !isVisible(state, reader, section)
        ? null
        : sectionFor(state, reader, section, facts);
    const { id, depth, label, title, instrument, article } = heading;
    return { id, depth, label, title, instrument, article, section: view };
  });
  const shown = entries.map(
    (entry, at) => entry.depth === 0 || entry.section !== null || standsOverSomething(entries, at),
  );
  return entries.flatMap((entry, at) => {
    return shown[at] === true ? [entry] : [];
  });
}

function standsOverSomething(entries: readonly OutlineEntry[], at: number): boolean {
  const depth = entries[at]?.depth ?? 0;
  for (const entry of entries.slice(at + 1)) {
    if (entry.depth <= depth) return false;
    if (entry.section !== null) return true;
  }
  return false;
}

const SECTION_ACTS: readonly SectionAct[] = ["join", "transmit", "submit"];

function sectionFor(
  state: ReviewState,
  reader: Member,
  section: SectionStanding,
  facts: OutlineFacts,
): SectionView {
  const bodies = readableBodies(state, reader, section);
  const given = actsFor(state, reader, section);
  // Clearances are the reviewing side's: who reads the section in the team room alone learns nothing of them.
  const inside = readsDrafts(state, reader, section);
  const clearances = inside ? section.clearances.filter(facts.holds) : [];
  return {
    id: section.id,
    kind: section.kind,
    state: stateFor(state, section, { bodies, clearances }, facts),
    // An earlier room where nobody ever wrote has nothing to go back to.
    rooms: bodies
      .filter(
        (readable) => readable.standing !== "history" || holdsText(state, section, readable.body, facts),
      )
      .map((readable) => roomView(state, section, readable)),
    margins: marginViews(state, reader, section),
    mayDispose: disposesIn(state, reader, section),
    acts: SECTION_ACTS.filter((act) => given.includes(act)),
    clearedBy: clearances.map((clearance) => clearance.state),
  };
}

/** The state as far as the reader's own rooms tell it: what others have written elsewhere is no draft to him. */
function stateFor(
  state: ReviewState,
  section: SectionStanding,
  {
    bodies,
    clearances,
  }: { readonly bodies: readonly ReadableBody[]; readonly clearances: readonly Clearance[] },
  facts: OutlineFacts,
): SectionState {
  const recorded = recordedState(state, section);
  if (recorded !== "draft" || section.sentBack || routeOf(section.kind) === "locked") return recorded;
  if (section.stage === "reviewers" && clearances.length > 0) return "team-ready";
  const begun = bodies.some(
    ({ body, standing }) => standing === "current" && holdsText(state, section, body, facts),
  );
  return begun ? "draft" : "empty";
}

/** Whether a body was carried in, comes with the form, or was ever written to. */
function holdsText(state: ReviewState, section: SectionStanding, body: Body, facts: OutlineFacts): boolean {
  return (
    routeOf(section.kind) === "office" ||
    (body.opening.kind === "carried" && body.opening.of === undefined) ||
    facts.isWritten(formatRoomName(addressOf(state, section, body)))
  );
}

function roomView(
  state: ReviewState,
  section: SectionStanding,
  { body, level, standing, mayDecide }: ReadableBody,
): RoomView {
  const name = formatRoomName(addressOf(state, section, body));
  return { name, audience: body.audience.kind, document: "text", level, standing, mayDecide };
}
