import { defineConfig } from "vitest/config";

// Tests read the sources of sibling workspaces, so that nothing need be built first.
const conditions = ["travaux-source"];
const sources = {
  resolve: { conditions },
  ssr: { resolve: { conditions, externalConditions: conditions } },
};

export default defineConfig({
  test: {
    projects: [
      {
        ...sources,
        test: {
          name: "unit",
          environment: "node",
          include: [
            "blueprint/src/**/*.test.ts",
            "plugins/*/src/model/**/*.test.ts",
            "server/src/**/*.test.ts",
          ],
          exclude: ["server/src/storage/**"],
        },
      },
      {
        ...sources,
        test: {
          name: "dom",
          environment: "happy-dom",
          include: ["plugins/*/src/editor/**/*.test.ts", "editor/src/**/*.test.{ts,tsx}"],
        },
      },
      {
        ...sources,
        test: {
          name: "integration",
          environment: "node",
          include: ["server/test/**/*.test.ts", "server/src/storage/**/*.test.ts"],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
