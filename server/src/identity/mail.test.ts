import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { LANGUAGES } from "@travaux/blueprint";
import { expect, it, onTestFinished } from "vitest";
import { activationLetter } from "./activation-letter.ts";
import { createMailer } from "./mail.ts";

it("writes a letter as a file for the owner alone where there is no mail server", async () => {
  const folder = await mkdtemp(join(tmpdir(), "travaux-outbox-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const outboxDir = join(folder, "outbox");
  const mailer = createMailer({ smtpUrl: null, outboxDir, baseUrl: new URL("https://travaux.example.org") });
  await mailer.send({
    to: "expert@example.org",
    subject: "Votre accès",
    text: "https://travaux.example.org/activate#abc\n",
  });
  const [name = ""] = await readdir(outboxDir);
  expect(name).toMatch(/\.eml$/);
  expect((await stat(join(outboxDir, name))).mode & 0o777).toBe(0o600);
  const letter = await readFile(join(outboxDir, name), "utf8");
  expect(letter).toContain("To: expert@example.org");
  expect(letter).toContain("From: Travaux <travaux@travaux.example.org>");
  expect(letter).toContain("https://travaux.example.org/activate#abc");
});

it.each(LANGUAGES)("has the letter with an activation link in %s", (language) => {
  const person = { name: "Expert of State B", email: "expert@example.org", language };
  const link = {
    person: "p" as never,
    url: "https://travaux.example.org/activate#abc",
    expiresAt: "2026-12-03T00:00:00Z",
  };
  const { text, subject } = activationLetter(person, link);
  expect(text).toContain(link.url);
  expect(text).toContain("Expert of State B");
  expect(text).toMatch(/2026|٢٠٢٦/);
  expect(subject).toContain("Travaux");
});
