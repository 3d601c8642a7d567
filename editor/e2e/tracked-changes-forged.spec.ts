import { expect, test, type Browser } from "@playwright/test";
import { isCloseReason, parseRoomName, type CloseReason, type ReviewView } from "@travaux/blueprint";
import type { Node } from "prosemirror-model";
import type { Transform } from "prosemirror-transform";
import { Person } from "./person.ts";
import { Proposals } from "./proposals.ts";
import { RawWriter, reportSchema } from "./raw-writer.ts";
import { ServerUnderTest } from "./server-under-test.ts";

/** Transmitted in the sample review: one paragraph. */
const SECTION = "untoc.10.b";
const BASE =
  "State A has established administrative liability of legal persons, which article 10, paragraph 2, allows.";

let server: ServerUnderTest;
test.beforeEach(async () => {
  server = await ServerUnderTest.start();
});
test.afterEach(() => server.end());

async function enter(browser: Browser, name: string): Promise<Person> {
  const person = await Person.signIn(browser, server, name);
  await person.openReport();
  await person.section(SECTION);
  return person;
}

/** Ids of members by name. */
async function membersOf(person: Person): Promise<ReadonlyMap<string, string>> {
  const { body } = await person.get(`/api/reviews/${person.review}`);
  return new Map((JSON.parse(body) as ReviewView).members.map(({ name, id }) => [name, id]));
}

async function roomOf(person: Person, audience: string): Promise<string> {
  const names = await person.rooms(SECTION);
  const room = names.find((name) => {
    const address = parseRoomName(name);
    return address?.audience.kind === audience;
  });
  if (room === undefined) throw new RangeError(`No ${audience} room of ${SECTION} in ${names.join()}`);
  return room;
}

/** Where the words stand in one textblock, whatever marks divide them. */
function place(doc: Node, words: string): { readonly from: number; readonly to: number } {
  let from = -1;
  doc.descendants((node, pos) => {
    if (!node.isTextblock) return true;
    const at = node.textContent.indexOf(words);
    if (at >= 0) from = pos + 1 + at;
    return false;
  });
  if (from < 0) throw new RangeError(`${words} is not there`);
  return { from, to: from + words.length };
}

function without(tr: Transform, words: string): void {
  const { from, to } = place(tr.doc, words);
  tr.delete(from, to);
}

function unmark(tr: Transform, words: string, mark: string): void {
  const { from, to } = place(tr.doc, words);
  tr.removeMark(from, to, reportSchema.marks[mark]);
}

function propose(tr: Transform, words: string, as: string, by = as): void {
  const { to } = place(tr.doc, "liability");
  tr.insert(to, reportSchema.text(words, [reportSchema.mark("insertion", { id: `${as}:forged1`, by })]));
}

interface Ids {
  readonly me: string;
  readonly other: string;
}

interface Attack {
  /** `null` where the server puts it right instead. */
  readonly reason: CloseReason | null;
  /** The words that stay, as a proposal of his own. */
  readonly adds?: string;
  readonly act: (writer: RawWriter, ids: Ids) => void;
}

const FORGED = " for him";

/** What a client of the expert's own may try in his delegation's copy, where he may propose. */
const ATTACKS: Readonly<Record<string, Attack>> = {
  "strikes a word of the text for good": {
    reason: "not-permitted",
    act: (writer) => writer.write((tr) => without(tr, "administrative ")),
  },
  "puts his words in the place of the text": {
    reason: "not-permitted",
    act: (writer, { me }) =>
      writer.write((tr) => {
        without(tr, "administrative");
        propose(tr, " criminal", me);
      }),
  },
  "deletes the whole paragraph, with what another proposed in it": {
    reason: "not-yours",
    act: (writer) => writer.write((tr) => tr.delete(0, tr.doc.child(0).nodeSize)),
  },
  "proposes in the name of another": {
    reason: null,
    adds: FORGED,
    act: (writer, { other }) => writer.write((tr) => propose(tr, FORGED, other)),
  },
  "proposes under another's id in his own name": {
    reason: null,
    adds: FORGED,
    act: (writer, { me, other }) => writer.write((tr) => propose(tr, FORGED, other, me)),
  },
  "proposes to join paragraphs in the name of another": {
    reason: "not-yours",
    act: (writer, { other }) =>
      writer.write((tr) => {
        const id = String(tr.doc.child(0).attrs["id"]);
        writer.record(`${other}:forged1/delete/${id}`, { kind: "delete", target: id });
      }),
  },
  "takes away what another proposed to add": {
    reason: null,
    act: (writer) => writer.write((tr) => without(tr, " The focal point adds this.")),
  },
  "carries out what another proposed to strike": {
    reason: "not-yours",
    act: (writer) => writer.write((tr) => without(tr, "established")),
  },
  "accepts another's proposal by taking its mark off": {
    reason: null,
    act: (writer) => writer.write((tr) => unmark(tr, " The focal point adds this.", "insertion")),
  },
  "accepts his own proposal by taking its mark off": {
    reason: null,
    act: (writer) => writer.write((tr) => unmark(tr, "; experts add that.", "insertion")),
  },
};

