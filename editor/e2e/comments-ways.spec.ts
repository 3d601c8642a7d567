import { expect, test, type Browser, type Locator } from "@playwright/test";
import { Discussion } from "./discussion.ts";
import { Person } from "./person.ts";
import { ServerUnderTest } from "./server-under-test.ts";

const TEAM = "The whole review team";
const FOR_TEAM = "For the team: your focal point sends it with the next submission";
const UNSENT = "Not sent yet: goes with the next submission";

let server: ServerUnderTest;
test.beforeEach(async () => {
  // Letters are no part of these stories.
  server = await ServerUnderTest.start({ env: { DIGEST_AT: "off" } });
});
test.afterEach(() => server.end());

async function enter(
  browser: Browser,
  name: string,
  section: string,
): Promise<{ readonly person: Person; readonly at: Discussion }> {
  const person = await Person.signIn(browser, server, name, {
    viewport: { width: 1440, height: 900 },
    permissions: ["clipboard-read", "clipboard-write"],
  });
  await person.openReport();
  await person.section(section);
  const at = new Discussion(person, section);
  await at.text();
  return { person, at };
}

/** How often words stand in what the server tells a person of the comments. */
async function told(person: Person, words: string): Promise<number> {
  const { body } = await person.get(`/api/reviews/${person.review}/comments`);
  return body.split(words).length - 1;
}

test("what an expert of the State writes for the team stays inside until his focal point sends it, or names him", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const SECTION = "untoc.10.b";
  const expertB = await enter(browser, "Expert of State B", SECTION);
  const expertA = await enter(browser, "Expert of State A", SECTION);
  const focalA = await enter(browser, "Focal point of State A", SECTION);

  await test.step("he replies to the team, and comments for it; nobody but his delegation sees either", async () => {
    await expertB.at.say("legal persons", "Which law provides for this?", TEAM);
    await expertA.at.reply("Which law provides", "Law 12 of 2004.", "Reply, to be sent by your focal point");
    await expect(expertA.at.card("Law 12 of 2004.").last()).toContainText(UNSENT);
    await expertA.at.say("established", "It was established in 2004.", FOR_TEAM);
    await expertA.at.say("administrative", "Is there a criminal liability too?", FOR_TEAM);
    await expect(expertA.at.card("It was established")).toContainText(UNSENT);
    await expect(focalA.at.card("It was established")).toBeVisible();
    expect(await told(expertB.person, "2004")).toBe(0);
    await expect(expertB.at.cards).toHaveCount(1);
  });

  await test.step("his focal point sends one from its card", async () => {
    const card = await focalA.at.open("criminal liability");
    await card.getByRole("button", { name: "Send to the review team" }).click();
    await expect(expertB.at.card("criminal liability")).toContainText("Expert of State A");
    const kept = expertA.at
      .card("criminal liability")
      .and(expertA.person.page.locator("[data-audience=state]"));
    await expect(kept).toContainText("Sent to the review team");
    await expect(kept).not.toContainText(UNSENT);
    expect(await told(expertB.person, "2004")).toBe(0);
  });

  await test.step("the submission says how many go along, and they bear their author's name", async () => {
    const frame = await focalA.person.section(SECTION);
    await frame
      .getByRole("button", { name: /^Submit/ })
      .first()
      .click();
    const dialog = focalA.person.page.getByRole("alertdialog");
    await expect(dialog).toContainText(
      "2 comments that your delegation wrote for the review team are sent along.",
    );
    await dialog.getByRole("button", { name: /^Submit/ }).click();
    await expect(dialog).toContainText("2 comments went along to the review team.");
    await dialog.getByRole("button", { name: "Close" }).click();
    await expect(expertB.at.card("It was established")).toContainText("Expert of State A");
    await expect((await expertB.at.open("Which law provides")).getByText("Law 12 of 2004.")).toBeVisible();
    await expect(await expertB.at.open("Which law provides")).toContainText("Expert of State A");
  });

  await test.step("one who is named writes to the team at once", async () => {
    await focalA.person.openReview();
    const { page } = focalA.person;
    const speakers = page.getByRole("group", { name: "Writing comments to the review team" });
    await speakers.getByRole("checkbox", { name: "Expert of State A" }).check();
    await page.getByRole("button", { name: "Save: Writing comments to the review team" }).click();
    await expect(page.getByText("The experts who write to the review team themselves were set.")).toHaveCount(
      1,
    );
    await expertA.person.page.reload();
    await expertA.at.say("article 10", "Article 10 was ratified without reservation.", TEAM);
    await expect(expertB.at.card("without reservation")).toContainText("Expert of State A");
  });
});

