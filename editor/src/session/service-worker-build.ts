import type { Plugin } from "vite";

const SOURCE = "src/session/service-worker.ts";
const FILE = "sw.js";

/** What of a build the application needs to start; fonts and pictures come when they are used. */
const SHELL_FILES = /\.(?:html|js|css|svg|webmanifest)$/;

/**
 * Builds the service worker as `/sw.js`, with the list of the build's own files written into it.
 *
 * @param publicPaths further files of the shell that are copied as they are, e.g. `/favicon.svg`
 */
export function serviceWorkerBuild(publicPaths: readonly string[]): Plugin {
  return {
    name: "travaux-service-worker",
    apply: "build",
    enforce: "post",
    buildStart() {
      this.emitFile({ type: "chunk", id: SOURCE, fileName: FILE });
    },
    generateBundle(_options, bundle) {
      const worker = bundle[FILE];
      if (worker?.type !== "chunk") throw new RangeError(`${FILE} is missing from the build`);
      if (worker.imports.length > 0)
        throw new RangeError(`${FILE} must stand alone, but imports ${worker.imports.join(", ")}`);
      const names = Object.keys(bundle).filter((name) => name !== FILE && SHELL_FILES.test(name));
      const index = bundle["index.html"];
      const html = index?.type === "asset" ? String(index.source) : "";
      const paths = [
        ...names.map((name) => (name === "index.html" ? "/" : `/${name}`)),
        ...publicPaths,
      ].toSorted();
      const shell = { version: shortHash(`${paths.join("\n")}\n${html}`), paths };
      worker.code = worker.code.replaceAll("__SHELL__", () => JSON.stringify(shell));
    },
  };
}

/** FNV-1a, 32 bit, as hex. The files' own names carry strong hashes; this only tells one list from another. */
function shortHash(text: string): string {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, "0");
}
