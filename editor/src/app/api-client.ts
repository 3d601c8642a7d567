import type * as Api from "@travaux/blueprint";
import type { Language, MemberId, ReviewId, SectionId, UserId } from "@travaux/blueprint";
import { commentRequests, type CommentRequests } from "./comment-requests.ts";

/** Why a request was not answered as asked: the server's problem, or `offline` when it could not be reached. */
export class RequestProblem extends Error {
  /** Stable; a key of the interface texts under `problem.` where it is known. */
  readonly code: string;
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  readonly faults: NonNullable<Api.Problem["faults"]>;

  constructor(
    code: string,
    status: number,
    faults: NonNullable<Api.Problem["faults"]> = [],
    options?: ErrorOptions,
  ) {
    super(`Request failed: ${code}`, options);
    this.name = "RequestProblem";
    this.code = code;
    this.status = status;
    this.faults = faults;
  }
}

/** Every request of the interface. Each rejects with a {@link RequestProblem} and with nothing else. */
export interface ApiClient extends CommentRequests {
  /** The server's own answer, still to come, where `answer` only stood in for it; `null` where it is the server's. */
  fresh<Answer extends object>(answer: Answer): Promise<Answer> | null;
  session(): Promise<Api.SessionView>;
  signIn(request: Api.SignIn): Promise<Api.SessionView>;
  signInDemo(request: Api.DemoSignIn): Promise<Api.SessionView>;
  signOut(): Promise<void>;
  setLanguage(language: Language): Promise<Api.SessionView>;
  startSecondFactor(request: Api.SecondFactorStart): Promise<Api.SecondFactorEnrolment>;
  confirmSecondFactor(request: Api.SecondFactorConfirmation): Promise<Api.SessionView>;
  endSecondFactor(request: Api.SecondFactorEnd): Promise<Api.SessionView>;
  lookUpActivation(token: string): Promise<Api.ActivationView>;
  activate(request: Api.Activation): Promise<Api.SessionView>;

  people(): Promise<readonly Api.Person[]>;
  register(person: Api.NewPerson): Promise<Api.RegisteredPerson>;
  importPeople(table: Api.PeopleTable): Promise<readonly Api.ImportedPerson[]>;
  renewActivation(person: UserId): Promise<Api.ActivationLink>;
  resetSecondFactor(person: UserId): Promise<void>;

  reviews(): Promise<readonly Api.ReviewSummary[]>;
  createReview(request: Api.NewReview): Promise<Api.ReviewView>;
  review(review: ReviewId): Promise<Api.ReviewView>;
  outline(review: ReviewId): Promise<Api.OutlineView>;
  /** The outline if it says anything else than the one this client was last given; `null` if it does not. */
  newOutline(review: ReviewId): Promise<Api.OutlineView | null>;
  sectionText(review: ReviewId, section: SectionId, room?: string): Promise<Api.SectionText>;
  act(review: ReviewId, request: Api.ActRequest): Promise<Api.ActResult>;
  /** Accepts proposals in a room's text, or keeps the original text. */
  decide(review: ReviewId, section: SectionId, request: Api.DecisionRequest): Promise<Api.DecisionResult>;
  undoDecision(review: ReviewId, section: SectionId, decision: string): Promise<Api.DecisionResult>;
  /** Names those of one's delegation who propose in the shared text directly. */
  allowLive(review: ReviewId, request: Api.LiveMembers): Promise<Api.LiveMembers>;
  movePhase(review: ReviewId, move: Api.PhaseMove): Promise<Api.ReviewView>;
  addMember(review: ReviewId, member: Api.NewMember): Promise<Api.MemberView>;
  changeMember(review: ReviewId, member: MemberId, change: Api.MemberChange): Promise<Api.MemberView>;
  record(review: ReviewId, before?: number): Promise<readonly Api.RecordEntry[]>;
  search(review: ReviewId, query: string, signal?: AbortSignal): Promise<readonly Api.SearchHit[]>;
  treatyText(
    review: ReviewId,
    instrument: Api.InstrumentCode,
    article: number,
    language: Language,
  ): Promise<Api.TreatyTextView>;
  loadTreatyText(review: ReviewId, text: Api.TreatyText): Promise<{ readonly loaded: number }>;
}

const NOT_MODIFIED = 304;

