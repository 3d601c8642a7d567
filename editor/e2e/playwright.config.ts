import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";
import { defineConfig } from "@playwright/test";

/** A Chromium of the system's; without one Playwright looks for its own download. */
function chromiumOnPath(): string | undefined {
  return (process.env["PATH"] ?? "")
    .split(delimiter)
    .flatMap((folder) => ["chromium", "chromium-browser", "google-chrome"].map((name) => join(folder, name)))
    .find(existsSync);
}

/** They measure how long something takes, and are no use beside others. */
const TIMED = ["lowered-role.spec.ts", "poor-network.spec.ts"];

const executablePath = chromiumOnPath();

export default defineConfig({
  testDir: ".",
  projects: [
    { name: "stories", testMatch: "*.spec.ts", testIgnore: TIMED },
    { name: "timed", testMatch: TIMED, workers: 1 },
  ],
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 2,
  forbidOnly: true,
  reporter: process.env["PLAYWRIGHT_JSON_OUTPUT_FILE"] === undefined ? [["list"]] : [["list"], ["json"]],
  outputDir: "../../test-results",
  use: {
    locale: "en",
    viewport: { width: 1440, height: 900 },
    actionTimeout: 20_000,
    launchOptions: {
      ...(executablePath === undefined ? {} : { executablePath }),
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-quic"],
    },
  },
});
