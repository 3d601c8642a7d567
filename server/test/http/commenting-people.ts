import { randomBytes } from "node:crypto";
import type { Notices, SectionComments, SectionText, ThreadMade, ThreadRow } from "@travaux/blueprint";
import { signIn, type Visitor } from "../server-process.ts";

/** A status with what came with it. */
export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** A member of the sample review who asks for everything by HTTP alone. */
export class CommentingPerson {
  readonly visitor: Visitor;

  private constructor(visitor: Visitor) {
    this.visitor = visitor;
  }

  static async enter(server: { readonly url: string }, name: string): Promise<CommentingPerson> {
    return new CommentingPerson(await signIn(server, name));
  }

  get review(): string {
    return `/api/reviews/${this.visitor.review}`;
  }

  async ask(method: string, path: string, body?: unknown): Promise<Answered> {
    const response = await this.visitor.send(method, path, body);
    const text = await response.text();
    return { status: response.status, body: text === "" ? null : (JSON.parse(text) as unknown) };
  }

  async text(path: string): Promise<string> {
    return (await this.visitor.send("GET", path, undefined)).text();
  }

  /** The member's own id. */
  async member(): Promise<string> {
    return (await this.visitor.get<{ readonly member: string }>(this.review)).member;
  }

  async beginOn(section: string, audience: string, change: object = {}): Promise<Answered> {
    return this.ask("POST", `${this.review}/sections/${section}/threads`, {
      id: freshComment(),
      audience,
      subject: { kind: "section" },
      text: "Which law is meant?",
      mentions: [],
      ...change,
    });
  }

  /** Begins a thread that must come about. */
  async begin(section: string, audience: string, change: object = {}): Promise<ThreadMade> {
    const { status, body } = await this.beginOn(section, audience, change);
    if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body as ThreadMade;
  }

  async reply(
    section: string,
    thread: string,
    text: string,
    mentions: readonly string[] = [],
  ): Promise<Answered> {
    const body = { id: freshComment(), text, mentions };
    return this.ask("POST", `${this.at(section, thread)}/comments`, body);
  }

  at(section: string, thread: string): string {
    return `${this.review}/sections/${section}/threads/${thread}`;
  }

  async rows(query = ""): Promise<readonly ThreadRow[]> {
    return this.visitor.get(`${this.review}/comments${query}`);
  }

  async counts(): Promise<readonly SectionComments[]> {
    return this.visitor.get(`${this.review}/comments/counts`);
  }

  async notices(): Promise<Notices> {
    return this.visitor.get("/api/notifications");
  }

  /** The text that he reads of a section. */
  async reads(section: string): Promise<SectionText> {
    return this.visitor.get(`${this.review}/sections/${section}`);
  }
}

export function freshComment(): string {
  return `c${randomBytes(10).toString("hex")}`;
}
