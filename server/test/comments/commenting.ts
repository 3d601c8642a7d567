import {
  createReportSchema,
  type MarginView,
  type NewSubject,
  type NewThread,
  type OutlineView,
  type QuotedPart,
  type ReviewView,
  type SectionText,
  type ThreadMade,
  type ThreadRow,
} from "@travaux/blueprint";
import { ANCHORS_ROOT, blockTextsOf, readThreads, THREADS_ROOT, type Thread } from "@travaux/comments/model";
import { Node } from "prosemirror-model";
import type { RawClient } from "../raw-client.ts";
import { rawClient } from "../server-fixture.ts";
import { signIn, type Visitor } from "../server-process.ts";
import { until } from "../until.ts";

const schema = createReportSchema();

let minted = 0;

/** A comment's id as a browser mints it. */
export function freshCommentId(): string {
  return `c${(minted += 1).toString(36).padStart(20, "0")}`;
}

/** What a test says of a new thread; the rest has a sensible default. */
export interface Saying extends Partial<Omit<NewThread, "subject" | "text">> {
  /** About these words of a text, whose first place is meant. */
  readonly on?: string;
  /** Wire name of the text; the first of the section unless given. */
  readonly room?: string;
  readonly subject?: NewSubject;
}

/** An answer of the server's. */
export interface Answered<Body> {
  readonly status: number;
  readonly body: Body & { readonly code?: string };
}

/** Somebody who comments, over HTTP as the page does, and reads the threads' documents over a raw socket. */
export class Commenter {
  readonly visitor: Visitor;
  readonly member: string;
  readonly #server: { readonly url: string };
  readonly #open = new Map<string, RawClient>();

  private constructor(server: { readonly url: string }, visitor: Visitor, member: string) {
    this.#server = server;
    this.visitor = visitor;
    this.member = member;
  }

  static async enter(server: { readonly url: string }, name: string): Promise<Commenter> {
    const visitor = await signIn(server, name);
    const { member } = await visitor.get<ReviewView>(`/api/reviews/${visitor.review}`);
    return new Commenter(server, visitor, member);
  }

  /** The margins of a section as his outline has them. */
  async margins(section: string): Promise<readonly MarginView[]> {
    const { entries } = await this.visitor.get<OutlineView>(`/api/reviews/${this.visitor.review}/outline`);
    return entries.find((entry) => entry.section?.id === section)?.section?.margins ?? [];
  }

  /** Where words stand in a text that he may read. */
  async quoted(section: string, words: string, room?: string): Promise<readonly QuotedPart[]> {
    const text = await this.text(section, room);
    for (const block of blockTextsOf(Node.fromJSON(schema, text.doc))) {
      const from = block.text.indexOf(words);
      if (from < 0) continue;
      const to = from + words.length;
      const [before, after] = [block.text.slice(Math.max(0, from - 32), from), block.text.slice(to, to + 32)];
      return [{ block: block.id, from, to, quote: words, before, after }];
    }
    throw new Error(`"${words}" is not in ${section}`);
  }

  text(section: string, room?: string): Promise<SectionText> {
    const query = room === undefined ? "" : `?room=${encodeURIComponent(room)}`;
    return this.visitor.get(`/api/reviews/${this.visitor.review}/sections/${section}${query}`);
  }

  /** Begins a thread, of the team and about the section unless told otherwise. */
  async begin(section: string, text: string, saying: Saying = {}): Promise<Answered<ThreadMade>> {
    const { on, room, ...given } = saying;
    const name = room ?? (await this.text(section)).room;
    const subject: NewSubject =
      on === undefined
        ? { kind: "section" }
        : { kind: "text", room: name, parts: await this.quoted(section, on, name) };
    return this.send("POST", `sections/${section}/threads`, {
      id: freshCommentId(),
      audience: "team",
      subject,
      text,
      mentions: [],
      ...given,
    });
  }

