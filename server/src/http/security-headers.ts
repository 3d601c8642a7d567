import helmet from "helmet";
import type { RequestHandler } from "express";

/**
 * Security headers for every answer. Scripts, styles, fonts and connections come from this host alone; nobody frames
 * the pages. Markup cannot bring style of its own: the editor sets style through the object model, which needs no leave.
 */
export function securityHeaders(baseUrl: URL): RequestHandler {
  const secure = baseUrl.protocol === "https:";
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: ["'self'"],
        styleSrc: ["'self'"],
        fontSrc: ["'self'"],
        imgSrc: ["'self'", "data:", "blob:"],
        connectSrc: ["'self'", `${secure ? "wss" : "ws"}://${baseUrl.host}`],
        manifestSrc: ["'self'"],
        workerSrc: ["'self'"],
        formAction: ["'self'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: "no-referrer" },
    crossOriginEmbedderPolicy: false,
    frameguard: { action: "deny" },
  });
}
