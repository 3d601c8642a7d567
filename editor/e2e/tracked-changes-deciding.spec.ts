import { expect, test, type Browser } from "@playwright/test";
import { HeardBytes } from "./heard-bytes.ts";
import { Person } from "./person.ts";
import { Proposals } from "./proposals.ts";
import { ReviewScreen } from "./review-screen.ts";
import { ServerUnderTest } from "./server-under-test.ts";
import { Wizard } from "./wizard.ts";

const SECTION = "untoc.5.b";
/** Transmitted in the sample review: one paragraph. */
const TRANSMITTED = "untoc.10.b";
const MEMBERS = [
  ["Focal point of State A", "State D", "Focal point, State party under review"],
  ["Expert of State A", "State D", "Governmental expert, State party under review"],
  ["Focal point of State B", "State B", "Focal point, reviewing State party"],
  ["Expert of State B", "State B", "Governmental expert, reviewing State party"],
  ["Focal point of State C", "State C", "Focal point, reviewing State party"],
  ["Expert of State C", "State C", "Governmental expert, reviewing State party"],
] as const;
const CONSIDERED = "Under consideration by the reviewing States parties";

let server: ServerUnderTest;
test.beforeEach(async () => {
  server = await ServerUnderTest.start();
});
test.afterEach(() => server.end());

async function enter(browser: Browser, name: string, section: string, state?: string): Promise<Person> {
  const person = await Person.signIn(browser, server, name);
  await person.openReport(state);
  await person.section(section);
  return person;
}

test("where both reviewing States decide, each sees whose word is awaited, and the State none of it", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const officer = await Person.signIn(browser, server, "Secretariat officer");
  const screen = new ReviewScreen(officer.page);
  await test.step("the Secretariat opens a review in which each reviewing State decides", async () => {
    await openTwoKeyReview(officer);
    await expect(officer.page.getByText("Each reviewing State party decides on proposals")).toBeVisible();
    for (const [person, state, role] of MEMBERS) await screen.addMember({ person, state, role });
    for (const phase of ["Self-assessment", "Desk review", "Dialogue", "Drafting of the report"])
      await screen.moveTo(phase);
  });

  const expertB = await enter(browser, "Expert of State B", SECTION, "State D");
  await test.step("the observation is written and transmitted by both", async () => {
    await expertB.typeInto(SECTION, "The experts note the reform of 2019.");
    await expertB.seesSaved();
    for (const name of ["Focal point of State B", "Focal point of State C"]) {
      const focal = await enter(browser, name, SECTION, "State D");
      await focal.act(SECTION, "Transmit to the State party under review");
      await focal.leave();
    }
    await screen.moveTo("Comments by the State party under review");
  });

  const expertA = await enter(browser, "Expert of State A", SECTION, "State D");
  const heardByA = await HeardBytes.of(expertA.page);
  const draft = new Proposals(expertA, SECTION);
  await test.step("the State proposes and submits", async () => {
    await draft.caretAt("End");
    await draft.type(" It entered into force in 2020.");
    await draft.select("note");
    await draft.type("welcome");
    await expertA.seesSaved();
    const focal = await enter(browser, "Focal point of State A", SECTION, "State D");
    await focal.act(SECTION, "Submit to the review team");
    await focal.leave();
  });

  const expertC = await enter(browser, "Expert of State C", SECTION, "State D");
  const [cardsB, cardsC] = [new Proposals(expertB, SECTION), new Proposals(expertC, SECTION)];
  await test.step("one State accepts: its side and the other's see whose decision waits for whom", async () => {
    for (const cards of [cardsB, cardsC]) await expect(cards.cards).toHaveCount(2);
    await cardsB.card("welcome").getByRole("button", { name: "Give a reason" }).click();
    await cardsB.card("welcome").getByRole("textbox").fill("Bravo agrees for once.");
    await cardsB.decide("welcome", "Accept");
    for (const cards of [cardsB, cardsC])
      await expect(cards.card("welcome")).toContainText("Decided by State B; waits for State C");
    await expect(cardsB.card("2020")).not.toContainText("waits for");
  });

  const reader = await expertA.anotherTab();
  const heardByReader = await HeardBytes.of(reader.page);
  const watched = new Proposals(reader, SECTION);
  await test.step("the State sees that it is under consideration, and not by whom", async () => {
    await showTeamText(reader, SECTION);
    await expect(watched.cards).toHaveCount(2);
    for (const words of ["welcome", "2020"]) await expect(watched.card(words)).toContainText(CONSIDERED);
    for (const cards of [watched, draft])
      await expect(cards.card("welcome")).not.toContainText(/State [BC]|waits|Decided/);
    expect(await recordOf(expertA)).not.toMatch(/decision-keyed|Bravo agrees|suggestions-decided/);
    expect(await recordOf(expertB)).toMatch(/decision-keyed.*Bravo agrees/);
    for (const heard of [heardByA, heardByReader])
      for (const secret of ["Bravo agrees for once", '"act":"decision-keyed"'])
        expect((await heard.count(secret)).found, secret).toBe(0);
  });

  await test.step("nor after a reload, with the record of the review before him", async () => {
    await reader.page.reload();
    await showTeamText(reader, SECTION);
    await expect(watched.card("welcome")).toContainText(CONSIDERED);
    const again = await expertA.anotherTab();
    await again.openReview("State D");
    const record = again.page.getByRole("region", { name: "Record of the review" });
    await expect(record.getByText(/Submitted 2 proposals/)).toBeVisible();
    await expect(record.getByText(/Decided on|Accepted|Bravo/)).toHaveCount(0);
    await again.page.close();
  });

  await test.step("a contrary word decides nothing", async () => {
    await cardsC.decide("welcome", "Keep original text");
    for (const cards of [cardsB, cardsC])
      await expect(cards.card("welcome")).toContainText("State B: Accept and State C: Keep original text");
    await expect(watched.card("welcome")).toContainText(CONSIDERED);
  });

  await test.step("the other accepts as well: accepted for all", async () => {
    await cardsC.decide("welcome", "Accept");
    for (const each of [cardsB, cardsC, draft, watched]) await expect(each.card("welcome")).toHaveCount(0);
    await expect(await draft.text()).toContainText("The experts welcome the reform of 2019.");
    expect(await recordOf(expertA)).toMatch(/suggestions-decided/);
    expect(await recordOf(expertA)).not.toMatch(/decision-keyed|Bravo agrees/);
    for (const heard of [heardByA, heardByReader])
      expect((await heard.count("Bravo agrees for once")).found).toBe(0);
  });
});

