import {
  parseRoomName,
  SECTION_ID,
  type DemoAccount,
  type NewReview,
  type Phase,
  type ReviewId,
  type SectionAct,
  type SectionId,
  type StateId,
} from "@travaux/blueprint";
import type { Composition } from "../compose.ts";
import type { Actor } from "../identity/actor.ts";
import type { Refusal } from "../reviews/reviews.ts";
import type { DocumentJson } from "../rooms/rooms.ts";
import { DEMO_ACCOUNTS, SAMPLE_STATES, samplePerson } from "./accounts.ts";
import { ANSWERED_SECTION, answeredText, draftedTexts, suppliedTexts } from "./texts.ts";

type SampleServer = Pick<Composition, "identity" | "reviews" | "rooms">;

const SAMPLE_REVIEW: NewReview = {
  blueprint: "country-report",
  stateUnderReview: SAMPLE_STATES.a,
  reviewingStates: [
    { name: SAMPLE_STATES.b, instruments: ["UNTOC", "TIP"] },
    { name: SAMPLE_STATES.c, instruments: ["UNTOC", "TIP"] },
  ],
  articles: [
    { instrument: "UNTOC", numbers: [2, 5, 6, 8, 9, 10, 15, 23] },
    { instrument: "TIP", numbers: [3, 5] },
  ],
  languages: ["en", "fr"],
  officialStart: "2026-03-02",
  informationCutOff: "2026-12-31",
  sessionDate: "2027-06-14",
};

/** Makes the sample review in an empty store, act by act as people would; does nothing where there is anybody already. */
export async function layOutSample(server: SampleServer): Promise<void> {
  const { people } = server.identity;
  if ((await people.list()).length > 0) return;
  const cast = new Map<string, Actor>();
  for (const account of DEMO_ACCOUNTS) {
    const { id, name, language, staff } = await people.registerDemo(samplePerson(account));
    cast.set(account.email, {
      user: id,
      name,
      language,
      staff,
      session: "sample",
      expiresAt: Number.MAX_SAFE_INTEGER,
    });
  }
  await new SampleReview(server, cast).layOut();
}

class SampleReview {
  readonly #server: SampleServer;
  readonly #cast: ReadonlyMap<string, Actor>;
  #review = "" as ReviewId;

  constructor(server: SampleServer, cast: ReadonlyMap<string, Actor>) {
    this.#server = server;
    this.#cast = cast;
  }

  async layOut(): Promise<void> {
    const { id } = must(
      await this.#server.reviews.create(this.#actor("secretariat@example.org"), SAMPLE_REVIEW),
    );
    this.#review = id;
    for (const account of DEMO_ACCOUNTS) if (account.role !== "secretariat") await this.#addMember(account);
    await this.#moveTo("self-assessment");
    await this.#write("expert.a@example.org", suppliedTexts());
    await this.#act("focal-point.a@example.org", "submit", [
      "iv.a",
      "iv.b",
      "untoc.2.a",
      "untoc.5.a",
      "untoc.6.a",
      "untoc.10.a",
    ]);
    await this.#moveTo("desk-review");
    for (const state of ["b", "c"] as const)
      await this.#write(`expert.${state}@example.org`, draftedTexts(state));
    await this.#moveTo("dialogue");
    await this.#act("focal-point.b@example.org", "join", ["untoc.5.b", "untoc.10.b", ANSWERED_SECTION]);
    await this.#act("focal-point.c@example.org", "join", ["untoc.5.b", "untoc.5.c", "untoc.10.d"]);
    await this.#moveTo("drafting");
    for (const state of ["b", "c"]) {
      await this.#act(`focal-point.${state}@example.org`, "transmit", [
        "untoc.10.b",
        "untoc.10.d",
        ANSWERED_SECTION,
      ]);
    }
    await this.#answer();
  }

  /** The State under review answers one text by proposals. */
  async #answer(): Promise<void> {
    const expert = "expert.a@example.org";
    const { member } = must(await this.#server.reviews.view(this.#actor(expert), this.#review));
    await this.#write(expert, { [ANSWERED_SECTION]: answeredText(member) });
    await this.#act("focal-point.a@example.org", "submit", [ANSWERED_SECTION]);
  }

  #actor(email: string): Actor {
    const actor = this.#cast.get(email);
    if (actor === undefined) throw new RangeError(`No sample account ${email}`);
    return actor;
  }

  async #addMember(account: DemoAccount): Promise<void> {
    const letter = /\.([abc])@/.exec(account.email)?.[1];
    must(
      await this.#server.reviews.addMember(this.#actor("secretariat@example.org"), this.#review, {
        user: this.#actor(account.email).user,
        role: account.role,
        state: letter === undefined ? null : (letter as StateId),
        noteVerbale: "NV 1/2026",
      }),
    );
  }

  async #moveTo(to: Phase): Promise<void> {
    must(await this.#server.reviews.movePhase(this.#actor("secretariat@example.org"), this.#review, { to }));
  }

  async #act(email: string, act: SectionAct, sections: readonly string[]): Promise<void> {
    const { outcomes } = must(
      await this.#server.reviews.act(this.#actor(email), this.#review, {
        act,
        sections: sections.map(sectionId),
      }),
    );
    const left = outcomes.filter(({ outcome }) => outcome === "left");
    if (left.length > 0)
      throw new Error(
        `The sample could not ${act} ${left.map(({ section, code }) => `${section} (${code})`).join(", ")}`,
      );
  }

  /** Writes into the room where the person writes these sections now. */
  async #write(email: string, texts: Readonly<Record<string, DocumentJson>>): Promise<void> {
    const actor = this.#actor(email);
    const view = must(await this.#server.reviews.view(actor, this.#review));
    const { entries } = must(await this.#server.reviews.outline(actor, this.#review));
    for (const [section, text] of Object.entries(texts)) {
      const room = entries.find((entry) => entry.section?.id === section)?.section?.rooms[0];
      const address = room === undefined ? null : parseRoomName(room.name);
      if (address === null) throw new Error(`The sample has no room for ${section}`);
      await this.#server.rooms.write(address, text, view.member);
    }
  }
}

function sectionId(text: string): SectionId {
  if (!SECTION_ID.test(text)) throw new RangeError(text);
  return text as SectionId;
}

function must<Value extends object>(answer: Value | Refusal): Value {
  if ("refused" in answer) throw new Error(`The sample was refused: ${answer.refused}`);
  return answer;
}
