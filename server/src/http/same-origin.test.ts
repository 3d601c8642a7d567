import { describe, expect, it } from "vitest";
import { isOwnRequest, ownOrigins, type RequestSource } from "./same-origin.ts";

const OWN = ["https://travaux.example.org"];
const own = OWN[0] ?? null;
const write: RequestSource = { method: "POST", hasCookie: true, origin: null, fetchSite: null };

describe("a request that changes something", () => {
  it.each([
    ["our Origin", { origin: own }],
    ["a browser's word that it is our page", { fetchSite: "same-origin" }],
    ["both", { origin: own, fetchSite: "same-origin" }],
  ])("is taken with a cookie and %s", (_, source) => {
    expect(isOwnRequest({ ...write, ...source }, OWN)).toBe(true);
  });

  it.each([
    ["nothing said of where it comes from", {}],
    ["a foreign Origin", { origin: "https://evil.example.org" }],
    ["an opaque Origin", { origin: "null" }],
    ["another site", { fetchSite: "cross-site" }],
    ["a sister host", { fetchSite: "same-site" }],
    ["our Origin but a browser that says otherwise", { origin: own, fetchSite: "cross-site" }],
  ])("is not taken with a cookie and %s", (_, source) => {
    expect(isOwnRequest({ ...write, ...source }, OWN)).toBe(false);
  });

  it("is taken without a cookie from a program, not from a foreign page", () => {
    expect(isOwnRequest({ ...write, hasCookie: false }, OWN)).toBe(true);
    expect(isOwnRequest({ ...write, hasCookie: false, origin: "https://evil.example.org" }, OWN)).toBe(false);
  });
});

describe("our origins", () => {
  it("are one for a public address", () => {
    expect(ownOrigins(new URL("https://travaux.example.org/"))).toEqual(OWN);
  });

  it("are all names of this computer for a local one, with the port", () => {
    expect(ownOrigins(new URL("http://localhost:3000"))).toEqual([
      "http://localhost:3000",
      "http://127.0.0.1:3000",
      "http://[::1]:3000",
    ]);
  });
});
