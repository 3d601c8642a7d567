import type { ReviewId } from "@travaux/blueprint";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { WebSocket } from "ws";
import { startHttpHouse, type HttpHouse } from "../../src/http/testing/http-house.ts";
import { authenticateUpgrade } from "../../src/http/upgrade-policy.ts";

const REVIEW = "rabc123" as ReviewId;
let house: HttpHouse;

beforeAll(async () => {
  house = await startHttpHouse();
  house.server.on("upgrade", (request, socket) => {
    void authenticateUpgrade(request, {
      identity: house.identity,
      baseUrl: house.options.config.baseUrl,
    }).then((verdict) => {
      const said =
        "status" in verdict ? `${verdict.status} Refused` : `200 ${verdict.actor.name} in ${verdict.review}`;
      socket.end(`HTTP/1.1 ${said}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    });
  });
});
afterAll(() => house.stop());

/** What the server answered to the upgrade: status and words. */
function upgrade(
  path: string,
  headers: Readonly<Record<string, string>>,
  protocols: readonly string[] = [],
): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(house.origin.replace("http", "ws") + path, [...protocols], { headers });
    socket.on("unexpected-response", (_, response) =>
      resolve(`${response.statusCode} ${response.statusMessage}`),
    );
    socket.on("error", reject);
  });
}

describe("a socket", () => {
  it("with a cookie opens from our own pages alone", async () => {
    const cookie = (await house.member({ email: "b@example.org", name: "Expert B" })).cookie;
    const path = `/collab/${REVIEW}`;
    expect(await upgrade(path, { Cookie: cookie, Origin: house.origin })).toBe(`200 Expert B in ${REVIEW}`);
    expect(await upgrade(path, { Cookie: cookie })).toBe("403 Refused");
    expect(await upgrade(path, { Cookie: cookie, Origin: "https://evil.example.org" })).toBe("403 Refused");
    expect(await upgrade(path, { Cookie: "travaux_session=forged", Origin: house.origin })).toBe(
      "401 Refused",
    );
    expect(await upgrade(path, {})).toBe("401 Refused");
  });

  it("with a token opens from anywhere, in its review, by whatever way it is carried", async () => {
    const { cookie } = await house.member({ email: "c@example.org", name: "Expert C" });
    const actor = await house.identity.actorOf(new Headers({ cookie }));
    if (actor === null) throw new Error("not signed in");
    const { token } = await house.identity.issueToken(actor, REVIEW);
    const opened = `200 Expert C in ${REVIEW}`;
    expect(
      await upgrade(`/collab/${REVIEW}?token=${token}`, { Origin: "https://elsewhere.example.org" }),
    ).toBe(opened);
    expect(await upgrade(`/collab/${REVIEW}`, { Authorization: `Bearer ${token}` })).toBe(opened);
    expect(await upgrade(`/collab/${REVIEW}`, {}, ["travaux", `token.${token}`])).toBe(opened);
    expect(await upgrade(`/collab/rother1?token=${token}`, {})).toBe("401 Refused");
    // The cookie would do by itself; beside a token that is no good it must not.
    expect(await upgrade(`/collab/${REVIEW}?token=${token}x`, { Cookie: cookie, Origin: house.origin })).toBe(
      "401 Refused",
    );
  });

  it("with a token of a session that ended stays shut", async () => {
    const browser = await house.member({ email: "d@example.org" });
    const actor = await house.identity.actorOf(new Headers({ cookie: browser.cookie }));
    if (actor === null) throw new Error("not signed in");
    const { token } = await house.identity.issueToken(actor, REVIEW);
    await browser.delete("/api/session");
    expect(await upgrade(`/collab/${REVIEW}?token=${token}`, {})).toBe("401 Refused");
  });
});
