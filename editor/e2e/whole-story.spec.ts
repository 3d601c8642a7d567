import { expect, test, type Browser } from "@playwright/test";
import { HeardBytes } from "./heard-bytes.ts";
import { caretTo } from "./caret.ts";
import { Person } from "./person.ts";
import { askForRoom } from "./raw-room.ts";
import { ReviewScreen } from "./review-screen.ts";
import { ServerUnderTest } from "./server-under-test.ts";
import { Wizard } from "./wizard.ts";

const STATE = "State D";
const [A, B] = ["untoc.5.a", "untoc.5.b"] as const;
const MEMBERS = [
  ["Focal point of State A", STATE, "Focal point, State party under review"],
  ["Expert of State A", STATE, "Governmental expert, State party under review"],
  ["Focal point of State B", "State B", "Focal point, reviewing State party"],
  ["Expert of State B", "State B", "Governmental expert, reviewing State party"],
  ["Focal point of State C", "State C", "Focal point, reviewing State party"],
  ["Expert of State C", "State C", "Governmental expert, reviewing State party"],
] as const;

/** Written at one stroke, as from the clipboard, so that it travels whole; then deleted again. */
const WITHDRAWN = "State D seems to hide its figures.";
/** Typed key by key and deleted again; a letter that stands nowhere else. */
const WITHDRAWN_LETTER = "ꙮ";

let server: ServerUnderTest;
test.beforeAll(async () => {
  server = await ServerUnderTest.start();
});
test.afterAll(() => server.end());

test("the wizard counts the 325 article sections of a review under all four instruments", async ({
  browser,
}) => {
  const officer = await Person.signIn(browser, server, "Secretariat officer");
  const wizard = new Wizard(officer.page);
  await wizard.start();
  await wizard.nameState("State E");
  await wizard.chooseArticles({
    "Organized Crime Convention": "all",
    "Trafficking in Persons Protocol": "all",
    "Smuggling of Migrants Protocol": "all",
    "Firearms Protocol": "all",
  });
  await expect(officer.page.getByText("65 articles chosen")).toBeVisible();
  await expect(wizard.preview.getByText("Country review report of State E")).toBeVisible();
  await expect(wizard.preview.getByRole("listitem").filter({ hasText: /^\([a-e]\) / })).toHaveCount(325);
  await expect(wizard.preview.getByRole("status")).toContainText("331 sections");
  await officer.leave();
});

