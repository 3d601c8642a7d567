import type { CommentFilter, ReviewId, SectionId, StateId } from "@travaux/blueprint";
import { expect, it } from "vitest";
import { createApiClient, RequestProblem, type ApiClient } from "./api-client.ts";

const review = "r-abc" as ReviewId;
const section = "untoc.5.b" as SectionId;
const thread = { review, section, thread: "t00000000000000000001" };
const words = { text: "Which law?", mentions: [] };

/** A client whose server answers everything with `status`, and what it was asked. */
function recording(status = 200): { readonly api: ApiClient; readonly asked: string[] } {
  const asked: string[] = [];
  const api = createApiClient(
    () => "fr",
    (path, init) => {
      const body = typeof init?.body === "string" ? ` ${init.body}` : "";
      if (typeof path === "string") asked.push(`${init?.method} ${path}${body}`);
      const answer = status === 204 ? null : JSON.stringify(status < 400 ? {} : { code: "already-resolved" });
      return Promise.resolve(new Response(answer, { status }));
    },
  );
  return { api, asked };
}

it("every request about a thread goes to its address", async () => {
  const { api, asked } = recording();
  const id = "c00000000000000000002";
  await api.reply(thread, { id, ...words });
  await api.changeComment(thread, id, words);
  await api.settleThread(thread, { resolved: true });
  const at = "/api/reviews/r-abc/sections/untoc.5.b/threads/t00000000000000000001";
  expect(asked).toEqual([
    `POST ${at}/comments {"id":"${id}","text":"Which law?","mentions":[]}`,
    `PUT ${at}/comments/${id} {"text":"Which law?","mentions":[]}`,
    `PUT ${at}/standing {"resolved":true}`,
  ]);
});

it("a deletion is over when the server has nothing more to say", async () => {
  const { api, asked } = recording(204);
  await api.deleteComment(thread, "c00000000000000000002");
  expect(asked[0]).toMatch(/^DELETE .*\/comments\/c00000000000000000002$/);
});

it("a filter reaches the table and its file alike", async () => {
  const { api, asked } = recording();
  const filter: CommentFilter = { resolved: "false", state: ["a" as StateId, "secretariat"], q: "a&b" };
  await api.comments(review, filter);
  const query = "?resolved=false&state=a&state=secretariat&q=a%26b";
  expect(asked).toEqual([`GET /api/reviews/r-abc/comments${query}`]);
  expect(api.commentsFile(review, filter)).toBe(`/api/reviews/r-abc/comments.csv${query}`);
  expect(api.commentsFile(review)).toBe("/api/reviews/r-abc/comments.csv");
});

it("a refusal is a problem with the server's code", async () => {
  const { api } = recording(409);
  const refused = await api.settleThread(thread, { resolved: true }).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(RequestProblem);
  expect(refused).toMatchObject({ code: "already-resolved", status: 409 });
});
