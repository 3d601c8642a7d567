import { expect, test, type Browser, type Locator } from "@playwright/test";
import type { ReviewView } from "@travaux/blueprint";
import { Person } from "./person.ts";
import { Proposals } from "./proposals.ts";
import { ServerUnderTest } from "./server-under-test.ts";

/** Transmitted in the sample review: one paragraph. */
const SECTION = "untoc.10.b";
const TYPED = " Fines were doubled in 2024";
const KEPT = "Not saved: kept on this computer";

let server: ServerUnderTest;
test.beforeEach(async () => {
  server = await ServerUnderTest.start();
});
test.afterEach(() => server.end());

async function enter(browser: Browser, name: string): Promise<Person> {
  const person = await Person.signIn(browser, server, name);
  await person.openReport();
  await person.section(SECTION);
  return person;
}

async function change(officer: Person, name: string, to: object): Promise<void> {
  const { body } = await officer.get(`/api/reviews/${officer.review}`);
  const member = (JSON.parse(body) as ReviewView).members.find((each) => each.name === name);
  const response = await officer.context.request.patch(
    `${server.url}/api/reviews/${officer.review}/members/${member?.id ?? ""}`,
    { data: to, headers: { origin: server.url } },
  );
  expect(response.status()).toBe(200);
}

/** The notice of what was not saved, beside its section. */
function keptBy(person: Person): Locator {
  return person.page.getByRole("region", { name: KEPT }).first();
}

test("what a State expert proposed offline is not lost with his role, and can be proposed again with it", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const officer = await Person.signIn(browser, server, "Secretariat officer");
  await officer.openReview();
  const expert = await enter(browser, "Expert of State A");
  const draft = new Proposals(expert, SECTION);
  await draft.caretAt("End");
  await draft.type(" Sent before the cut.");
  await expert.seesSaved();
  await expect(draft.cards).toHaveCount(1);

  await expert.context.setOffline(true);
  await expect(expert.saving).toHaveText(/^Offline/);
  await draft.caretAt("End");
  await draft.type(TYPED);
  await draft.select("established");
  await draft.type("introduced");
  await change(officer, "Expert of State A", { role: "observer", noteVerbale: "NV 2/2026" });
  await expert.context.setOffline(false);

  await test.step("refused: he is told, and what he typed is kept", async () => {
    await expect(expert.saving).toHaveText(KEPT);
    await expect(keptBy(expert)).toContainText("Fines were doubled in 2024");
    await expect(keptBy(expert)).toContainText("introduced");
    const focal = await enter(browser, "Focal point of State A");
    const copy = await focal.section(SECTION);
    await expect(copy).toContainText("Sent before the cut.");
    await expect(copy).not.toContainText("Fines were doubled");
    await focal.leave();
  });

  await test.step("with his role again, he proposes it anew", async () => {
    await change(officer, "Expert of State A", { role: "state-expert", noteVerbale: "NV 3/2026" });
    await expert.page.reload();
    await expert.section(SECTION);
    await draft.text();
    await expect(keptBy(expert)).toContainText("Fines were doubled in 2024");
    await keptBy(expert).getByRole("button", { name: "Put in again as proposals" }).click();
    await expect(expert.page.getByRole("region", { name: KEPT })).toHaveCount(0);
    await expert.seesSaved();
    await expect(draft.card("Fines were doubled in 2024")).toContainText("Expert of State A, State A");
    await expect(draft.card("introduced")).toBeVisible();
  });

  await test.step("a colleague sees them as his proposals, and the text is as it was", async () => {
    const focal = await enter(browser, "Focal point of State A");
    const theirs = new Proposals(focal, SECTION);
    await expect(theirs.card("Fines were doubled in 2024")).toContainText("Expert of State A, State A");
    await expect(theirs.card("introduced")).toBeVisible();
    await focal.page.getByLabel("Show", { exact: true }).selectOption({ label: "As it stands" });
    const text = (await focal.section(SECTION)).getByRole("textbox").first();
    await expect(text).toContainText("has established administrative liability", { useInnerText: true });
    await expect(text).not.toContainText("Fines were doubled", { useInnerText: true });
  });
});
