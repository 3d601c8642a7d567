import { describe, expect, it } from "vitest";
import { judgeUpgrade, type UpgradeRequest } from "./upgrade-policy.ts";

const OWN = ["https://travaux.example.org"];
const bare: UpgradeRequest = {
  url: "/collab/rabc123",
  origin: null,
  cookie: null,
  authorization: null,
  protocol: null,
};

describe("an upgrade", () => {
  it("with a cookie needs our own Origin", () => {
    const cookie = "__Host-travaux_session=x";
    const judge = (origin: string | null) => judgeUpgrade({ ...bare, cookie, origin }, OWN);
    expect(judge("https://travaux.example.org")).toEqual({ kind: "cookie", review: "rabc123", cookie });
    for (const origin of [
      null,
      "https://evil.example.org",
      "http://travaux.example.org",
      "null",
      "https://travaux.example.org.evil.example",
    ]) {
      expect(judge(origin)).toEqual({ kind: "refuse", status: 403 });
    }
  });

  it.each([
    ["the query", { url: "/collab/rabc123?token=t1.s" }],
    ["Authorization", { authorization: "Bearer t1.s" }],
    ["a subprotocol", { protocol: "travaux, token.t1.s" }],
  ])("with a token in %s needs no Origin and leaves the cookie out of account", (_, part) => {
    const request = {
      ...bare,
      ...part,
      cookie: "travaux_session=x",
      origin: "https://elsewhere.example.org",
    };
    expect(judgeUpgrade(request, OWN)).toEqual({ kind: "token", review: "rabc123", token: "t1.s" });
  });

  it("does not fall back to the cookie when the token is empty", () => {
    const request = {
      ...bare,
      url: "/collab/rabc123?token=",
      cookie: "travaux_session=x",
      origin: OWN[0] ?? null,
    };
    expect(judgeUpgrade(request, OWN)).toEqual({ kind: "token", review: "rabc123", token: "" });
  });

  it("with neither is asked to sign in", () => {
    expect(judgeUpgrade(bare, OWN)).toEqual({ kind: "refuse", status: 401 });
  });

  it.each([
    "/",
    "/collab",
    "/collab/",
    "/collab/RABC123",
    "/collab/rabc123/",
    "/collab/rabc123/x",
    "/collab/..%2fapi",
    "/socket/rabc123",
  ])("to %s leads nowhere", (url) => {
    expect(judgeUpgrade({ ...bare, url, authorization: "Bearer t1.s" }, OWN)).toEqual({
      kind: "refuse",
      status: 404,
    });
  });
});
