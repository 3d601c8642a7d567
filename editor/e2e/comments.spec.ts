import { expect, test, type Browser } from "@playwright/test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Discussion } from "./discussion.ts";
import { HeardBytes } from "./heard-bytes.ts";
import { Person } from "./person.ts";
import { ServerUnderTest } from "./server-under-test.ts";

/** Transmitted in the sample review: one paragraph. */
const SECTION = "untoc.10.b";
const SECRET = "Zugzwang 7731";
const REVIEWERS = "The reviewing States and the Secretariat";
const TEAM = "The whole review team";

let server: ServerUnderTest;
test.beforeEach(async () => {
  // Letters go out when a test asks for them.
  server = await ServerUnderTest.start({ env: { DIGEST_AT: "off" } });
});
test.afterEach(() => server.end());

async function enter(browser: Browser, name: string): Promise<Person> {
  const person = await Person.signIn(browser, server, name, { viewport: { width: 1440, height: 900 } });
  await person.openReport();
  await person.section(SECTION);
  return person;
}

test("reviewers discuss among themselves on the sentence on which they ask the State, and the State answers what it was asked", async ({
  browser,
}) => {
  test.setTimeout(300_000);
  const state = await Person.signIn(browser, server, "Focal point of State A", {
    viewport: { width: 1440, height: 900 },
  });
  // Every byte that the State's browser hears from here on: frames, answers, and letters at the end.
  const heard = await HeardBytes.of(state.page);
  await state.openReport();
  await state.section(SECTION);
  const atA = new Discussion(state, SECTION);
  await atA.text();
  const expertB = await enter(browser, "Expert of State B");
  const expertC = await enter(browser, "Expert of State C");
  const [atB, atC] = [new Discussion(expertB, SECTION), new Discussion(expertC, SECTION)];

  await test.step("among themselves, in the margin of the same sentence", async () => {
    await atB.select("administrative");
    const composer = await atB.compose();
    await composer.getByRole("radio", { name: REVIEWERS }).check();
    await expect(composer.getByRole("status").first()).toContainText("Who will read this:");
    await expect(composer.getByRole("status").first()).not.toContainText("State A");
    await atB.words.fill(`Is this ${SECRET}? `);
    await atB.mention("Expert of State C");
    await atB.send();
    await expect(atC.card(SECRET)).toContainText("the reviewing States and the Secretariat");
    await atC.reply(SECRET, `Not ${SECRET}, I think.`);
    await expect((await atB.open(SECRET)).getByText("I think.")).toBeVisible();
  });

  await test.step("the State is asked, and answers there", async () => {
    await atB.say("legal persons", "Which law provides for this?", TEAM);
    await expect(atA.card("Which law provides for this?")).toBeVisible();
    await expect(atA.cards).toHaveCount(1);
    await atA.reply("Which law provides for this?", "Law 12 of 2004, article 3.");
    await expect((await atB.open("Which law")).getByText("Law 12 of 2004, article 3.")).toBeVisible();
  });

  await test.step("the State comments on the text, and the reviewers say how that was taken in", async () => {
    await atA.select("established");
    const composer = await atA.compose();
    await composer.getByRole("radio", { name: TEAM }).check();
    await composer.getByRole("combobox", { name: "Kind of comment" }).selectOption("Factual correction");
    await atA.words.fill("The article was amended in 2024.");
    await atA.send();
    const card = await atC.open("The article was amended in 2024.");
    await card.getByRole("button", { name: "Say how this was taken in" }).click();
    await card.getByRole("combobox", { name: "Outcome" }).selectOption("Not reflected, with reasons");
    await card.getByRole("textbox", { name: /Reasons/ }).fill("The cut-off date was earlier.");
    await card.getByRole("button", { name: "Save" }).click();
    await expect(
      (await atA.open("The article was amended in 2024.")).getByText("The cut-off date was earlier."),
    ).toBeVisible();
  });

  await test.step("a mention is told at the bell, and choosing it leads to the place", async () => {
    await atB.select("article 10");
    await (await atB.compose()).getByRole("radio", { name: REVIEWERS }).check();
    await atB.words.fill(`${SECRET} again: `);
    await atB.mention("Expert of State C");
    await atB.words.press("End");
    await atB.words.pressSequentially(" and ");
    await atB.mention("Focal point of State C");
    await atB.send();
    const bell = expertC.page.getByRole("button", { name: /unread notice/ });
    await expect(bell).toBeVisible({ timeout: 40_000 });
    await bell.click();
    await expertC.page.getByText("Expert of State B").filter({ hasText: "mentioned you" }).first().click();
    await expect(atC.card(`${SECRET} again`)).toHaveAttribute("data-active", "true");
  });

  await test.step("the table has the comment with its disposition, for print and as CSV", async () => {
    const review = expertB.review;
    await expertB.page.goto(`${server.url}/reviews/${review}/comments`);
    await expect(expertB.page.getByRole("heading", { name: /Comments and dispositions/ })).toBeVisible();
    const row = expertB.page.getByRole("row").filter({ hasText: "The article was amended in 2024." });
    await expect(row).toContainText("Not reflected, with reasons");
    await expect(row).toContainText("The cut-off date was earlier.");
    const csv = await expertB.get(`/api/reviews/${review}/comments.csv`);
    expect(csv.body).toContain("The article was amended in 2024.");
  });

  await test.step("not a byte of the internal discussion came to the State, nor its number, nor in a letter", async () => {
    const threads = JSON.parse(
      (await expertB.get(`/api/reviews/${expertB.review}/comments`)).body,
    ) as readonly {
      readonly thread: string;
      readonly audience: string;
    }[];
    const internal = threads.filter(({ audience }) => audience === "reviewers");
    expect(internal).toHaveLength(2);
    await state.page.goto(`${server.url}/reviews/${state.review}/comments`);
    await expect(state.page.getByRole("row").filter({ hasText: "Which law provides" })).toBeVisible();
    await expect(state.page.getByRole("row").filter({ hasText: "amended in 2024" })).toBeVisible();
    for (const words of [SECRET, "Zugzwang", internal[0]?.thread ?? "?", internal[0]?.thread.slice(1) ?? "?"])
      expect((await heard.count(words)).found, words).toBe(0);
    // The recording hears what it should hear.
    expect((await heard.count("Which law provides for this?")).found).toBeGreaterThan(0);
    const seen = JSON.parse(
      (await state.get(`/api/reviews/${state.review}/comments`)).body,
    ) as readonly object[];
    expect(seen).toHaveLength(2);
    // Something that the State has not read, for its own letter.
    await expertB.openReport();
    await expertB.section(SECTION);
    await atB.reply("Which law provides for this?", "Thank you for the law.");
    const letters = await sendDigest(server);
    const to = (who: string): readonly string[] =>
      letters.filter((letter) => letter.includes(`To: ${who}@example.org`));
    expect(to("focal-point.a")).toHaveLength(1);
    expect(to("focal-point.c")).toHaveLength(1);
    for (const letter of letters)
      for (const words of ["Zugzwang", "Thank you", internal[0]?.thread ?? "?", internal[1]?.thread ?? "?"])
        expect(letter).not.toContain(words);
  });
});

