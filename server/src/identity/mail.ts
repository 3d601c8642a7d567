import { randomBytes } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createTransport } from "nodemailer";

export interface Mail {
  readonly to: string;
  readonly subject: string;
  /** Plain text. */
  readonly text: string;
}

/** Hands letters on. */
export interface Mailer {
  /** Resolves when the mail server has taken the letter, or the file is written. */
  send(mail: Mail): Promise<void>;
}

/** A mailer over SMTP; `url` as nodemailer reads it, e.g. `smtps://user:password@mail.example.org`. */
export function smtpMailer(url: string, from: string): Mailer {
  const transport = createTransport(url);
  return { send: async (mail) => void (await transport.sendMail({ ...mail, from })) };
}

/** A mailer for where there is no mail server: each letter is a file that any mail program opens, for the owner only. */
export function outboxMailer(folder: string, from: string): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true });
  return {
    async send(mail) {
      const { message } = await transport.sendMail({ ...mail, from });
      await mkdir(folder, { recursive: true, mode: 0o700 });
      const name = `${new Date().toISOString().replaceAll(":", "-")}-${randomBytes(4).toString("hex")}.eml`;
      await writeFile(join(folder, name), message, { mode: 0o600, flag: "wx" });
    },
  };
}

/** The mailer that a deployment's settings ask for; letters come from `travaux@` its host. */
export function createMailer(settings: {
  readonly smtpUrl: string | null;
  readonly outboxDir: string;
  readonly baseUrl: URL;
}): Mailer {
  const from = `"Travaux" <travaux@${settings.baseUrl.hostname}>`;
  return settings.smtpUrl === null
    ? outboxMailer(settings.outboxDir, from)
    : smtpMailer(settings.smtpUrl, from);
}