test("a client of the State expert's own, with his token, alters nothing but by proposing", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const focal = await enter(browser, "Focal point of State A");
  const expert = await enter(browser, "Expert of State A");
  const [theirs, mine] = [new Proposals(focal, SECTION), new Proposals(expert, SECTION)];
  await theirs.caretAt("End");
  await theirs.type(" The focal point adds this.");
  await theirs.select("established");
  await theirs.press("Delete");
  await expect(mine.cards).toHaveCount(2);
  await mine.caretAt("End");
  await mine.type("; experts add that.");
  await expert.seesSaved();
  await expect(theirs.cards).toHaveCount(3);
  const members = await membersOf(expert);
  const ids: Ids = {
    me: members.get("Expert of State A") ?? "",
    other: members.get("Focal point of State A") ?? "",
  };
  const room = await roomOf(expert, "state");
  let written = `${BASE} The focal point adds this.; experts add that.`;

  const reasons = new Map<string, readonly string[]>();
  for (const [number, [name, { adds, act }]] of Object.entries(ATTACKS).entries()) {
    await test.step(name, async () => {
      const writer = await RawWriter.enter(expert, room);
      expect(writer.closed).toEqual([]);
      expect(writer.text()).toBe(written);
      act(writer, ids);
      await writer.answered();
      expect(writer.closed.every(isCloseReason)).toBe(true);
      reasons.set(name, [...writer.closed]);
      writer.leave();
      if (adds !== undefined) {
        written = written.replace("liability", `liability${adds}`);
        await expect(theirs.card(adds).first()).toContainText("Expert of State A, State A");
      }

      await expect(mine.card("The focal point adds this.")).toContainText("Focal point of State A");
      await expect(mine.card("established")).toContainText("Deletion");
      await expect(theirs.card("; experts add that.")).toContainText("Expert of State A");

      // Meanwhile another goes on, and what he writes is all that comes to the text.
      const more = ` ${number}.`;
      await theirs.caretAt("End");
      await theirs.type(more);
      await focal.seesSaved();
      written += more;
      for (const person of [focal, expert])
        await expect.poll(() => person.paragraphs(SECTION), { message: name }).toEqual([written]);
    });
  }

  expect(Object.fromEntries(reasons)).toEqual(
    Object.fromEntries(
      Object.entries(ATTACKS).map(([name, { reason }]) => [name, reason === null ? [] : [reason]]),
    ),
  );

  await test.step("an honest client of his is let in as before", async () => {
    const writer = await RawWriter.enter(expert, room);
    writer.write((tr) => propose(tr, " and more", ids.me));
    await writer.answered();
    expect(writer.closed).toEqual([]);
    await expect(theirs.card("and more")).toContainText("Expert of State A, State A");
    writer.leave();
  });
});

test("nor does it write a letter in the text of the review team, where the State has submitted nothing", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const expertA = await enter(browser, "Expert of State A");
  const expertB = await enter(browser, "Expert of State B");
  const focal = await enter(browser, "Focal point of State A");
  await new Proposals(focal, SECTION).caretAt("End");
  await new Proposals(focal, SECTION).type(" Fines are doubled.");
  await focal.seesSaved();
  await focal.act(SECTION, "Submit to the review team");
  const cards = new Proposals(expertB, SECTION);
  await expect(cards.card("Fines are doubled.")).toBeVisible();
  const members = await membersOf(expertA);
  const me = members.get("Expert of State A") ?? "";
  const room = await roomOf(expertA, "team");

  const attempts: Readonly<Record<string, (tr: Transform) => void>> = {
    "strikes a word": (tr) => without(tr, "administrative "),
    "takes away what is proposed": (tr) => without(tr, " Fines are doubled."),
    "accepts what is proposed": (tr) => unmark(tr, " Fines are doubled.", "insertion"),
    "proposes past his focal point": (tr) => propose(tr, " at once", me),
  };
  for (const [name, attempt] of Object.entries(attempts)) {
    await test.step(name, async () => {
      const writer = await RawWriter.enter(expertA, room);
      expect(writer.closed).toEqual([]);
      expect(writer.text()).toBe(`${BASE} Fines are doubled.`);
      writer.write(attempt);
      await writer.answered();
      expect(writer.closed, name).toEqual(["not-permitted"]);
      writer.leave();
      const after = await RawWriter.enter(expertB, room);
      expect(after.text()).toBe(`${BASE} Fines are doubled.`);
      after.leave();
    });
  }
  await expect(cards.cards).toHaveCount(1);
  await expect(expertB.saving).toHaveText("Saved");
  await cards.decide("Fines are doubled.", "Accept");
  await expect(cards.cards).toHaveCount(0);
  await expect(await expertA.section(SECTION)).toContainText("Fines are doubled.");
});