  /** Begins a thread and expects it to be taken. @returns its id */
  async says(section: string, text: string, saying: Saying = {}): Promise<string> {
    const { status, body } = await this.begin(section, text, saying);
    if (status !== 201) throw new Error(`Not taken: ${status} ${JSON.stringify(body)}`);
    return body.thread;
  }

  reply(
    section: string,
    thread: string,
    text: string,
    more: { readonly id?: string; readonly mentions?: readonly string[] } = {},
  ): Promise<Answered<ThreadMade>> {
    const body = { id: freshCommentId(), text, mentions: [], ...more };
    return this.send("POST", `sections/${section}/threads/${thread}/comments`, body);
  }

  edit(section: string, thread: string, comment: string, text: string): Promise<Answered<object>> {
    const path = `sections/${section}/threads/${thread}/comments/${comment}`;
    return this.send("PUT", path, { text, mentions: [] });
  }

  remove(section: string, thread: string, comment: string): Promise<Answered<object>> {
    return this.send("DELETE", `sections/${section}/threads/${thread}/comments/${comment}`, undefined);
  }

  settle(section: string, thread: string, resolved: boolean): Promise<Answered<object>> {
    return this.send("PUT", `sections/${section}/threads/${thread}/standing`, { resolved });
  }

  dispose(section: string, thread: string, disposition: object): Promise<Answered<object>> {
    return this.send("PUT", `sections/${section}/threads/${thread}/disposition`, disposition);
  }

  table(): Promise<readonly ThreadRow[]> {
    return this.visitor.get(`/api/reviews/${this.visitor.review}/comments`);
  }

  async send<Body>(method: string, path: string, body: unknown): Promise<Answered<Body>> {
    const response = await this.visitor.send(method, `/api/reviews/${this.visitor.review}/${path}`, body);
    const text = await response.text();
    return { status: response.status, body: text === "" ? {} : JSON.parse(text) };
  }

  /** The document of threads of one of his margins. @param margin wire name */
  async enterMargin(margin: string): Promise<RawClient> {
    const known = this.#open.get(margin);
    if (known !== undefined) return known;
    const client = await rawClient(this.#server, this.visitor, margin);
    this.#open.set(margin, client);
    return client;
  }

  /** What he sees among the comments of one audience, once `isThere` holds of it. */
  async sees(
    section: string,
    audience: string,
    isThere: (threads: readonly Thread[]) => boolean,
  ): Promise<readonly Thread[]> {
    const margin = (await this.margins(section)).find((each) => each.audience === audience);
    if (margin === undefined)
      throw new Error(`${this.visitor.email} has no ${audience} margin of ${section}`);
    const client = await this.enterMargin(margin.name);
    const read = (): readonly Thread[] => threadsIn(client);
    await until(`what is awaited among ${audience}`, () => isThere(read()));
    return read();
  }

  /** A thread once `isSo` holds of it. */
  async seesThread(
    section: string,
    audience: string,
    id: string,
    isSo: (thread: Thread) => boolean = () => true,
  ): Promise<Thread> {
    const found = (threads: readonly Thread[]): Thread | undefined => threads.find((each) => each.id === id);
    const threads = await this.sees(section, audience, (all) => {
      const thread = found(all);
      return thread !== undefined && isSo(thread);
    });
    const thread = found(threads);
    if (thread === undefined) throw new Error(`No thread ${id}`);
    return thread;
  }

  /** Lets go of what was read, so that the next look is a fresh one. */
  leave(): void {
    for (const client of this.#open.values()) client.leave();
    this.#open.clear();
  }
}

/** The threads of a document as a client has it. */
export function threadsIn({ doc }: Pick<RawClient, "doc">): readonly Thread[] {
  return readThreads(doc.getMap(THREADS_ROOT).entries(), doc.getMap(ANCHORS_ROOT).entries());
}

/** What a thread is anchored to, part by part: `placed: "words"`. */
export function placesOf(thread: Thread): readonly string[] {
  return (thread.anchor?.parts ?? []).map(({ state, quote }) => `${state}: ${quote}`);
}
