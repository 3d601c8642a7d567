import { defineConfig } from "@playwright/test";
import tests from "../e2e/playwright.config.ts";

export default defineConfig(tests, { testDir: ".", testMatch: "*.bench.ts", timeout: 600_000 });
