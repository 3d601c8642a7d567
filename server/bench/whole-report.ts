import {
  INSTRUMENTS,
  parseRoomName,
  selectArticles,
  type NewSubject,
  type ReviewId,
  type RoomView,
  type SectionId,
  type StateId,
} from "@travaux/blueprint";
import { pino } from "pino";
import * as Y from "yjs";
import { compose, type Composition } from "../src/compose.ts";
import { loadConfig } from "../src/config.ts";
import type { Actor } from "../src/identity/actor.ts";
import type { Refusal } from "../src/reviews/reviews.ts";
import { DEMO_ACCOUNTS, SAMPLE_STATES, samplePerson } from "../src/sample/accounts.ts";
import { writer } from "../src/sample/write.ts";
import { subjectIn } from "./comment-subject.ts";

/** The sections that are filled: the five of each article under review. */
const ARTICLE_SECTION = /^[a-z]+\.\d+\.[a-e]$/;
const PARAGRAPHS = 12;
/** About half a kilobyte, so that a section has about six. */
const SENTENCES =
  "The reviewing experts took note of the legislation and of the decisions of the courts that were provided. " +
  "The offence is established in general terms and is applied together with the rules on participation. ".repeat(
    4,
  );

/** Who opens the report with threads. */
export const READER = "expert.b";

/** Where somebody may begin a thread, and on what. */
interface Place {
  readonly by: string;
  readonly section: SectionId;
  readonly audience: string;
  readonly subject: NewSubject;
}

export interface WholeReport {
  readonly review: ReviewId;
  /** Every text room that the Secretariat may read, by wire name, with its document as a Yjs update. */
  readonly rooms: ReadonlyMap<string, Uint8Array>;
}

/**
 * Makes a review with all four instruments in the empty folder `dataDir`, in drafting, all article sections written.
 *
 * @param threads how many there are, over all sections and those margins that the expert of State B reads
 */
export async function makeWholeReport(dataDir: string, threads = 0): Promise<WholeReport> {
  const config = await loadConfig({
    env: { DATA_DIR: dataDir, PORT: "0" },
    args: ["--demo"],
    workingDirectory: dataDir,
  });
  const log = pino({ level: "warn" });
  const server = await compose({ config, log, editorDir: null, demoAccounts: DEMO_ACCOUNTS });
  try {
    const making = new Making(server);
    const report = await making.make();
    await making.comment(threads);
    return report;
  } finally {
    await server.close();
  }
}

class Making {
  readonly #server: Composition;
  readonly #cast = new Map<string, Actor>();
  #review = "" as ReviewId;

  constructor(server: Composition) {
    this.#server = server;
  }

