import type { NewSubject, SectionText } from "@travaux/blueprint";

/** A stretch of the first paragraph of a text that is long enough; the section where there is none. */
export function subjectIn({ room, doc }: SectionText, audience: string): NewSubject {
  const found = /"id":"([^"]+)"[^{}]*\},"content":\[\{"type":"text","text":"([^"\\]{40,})"/.exec(
    JSON.stringify(doc),
  );
  const [, block, text] = found ?? [];
  // What the team says may quote the team's text alone.
  if (block === undefined || text === undefined || (audience === "team" && !room.includes("/team/")))
    return { kind: "section" };
  const part = { block, from: 3, to: 15, quote: text.slice(3, 15) };
  return { kind: "text", room, parts: [{ ...part, before: text.slice(0, 3), after: text.slice(15, 40) }] };
}