/** Starts the server anew when the hour of the daily letters has passed, and reads what lies in the outbox then. */
async function sendDigest(of: ServerUnderTest): Promise<readonly string[]> {
  await of.kill();
  const now = new Date();
  of.env = { DIGEST_AT: `${pad(now.getUTCHours())}:${pad(now.getUTCMinutes())}` };
  await of.run();
  const outbox = join(of.dataDir, "outbox");
  const read = (): readonly string[] => {
    try {
      return readdirSync(outbox).map((file) => readFileSync(join(outbox, file), "utf8"));
    } catch {
      // There is no folder before the first letter.
      return [];
    }
  };
  await expect.poll(() => read().length, { timeout: 90_000 }).toBeGreaterThan(1);
  return read().map(decode);
}

function pad(number: number): string {
  return String(number).padStart(2, "0");
}

/** A letter as it is read: base64 and quoted-printable opened. */
function decode(letter: string): string {
  const plain = letter.replaceAll(/=\r?\n/g, "");
  const body = letter
    .split(/\r?\n\r?\n/)
    .slice(1)
    .join("");
  return `${plain}\n${Buffer.from(body, "base64").toString("utf8")}`;
}

test("a draft survives a reload and the deletion of its words, and is sent once", async ({ browser }) => {
  test.setTimeout(180_000);
  const DRAFT = "untoc.5.b";
  const expertB = await Person.signIn(browser, server, "Expert of State B");
  await expertB.openReport();
  const expertC = await Person.signIn(browser, server, "Expert of State C");
  await expertC.openReport();
  const atB = new Discussion(expertB, DRAFT);
  await atB.select("Criminal Code");
  const composer = await atB.compose();
  await composer.getByRole("radio", { name: REVIEWERS }).check();
  await atB.words.fill("Which edition is quoted here?");
  await expect(atB.composer).toContainText("Not sent: kept on this computer");
  const atC = new Discussion(expertC, DRAFT);
  await atC.select("Criminal Code");
  await expertC.page.keyboard.press("Delete", { delay: 60 });
  await expertC.seesSaved();
  await expertB.page.reload();
  await expertB.section(DRAFT);
  const kept = expertB.page.getByText("Which edition is quoted here?").first();
  await expect(kept).toBeVisible();
  await expect(expertB.page.getByText("Criminal Code").first()).toBeVisible();
  const takeUp = expertB.page.getByRole("button", { name: "Go on writing" });
  if (await takeUp.isVisible()) await takeUp.click();
  await expect(atB.words).toHaveValue("Which edition is quoted here?");
  const onSection = atB.composer.getByRole("button", { name: /Comment on this section|section/ });
  await atB.composer.getByRole("button", { name: "Send", exact: true }).click();
  await expect(atB.composer).toContainText("has changed meanwhile");
  await onSection.first().click();
  await atB.send();
  await expect(atC.card("Which edition is quoted here?")).toHaveCount(1);
});