test("a review, from its opening by the Secretariat to the text that the State under review reads", async ({
  browser,
}) => {
  test.setTimeout(240_000);
  const officer = await Person.signIn(browser, server, "Secretariat officer");
  const screen = await openReview(officer);
  const [expertA, focalA, expertB, expertC] = await enter(browser, [
    "Expert of State A",
    "Focal point of State A",
    "Expert of State B",
    "Expert of State C",
  ]);
  if (!expertA || !focalA || !expertB || !expertC) throw new RangeError("four members");
  const heardByA = await HeardBytes.of(expertA.page);
  const heardByC = await HeardBytes.of(expertC.page);

  await test.step("self-assessment: the State's draft is seen by nobody else", async () => {
    await screen.moveTo("Self-assessment");
    const officerAtReport = await Person.signIn(browser, server, "Secretariat officer");
    await expertA.openReport(STATE);
    await expertA.typeInto(A, "Section 88 of the Penal Code covers participation.");
    await expertA.seesSaved();
    const draft = await expertA.rooms(A);
    expect(draft).toHaveLength(1);
    for (const other of [expertB, expertC, officerAtReport]) {
      await other.openReport(STATE);
      await cannotReach(other, A, draft);
    }
    await focalA.openReport(STATE);
    await expect(await focalA.section(A)).toContainText("Section 88 of the Penal Code");
    await focalA.act(A, "Submit to the review team");
    for (const other of [expertB, expertC, officerAtReport]) {
      await expect(await other.section(A)).toContainText(
        "Section 88 of the Penal Code covers participation.",
      );
      await expect((await other.section(A)).locator('[contenteditable="true"]')).toHaveCount(0);
    }
    await officerAtReport.leave();
  });

  await test.step("drafting: two reviewing experts write one paragraph at once", async () => {
    for (const phase of ["Desk review", "Dialogue", "Drafting of the report"]) await screen.moveTo(phase);
    for (const expert of [expertB, expertC]) await expert.openReport(STATE);
    await expertB.typeInto(B, "The experts note the reform of 2019. ");
    await expect(await expertC.surface(B)).toContainText("the reform of 2019.");
    await withdrawSomething(expertB);
    await Promise.all([
      typeAt(expertB, "Home", "Bravo sees a sound legal basis. "),
      typeAt(expertC, "End", "Charlie asks for statistics."),
    ]);
    for (const expert of [expertB, expertC]) await expert.seesSaved();
    const whole =
      "Bravo sees a sound legal basis. The experts note the reform of 2019. Charlie asks for statistics.";
    for (const expert of [expertB, expertC]) {
      await expect.poll(() => expert.paragraphs(B)).toEqual([whole]);
    }
    // Whoever may read the drafting has heard all of it: what is looked for below can be found where it is.
    expect((await heardByC.count(WITHDRAWN)).found).toBeGreaterThan(0);
    expect((await heardByC.count(WITHDRAWN_LETTER)).found).toBeGreaterThan(0);
  });

  await test.step("drafting: the State's expert supplies his facts and finds no observations", async () => {
    await expertA.typeInto("untoc.5.e", "Training on undercover evidence is welcome.");
    await expertA.seesSaved();
    await cannotReach(expertA, B, await expertB.rooms(B));
    await expect(expertA.page.getByText("Bravo sees")).toHaveCount(0);
  });

  await test.step("both focal points transmit; the State's expert reads the text and nothing of its making", async () => {
    const drafting = await expertB.rooms(B);
    const [focalB, focalC] = await enter(browser, ["Focal point of State B", "Focal point of State C"]);
    if (!focalB || !focalC) throw new RangeError("two focal points");
    await focalB.openReport(STATE);
    await focalB.act(B, "Transmit to the State party under review");
    await cannotReach(expertA, B, drafting);
    await focalC.openReport(STATE);
    await focalC.act(B, "Transmit to the State party under review");
    await expect(await expertA.section(B)).toContainText("Bravo sees a sound legal basis. The experts note");
    await expect(await expertA.section(B)).toContainText("Charlie asks for statistics.");
    const [transmitted] = await expertA.rooms(B);
    expect(await askForRoom(expertA, transmitted ?? "")).toBe("text");
    for (const room of drafting.filter((name) => name !== transmitted))
      expect(await askForRoom(expertA, room)).toBe("no-room");
    for (const trace of [WITHDRAWN, WITHDRAWN_LETTER]) expect((await heardByA.count(trace)).found).toBe(0);
    expect((await heardByA.count("Charlie asks for statistics.")).found).toBeGreaterThan(0);
  });
});

async function openReview(officer: Person): Promise<ReviewScreen> {
  await new Wizard(officer.page).openReview({
    state: STATE,
    reviewers: ["State B", "State C"],
    articles: { "Organized Crime Convention": [5, 6], "Trafficking in Persons Protocol": [5] },
    languages: ["English", "Français"],
    dates: {
      "Official start": "2026-12-01",
      "Information cut-off": "2027-06-30",
      "Session at which": "2027-10-11",
    },
  });
  const screen = new ReviewScreen(officer.page);
  for (const [person, state, role] of MEMBERS) await screen.addMember({ person, state, role });
  return screen;
}

async function enter(browser: Browser, names: readonly string[]): Promise<readonly Person[]> {
  const people: Person[] = [];
  for (const name of names) people.push(await Person.signIn(browser, server, name));
  return people;
}

/** Not on the page, not in the outline, not over HTTP, and not over the socket by any of its names. */
async function cannotReach(person: Person, section: string, rooms: readonly string[]): Promise<void> {
  await expect(person.page.locator(`section[id="${section}"]`).getByText(/\S/)).toHaveCount(0);
  expect(await person.rooms(section)).toEqual([]);
  const path = `/api/reviews/${person.review}/sections/${section}`;
  expect((await person.get(path)).status).toBe(404);
  expect(rooms.length).toBeGreaterThan(0);
  for (const room of rooms) {
    expect((await person.get(`${path}?room=${encodeURIComponent(room)}`)).status).toBe(404);
    expect(await askForRoom(person, room)).toBe("no-room");
  }
}

async function withdrawSomething(expert: Person): Promise<void> {
  const { keyboard } = expert.page;
  await caretTo(await expert.surface(B), "End");
  await keyboard.insertText(WITHDRAWN);
  await keyboard.type(WITHDRAWN_LETTER);
  await expert.seesSaved();
  for (const _ of WITHDRAWN + WITHDRAWN_LETTER) await keyboard.press("Backspace");
  await expert.seesSaved();
}

async function typeAt(expert: Person, key: "Home" | "End", text: string): Promise<void> {
  await caretTo(await expert.surface(B), key);
  await expert.page.keyboard.type(text, { delay: 20 });
}
