import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { delimiter, join } from "node:path";

/** A browser that tests can drive, from the PATH; null if there is none. */
export function findChromium(): string | null {
  for (const folder of (process.env["PATH"] ?? "").split(delimiter)) {
    for (const name of ["chromium", "chromium-browser", "google-chrome"]) {
      const candidate = join(folder, name);
      if (folder !== "" && existsSync(candidate)) return candidate;
    }
  }
  return null;
}

function run(command: string, args: readonly string[]): boolean {
  console.log(`> ${command} ${args.join(" ")}`);
  return spawnSync(command, args, { stdio: ["ignore", "inherit", "inherit"] }).status === 0;
}

function mayInstall(): boolean {
  return process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
}

const DEBIAN_PACKAGES = ["chromium", "fonts-noto-core", "fonts-noto-cjk"];

function installDebianPackages(): void {
  const hasFonts =
    existsSync("/usr/share/fonts/truetype/noto") && existsSync("/usr/share/fonts/opentype/noto");
  if (findChromium() !== null && hasFonts) return;
  run("apt-get", ["update", "-qq"]);
  run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...DEBIAN_PACKAGES]);
}

/**
 * Sees to it that a browser and a server of MongoDB's protocol are there, installing what may be installed.
 *
 * @returns what is still missing, in words; empty when all tests can run
 */
export function prepare(): readonly string[] {
  const missing: string[] = [];
  if (mayInstall()) installDebianPackages();
  if (findChromium() === null && !run("npx", ["playwright", "install", "chromium"])) {
    missing.push("Chromium: put it on the PATH (Debian: apt-get install chromium)");
  }
  if (!run(process.execPath, ["scripts/ferretdb.ts"])) {
    missing.push("FerretDB, a server of MongoDB's protocol: install Go 1.24 or later, and it is built once");
  }
  return missing;
}
