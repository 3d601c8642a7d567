// Builds the server that speaks MongoDB's protocol to the tests, unless it is there: npx node scripts/ferretdb.ts
import { spawnSync } from "node:child_process";
import { mkdirSync, renameSync } from "node:fs";
import { dirname, join } from "node:path";
import { FERRETDB_BINARY } from "../server/src/storage/testing/ferretdb.ts";

/** As in ferretdb/main.go. */
const BUILD = "v1.24.2-1";

if (builtVersion() === BUILD) process.stdout.write(`FerretDB ${BUILD}: ${FERRETDB_BINARY}\n`);
else process.exitCode = build();

function builtVersion(): string | null {
  const { status, stdout } = spawnSync(FERRETDB_BINARY, ["--version"], { encoding: "utf8" });
  return status === 0 ? stdout.trim() : null;
}

function build(): number {
  process.stdout.write("building FerretDB for the tests, a few minutes once\n");
  mkdirSync(dirname(FERRETDB_BINARY), { recursive: true });
  const partial = `${FERRETDB_BINARY}.${process.pid}`;
  const cwd = join(import.meta.dirname, "ferretdb");
  const { status, error } = spawnSync("go", ["build", "-trimpath", "-o", partial, "."], {
    cwd,
    stdio: "inherit",
  });
  if (error || status !== 0) {
    const reason = error
      ? `go could not be started (${error.message})`
      : `go build ended with ${status ?? "a signal"}`;
    process.stderr.write(
      `FerretDB was not built: ${reason}. Go 1.24 or later is needed: https://go.dev/dl/\n`,
    );
    return 1;
  }
  renameSync(partial, FERRETDB_BINARY);
  process.stdout.write(`FerretDB ${BUILD}: ${FERRETDB_BINARY}\n`);
  return 0;
}