  async make(): Promise<WholeReport> {
    const { reviews } = this.#server;
    await this.#register();
    const codes = INSTRUMENTS.map(({ code }) => code);
    const created = must(
      await reviews.create(this.#actor("secretariat"), {
        blueprint: "country-report",
        stateUnderReview: SAMPLE_STATES.a,
        reviewingStates: [SAMPLE_STATES.b, SAMPLE_STATES.c].map((name) => ({ name, instruments: codes })),
        articles: selectArticles(),
        languages: ["en"],
        officialStart: null,
        informationCutOff: null,
        sessionDate: null,
      }),
    );
    this.#review = created.id;
    for (const account of DEMO_ACCOUNTS) if (account.role !== "secretariat") await this.#join(account.email);
    await this.#moveTo("self-assessment");
    const supplied = await this.#write("expert.a", /\.[ae]$/);
    must(
      await reviews.act(this.#actor("focal-point.a"), this.#review, { act: "submit", sections: supplied }),
    );
    for (const phase of ["desk-review", "dialogue", "drafting"] as const) await this.#moveTo(phase);
    await this.#write("expert.b", /\.[bcd]$/);
    return { review: this.#review, rooms: await this.#readAll() };
  }

  /** Writes threads by those who read with the expert of State B, and by him, on the text where the audience has it. */
  async comment(count: number): Promise<void> {
    const places: Place[] = [];
    const read = new Set(
      (await this.#places(READER)).map(({ section, audience }) => `${section} ${audience}`),
    );
    for (const by of [READER, "expert.c", "secretariat"])
      for (const place of await this.#places(by))
        if (read.has(`${place.section} ${place.audience}`)) places.push(place);
    for (let index = 0; index < count; index += 1) {
      const place = places[index % places.length];
      if (place === undefined) throw new RangeError("There is no margin");
      const { by, section, audience, subject } = place;
      const id = `c${index.toString(36).padStart(20, "0")}`;
      const text = `Comment ${index}. ${"Which provision is meant here? ".repeat(8)}`;
      const request = { id, audience, subject, text, mentions: [] };
      must(await this.#server.comments.begin(this.#actor(by), this.#review, section, request));
    }
  }

  async #places(by: string): Promise<readonly Place[]> {
    const [actor, review] = [this.#actor(by), this.#review];
    const { entries } = must(await this.#server.reviews.outline(actor, review));
    const places: Place[] = [];
    for (const { section } of entries) {
      for (const { audience, level } of section?.margins ?? []) {
        if (section === null || level !== "comment") continue;
        const text = must(await this.#server.reviews.text(actor, review, section.id));
        places.push({ by, section: section.id, audience, subject: subjectIn(text, audience) });
      }
    }
    return places;
  }

  async #register(): Promise<void> {
    for (const account of DEMO_ACCOUNTS) {
      const { id, name, language, staff } = await this.#server.identity.people.registerDemo(
        samplePerson(account),
      );
      const expiresAt = Number.MAX_SAFE_INTEGER;
      this.#cast.set(account.email, { user: id, name, language, staff, session: "bench", expiresAt });
    }
  }

  async #join(email: string): Promise<void> {
    const account = DEMO_ACCOUNTS.find((each) => each.email === email);
    const actor = this.#cast.get(email);
    if (account === undefined || actor === undefined) throw new RangeError(email);
    const letter = /\.([abc])@/.exec(email)?.[1];
    must(
      await this.#server.reviews.addMember(this.#actor("secretariat"), this.#review, {
        user: actor.user,
        role: account.role,
        state: letter === undefined ? null : (letter as StateId),
        noteVerbale: "NV 1/2026",
      }),
    );
  }

  async #moveTo(to: "self-assessment" | "desk-review" | "dialogue" | "drafting"): Promise<void> {
    must(await this.#server.reviews.movePhase(this.#actor("secretariat"), this.#review, { to }));
  }

  /** Fills the article sections whose id matches, as `name` has them. @returns their ids */
  async #write(name: string, which: RegExp): Promise<readonly SectionId[]> {
    const actor = this.#actor(name);
    const { member } = must(await this.#server.reviews.view(actor, this.#review));
    const written: SectionId[] = [];
    for (const [id, room] of await this.#roomsOf(name)) {
      const address = parseRoomName(room.name);
      if (address === null || !ARTICLE_SECTION.test(id) || !which.test(id)) continue;
      const { document, paragraph } = writer(id.replaceAll(".", "-"));
      const text = document(...Array.from({ length: PARAGRAPHS }, () => paragraph(SENTENCES)));
      await this.#server.rooms.write(address, text, member);
      written.push(id);
    }
    return written;
  }

  async #roomsOf(name: string): Promise<ReadonlyMap<SectionId, RoomView>> {
    const { entries } = must(await this.#server.reviews.outline(this.#actor(name), this.#review));
    return new Map(
      entries.flatMap(({ section }) => {
        const room = section?.rooms[0];
        return section === null || room === undefined ? [] : [[section.id, room] as const];
      }),
    );
  }

  async #readAll(): Promise<ReadonlyMap<string, Uint8Array>> {
    const rooms = new Map<string, Uint8Array>();
    for (const room of (await this.#roomsOf("secretariat")).values()) {
      const document = new Y.Doc();
      await this.#server.rooms.open(room.name, document);
      rooms.set(room.name, Y.encodeStateAsUpdate(document));
      this.#server.rooms.forget(room.name);
    }
    return rooms;
  }

  #actor(name: string): Actor {
    const actor = this.#cast.get(`${name}@example.org`);
    if (actor === undefined) throw new RangeError(name);
    return actor;
  }
}

function must<Value extends object>(answer: Value | Refusal): Value {
  if ("refused" in answer) throw new Error(`Refused: ${answer.refused}`);
  return answer;
}
