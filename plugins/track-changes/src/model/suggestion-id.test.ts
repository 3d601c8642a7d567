import { expect, test } from "vitest";
import { authorOf, isSuggestionId, suggestionId } from "./suggestion-id.ts";

test("a suggestion's id names its author", () => {
  const id = suggestionId("member-1_a", "Ab12");
  expect([id, isSuggestionId(id), authorOf(id)]).toEqual(["member-1_a:Ab12", true, "member-1_a"]);
});

test.each([
  "",
  "ada",
  "ada:",
  ":abcd",
  "ada:abc",
  "ada:abcd:efgh",
  "a da:abcd",
  "ada:ab-cd",
  `ada:${"a".repeat(41)}`,
  `${"a".repeat(65)}:abcd`,
  "ada:abcd\n",
])("no suggestion's id: %j", (text) => {
  expect([isSuggestionId(text), authorOf(text)]).toEqual([false, null]);
});

test.each([
  ["", "abcd"],
  ["ada:x", "abcd"],
  ["ada", "abc"],
  ["ada", "ab/cd"],
])("no id is made of %j and %j", (author, random) => {
  expect(() => suggestionId(author, random)).toThrow(RangeError);
});
