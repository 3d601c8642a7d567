import { randomBytes } from "node:crypto";
import { MongoClient } from "mongodb";
import { describe, expect, it, onTestFinished } from "vitest";
import { PASSWORD, startHttpHouse, type HttpHouse } from "../../src/http/testing/http-house.ts";
import { totpAt } from "../../src/identity/testing/totp.ts";
import { startFerretDb } from "../../src/storage/testing/ferretdb.ts";

async function onSqlite(): Promise<HttpHouse> {
  const house = await startHttpHouse();
  onTestFinished(() => house.stop());
  return house;
}

async function onMongo(): Promise<HttpHouse> {
  const given = process.env["MONGODB_URI"];
  const server = given === undefined ? await startFerretDb() : { uri: given, stop: async () => undefined };
  onTestFinished(() => server.stop());
  const address = new URL(server.uri);
  const database = `travaux_identity_${randomBytes(4).toString("hex")}`;
  address.pathname = `/${database}`;
  onTestFinished(async () => {
    const client = new MongoClient(server.uri);
    await client.db(database).dropDatabase();
    await client.close();
  });
  const house = await startHttpHouse({ mongodbUri: address.href });
  onTestFinished(() => house.stop());
  return house;
}

describe.each([
  ["the embedded store", onSqlite],
  ["a server that speaks MongoDB's protocol", onMongo],
])("identity on %s", (_, start) => {
  it("carries a person from registration to the end of the account", async () => {
    const house = await start();
    const staff = await house.member({ email: "officer@example.org", name: "Officer", staff: true });
    const browser = await house.member({ email: "expert@example.org", name: "Expert" });
    const people: readonly { readonly id: string; readonly email: string }[] = await (
      await staff.get("/api/people")
    ).json();
    expect(people.map(({ email }) => email)).toEqual(["expert@example.org", "officer@example.org"]);
    const id = people[0]?.id ?? "";

    const enrolment: { readonly uri: string; readonly backupCodes: readonly string[] } = await (
      await browser.post("/api/session/second-factor", { password: PASSWORD })
    ).json();
    expect(
      (await browser.post("/api/session/second-factor/confirm", { code: totpAt(enrolment.uri, Date.now()) }))
        .status,
    ).toBe(200);
    const signIn = { email: "expert@example.org", password: PASSWORD };
    expect((await house.visitor().post("/api/session", signIn)).status).toBe(401);
    expect(
      (await house.visitor().post("/api/session", { ...signIn, code: enrolment.backupCodes[0] })).status,
    ).toBe(200);
    expect(
      (await house.visitor().post("/api/session", { ...signIn, code: enrolment.backupCodes[0] })).status,
    ).toBe(401);

    const ended: string[] = [];
    house.identity.onSessionsEnded((sessions) => ended.push(...sessions));
    expect((await staff.delete(`/api/people/${id}/second-factor`)).status).toBe(204);
    expect(ended).toHaveLength(2);
    expect((await browser.get("/api/reviews")).status).toBe(401);
    expect((await browser.post("/api/session", signIn)).status).toBe(200);

    const link: { readonly url: string } = await (await staff.post(`/api/people/${id}/activation`)).json();
    expect((await house.visitor().post("/api/session", signIn)).status).toBe(401);
    const token = new URL(link.url).hash.slice(1);
    const both = await Promise.all(
      [1, 2].map(() => house.visitor().post("/api/activations", { token, password: PASSWORD })),
    );
    expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 410]);

    expect((await staff.patch(`/api/people/${id}`, { standing: "ended" })).status).toBe(200);
    expect((await house.visitor().post("/api/session", signIn)).status).toBe(401);
  });

  it("registers an address once, however many ask at the same moment", async () => {
    const house = await start();
    const staff = await house.member({ email: "officer@example.org", staff: true });
    const person = {
      name: "Expert",
      function: "",
      email: "one@example.org",
      phone: "",
      noteVerbale: "",
      language: "en",
    };
    const answers = await Promise.all([1, 2, 3].map(() => staff.post("/api/people", person)));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect((await house.people.list()).filter(({ email }) => email === "one@example.org")).toHaveLength(1);
    // Whoever came second learns that the address is taken, not that the store failed.
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 422, 422]);
  });
});
