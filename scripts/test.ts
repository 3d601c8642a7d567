import { spawnSync } from "node:child_process";
import { globSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { prepare } from "./prepare.ts";

/**
 * Everything that must hold, in one command: format, lint, types, walls between the workspaces, dead code, unit and
 * property tests, integration with real servers, and the whole story in Chromium. Ends with a count. A test in Chromium
 * that fails is tried once more; one that passes then is counted, and named at the end as flaky: it or the product has a
 * fault that shows now and then.
 */

interface Count {
  passed: number;
  failed: number;
  /** Names of those among the passed that did not pass at once. */
  readonly flaky?: readonly string[];
}

interface Step {
  readonly name: string;
  readonly command: readonly string[];
  /** Reads how many tests ran from the report the step wrote; a step without one counts as one. */
  readonly count?: () => Count;
  /** Added to the environment. */
  readonly env?: NodeJS.ProcessEnv;
}

const reports = mkdtempSync(join(tmpdir(), "travaux-test-"));
const vitestFiles: string[] = [];

function readReport(name: string): unknown {
  try {
    return JSON.parse(readFileSync(join(reports, name), "utf8"));
  } catch (error) {
    console.error(`No report ${name}: ${String(error)}`);
    return null;
  }
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;
}

function countVitest(name: string): Count {
  const report = readReport(name);
  if (report === null) return { passed: 0, failed: 1 };
  const files = field(report, "testResults");
  if (Array.isArray(files)) for (const file of files) vitestFiles.push(String(field(file, "name")));
  // A skipped test is a failure here: every test runs.
  const skipped = Number(field(report, "numPendingTests") ?? 0) + Number(field(report, "numTodoTests") ?? 0);
  return {
    passed: Number(field(report, "numPassedTests")),
    failed: Number(field(report, "numFailedTests")) + skipped,
  };
}

function countPlaywright(name: string): Count {
  const report = readReport(name);
  const stats = field(report, "stats");
  if (stats === undefined) return { passed: 0, failed: 1 };
  const number = (kind: string): number => Number(field(stats, kind) ?? 0);
  return {
    passed: number("expected") + number("flaky"),
    failed: number("unexpected") + number("skipped"),
    flaky: flakyIn(report),
  };
}

/** Files and titles of the tests in a suite of Playwright's report that passed at the second try. */
function flakyIn(suite: unknown): readonly string[] {
  const list = (name: string, of: unknown): readonly unknown[] => {
    const value = field(of, name);
    return Array.isArray(value) ? value : [];
  };
  const isFlaky = (spec: unknown): boolean =>
    list("tests", spec).some((each) => field(each, "status") === "flaky");
  return [
    ...list("suites", suite).flatMap(flakyIn),
    ...list("specs", suite)
      .filter(isFlaky)
      .map((spec) => `${String(field(spec, "file"))} › ${String(field(spec, "title"))}`),
  ];
}

function playwright(project: string, workers: number): Step {
  const report = `end-to-end-${project}.json`;
  const config = "editor/e2e/playwright.config.ts";
  const options = ["--config", config, "--project", project, "--workers", String(workers), "--retries", "1"];
  return {
    name: `tests: end to end, ${project}`,
    command: ["playwright", "test", ...options],
    count: () => countPlaywright(report),
    env: { PLAYWRIGHT_JSON_OUTPUT_FILE: join(reports, report) },
  };
}

function vitest(project: string): Step {
  const report = `${project}.json`;
  const output = `--outputFile.json=${join(reports, report)}`;
  return {
    name: `tests: ${project}`,
    command: ["vitest", "run", "--project", project, "--reporter=dot", "--reporter=json", output],
    count: () => countVitest(report),
  };
}

const steps: readonly Step[] = [
  { name: "format", command: ["oxfmt", "--check", "."] },
  // The linter reads the types that this builds.
  { name: "types", command: ["tsc", "-b"] },
  { name: "lint", command: ["oxlint", "--type-aware"] },
  { name: "types of tests", command: ["tsc", "-p", "tsconfig.test.json"] },
  { name: "walls", command: ["turbo", "boundaries"] },
  { name: "dead code", command: ["knip"] },
  { name: "build", command: ["turbo", "run", "build", "--ui=stream", "--output-logs=errors-only"] },
  vitest("unit"),
  vitest("dom"),
  vitest("integration"),
  playwright("stories", 2),
  playwright("timed", 1),
];

function environment(): NodeJS.ProcessEnv {
  return {
    ...process.env,
    CI: "1",
    NO_COLOR: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
}

function runStep(step: Step): Count {
  const started = Date.now();
  console.log(`\n== ${step.name}`);
  const [command = "", ...args] = step.command;
  const { status } = spawnSync("npx", ["--no-install", command, ...args], {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...environment(), ...step.env },
  });
  const count = step.count?.() ?? { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1 };
  if (status !== 0 && count.failed === 0) count.failed = 1;
  console.log(
    `== ${step.name}: ${count.passed} passed, ${count.failed} failed, ${Math.round((Date.now() - started) / 1000)} s`,
  );
  return count;
}

/** A test file that no project collects would pass by never running. */
function collectionGuard(): Count {
  const patterns = [
    "blueprint/src/**/*.test.ts",
    "plugins/*/src/**/*.test.{ts,tsx}",
    "server/{src,test}/**/*.test.ts",
    "editor/src/**/*.test.{ts,tsx}",
  ];
  const onDisk = globSync(patterns, { exclude: (name) => name.includes("node_modules") });
  const dark = onDisk.filter((file) => !vitestFiles.some((ran) => ran.endsWith(file)));
  for (const file of dark) console.error(`Never collected: ${file}`);
  return { passed: dark.length === 0 ? 1 : 0, failed: dark.length };
}

const missing = prepare();
if (missing.length > 0) {
  console.error(
    `\nMissing, and not to be installed from here:\n${missing.map((line) => `- ${line}`).join("\n")}`,
  );
  console.log("0 passed, 1 failed");
  process.exit(1);
}

const counts = [...steps.map(runStep), collectionGuard()];
const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
const flaky = counts.flatMap((count) => count.flaky ?? []);
rmSync(reports, { recursive: true, force: true });
console.log();
for (const name of flaky) console.log(`flaky: ${name}`);
if (flaky.length > 0) console.log(`${flaky.length} passed at the second try only`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
