import "fake-indexeddb/auto";
import type { OutlineView, ReviewId, SessionUser, SessionView, UserId } from "@travaux/blueprint";
import { IDBFactory } from "fake-indexeddb";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LocalDatabase } from "../session/local-database.ts";
import { createApiClient, RequestProblem, type ApiClient } from "./api-client.ts";
import { keepAnswers, takeFresh } from "./kept-answers.ts";
import { ThisComputer } from "./this-computer.ts";

const REVIEW = "r00001" as ReviewId;
const USER: SessionUser = {
  id: "u1" as UserId,
  name: "Reviewing expert of State B",
  email: "expert.b@example.org",
  language: "en",
  staff: false,
  secondFactor: false,
};
const OTHER: SessionUser = { ...USER, id: "u2" as UserId };

/** A line to a server that knows `user` and an outline of that version. */
interface Line {
  state: "good" | "down" | "hanging";
  user: SessionUser | null;
  version: number;
  isMember: boolean;
  answerNow: () => void;
}

function outline(version: number): OutlineView {
  return { review: REVIEW, phase: "drafting", version, entries: [] };
}

function newLine(): Line {
  return { state: "good", user: USER, version: 1, isMember: true, answerNow: () => undefined };
}

function open(line: Line): { readonly api: ApiClient; readonly computer: ThisComputer } {
  const answer = (path: string, method: string): Response => {
    if (path === "/api/session" && method === "DELETE") line.user = null;
    if (path === "/api/session") return Response.json({ user: line.user, demo: null });
    return line.isMember
      ? Response.json(outline(line.version))
      : Response.json({ code: "absent" }, { status: 404 });
  };
  const request = async (input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> => {
    if (line.state === "down") throw new TypeError("Failed to fetch");
    if (line.state === "hanging") await new Promise<void>((resolve) => (line.answerNow = resolve));
    return answer(typeof input === "string" ? input : "", init?.method ?? "GET");
  };
  const computer = new ThisComputer(LocalDatabase.open());
  return {
    api: keepAnswers(
      createApiClient(() => "en", request),
      computer,
    ),
    computer,
  };
}

/** A first visit on a good line, all of it on this computer's disk. */
async function visit(line: Line): Promise<void> {
  const { api, computer } = open(line);
  await api.session();
  await api.outline(REVIEW);
  await vi.waitUntil(async () => (await (await computer.viewsToWrite()).read("outline", REVIEW)) !== null);
}

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

describe("kept answers", () => {
  it("stand in for a server that cannot be reached, after a reload too", async () => {
    const line = newLine();
    await visit(line);
    line.state = "down";
    const { api } = open(line);
    expect((await api.session()).user).toEqual(USER);
    expect(await api.outline(REVIEW)).toEqual(outline(1));
  });

  it("stand in for a server that takes long, and its own answer follows", async () => {
    const line = newLine();
    await visit(line);
    Object.assign(line, { state: "hanging", version: 2 });
    const { api } = open(line);
    const seen: number[] = [];
    takeFresh(
      api,
      await api.outline(REVIEW),
      ({ version }) => seen.push(version),
      () => undefined,
    );
    expect(seen).toEqual([1]);
    line.answerNow();
    await vi.waitUntil(() => seen.length === 2);
    expect(seen).toEqual([1, 2]);
  });

  it("are nobody else's: another person's visit leaves nothing of the first", async () => {
    const line = newLine();
    await visit(line);
    line.user = OTHER;
    const second = open(line);
    await second.api.session();
    await second.computer.viewsToWrite();
    line.state = "down";
    const third = open(line);
    expect((await third.api.session()).user).toEqual(OTHER);
    await expect(third.api.outline(REVIEW)).rejects.toMatchObject({ code: "offline" });
  });

  it("are gone after a sign-out, and nobody is signed in without a network then", async () => {
    const line = newLine();
    await visit(line);
    const { api, computer } = open(line);
    await api.session();
    expect(await computer.leave(() => api.signOut())).toBe(0);
    line.state = "down";
    const later = open(line);
    await expect(later.api.session()).rejects.toBeInstanceOf(RequestProblem);
    await expect(later.api.outline(REVIEW)).rejects.toMatchObject({ code: "offline" });
  });

  it("never hide a refusal: who is no member any more is told so, and keeps no view", async () => {
    const line = newLine();
    await visit(line);
    line.isMember = false;
    const { api } = open(line);
    await api.session();
    await expect(api.outline(REVIEW)).rejects.toMatchObject({ code: "absent" });
    line.state = "down";
    await vi.waitUntil(async () => {
      const again = open(line);
      return again.api.outline(REVIEW).then(
        () => false,
        () => true,
      );
    });
  });

  it("of a session end when the server says that it has ended", async () => {
    const line = newLine();
    await visit(line);
    Object.assign(line, { state: "hanging", user: null });
    const { api } = open(line);
    const first: SessionView = await api.session();
    expect(first.user).toEqual(USER);
    line.answerNow();
    expect((await api.fresh(first))?.user).toBeNull();
  });
});