test("who is named for it proposes in the team's text, and the reviewers see it as it is typed", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const officer = await Person.signIn(browser, server, "Secretariat officer");
  await officer.openReview();
  const screen = new ReviewScreen(officer.page);
  for (const phase of ["Comments by the State party under review", "Dialogue towards consensus"])
    await screen.moveTo(phase);

  const focal = await Person.signIn(browser, server, "Focal point of State A");
  await focal.openReview();
  const proposing = focal.page.getByRole("group", { name: "Proposing in the shared text" });
  await proposing.getByRole("checkbox", { name: "Expert of State A" }).check();
  await focal.page.getByRole("button", { name: "Save: Proposing in the shared text" }).click();
  await expect(
    focal.page.getByText("May propose in the shared text directly", { exact: true }),
  ).toBeVisible();

  const expertB = await enter(browser, "Expert of State B", TRANSMITTED);
  // In consensus the reviewing side may redraft, so that its own text is in front.
  await showTeamText(expertB, TRANSMITTED);
  const cardsB = new Proposals(expertB, TRANSMITTED);
  const expertA = await enter(browser, "Expert of State A", TRANSMITTED);
  const live = new Proposals(expertA, TRANSMITTED);
  await live.caretAt("End");
  await live.type(" Fines were doubled in 2024.");
  await expect(cardsB.card("Fines were doubled in 2024.")).toContainText("Expert of State A, State A");
  await expect(live.cards).toHaveCount(1);
  await cardsB.decide("Fines were doubled", "Accept");
  for (const each of [cardsB, live]) await expect(each.cards).toHaveCount(0);
  await expect(await expertA.section(TRANSMITTED)).toContainText("Fines were doubled in 2024.");
  await expect(await expertA.section(TRANSMITTED)).not.toContainText("Your delegation’s copy");

  await test.step("whoever is not named works in his delegation's copy", async () => {
    await focal.openReport();
    await focal.section(TRANSMITTED);
    const copy = new Proposals(focal, TRANSMITTED);
    await copy.caretAt("End");
    await copy.type(" Not for the team yet.");
    await focal.seesSaved();
    await expect(copy.card("Not for the team yet.")).toBeVisible();
    await expect(cardsB.cards).toHaveCount(0);
    await expect(await expertB.section(TRANSMITTED)).not.toContainText("Not for the team yet.");
  });
});

