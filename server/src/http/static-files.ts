import { join } from "node:path";
import { Router, type RequestHandler } from "express";
import sirv from "sirv";

const HASHED = /^\/assets\/.*[-.][A-Za-z0-9_-]{8,}\.[a-z0-9.]+$/;
/** Paths that belong to something else than pages; what is not found there is not a page either. */
const NOT_PAGES = /^\/(?:api|collab|yjs|healthz)(?:\/|$)/;

/**
 * The built editor: precompressed files where they lie beside, hashed ones for ever, all others asked for again each
 * time. Any other address without a file ending is a page of the application.
 *
 * @param editorDir folder with `index.html`, complete when the server starts
 */
export function staticFiles(editorDir: string): RequestHandler {
  const files = sirv(join(editorDir), {
    brotli: true,
    gzip: true,
    etag: true,
    setHeaders: (response, pathname) => {
      response.setHeader(
        "Cache-Control",
        HASHED.test(pathname) ? "public, max-age=31536000, immutable" : "no-cache",
      );
    },
  });
  const router = Router();
  router.use((request, response, next) => {
    if (request.method !== "GET" && request.method !== "HEAD") return next();
    if (NOT_PAGES.test(request.path)) return next();
    return files(request, response, () => {
      if (/\.[a-z0-9]+$/i.test(request.path)) return next();
      request.url = "/";
      return files(request, response, next);
    });
  });
  return router;
}
