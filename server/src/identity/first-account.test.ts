import { expect, it, onTestFinished } from "vitest";
import { createIdentity } from "./create-identity.ts";
import { readFirstAccount, registerFirstAccount } from "./first-account.ts";
import { IDENTITY_TABLES } from "./tables.ts";
import { memoryRecords } from "./testing/memory-records.ts";

function start() {
  const parts = createIdentity({
    records: memoryRecords(IDENTITY_TABLES),
    baseUrl: new URL("https://travaux.example.org"),
    secret: "a secret of thirty-two characters",
    mailer: { send: async () => undefined },
    demo: null,
    onFailure: () => undefined,
  });
  onTestFinished(() => parts.close());
  return parts.people;
}

function request(...more: readonly string[]) {
  const read = readFirstAccount(["--name", "Secretariat officer", "--email", "Officer@example.org", ...more]);
  if (read.kind === "usage") throw new Error(read.text);
  return read;
}

it("registers a member of the Secretariat and gives the link", async () => {
  const people = start();
  const outcome = await registerFirstAccount(people, request("--language", "fr"));
  expect(outcome.done).toBe(true);
  expect(outcome.text).toMatch(/https:\/\/travaux\.example\.org\/activate#[\w-]{43}$/);
  expect(await people.list()).toMatchObject([
    { email: "officer@example.org", staff: true, standing: "invited", language: "fr" },
  ]);
});

it("registers no second one unless asked to", async () => {
  const people = start();
  await registerFirstAccount(people, request());
  const other = (...more: readonly string[]) => request("--email", "other@example.org", ...more);
  expect((await registerFirstAccount(people, other())).done).toBe(false);
  expect((await registerFirstAccount(people, other("--another"))).done).toBe(true);
  expect((await registerFirstAccount(people, other("--another"))).done).toBe(false);
  expect(await people.list()).toHaveLength(2);
});

it.each([
  [[]],
  [["--name", "x"]],
  [["--name", "x", "--email", "nobody"]],
  [["--nmae", "x"]],
  [["--name", "x", "--email", "a@example.org", "--language", "de"]],
])("explains itself when called with %j", (args) => {
  expect(readFirstAccount(args).kind).toBe("usage");
});
