import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startHttpHouse, type HttpHouse } from "../../src/http/testing/http-house.ts";

const INDEX = "<!doctype html><title>Travaux</title>";
const SCRIPT = "export const reading = 1;".repeat(20);
let house: HttpHouse;
let editorDir: string;

beforeAll(async () => {
  editorDir = await mkdtemp(join(tmpdir(), "travaux-editor-"));
  await mkdir(join(editorDir, "assets"));
  await writeFile(join(editorDir, "index.html"), INDEX);
  await writeFile(join(editorDir, "sw.js"), "self.skipWaiting();");
  await writeFile(join(editorDir, "assets", "index-Dk3fPq9x.js"), SCRIPT);
  await writeFile(join(editorDir, "assets", "index-Dk3fPq9x.js.br"), brotliCompressSync(SCRIPT));
  house = await startHttpHouse({ editorDir });
});
afterAll(async () => {
  await house.stop();
  await rm(editorDir, { recursive: true, force: true });
});

describe("the built editor", () => {
  it.each(["/", "/reviews/rabc123", "/activate"])(
    "is a page at %s, asked for again each time, with the security headers",
    async (path) => {
      const response = await house.visitor().get(path, { Accept: "text/html" });
      expect(await response.text()).toBe(INDEX);
      expect(response.headers.get("content-type")).toMatch(/^text\/html/);
      expect(response.headers.get("cache-control")).toBe("no-cache");
      expect(response.headers.get("content-security-policy")).toContain("script-src 'self'");
    },
  );

  it("keeps hashed files for ever and the service worker not at all", async () => {
    const script = await house.visitor().get("/assets/index-Dk3fPq9x.js");
    expect(script.headers.get("cache-control")).toBe("public, max-age=31536000, immutable");
    expect(script.headers.get("content-type")).toMatch(/javascript/);
    expect((await house.visitor().get("/sw.js")).headers.get("cache-control")).toBe("no-cache");
  });

  it("sends what was compressed beforehand to whoever takes it", async () => {
    const { encoding, vary, body } = await raw("/assets/index-Dk3fPq9x.js", "br, gzip");
    expect([encoding, vary?.toLowerCase()]).toEqual(["br", "accept-encoding"]);
    expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
    expect((await raw("/assets/index-Dk3fPq9x.js", "identity")).body.toString()).toBe(SCRIPT);
  });

  it.each([
    "/api/nothing",
    "/assets/gone-00000000.js",
    "/healthz/x",
    "/collab/rabc123",
    "/..%2f..%2fetc%2fpasswd.txt",
  ])("is not what %s answers", async (path) => {
    const response = await house.visitor().get(path);
    expect([response.status, (await response.json()).code]).toEqual([404, "absent"]);
  });
});

function raw(
  path: string,
  accept: string,
): Promise<{ encoding?: string | undefined; vary?: string | undefined; body: Buffer }> {
  return new Promise((resolve, reject) => {
    const asked = request(house.origin + path, { headers: { "Accept-Encoding": accept } }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          encoding: response.headers["content-encoding"],
          vary: response.headers.vary,
          body: Buffer.concat(chunks),
        }),
      );
    });
    asked.on("error", reject).end();
  });
}
