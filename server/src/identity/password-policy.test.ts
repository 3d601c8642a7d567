import { describe, expect, it } from "vitest";
import { createPasswordPolicy } from "./password-policy.ts";

const judge = createPasswordPolicy();

describe("the password policy", () => {
  it.each(["short", "elevenchars"])("refuses %s as too short", (password) => {
    expect(judge(password, [])).toBe("password-too-short");
  });

  it("counts characters, not UTF-16 units", () => {
    expect(judge("𝄞𝄢𝄡𝄞𝄢𝄡", [])).toBe("password-too-short");
  });

  it("refuses more than 128 characters", () => {
    expect(judge("correct horse battery ".repeat(7), [])).toBe("password-too-long");
  });

  it.each([
    "123456789012",
    "passwordpassword",
    "qwertyuiop[]",
    "aaaaaaaaaaaa",
    "P@ssw0rd1234",
    "abcdefghijkl",
    "iloveyou1234",
  ])("refuses %s as common", (password) => {
    expect(judge(password, [])).toBe("password-common");
  });

  it("refuses the person's own name and address", () => {
    expect(judge("expert.b@example.org", ["Expert of State B", "expert.b@example.org"])).toBe(
      "password-common",
    );
  });

  it.each([
    "маршрут кипяток сирень",
    "四平八稳的桥在河上方走了三天",
    "tidal orbit mango fence",
    "rN7#kq2Lw0zP",
  ])("takes %s, in any script and without rules of composition", (password) => {
    expect(judge(password, ["Expert"])).toBeNull();
  });
});
