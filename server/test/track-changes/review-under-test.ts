import { randomBytes } from "node:crypto";
import { createServer, type AddressInfo } from "node:net";
import {
  parseRoomName,
  type DemoAccount,
  type NewReview,
  type Phase,
  type ReviewId,
  type RoomAddress,
  type StateId,
} from "@travaux/blueprint";
import { pino } from "pino";
import { compose, type Composition } from "../../src/compose.ts";
import type { Config } from "../../src/config.ts";
import type { Actor } from "../../src/identity/actor.ts";
import type { Refusal } from "../../src/reviews/reviews.ts";
import type { DocumentJson } from "../../src/rooms/rooms.ts";
import { DEMO_ACCOUNTS, SAMPLE_STATES, samplePerson } from "../../src/sample/accounts.ts";
import { signIn, type Visitor } from "../server-process.ts";
import { temporaryFolder } from "../temporary.ts";

/** Who takes part. In the reviewers' room of a draft observation the Secretariat proposes and experts write. */
export const CAST = {
  /** Proposes. */
  A: "secretariat",
  /** Proposes too. */
  B: "second-officer",
  /** May write, and decides. */
  C: "expert.b",
  /** May write too: the one who comes later. */
  D: "expert.c",
} as const;
export type Part = keyof typeof CAST;

const SECOND_OFFICER: DemoAccount = {
  email: "second-officer@example.org",
  name: "Second Secretariat officer",
  role: "secretariat",
  state: null,
};
const ACCOUNTS: readonly DemoAccount[] = [...DEMO_ACCOUNTS, SECOND_OFFICER];
/** Every article gives three sections of observations; a scenario takes one. */
const ARTICLES = [2, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23];

const REVIEW: NewReview = {
  blueprint: "country-report",
  stateUnderReview: SAMPLE_STATES.a,
  reviewingStates: [
    { name: SAMPLE_STATES.b, instruments: ["UNTOC"] },
    { name: SAMPLE_STATES.c, instruments: ["UNTOC"] },
  ],
  articles: [{ instrument: "UNTOC", numbers: ARTICLES }],
  languages: ["en"],
  officialStart: null,
  informationCutOff: null,
  sessionDate: null,
};

/** One person signed in, and who he is in the review. */
export interface Participant {
  readonly part: Part;
  readonly visitor: Visitor;
  readonly member: string;
}

/** The whole server in this process with a review in drafting, every observation empty and in the reviewers' room. */
export class ReviewUnderTest {
  readonly #config: Config;
  readonly #free: string[] = ARTICLES.flatMap((number) =>
    ["b", "c", "d"].map((letter) => `untoc.${number}.${letter}`),
  );
  #server: Composition | null = null;
  #review = "" as ReviewId;
  readonly #cast = new Map<Part, Participant>();

  private constructor(config: Config) {
    this.#config = config;
  }

  static async start(): Promise<ReviewUnderTest> {
    const dataDir = await temporaryFolder();
    const port = await freePort();
    const review = new ReviewUnderTest({
      port,
      host: "127.0.0.1",
      baseUrl: new URL(`http://localhost:${port}`),
      dataDir,
      mongodbUri: null,
      sessionSecret: randomBytes(32).toString("hex"),
      masterKey: randomBytes(32),
      smtpUrl: null,
      outboxDir: `${dataDir}/outbox`,
      digestAt: null,
      demo: true,
      notices: [],
    });
    await review.#compose();
    await review.#layOut();
    await review.server.listen();
    for (const part of ["A", "B", "C", "D"] as const) await review.#enter(part);
    return review;
  }

  get server(): Composition {
    if (this.#server === null) throw new Error("The server is stopped");
    return this.#server;
  }

  get url(): string {
    return this.#config.baseUrl.origin;
  }

  get id(): ReviewId {
    return this.#review;
  }

  participant(part: Part): Participant {
    const found = this.#cast.get(part);
    if (found === undefined) throw new RangeError(part);
    return found;
  }

  /** How the people of a document are called in a sketch. */
  nameOf(member: string): string {
    for (const { part, member: id } of this.#cast.values()) if (id === member) return part;
    return member;
  }

  /** A section that no scenario has used, with `text` as its base. */
  async section(text: DocumentJson): Promise<{ readonly section: string; readonly room: RoomAddress }> {
    const section = this.#free.shift();
    if (section === undefined) throw new Error("No section is left");
    const { visitor, member } = this.participant("D");
    const room = parseRoomName(await visitor.room(section));
    if (room === null) throw new Error(`No room for ${section}`);
    await this.server.rooms.write(room, text, member as never);
    return { section, room };
  }

  /** Stops the server and starts another on the same store. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#compose();
    await this.server.listen();
  }

  async stop(): Promise<void> {
    const server = this.#server;
    this.#server = null;
    await server?.close();
  }

  async #compose(): Promise<void> {
    const log = pino({ level: process.env["TRAVAUX_LOG"] ?? "silent" });
    this.#server = await compose({ config: this.#config, log, editorDir: null, demoAccounts: ACCOUNTS });
  }

  async #layOut(): Promise<void> {
    const { people } = this.server.identity;
    const cast = new Map<string, Actor>();
    for (const account of ACCOUNTS) {
      const { id, name, language, staff } = await people.registerDemo(samplePerson(account));
      const actor: Actor = {
        user: id,
        name,
        language,
        staff,
        session: "laying-out",
        expiresAt: Number.MAX_SAFE_INTEGER,
      };
      cast.set(account.email, actor);
    }
    const officer = cast.get("secretariat@example.org");
    if (officer === undefined) throw new Error("No Secretariat");
    const { reviews } = this.server;
    this.#review = must(await reviews.create(officer, REVIEW)).id;
    for (const account of ACCOUNTS.slice(1)) {
      const user = cast.get(account.email)?.user;
      const letter = /\.([abc])@/.exec(account.email)?.[1];
      if (user === undefined) throw new Error(account.email);
      const state = letter === undefined ? null : (letter as StateId);
      must(
        await reviews.addMember(officer, this.#review, {
          user,
          role: account.role,
          state,
          noteVerbale: "NV 1/2026",
        }),
      );
    }
    const phases: readonly Phase[] = ["self-assessment", "desk-review", "dialogue", "drafting"];
    for (const to of phases) must(await reviews.movePhase(officer, this.#review, { to }));
  }

  async #enter(part: Part): Promise<void> {
    const visitor = await signIn(this, CAST[part]);
    const { member } = await visitor.get<{ readonly member: string }>(`/api/reviews/${this.#review}`);
    this.#cast.set(part, { part, visitor, member });
  }
}

function must<Value extends object>(answer: Value | Refusal): Value {
  if ("refused" in answer)
    throw new Error(`Refused: ${answer.refused} ${JSON.stringify(answer.faults ?? [])}`);
  return answer;
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, "127.0.0.1");
  await new Promise<void>((resolve) => probe.once("listening", resolve));
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
