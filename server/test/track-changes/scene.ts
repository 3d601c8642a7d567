import { formatRoomName, type RecordEntry, type RoomAddress } from "@travaux/blueprint";
import { reportSchema } from "@travaux/blueprint/testing";
import {
  projectBase,
  projectFinal,
  readSuggestions,
  RECORDS_ROOT,
  suggestionHash,
  type Suggestion,
  type TrackedDocument,
} from "@travaux/track-changes/model";
import { Fragment, Node } from "prosemirror-model";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import { cleanUp } from "../temporary.ts";
import { until } from "../until.ts";
import { installDom } from "./dom.ts";
import { sketch } from "./notation.ts";
import { Connection, recordsOf, trackedOf } from "./connection.ts";
import { ReviewUnderTest, type Part } from "./review-under-test.ts";
import type { Writer } from "./writer.ts";
import { openEditor, type EditorSettings } from "./editor.ts";

/** What somebody sees of a text: as it is marked up, as it stands, as proposed, and each suggestion. */
export class Seen {
  readonly who: string;
  readonly tracked: TrackedDocument;
  readonly #nameOf: (member: string) => string;

  constructor(who: string, tracked: TrackedDocument, nameOf: (member: string) => string) {
    this.who = who;
    this.tracked = tracked;
    this.#nameOf = nameOf;
  }

  /** All that is stored, text and records: equal, byte for byte, for what is equal. */
  get stored(): string {
    return print(this.tracked);
  }