/** @param language the interface's language at the moment of a request */
export function createApiClient(
  language: () => Language,
  request: typeof fetch = (...args) => fetch(...args),
): ApiClient {
  const reach = (path: string, init: RequestInit): Promise<Response> =>
    request(`/api${path}`, { ...init, credentials: "same-origin" }).catch((cause: unknown) => {
      throw new RequestProblem("offline", 0, [], { cause });
    });
  const ask = async <Answer>(
    method: string,
    path: string,
    body?: unknown,
    signal?: AbortSignal,
  ): Promise<Answer> => {
    const headers: Record<string, string> = { accept: "application/json", "accept-language": language() };
    if (body !== undefined) headers["content-type"] = "application/json";
    const response = await reach(path, {
      method,
      headers,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      ...(signal === undefined ? {} : { signal }),
    });
    return readAnswer<Answer>(response);
  };
  const outlineTags = new Map<ReviewId, string>();
  const askOutline = async (review: ReviewId, known: string | undefined): Promise<Api.OutlineView | null> => {
    const response = await reach(`${of(review)}/outline`, {
      headers: {
        accept: "application/json",
        "accept-language": language(),
        // With a tag of ours the browser would add `no-cache`, and be sent everything.
        ...(known === undefined ? {} : { "if-none-match": known, "cache-control": "max-age=0" }),
      },
    });
    if (response.status === NOT_MODIFIED) return null;
    const tag = response.headers.get("etag");
    if (response.ok && tag !== null) outlineTags.set(review, tag);
    return readAnswer<Api.OutlineView>(response);
  };
  const of = (review: ReviewId): string => `/reviews/${encodeURIComponent(review)}`;
  const person = (user: UserId): string => `/people/${encodeURIComponent(user)}`;
  return {
    ...commentRequests(ask),
    fresh: () => null,
    session: () => ask("GET", "/session"),
    signIn: (body) => ask("POST", "/session", body),
    signInDemo: (body) => ask("POST", "/session/demo", body),
    signOut: () => ask("DELETE", "/session"),
    setLanguage: (chosen) => ask("PATCH", "/session", { language: chosen }),
    startSecondFactor: (body) => ask("POST", "/session/second-factor", body),
    confirmSecondFactor: (body) => ask("POST", "/session/second-factor/confirm", body),
    endSecondFactor: (body) => ask("POST", "/session/second-factor/disable", body),
    lookUpActivation: (token) => ask("POST", "/activations/lookup", { token }),
    activate: (body) => ask("POST", "/activations", body),

    people: () => ask("GET", "/people"),
    register: (body) => ask("POST", "/people", body),
    importPeople: (body) => ask("POST", "/people/import", body),
    renewActivation: (user) => ask("POST", `${person(user)}/activation`),
    resetSecondFactor: (user) => ask("DELETE", `${person(user)}/second-factor`),

    reviews: () => ask("GET", "/reviews"),
    createReview: (body) => ask("POST", "/reviews", body),
    review: (review) => ask("GET", of(review)),
    outline: (review) => ask("GET", `${of(review)}/outline`),
    newOutline: (review) => askOutline(review, outlineTags.get(review)),
    sectionText: (review, section, room) =>
      ask(
        "GET",
        `${of(review)}/sections/${section}${room === undefined ? "" : `?room=${encodeURIComponent(room)}`}`,
      ),
    act: (review, body) => ask("POST", `${of(review)}/acts`, body),
    decide: (review, section, body) => ask("POST", `${of(review)}/sections/${section}/decisions`, body),
    undoDecision: (review, section, decision) =>
      ask("POST", `${of(review)}/sections/${section}/decisions/${encodeURIComponent(decision)}/undo`, {}),
    allowLive: (review, body) => ask("PUT", `${of(review)}/live`, body),
    movePhase: (review, body) => ask("POST", `${of(review)}/phase`, body),
    addMember: (review, body) => ask("POST", `${of(review)}/members`, body),
    changeMember: (review, member, body) =>
      ask("PATCH", `${of(review)}/members/${encodeURIComponent(member)}`, body),
    record: (review, before) =>
      ask("GET", `${of(review)}/record${before === undefined ? "" : `?before=${before}`}`),
    search: (review, query, signal) =>
      ask("GET", `${of(review)}/search?q=${encodeURIComponent(query)}`, undefined, signal),
    treatyText: (review, instrument, article, chosen) =>
      ask("GET", `${of(review)}/treaty-text/${instrument}/${article}?language=${chosen}`),
    loadTreatyText: (review, body) => ask("PUT", `${of(review)}/treaty-text`, body),
  };
}

/** The body of a good answer; the server is our own and of the same release, so its form is taken on trust. */
async function readAnswer<Answer>(response: Response): Promise<Answer> {
  const body: unknown = await response.json().catch(() => null);
  if (response.ok) return body as Answer;
  throw new RequestProblem(...readProblem(body, response.status));
}

function readProblem(
  body: unknown,
  status: number,
): [code: string, status: number, faults: NonNullable<Api.Problem["faults"]>] {
  const problem: Partial<Api.Problem> = typeof body === "object" && body !== null ? body : {};
  const code =
    typeof problem.code === "string" ? problem.code : status === 401 ? "session-required" : "unknown";
  return [code, status, Array.isArray(problem.faults) ? problem.faults : []];
}