test("a text with open proposals waits, until it is said to leave them behind", async ({ browser }) => {
  test.setTimeout(240_000);
  const expertB = await enter(browser, "Expert of State B", SECTION);
  const expertC = await enter(browser, "Expert of State C", SECTION);
  const drafted = (await expertB.paragraphs(SECTION)).at(-1) ?? "";
  expect(drafted).not.toBe("");
  await expertC.page.getByLabel("Mode", { exact: true }).selectOption("suggest");
  const proposing = new Proposals(expertC, SECTION);
  await proposing.caretAt("End");
  await proposing.type(" Charlie would add this.");
  await expertC.seesSaved();
  await expect(new Proposals(expertB, SECTION).card("Charlie would add this.")).toBeVisible();

  for (const name of ["Focal point of State B", "Focal point of State C"]) {
    const focal = await enter(browser, name, SECTION);
    const frame = await focal.section(SECTION);
    await frame.getByRole("button", { name: "Transmit to the State party under review" }).first().click();
    const dialog = focal.page.getByRole("alertdialog");
    await expect(dialog.getByRole("group", { name: /1 proposal in it is still open/ })).toBeVisible();
    await expect(dialog.getByRole("radio", { name: "Wait until they are decided" })).toBeChecked();
    await dialog.getByRole("button", { name: "Transmit to the State party under review" }).click();
    await expect(dialog.getByText(/it holds proposals that are still open/)).toBeVisible();
    await expect(dialog.getByText("1 open proposal")).toBeVisible();
    await dialog.getByRole("button", { name: "leave them behind" }).click();
    await expect(dialog.getByText(/was sent|You have cleared/)).toBeVisible();
    await dialog.getByRole("button", { name: "Close" }).click();
    await focal.leave();
  }

  const expertA = await enter(browser, "Expert of State A", SECTION);
  const text = await expertA.section(SECTION);
  await expect(text).toContainText(drafted);
  await expect(text).not.toContainText("Charlie would add this.");
  // Of this text: beside it stand the cards of others that are near.
  for (const person of [expertA, expertC])
    await expect(new Proposals(person, SECTION).card("Charlie would add this.")).toHaveCount(0);
});

/** Has a section show the review team's text, where others of it may be read as well. */
async function showTeamText(person: Person, section: string): Promise<void> {
  const choice = (await person.section(section)).getByLabel("Text shown");
  await choice.selectOption({ label: "Text of the review team (being written)" });
}

async function openTwoKeyReview(officer: Person): Promise<void> {
  const wizard = new Wizard(officer.page);
  await wizard.start();
  await wizard.nameState("State D");
  await wizard.chooseArticles({ "Organized Crime Convention": [5] });
  await wizard.nameReviewers(["State B", "State C"]);
  await officer.page.getByRole("checkbox", { name: "Each reviewing State decides on proposals" }).check();
  await wizard.setLanguagesAndDates({
    languages: ["English"],
    dates: {
      "Official start": "2026-12-01",
      "Information cut-off": "2027-06-30",
      "Session at which": "2027-10-11",
    },
  });
  await officer.page.getByRole("button", { name: "Open the review" }).click();
  await expect(officer.page.getByRole("heading", { name: "Review of State D" })).toBeVisible();
}

/** The record of the review as the server gives it to him. */
async function recordOf(person: Person): Promise<string> {
  const { status, body } = await person.get(`/api/reviews/${person.review}/record`);
  expect(status).toBe(200);
  return body;
}