  get markup(): string {
    return sketch(this.tracked.doc, this.#nameOf);
  }

  get base(): string {
    return sketch(projectBase(this.tracked), this.#nameOf);
  }

  get final(): string {
    return sketch(projectFinal(this.tracked, countingIds()), this.#nameOf);
  }

  get suggestions(): readonly Suggestion[] {
    return readSuggestions(this.tracked);
  }

  /** The suggestions in short: `A insertion`, `B deletion`. */
  get cards(): readonly string[] {
    return this.suggestions.map(({ by, kind }) => `${this.#nameOf(by)} ${kind}`);
  }

  /** Of one author, in the order of the document. */
  of(part: Part): readonly Suggestion[] {
    return this.suggestions.filter(({ by }) => this.#nameOf(by) === part);
  }
}

/** One text with three people at it: two who propose and one who may write. */
export class Scene {
  readonly review: ReviewUnderTest;
  readonly section: string;
  readonly room: RoomAddress;
  /** The text as it was before anybody came. */
  readonly original: Node;
  readonly author: Writer;
  readonly second: Writer;
  readonly editor: Writer;
  readonly #left: Left[];
  readonly #guests: Writer[] = [];

  constructor(
    review: ReviewUnderTest,
    place: { readonly section: string; readonly room: RoomAddress; readonly original: Node },
    [author, second, editor]: readonly [Writer, Writer, Writer],
    left: Left[],
  ) {
    this.review = review;
    this.section = place.section;
    this.room = place.room;
    this.original = place.original;
    this.author = author;
    this.second = second;
    this.editor = editor;
    this.#left = left;
  }

  get writers(): readonly Writer[] {
    return [this.author, this.second, this.editor];
  }

  /** Resolves when everything everybody did is durable and all see the same. */
  async settle(): Promise<void> {
    for (const { connection } of this.writers) await connection.saved();
    for (const writer of this.writers) await this.#seesTheSame(writer);
  }

  async #seesTheSame(writer: Writer): Promise<void> {
    try {
      await until("the same", () => print(seen(writer)) === print(seen(this.editor)));
    } catch {
      const [one, other] = [this.seenBy(writer).stored, this.now.stored];
      throw new Error(`${writer.part} sees another text than ${this.editor.part}:\n${one}\n${other}`);
    }
  }

  /** What the editor sees; all see the same once settled. */
  get now(): Seen {
    return this.seenBy(this.editor);
  }

  seenBy(writer: Writer): Seen {
    return new Seen(writer.part, seen(writer), this.#nameOf);
  }

  /**
   * Settles, then puts the same questions to all three, to somebody who opens the text only now, and to the text that
   * HTTP gives for reading.
   */
  async everywhere(check: (seen: Seen) => void): Promise<void> {
    await this.settle();
    for (const writer of this.writers) {
      const what = this.seenBy(writer);
      explained(what, () => check(what));
    }
    const later = await this.loadedAnew();
    explained(later, () => check(later));
    const read = await this.readOverHttp();
    explained(read, () => check(read));
    if (read.stored !== this.now.stored) throw new Error(`HTTP gives another text:\n${read.stored}`);
  }

  /** {@link Seen.stored} of the text as it was before anybody came, with nothing proposed. */
  get untouched(): string {
    return print({ doc: this.original, records: new Map() });
  }

  /** Somebody more at the text, with an editor of his own; it is closed with the others. */
  async join(part: Part, settings: Omit<EditorSettings, "nameOf">): Promise<Writer> {
    const connection = await new Connection(
      this.review.url,
      this.review.participant(part),
      this.room,
    ).ready();
    const writer = openEditor(connection, { ...settings, nameOf: this.#nameOf });
    this.#guests.push(writer);
    return writer;
  }

  /** What somebody sees who opens the text only now. */
  async loadedAnew(): Promise<Seen> {
    const connection = await new Connection(this.review.url, this.review.participant("D"), this.room).ready();
    try {
      return new Seen("loaded anew", trackedOf(connection.doc, reportSchema), this.#nameOf);
    } finally {
      connection.leave();
    }
  }

  /**
   * What the server noted of each suggestion when it first saw it, by the suggestion's id. Resolves once there is a note
   * for every suggestion that is there.
   */
  async facts(): Promise<ReadonlyMap<string, Fact>> {
    await this.settle();
    const room: RoomAddress = { ...this.room, document: "margin" };
    const connection = await new Connection(this.review.url, this.review.participant("A"), room).ready();
    try {
      const map = connection.doc.getMap<Fact>("facts");
      await until("the facts of every suggestion", () => this.now.suggestions.every(({ id }) => map.has(id)));
      return new Map(map.entries());
    } finally {
      connection.leave();
    }
  }

  /** The entries of the record of the review that concern this section, oldest first, as the editor reads them. */
  async record(): Promise<readonly RecordEntry[]> {
    const { visitor } = this.review.participant("C");
    const entries = await visitor.get<readonly RecordEntry[]>(`/api/reviews/${this.review.id}/record`);
    return entries.filter(({ sections }) => sections.some((id) => id === this.section)).toReversed();
  }

  async readOverHttp(part: Part = "A"): Promise<Seen> {
    return readText(this.review, this.section, part);
  }

  /** Decides over HTTP, with the hashes of what `part` sees at this moment. */
  async decide(
    decision: "accept" | "reject",
    suggestions: readonly Suggestion[],
    part: Part = "C",
    reason?: string,
  ): Promise<Decided> {
    const wanted = suggestions.map((suggestion) => ({ id: suggestion.id, seen: suggestionHash(suggestion) }));
    const why = reason === undefined ? {} : { reason };
    return this.post(
      "decisions",
      { decision, suggestions: wanted, room: formatRoomName(this.room), ...why },
      part,
    );
  }

  /** Settles, decides, and expects each to have been decided so. */
  async accept(...suggestions: readonly Suggestion[]): Promise<Decided> {
    return this.#decided("accept", suggestions);
  }

  async reject(...suggestions: readonly Suggestion[]): Promise<Decided> {
    return this.#decided("reject", suggestions);
  }

  async post(path: string, body: unknown, part: Part): Promise<Decided> {
    const { visitor } = this.review.participant(part);
    const address = `/api/reviews/${this.review.id}/sections/${this.section}/${path}`;
    const response = await visitor.send("POST", address, body);
    const answer = (await response.json()) as Omit<Decided, "status">;
    return { ...answer, status: response.status };
  }

  async #decided(decision: "accept" | "reject", suggestions: readonly Suggestion[]): Promise<Decided> {
    const decided = await this.decide(decision, suggestions);
    const wanted = decision === "accept" ? "accepted" : "rejected";
    const isDone = suggestions.every(({ id }) =>
      decided.outcomes?.some((each) => each.id === id && each.outcome === wanted),
    );
    if (!isDone) throw new Error(`Not ${wanted}: ${JSON.stringify(decided)}`);
    await this.settle();
    return decided;
  }

  /** Notes how the text was left, if it is settled, for a comparison after the server was started anew on its store. */
  leave(isSettled: boolean): void {
    if (isSettled) this.#left.push({ section: this.section, print: print(seen(this.editor)) });
    for (const { view, connection } of [...this.writers, ...this.#guests]) {
      view.destroy();
      connection.leave();
    }
  }

  readonly #nameOf = (member: string): string => this.review.nameOf(member);
}

/** What the server notes of a suggestion: when it came, in ms since 1970, and from whom. */
export interface Fact {
  readonly at: number;
  readonly by: string;
}

/** Answer of a decision. */
export interface Decided {
  readonly status: number;
  readonly decision: string | null;
  readonly outcomes: readonly { readonly id: string; readonly outcome: string; readonly code?: string }[];
}

interface Left {
  readonly section: string;
  readonly print: string;
}

/** One server for the scenes of a test file, and one section for each scene. */
export class Stage {
  readonly #left: Left[] = [];
  readonly #open: Scene[] = [];
  #review: ReviewUnderTest | null = null;

  /** Sets a test file up; {@link Stage.comparesAfterRestart} is to be called at its end. */
  constructor() {
    beforeAll(async () => {
      installDom();
      this.#review = await ReviewUnderTest.start();
    });
    afterEach(({ task }) => {
      for (const scene of this.#open.splice(0)) scene.leave(task.result?.state !== "fail");
    });
    afterAll(async () => {
      await this.#review?.stop();
      await cleanUp();
    });
  }

  get review(): ReviewUnderTest {
    if (this.#review === null) throw new Error("The server is not started");
    return this.#review;
  }

  /** Three people at a text with these blocks; blocks without an id get one. The editor writes, the others propose. */
  async open(text: Node): Promise<Scene> {
    const { review } = this;
    const original = withIds(text);
    const place = await review.section({ ...original.toJSON(), type: "doc" });
    const join = async (part: Part): Promise<Writer> => {
      const connection = new Connection(review.url, review.participant(part), place.room);
      const mode = part === "C" ? "edit" : "suggest";
      return openEditor(await connection.ready(), { mode, nameOf: (member) => review.nameOf(member) });
    };
    const writers = [await join("A"), await join("B"), await join("C")] as const;
    const scene = new Scene(review, { ...place, original }, writers, this.#left);
    this.#open.push(scene);
    return scene;
  }

  /** A last test, which starts the server anew on the same store and expects every text as it was left. */
  comparesAfterRestart(numbers: string): void {
    it(`${numbers}: every text is as it was left after the server was started anew on its store`, async () => {
      await this.review.restart();
      for (const { section, print: before } of this.#left) {
        const { tracked } = await readText(this.review, section, "B");
        expect(print(tracked), section).toBe(before);
      }
      expect(this.#left.length).toBeGreaterThan(0);
    });
  }
}

async function readText(review: ReviewUnderTest, section: string, part: Part): Promise<Seen> {
  const { visitor } = review.participant(part);
  const path = `/api/reviews/${review.id}/sections/${section}`;
  const { doc, suggestions } = await visitor.get<{ doc: unknown; suggestions?: Record<string, unknown> }>(
    path,
  );
  const records = recordsOf(Object.entries(suggestions ?? {}));
  return new Seen("HTTP", { doc: Node.fromJSON(reportSchema, doc), records }, (member) =>
    review.nameOf(member),
  );
}

function seen({ view, connection }: Writer): TrackedDocument {
  return { doc: view.state.doc, records: recordsOf(connection.doc.getMap(RECORDS_ROOT).entries()) };
}

/** A tracked document as text that is equal for equal ones: the order of marks on one letter says nothing. */
function print({ doc, records }: TrackedDocument): string {
  const sorted = [...records].toSorted(([one], [other]) => (one < other ? -1 : 1));
  return JSON.stringify([inOrder(doc).toJSON(), sorted], null, 1);
}

function inOrder(node: Node): Node {
  if (!node.isText) return node.copy(Fragment.fromArray(node.content.content.map(inOrder)));
  const named = node.marks.map((mark) => [JSON.stringify(mark.toJSON()), mark] as const);
  return node.mark(named.toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, mark]) => mark));
}

function explained(what: Seen, check: () => void): void {
  try {
    check();
  } catch (error) {
    if (error instanceof Error) error.message = `${what.who}: ${error.message}\n  seen: ${what.markup}`;
    throw error;
  }
}

function withIds(doc: Node): Node {
  const taken = new Set<unknown>();
  doc.descendants((node) => void taken.add(node.attrs["id"]));
  let count = 0;
  const freeId = (): string => {
    do count += 1;
    while (taken.has(`n${count}`));
    return `n${count}`;
  };
  const fill = (node: Node): Node => {
    if (node.isText) return node;
    const needsId = "id" in node.attrs && node.attrs["id"] === null;
    const attrs = needsId ? { ...node.attrs, id: freeId() } : node.attrs;
    return node.type.create(attrs, Fragment.from(node.content.content.map(fill)), node.marks);
  };
  return fill(doc);
}

function countingIds(): () => string {
  let count = 0;
  return () => `fresh${(count += 1)}`;
}
