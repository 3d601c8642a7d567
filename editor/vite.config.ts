import { readFile, readdir, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";
import { serviceWorkerBuild } from "./src/session/service-worker-build.ts";

const COMPRESSIBLE = new Set([".html", ".js", ".css", ".svg", ".json", ".webmanifest"]);
const LANGUAGES = new Set(["ar", "en", "es", "fr", "ru", "zh"]);

/** What every screen needs, in one piece; what the entry alone needs stays there. */
const APPLICATION =
  /\/node_modules\/(?:react|react-dom|scheduler)\/|\/editor\/src\/(?:design\/load-fonts|interface-text\/(?:message|name|text)|app\/(?:announcer|app\.|application|bell|draw-application|failure-boundary|frame|language-choice|names|navigation|problem|use-)|session\/(?:observable|same-text))|\/blueprint\/src\/(?:room-name|section-kinds)/;

/** Leaves out of React Aria's own strings every language that the interface does not have. */
function keepOurLanguages(): Plugin {
  return {
    name: "keep-our-languages",
    enforce: "pre",
    load(id) {
      const language = /react-(?:aria|stately)\/.*\/([a-z]{2})-[A-Z]{2}\.m?js$/.exec(id)?.[1];
      return language === undefined || LANGUAGES.has(language) ? null : "export default {};";
    },
  };
}

/** Names in the page itself what is needed to draw anything, so that it comes at the same time as the entry. */
function preloadApplication(): Plugin {
  return {
    name: "preload-application",
    apply: "build",
    transformIndexHtml: {
      order: "post",
      handler(_html, { bundle = {} }) {
        const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
        const drawing = chunks.find((chunk) => chunk.facadeModuleId?.endsWith("/draw-application.tsx"));
        if (drawing === undefined) throw new RangeError("draw-application.tsx is no chunk of its own");
        const entries = new Set(chunks.filter((chunk) => chunk.isEntry).map(({ fileName }) => fileName));
        const needed = new Set([drawing.fileName]);
        for (const name of needed) {
          const chunk = bundle[name];
          for (const each of chunk?.type === "chunk" ? chunk.imports : [])
            if (!entries.has(each)) needed.add(each);
        }
        return [...needed].map((name) => ({
          tag: "link",
          attrs: { rel: "modulepreload", crossorigin: true, href: `/${name}` },
          injectTo: "head",
        }));
      },
    },
  };
}

/** Writes a `.br` and a `.gz` beside every compressible file, so that the server compresses nothing itself. */
function precompress(): Plugin {
  return {
    name: "precompress",
    apply: "build",
    async writeBundle(options) {
      const directory = options.dir;
      if (directory === undefined) throw new RangeError("precompress needs an output directory");
      const names = await readdir(directory, { recursive: true });
      await Promise.all(
        names
          .filter((name) => COMPRESSIBLE.has(extname(name)))
          .map((name) => compressFile(join(directory, name))),
      );
    },
  };
}

async function compressFile(path: string): Promise<void> {
  const content = await readFile(path);
  const [brotli, gzipped] = await Promise.all([
    promisify(brotliCompress)(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }),
    promisify(gzip)(content, { level: 9 }),
  ]);
  await Promise.all([writeFile(`${path}.br`, brotli), writeFile(`${path}.gz`, gzipped)]);
}

export default defineConfig({
  plugins: [
    keepOurLanguages(),
    react(),
    preloadApplication(),
    serviceWorkerBuild(["/favicon.svg"]),
    precompress(),
  ],
  resolve: { conditions: ["travaux-source", "module", "browser", "development|production"] },
  build: {
    target: "es2024",
    // An inlined asset would be a data: address, which the content policy forbids.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      output: {
        codeSplitting: {
          // One file for what every screen needs: on a slow line each further file is one more wait for an answer.
          includeDependenciesRecursively: false,
          groups: [{ name: "application", test: APPLICATION }],
        },
      },
      treeshake: {
        // The contract does nothing at import, so that a page takes no more of it than it names.
        moduleSideEffects: (id) => !id.includes("/blueprint/src/"),
      },
    },
  },
});
