import { expect, test, type Locator, type Page } from "@playwright/test";
import type { MemberView, ReviewView } from "@travaux/blueprint";
import { Person } from "./person.ts";
import { ServerUnderTest } from "./server-under-test.ts";

const SECTION = "untoc.5.b";
const CUT_LIMIT_MS = 1000;
/** Between two keys: four times as fast as people type. Without a pause the test would measure the processor alone. */
const KEY_PAUSE_MS = 20;

let server: ServerUnderTest;
test.beforeEach(async () => {
  server = await ServerUnderTest.start();
});
test.afterEach(() => server.end());

/**
 * Looks at the surface in every frame until it takes no more.
 *
 * @returns when the surface was seen closed, in milliseconds since the epoch
 */
async function watchUntilClosed(surface: Locator): Promise<number> {
  return surface.evaluate(
    (element) =>
      new Promise<number>((resolve) => {
        const isClosed = (): boolean =>
          !element.isConnected || element.getAttribute("contenteditable") !== "true";
        const look = (): void => (isClosed() ? resolve(Date.now()) : void requestAnimationFrame(look));
        look();
      }),
  );
}

async function typeUntil(page: Page, closed: Promise<number>): Promise<number> {
  let over: number | null = null;
  void closed.then((at) => (over = at));
  while (over === null) await page.keyboard.type("more ", { delay: KEY_PAUSE_MS });
  return over;
}

async function memberNamed(officer: Person, name: string): Promise<MemberView> {
  const { body } = await officer.get(`/api/reviews/${officer.review}`);
  const member = (JSON.parse(body) as ReviewView).members.find((each) => each.name === name);
  if (member === undefined) throw new RangeError(name);
  return member;
}

async function change(officer: Person, member: MemberView, to: object): Promise<number> {
  const address = `${server.url}/api/reviews/${officer.review}/members/${member.id}`;
  const response = await officer.context.request.patch(address, {
    data: to,
    headers: { origin: server.url },
  });
  expect(response.status()).toBe(200);
  return Date.now();
}

test("a member whose role is lowered while he types writes no more within a second", async ({
  browser,
}, info) => {
  const officer = await Person.signIn(browser, server, "Secretariat officer");
  await officer.openReview();
  const expert = await Person.signIn(browser, server, "Expert of State A");
  await expert.openReport();
  const surface = await expert.surface("untoc.5.e");
  await expert.typeInto("untoc.5.e", "Before the change. ");
  await expert.seesSaved();
  const closed = watchUntilClosed(surface);
  const typing = typeUntil(expert.page, closed);
  const answered = await change(officer, await memberNamed(officer, "Expert of State A"), {
    role: "observer",
  });
  const cutAfter = (await typing) - answered;
  info.annotations.push({ type: "cut after", description: `${cutAfter} ms` });
  console.log(`role lowered: cut ${cutAfter} ms after the answer`);
  expect(cutAfter).toBeLessThan(CUT_LIMIT_MS);
  await expert.page.keyboard.type("Nothing of this arrives.");
  const [room] = await officer.rooms("untoc.5.e");
  const text = await officer.get(
    `/api/reviews/${officer.review}/sections/untoc.5.e?room=${encodeURIComponent(room ?? "")}`,
  );
  expect(text.body).not.toContain("Nothing of this arrives.");
});

test("a member whose membership ends while he types keeps what was not sent, and is told so", async ({
  browser,
}, info) => {
  const officer = await Person.signIn(browser, server, "Secretariat officer");
  await officer.openReview();
  const expert = await Person.signIn(browser, server, "Expert of State B");
  const colleague = await Person.signIn(browser, server, "Expert of State C");
  const line = await oneWayLine(expert);
  await expert.openReport();
  await colleague.openReport();
  await expert.typeInto(SECTION, " Sent before the end.");
  await expert.seesSaved();
  await expect(await colleague.surface(SECTION)).toContainText("Sent before the end.");
  const surface = await expert.surface(SECTION);
  // What he types from now on waits.
  line.fail();
  await expert.page.keyboard.type(" Waiting to be sent.");
  const closed = watchUntilClosed(surface);
  const answered = await change(officer, await memberNamed(officer, "Expert of State B"), {
    standing: "ended",
  });
  const cutAfter = (await closed) - answered;
  info.annotations.push({ type: "cut after", description: `${cutAfter} ms` });
  console.log(`membership ended: cut ${cutAfter} ms after the answer`);
  expect(cutAfter).toBeLessThan(CUT_LIMIT_MS);
  const notice = expert.page.getByRole("region", { name: "Not saved: kept on this computer" });
  await expect(notice).toContainText("Waiting to be sent.");
  await expect(notice.getByRole("button", { name: "Copy" })).toBeVisible();
  await expect(expert.saving).toHaveText("Not saved: kept on this computer");
  await expect(await colleague.surface(SECTION)).not.toContainText("Waiting to be sent.");
  expect((await expert.get(`/api/reviews/${expert.review}`)).status).toBe(404);
});

/** A line of the person's to the server that can fail one way: nothing of his leaves, while news still arrives. */
async function oneWayLine(person: Person): Promise<{ fail: () => void }> {
  let failed = false;
  await person.page.routeWebSocket(/\/collab\//, (page) => {
    const server = page.connectToServer();
    page.onMessage((message) => {
      if (!failed) server.send(message);
    });
  });
  return {
    fail: () => {
      failed = true;
    },
  };
}
