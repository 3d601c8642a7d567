import { randomBytes } from "node:crypto";
import { createReportSchema, type ReviewId } from "@travaux/blueprint";
import { pino } from "pino";
import { afterEach, describe, expect, it } from "vitest";
import { StoredPayloads } from "../src/journal/stored-payloads.ts";
import { StoredReviewLogs } from "../src/journal/stored-review-logs.ts";
import { createReviews } from "../src/reviews/service.ts";
import { actorOf, granted, SAMPLE_REQUEST, stateOf, userOf } from "../src/reviews/testing/sample-review.ts";
import { OpenRooms } from "../src/rooms/open-rooms.ts";
import { openStorage } from "../src/storage/open-storage.ts";
import { createVault, VAULT_TABLES } from "../src/vault/vault.ts";
import { withWeather } from "./faulty-storage.ts";
import { afterTest, cleanUp, temporaryFolder } from "./temporary.ts";

afterEach(cleanUp);

const masterKey = randomBytes(32);
const log = pino({ level: "silent" });
const schema = createReportSchema();

/** Reviews over a real store whose weather changes. */
async function start() {
  const faulty = withWeather(await openStorage({ dataDir: await temporaryFolder(), tables: VAULT_TABLES }));
  afterTest(() => faulty.storage.close());
  const { storage } = faulty;
  const vault = await createVault({ masterKey, records: storage.records, random: randomBytes });
  const serve = (owner: string) => {
    const logs = new StoredReviewLogs({
      storage,
      keys: vault,
      clock: () => 1_800_000_000_000,
      owner,
      actLanded: (review) => rooms.accessChanged(review),
    });
    const rooms: OpenRooms = new OpenRooms({ logs, schema, freshId: () => "f", log });
    const reviews = createReviews({
      logs,
      payloads: new StoredPayloads(storage, vault),
      rooms,
      identity: {
        person: async (user) => ({
          id: user,
          name: user,
          function: "",
          email: "x@example.org",
          phone: "",
          noteVerbale: "",
          staff: false,
          language: "en" as const,
          standing: "active" as const,
          secondFactor: false,
        }),
      },
      clock: () => 1_800_000_000_000,
      random: randomBytes,
      log,
      schema,
    });
    rooms.useDirectory(reviews);
    return { logs, rooms, reviews };
  };
  return { faulty, storage, vault, serve };
}

const EXPERT = {
  user: userOf("b-expert"),
  role: "reviewing-expert",
  state: stateOf("b"),
  noteVerbale: "",
} as const;

describe("an act that the store wrote without answering", () => {
  it("stands once it is seen, and the acts after it follow on it", async () => {
    const { faulty, serve } = await start();
    const { reviews } = serve("one");
    const { id } = granted(await reviews.create(actorOf("staff"), SAMPLE_REQUEST));
    faulty.weather = "silent-landed";
    expect(await reviews.addMember(actorOf("staff"), id, EXPERT)).toEqual({ refused: "unavailable" });
    faulty.weather = "fair";
    // Whoever tries the same again meets either a store that asks for patience or the act that stands.
    for (let attempt = 0; attempt < 2; attempt += 1) await reviews.addMember(actorOf("staff"), id, EXPERT);
    const other = { ...EXPERT, user: userOf("c-expert"), state: stateOf("c") };
    granted(await reviews.addMember(actorOf("staff"), id, other));
    const again = serve("two").reviews;
    const view = granted(await again.view(actorOf("staff"), id));
    expect(new Set(view.members.map(({ user }) => user))).toEqual(
      new Set([userOf("b-expert"), userOf("c-expert"), userOf("staff")]),
    );
    granted(await again.addMember(actorOf("staff"), id, { ...EXPERT, user: userOf("b-new") }));
  });

  it("has every open connection judged by it as soon as it is seen", async () => {
    const { faulty, serve } = await start();
    const { reviews, rooms } = serve("one");
    const { id } = granted(await reviews.create(actorOf("staff"), SAMPLE_REQUEST));
    const member = granted(await reviews.addMember(actorOf("staff"), id, EXPERT));
    faulty.weather = "silent-landed";
    expect(await reviews.changeMember(actorOf("staff"), id, member.id, { standing: "ended" })).toEqual({
      refused: "unavailable",
    });
    const judged: ReviewId[] = [];
    rooms.onAccessChanged((review) => judged.push(review));
    faulty.weather = "fair";
    await reviews.changeMember(actorOf("staff"), id, member.id, { standing: "ended" });
    expect(judged).toContain(id);
  });
});
