import type { ReviewId } from "@travaux/blueprint";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createTokenSigner } from "./access-token.ts";

const review = "rabc123" as ReviewId;
const signer = createTokenSigner("a secret of thirty-two characters");
const claims = { session: "s1", review, expiresAt: 2_000 };

describe("an access token", () => {
  it("says what it was signed for until its time is over", () => {
    expect(signer.read(signer.sign(claims), 1_999)).toEqual(claims);
    expect(signer.read(signer.sign(claims), 2_000)).toBeNull();
  });

  it("is worth nothing under another secret", () => {
    expect(createTokenSigner("another secret of thirty-two char").read(signer.sign(claims), 0)).toBeNull();
  });

  it("is worth nothing once any character is changed", () => {
    const token = signer.sign(claims);
    fc.assert(
      fc.property(fc.nat(token.length - 1), fc.constantFrom(..."abcXYZ019_-.{"), (at, character) => {
        fc.pre(token[at] !== character);
        expect(signer.read(token.slice(0, at) + character + token.slice(at + 1), 0)).toBeNull();
      }),
    );
  });

  it.each(["", "t1", "t1.s.rabc123.zz.", "eyJhbGciOiJub25lIn0.e30."])("is not %j", (text) => {
    expect(signer.read(text, 0)).toBeNull();
  });
});
