import { ConfigFaults, loadConfig } from "../config.ts";
import { openStorage } from "../storage/open-storage.ts";
import { StorageFailure } from "../storage/storage.ts";
import { createIdentity } from "./create-identity.ts";
import { readFirstAccount, registerFirstAccount } from "./first-account.ts";
import { createMailer } from "./mail.ts";
import { IDENTITY_TABLES } from "./tables.ts";

/** Runs the command `first-account`; the exit code says whether there is an account now. */
async function main(): Promise<void> {
  const request = readFirstAccount(process.argv.slice(2));
  if (request.kind === "usage") return finish(false, request.text);
  const workingDirectory = process.env["INIT_CWD"] ?? process.cwd();
  const config = await loadConfig({ env: process.env, args: [], workingDirectory });
  const mongodbUri = config.mongodbUri ?? undefined;
  const storage = await openStorage({ dataDir: config.dataDir, mongodbUri, tables: IDENTITY_TABLES });
  const parts = createIdentity({
    records: storage.records,
    baseUrl: config.baseUrl,
    secret: config.sessionSecret,
    mailer: createMailer(config),
    demo: null,
    onFailure: () => process.stderr.write("The letter could not be sent; hand the link on yourself.\n"),
  });
  try {
    const { done, text } = await registerFirstAccount(parts.people, request);
    finish(done, text);
  } finally {
    parts.close();
    await storage.close();
  }
}

function finish(done: boolean, text: string): void {
  (done ? process.stdout : process.stderr).write(`${text}\n`);
  process.exitCode = done ? 0 : 1;
}

main().catch((error: unknown) => {
  // Faults of settings and store are written for whoever runs the command; anything else shows where it arose.
  if (error instanceof ConfigFaults || error instanceof StorageFailure) finish(false, error.message);
  else throw error;
});
