import { LANGUAGES, type Language, type Person, type ReviewId } from "@travaux/blueprint";
import { pino } from "pino";
import { beforeEach, describe, expect, it } from "vitest";
import type { Mail } from "../identity/mail.ts";
import { memoryRecords } from "../identity/testing/memory-records.ts";
import { ReviewShelf } from "../reviews/review-shelf.ts";
import {
  actorOf,
  granted,
  moveTo,
  openSample,
  sectionOf,
  userOf,
  type PersonName,
} from "../reviews/testing/sample-review.ts";
import type { RecordStore } from "../storage/storage.ts";
import { Digest, DIGEST_TABLES } from "./digest.ts";
import { READING_TABLES, ReadingMarkStore } from "./reading-marks.ts";

const SECTION = sectionOf("untoc.5.b");
const SIX = 360;
const FIRST_DAY = Date.parse("2026-11-23T06:00:00Z");
const DAY_MS = 86_400_000;

/** A review whose experts of States B and C talk to each other, and the letters that go out about it. */
class Office {
  readonly letters: Mail[] = [];
  readonly records: RecordStore = memoryRecords({ ...DIGEST_TABLES, ...READING_TABLES });
  readonly #sample: Awaited<ReturnType<typeof openSample>>;
  readonly language: Language;
  /** Addresses that the mail server does not take. */
  readonly refused = new Set<string>();
  /** How often the mail server was asked to take a letter. */
  tries = 0;
  #comments = 0;

  private constructor(sample: Awaited<ReturnType<typeof openSample>>, language: Language) {
    this.#sample = sample;
    this.language = language;
  }

  static async open(language: Language = "en"): Promise<Office> {
    const sample = await openSample();
    await moveTo(sample, sample.review, "drafting");
    return new Office(sample, language);
  }

  get review(): ReviewId {
    return this.#sample.review;
  }

  /** `from` mentions `to` in a thread of the reviewers. */
  async mention(from: PersonName, to: PersonName): Promise<void> {
    const member = this.#sample.members.get(to)?.id;
    this.#comments += 1;
    const id = `c${String(this.#comments).padStart(20, "0")}`;
    granted(
      await this.#sample.comments.begin(actorOf(from), this.review, SECTION, {
        id,
        audience: "reviewers",
        subject: { kind: "section" },
        text: "Zugzwang",
        mentions: member === undefined ? [] : [member],
      }),
    );
  }

  /** A digest as a server that has just started has it. */
  digest(at: number | null = SIX, records = this.records): Digest {
    const { logs, payloads } = this.#sample;
    const log = pino({ level: "silent" });
    return new Digest({
      shelf: new ReviewShelf(logs, payloads, log),
      identity: { person: async (user) => this.#person(user) },
      marks: new ReadingMarkStore(this.records),
      records,
      mailer: {
        send: async (mail) => {
          this.tries += 1;
          if (this.refused.has(mail.to)) throw new Error("550 no such mailbox");
          this.letters.push(mail);
        },
      },
      baseUrl: new URL("https://reviews.example.org"),
      log,
      at,
    });
  }

  #person(user: Person["id"]): Person {
    return {
      id: user,
      name: `Name of ${user}`,
      function: "",
      email: `${user}@example.org`,
      phone: "",
      noteVerbale: "",
      staff: false,
      language: this.language,
      standing: "active",
      secondFactor: false,
    };
  }
}

function addressOf(who: PersonName): string {
  return `${userOf(who)}@example.org`;
}

let office: Office;
beforeEach(async () => {
  office = await Office.open();
});

function receivers(): readonly string[] {
  return office.letters.map(({ to }) => to).toSorted();
}