test("a comment is resolved, opened again, changed, deleted and withdrawn, and everybody sees what was done", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const SECTION = "untoc.10.d";
  const expertB = await enter(browser, "Expert of State B", SECTION);
  const focalA = await enter(browser, "Focal point of State A", SECTION);
  await expertB.at.say("maximum amount", "How high is it?", TEAM);

  await test.step("resolved it leaves the margin of everybody, and can be looked at and opened again", async () => {
    await expect((await focalA.at.open("How high")).getByRole("button", { name: "Resolve" })).toHaveCount(0);
    // What the reader is at stays in his margin.
    await focalA.at.select("State A");
    await (await expertB.at.open("How high")).getByRole("button", { name: "Resolve" }).click();
    await expect(focalA.at.card("How high")).toHaveCount(0);
    await focalA.person.page.getByRole("button", { name: "Show resolved comments (1)" }).click();
    await expect(focalA.at.card("How high")).toContainText("Resolved by Expert of State B");
    await focalA.person.page.getByRole("button", { name: "Hide resolved comments" }).click();
    await expertB.person.page.getByRole("button", { name: "Show resolved comments (1)" }).click();
    await (await expertB.at.open("How high")).getByRole("button", { name: "Open again" }).click();
    await expect(focalA.at.card("How high")).toBeVisible();
    await expect(focalA.person.page.getByRole("button", { name: /resolved comments/ })).toHaveCount(0);
  });

  await test.step("changed words are seen by others as changed", async () => {
    await (await expertB.at.open("How high")).getByRole("button", { name: "Change", exact: true }).click();
    await expertB.at.words.fill("How high is the fine?");
    await expertB.at.composer.getByRole("button", { name: "Save", exact: true }).click();
    await expect(expertB.at.composer).toHaveCount(0);
    await expect(focalA.at.card("How high is the fine?")).toContainText("Changed,");
    const own = (await focalA.at.open("How high")).getByRole("button", { name: "Change", exact: true });
    await expect(own).toHaveCount(0);
  });

  await test.step("a deletion asks first, and leaves its trace", async () => {
    await focalA.at.reply("How high", "Two million, I wrongly believe.");
    const card = await focalA.at.open("How high");
    await card.getByRole("button", { name: "Delete", exact: true }).click();
    const dialog = focalA.person.page.getByRole("alertdialog", { name: "Delete this comment" });
    await dialog.getByRole("button", { name: "Cancel" }).click();
    await expect(card).toContainText("wrongly believe");
    await card.getByRole("button", { name: "Delete", exact: true }).click();
    await dialog.getByRole("button", { name: "Delete", exact: true }).click();
    await expect(card).toContainText("This comment was deleted");
    await expect(await expertB.at.open("How high")).toContainText("This comment was deleted");
    expect(await told(expertB.person, "wrongly believe")).toBe(0);
  });

  await test.step("the State withdraws what it said", async () => {
    await focalA.at.say("dissuasive", "Fines are dissuasive already.", TEAM);
    const card = await focalA.at.open("dissuasive already");
    await card.getByRole("button", { name: "Withdraw the comment" }).click();
    await card.getByRole("combobox", { name: "Kind of comment" }).selectOption("Wording");
    await card.getByRole("button", { name: "Withdraw the comment" }).click();
    await expect(card.locator(".comment-disposition")).toContainText("Withdrawn");
    await expect(card.getByRole("button", { name: "Withdraw the comment" })).toHaveCount(0);
    await expect(expertB.at.card("dissuasive already").locator(".comment-disposition")).toContainText(
      "Withdrawn",
    );
    // Said again as it is, it is no other act.
    const again = await expertB.at.open("dissuasive already");
    const asked: string[] = [];
    expertB.person.page.on("request", (request) => asked.push(`${request.method()} ${request.url()}`));
    await again.getByRole("button", { name: "Say it otherwise" }).click();
    await again.getByRole("button", { name: "Save", exact: true }).click();
    await expect(again.getByRole("button", { name: "Say it otherwise" })).toBeVisible();
    expect(asked.filter((each) => each.includes("disposition"))).toEqual([]);
  });
});

