import type { SectionText, SessionView } from "@travaux/blueprint";
import type { CachedViews } from "../session/offline-store.ts";
import { RequestProblem, type ApiClient } from "./api-client.ts";
import type { ThisComputer } from "./this-computer.ts";

/** How long the server has before what this computer kept is shown in its place, in milliseconds. */
const GRACE_MS = 300;

/**
 * `api`, with what reading needs kept on this computer: where the server cannot be reached or takes long, its last
 * answer stands in, and {@link ApiClient.fresh} gives the server's own when it comes.
 */
export function keepAnswers(api: ApiClient, computer: ThisComputer): ApiClient {
  const later = new WeakMap<object, Promise<object>>();

  const standIn = async <Answer extends object>(
    asked: Promise<Answer>,
    read: () => Promise<Answer | null>,
  ): Promise<Answer> => {
    const early = await Promise.race([outcome(asked), pause(GRACE_MS)]);
    if (early === "good" || early === "refused") return asked;
    const kept = await read().catch(() => null);
    // Meanwhile the server may have answered after all.
    if (kept === null || (await Promise.race([outcome(asked), Promise.resolve("late")])) === "good")
      return asked;
    later.set(kept, asked);
    return kept;
  };

  const keep = <Name extends keyof CachedViews>(
    name: Name,
    asked: Promise<CachedViews[Name]>,
    of?: string,
  ): Promise<CachedViews[Name]> => {
    asked
      .then(
        async (value) => (await computer.viewsToWrite()).write(name, value, of),
        async (error: unknown) => {
          if (error instanceof RequestProblem && error.code === "absent")
            await (await computer.viewsToRead())?.drop(name, of);
        },
        // A browser that keeps nothing loses the offline view alone.
      )
      .catch(() => undefined);
    return standIn(asked, async () => (await computer.viewsToRead())?.read(name, of) ?? null);
  };

  /** The room is known only with the answer, and then noted, to find the text by it the next time. */
  const keepFirstText = (asked: Promise<SectionText>, section: string): Promise<SectionText> => {
    asked
      .then(
        async (text) => {
          const views = await computer.viewsToWrite();
          await Promise.all([
            views.write("text", text, text.room),
            views.write("firstRoom", { room: text.room }, section),
          ]);
        },
        () => undefined,
      )
      .catch(() => undefined);
    return standIn(asked, async () => {
      const views = await computer.viewsToRead();
      const first = await views?.read("firstRoom", section);
      return first === null || first === undefined ? null : ((await views?.read("text", first.room)) ?? null);
    });
  };

  const adopt = async (asked: Promise<SessionView>): Promise<SessionView> => {
    const view = await asked;
    const noted = view.user === null ? computer.signedOut() : computer.signedIn(view.user);
    noted.catch(() => undefined);
    return view;
  };

  return {
    ...api,
    fresh: <Answer extends object>(answer: Answer) =>
      (later.get(answer) as Promise<Answer> | undefined) ?? api.fresh(answer),
    session: () =>
      standIn(adopt(api.session()), async () => {
        const user = await computer.lastUser();
        return user === null ? null : { user, demo: null };
      }),
    signIn: (request) => adopt(api.signIn(request)),
    signInDemo: (request) => adopt(api.signInDemo(request)),
    activate: (request) => adopt(api.activate(request)),
    setLanguage: (language) => adopt(api.setLanguage(language)),
    reviews: () => keep("reviews", api.reviews()),
    review: (review) => keep("review", api.review(review), review),
    outline: (review) => keep("outline", api.outline(review), review),
    newOutline: async (review) => {
      const news = await api.newOutline(review);
      return news === null ? null : keep("outline", Promise.resolve(news), review);
    },
    sectionText: (review, section, room) =>
      room === undefined
        ? keepFirstText(api.sectionText(review, section), `${review}/${section}`)
        : keep("text", api.sectionText(review, section, room), room),
  };
}

/**
 * Gives `take` an answer and, where it only stood in for the server's, that one when it has come.
 *
 * @param refuse hears why the server gave none, unless it could not be reached
 */
export function takeFresh<Answer extends object>(
  api: Pick<ApiClient, "fresh">,
  answer: Answer,
  take: (answer: Answer) => void,
  refuse: (problem: RequestProblem) => void,
): void {
  take(answer);
  api.fresh(answer)?.then(take, (error: unknown) => {
    if (!(error instanceof RequestProblem)) throw error;
    if (error.code !== "offline") refuse(error);
  });
}

function outcome(asked: Promise<unknown>): Promise<"good" | "refused" | "unreached"> {
  return asked.then(
    () => "good" as const,
    (error: unknown) =>
      error instanceof RequestProblem && error.code === "offline" ? "unreached" : "refused",
  );
}

function pause(ms: number): Promise<"late"> {
  return new Promise((resolve) => setTimeout(() => resolve("late"), ms));
}