describe("the daily letters", () => {
  it("wait for their hour, and are sent late rather than never where the server was down", async () => {
    await office.digest().run(FIRST_DAY);
    await office.mention("b-expert", "c-expert");
    await office.digest().run(FIRST_DAY + DAY_MS - 1);
    expect(receivers()).toEqual([]);
    await office.digest().run(FIRST_DAY + 3 * DAY_MS + 7_200_000);
    expect(receivers()).toEqual([addressOf("c-expert")]);
    await office.digest().run(FIRST_DAY + 4 * DAY_MS - 1);
    expect(office.letters.length).toBe(1);
  });

  it("are sent again by the server that starts after one which fell before it could note them, and then no more", async () => {
    await office.mention("b-expert", "c-expert");
    const falling: RecordStore = {
      ...office.records,
      put: () => Promise.reject(new Error("the power is gone")),
    };
    await office.digest(SIX, falling).run(FIRST_DAY);
    expect(office.letters.length).toBe(1);
    await office.digest().run(FIRST_DAY + 60_000);
    expect(office.letters.length).toBe(2);
    await office.digest().run(FIRST_DAY + 120_000);
    await office.digest().run(FIRST_DAY + DAY_MS);
    expect(office.letters.length).toBe(2);
  });

  it("do not wait for one that the mail server refuses; that one is tried again", async () => {
    await office.mention("b-expert", "c-expert");
    await office.mention("b-expert", "c-focal");
    await office.mention("c-expert", "b-expert");
    office.refused.add(addressOf("c-expert"));
    const digest = office.digest();
    await digest.run(FIRST_DAY);
    expect(receivers()).toEqual([addressOf("b-expert"), addressOf("c-focal")]);
    office.refused.clear();
    await digest.run(FIRST_DAY + 60_000);
    await digest.run(FIRST_DAY + 120_000);
    expect(receivers()).toEqual([addressOf("b-expert"), addressOf("c-expert"), addressOf("c-focal")]);
  });

  it("are tried seldom where an address is refused for good, and at once on the next day", async () => {
    await office.mention("b-expert", "c-expert");
    office.refused.add(addressOf("c-expert"));
    const digest = office.digest();
    const tries: number[] = [];
    for (let minute = 0; minute <= 1440; minute += 1) {
      const before = office.tries;
      await digest.run(FIRST_DAY + minute * 60_000);
      if (office.tries > before) tries.push(minute);
    }
    expect(tries.slice(0, 9)).toEqual([0, 1, 3, 7, 15, 31, 63, 123, 183]);
    expect(tries.slice(-2)).toEqual([1383, 1440]);
  });

  it("are one to a person, though the hour is looked at twice at once", async () => {
    await office.mention("b-expert", "c-expert");
    const digest = office.digest();
    await Promise.all([digest.run(FIRST_DAY), digest.run(FIRST_DAY), digest.run(FIRST_DAY + 1)]);
    expect(receivers()).toEqual([addressOf("c-expert")]);
  });

  it("are not written where they are switched off, nor once the server closes", async () => {
    await office.mention("b-expert", "c-expert");
    await office.digest(null).run(FIRST_DAY);
    const closed = office.digest();
    await closed.close();
    await closed.run(FIRST_DAY);
    expect(office.letters).toEqual([]);
    await office.digest().run(FIRST_DAY);
    expect(office.letters.length).toBe(1);
  });
});

it.each(LANGUAGES)(
  "a letter in %s says where, how many, by whom, and nothing of what was said",
  async (language) => {
    office = await Office.open(language);
    await office.mention("b-expert", "c-expert");
    await office.mention("b-expert", "c-expert");
    await office.digest().run(FIRST_DAY);
    const [letter] = office.letters;
    expect(letter?.text).toContain(`https://reviews.example.org/reviews/${office.review}/comments`);
    expect(letter?.text).toContain("(b)");
    expect(letter?.text).toMatch(/: ?2[.。]|：2。/);
    expect(letter?.text).toContain(`Name of ${userOf("b-expert")} (State B)`);
    expect(letter?.text).not.toMatch(/Zugzwang|undefined|t0{10}/);
  },
);
