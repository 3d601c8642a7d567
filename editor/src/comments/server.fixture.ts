// A line to a small server of comments, for tests: it makes one comment of an id however often it is asked.

import type { ReviewId, SectionId, UserId } from "@travaux/blueprint";
import { createApiClient, type ApiClient } from "../app/api-client.ts";
import type { DraftComment } from "./comment-draft.ts";

export const REVIEW = "r00001" as ReviewId;
export const SECTION = "untoc.5.b" as SectionId;
export const USER = "u1" as UserId;
export const TEXT = "r00001/untoc.5.b/team/text/1";

/** One request that reached the server. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Line {
  /** `lost`: the server does what it is asked, and its answer never arrives. */
  state: "good" | "down" | "lost";
  /** Answers a request; `null` for the usual answer. */
  answer: (asked: Asked) => Response | null;
  readonly asked: Asked[];
  /** What the server has taken, by id. */
  readonly comments: Map<string, unknown>;
  readonly api: ApiClient;
}

export function openLine(): Line {
  const line: Line = {
    state: "good",
    answer: () => null,
    asked: [],
    comments: new Map(),
    api: createApiClient(
      () => "en",
      async (input, init) => {
        if (line.state === "down") throw new TypeError("Failed to fetch");
        const asked = read(typeof input === "string" ? input : "", init);
        line.asked.push(asked);
        const answer = line.answer(asked) ?? take(line, asked);
        if (line.state === "lost") throw new TypeError("Failed to fetch");
        return answer;
      },
    ),
  };
  return line;
}

/** The server refuses with a problem. */
export function problem(status: number, code: string): Response {
  return Response.json({ type: "about:blank", title: code, status, code }, { status });
}

/** A draft of a new thread about its section. */
export function draftOf(id: string, change: Partial<DraftComment> = {}): DraftComment {
  return {
    id,
    user: USER,
    review: REVIEW,
    section: SECTION,
    place: { kind: "thread", audience: "team", subject: { kind: "section" } },
    room: TEXT,
    text: "Which authority decides?",
    mentions: [],
    forTeam: false,
    class: null,
    at: 1000,
    sending: { kind: "writing" },
    ...change,
  };
}

function read(path: string, init: RequestInit | undefined): Asked {
  const body: unknown = typeof init?.body === "string" ? JSON.parse(init.body) : {};
  return {
    method: init?.method ?? "GET",
    path: path.replace("/api/reviews/r00001", ""),
    body: typeof body === "object" && body !== null ? { ...body } : {},
  };
}

function take({ comments }: Line, { method, path, body }: Asked): Response {
  const { id, text } = body;
  if (path.endsWith("/comments/unread")) return Response.json({ threads: [] });
  if (path.endsWith("/comments/read")) return Response.json(null);
  if (typeof id === "string" && method === "POST") {
    if (comments.has(id) && comments.get(id) !== text) return problem(409, "conflict");
    comments.set(id, text);
    return Response.json({ thread: id.replace(/^c/, "t"), comment: id }, { status: 201 });
  }
  return Response.json(body);
}