test("both sides discuss a proposal under its card, and find what they said when it has been decided", async ({
  browser,
}) => {
  test.setTimeout(120_000);
  const SECTION = "untoc.2.b";
  const expertB = await enter(browser, "Expert of State B", SECTION);
  const focalA = await enter(browser, "Focal point of State A", SECTION);
  const WORDS = "Does the bill say four years?";
  const proposal = expertB.person.page
    .locator("article.proposal")
    .filter({ hasText: "before the parliament" });
  await proposal.getByRole("button", { name: "Begin a discussion" }).click();
  await expertB.at.composer.getByRole("radio", { name: TEAM }).check();
  await expertB.at.words.fill(WORDS);
  await expertB.at.send();
  await expect(proposal.getByRole("group", { name: "Discussion" })).toContainText(WORDS);

  const atA = focalA.person.page.locator("article.proposal").filter({ hasText: "before the parliament" });
  await expect(atA.getByRole("group", { name: "Discussion" })).toContainText(WORDS);
  await focalA.at.reply(WORDS, "It says four years.");
  await expect((await expertB.at.open(WORDS)).getByText("It says four years.")).toBeVisible();

  await proposal.getByRole("button", { name: "Accept", exact: true }).first().click();
  await expect(proposal).toHaveCount(0);
  for (const { at } of [expertB, focalA]) {
    const card = await at.open(WORDS);
    await expect(card).toContainText("The proposal this was about is no longer open");
    await expect(card).toContainText("It says four years.");
    await expect(card).toContainText("An amendment to lower it");
  }
});

test("a comment written while the line is cut goes once when it is back", async ({ browser }) => {
  test.setTimeout(120_000);
  const SECTION = "untoc.5.a";
  const WORDS = "Written on the train.";
  const focalB = await enter(browser, "Focal point of State B", SECTION);
  const expertC = await enter(browser, "Expert of State C", SECTION);
  await focalB.at.select("separate offence");
  await focalB.person.context.setOffline(true);
  await expect(focalB.person.saving).toHaveText(/^Offline/);
  const composer = await focalB.at.compose();
  await composer.getByRole("radio", { name: TEAM }).check();
  await focalB.at.words.fill(WORDS);
  await composer.getByRole("button", { name: "Send", exact: true }).click();
  await expect(focalB.at.card(WORDS).or(composer).first()).toContainText("Not sent: kept on this computer");
  expect(await told(expertC.person, WORDS)).toBe(0);
  await focalB.person.context.setOffline(false);
  await expect(expertC.at.card(WORDS)).toHaveCount(1);
  await expect(composer).toHaveCount(0);
  await expect(focalB.person.page.getByText("Not sent: kept on this computer")).toHaveCount(0);
  await expect(focalB.at.card(WORDS)).toHaveCount(1);
  expect(await told(expertC.person, WORDS)).toBe(1);
});

test("an observer's report asks nothing of comments", async ({ browser }) => {
  const observer = await Person.signIn(browser, server, "Observer of State A");
  const asked: string[] = [];
  observer.page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await observer.openReport();
  // With the live text there is the connection at which everybody else asks what he has not read.
  await new Discussion(observer, "untoc.10.a").text();
  await observer.seesSaved();
  expect(asked.some((path) => path.endsWith("/outline"))).toBe(true);
  expect(asked.filter((path) => path.includes("/comments"))).toEqual([]);
});

test("where comments are many, each is still reached, stays, and leads back to its words", async ({
  browser,
}) => {
  test.setTimeout(180_000);
  const SECTION = "untoc.10.b";
  const COUNT = 40;
  const { person, at } = await enter(browser, "Expert of State B", SECTION);
  for (let index = 0; index < COUNT; index += 1) await begin(person, SECTION, index);
  const [first, last] = [at.card("Question 0."), at.card(`Question ${COUNT - 1}.`)];
  const words = (await at.text()).getByText("administrative liability", { exact: false });
  const { page } = person;

  await test.step("scrolling leads to the last of them, far below its words, and it stays", async () => {
    await expect(first).toBeVisible();
    await page.mouse.move(1200, 500);
    await scrollUntil(person, 300, () => isWithin(last));
    await expect(words).not.toBeInViewport();
    const card = await last.elementHandle();
    // Up and down beside it, as somebody who reads it, it stays the very card that it was.
    for (const turn of [150, -300, 300, 150, -300]) {
      await page.mouse.wheel(0, turn);
      await twoFrames(person);
      expect(await card?.evaluate((element) => element.isConnected)).toBe(true);
    }
  });

  await test.step("whoever comes from elsewhere in the report finds it there again", async () => {
    await page.keyboard.press("Home");
    await expect(last).toHaveCount(0);
    await expect(async () => {
      // What the page passes on the way is drawn, and makes it longer.
      await page.keyboard.press("End");
      await expect(last).toBeInViewport({ timeout: 1000 });
    }).toPass();
    await expect(words).not.toBeInViewport();
  });

  await test.step("no more are drawn than stand near the window", async () => {
    expect(await at.cards.count()).toBeLessThan(COUNT / 2);
    await expect(page.getByRole("listitem").filter({ has: last })).toHaveAttribute(
      "aria-setsize",
      new RegExp(`^(4[0-9]|[5-9][0-9])$`),
    );
  });

  await test.step("a click on it leads back to its words", async () => {
    await last.click();
    await expect(last).toHaveAttribute("data-active", "true");
    await expect(last).toBeInViewport();
    await expect(words).toBeInViewport();
  });

  await test.step("what somebody is at stays, wherever he scrolls, and with what he wrote", async () => {
    await last.getByRole("button", { name: "Reply", exact: true }).click();
    await at.words.fill("It does not go away.");
    const field = await at.words.elementHandle();
    for (const turn of [4000, 4000, 4000, -12_000]) {
      await page.mouse.wheel(0, turn);
      await twoFrames(person);
    }
    expect(await field?.evaluate((element) => element === document.activeElement)).toBe(true);
    await expect(at.words).toHaveValue("It does not go away.");
    await at.send();
    await expect(last).toContainText("It does not go away.");
  });

  await test.step("keys lead from card to card through all of them, and round", async () => {
    await page.keyboard.press("F7", { delay: 60 });
    await expect(first).toHaveAttribute("data-active", "true");
    await expect(first).toBeInViewport();
    await page.keyboard.press("Shift+F7", { delay: 60 });
    await expect(last).toHaveAttribute("data-active", "true");
    await page.keyboard.press("Shift+F7", { delay: 60 });
    await expect(at.card(`Question ${COUNT - 2}.`)).toHaveAttribute("data-active", "true");
    await page.keyboard.press("F9");
    for (let index = COUNT - 3; index >= 0; index -= 1) {
      await page.keyboard.press("ArrowUp");
      await expect(at.card(`Question ${index}.`)).toBeFocused();
    }
    await expect(first).toBeInViewport();
    await page.keyboard.press("Escape");
    await expect(at.text().then((text) => text.isVisible())).resolves.toBe(true);
    await expect(words).toBeInViewport();
  });
});

/** Turns the wheel, as often as it takes. */
async function scrollUntil(person: Person, turn: number, isThere: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        if (await isThere()) return true;
        await person.page.mouse.wheel(0, turn);
        await twoFrames(person);
        return isThere();
      },
      { intervals: [100], timeout: 60_000 },
    )
    .toBe(true);
}

/** Until what was scrolled to has been drawn. */
async function twoFrames({ page }: Person): Promise<void> {
  await page.evaluate(
    () => new Promise<void>((done) => requestAnimationFrame(() => requestAnimationFrame(() => done()))),
  );
}

/** Whether a card is drawn and stands in the window as a whole. */
function isWithin(card: Locator): Promise<boolean> {
  return card.evaluateAll(([each]) => {
    const box = each?.getBoundingClientRect();
    return box !== undefined && box.top > 0 && box.bottom < innerHeight;
  });
}

/** Begins a thread on the words `liability`, as the page would. */
async function begin(person: Person, section: string, index: number): Promise<void> {
  const path = `${person.server.url}/api/reviews/${person.review}/sections/${section}`;
  const text = await (await person.context.request.get(path)).json();
  const [block] = text.doc.content;
  const words: string = block.content.map((node: { readonly text: string }) => node.text).join("");
  const from = words.indexOf("liability");
  const part = { block: block.attrs.id, from, to: from + 9, quote: "liability", before: "", after: "" };
  const answer = await person.context.request.post(`${path}/threads`, {
    headers: { origin: person.server.url },
    data: {
      id: `c${String(index).padStart(20, "0")}`,
      audience: "team",
      subject: { kind: "text", room: text.room, parts: [part] },
      text: `Question ${index}.\n${"Please give article and date.\n".repeat(4)}`,
      mentions: [],
    },
  });
  expect(answer.status()).toBe(201);
}
