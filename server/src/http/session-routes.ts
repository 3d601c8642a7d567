import type { DemoAccount, SessionUser, SessionView } from "@travaux/blueprint";
import type { SignIns } from "../identity/sign-in.ts";
import type { SignInAnswer, SignInRefusal } from "../identity/sign-in-answer.ts";
import {
  activation,
  activationLookup,
  demoSignIn,
  secondFactorConfirmation,
  secondFactorEnd,
  secondFactorStart,
  sessionChange,
  signIn,
} from "./account-schemas.ts";
import { answer, defineRoute, problem, type Answer, type Route } from "./route.ts";
import { activationView, secondFactorEnrolment, sessionView } from "./views.ts";

const VIEW = { status: 200, schema: sessionView };

/** Signing in and out, the second factor, and activation links. */
export function sessionRoutes(signIns: SignIns): readonly Route[] {
  return [...presenceOfSession(signIns), ...secondFactorRoutes(signIns), ...activationRoutes(signIns)];
}

function presenceOfSession(signIns: SignIns): readonly Route[] {
  const view = viewWith(signIns.demo);
  const routes = [
    defineRoute({
      method: "get",
      path: "/api/session",
      summary: "Who is signed in",
      access: "public",
      answers: VIEW,
      problems: [],
      handle: async (_, { headers }) => view(await signIns.current(headers)),
    }),
    defineRoute({
      method: "post",
      path: "/api/session",
      summary: "Sign in",
      access: "public",
      body: signIn,
      answers: VIEW,
      problems: ["sign-in-failed", "second-factor-required", "second-factor-wrong", "too-many-attempts"],
      limit: "sign-in",
      handle: async ({ body }) => view(await signIns.signIn(body)),
    }),
    defineRoute({
      method: "patch",
      path: "/api/session",
      summary: "Change what one sets about oneself",
      access: "session",
      body: sessionChange,
      answers: VIEW,
      problems: ["session-required"],
      handle: async ({ body }, { actor }) =>
        view({ kind: "done", value: await signIns.setLanguage(actor.user, body.language), cookies: [] }),
    }),
    defineRoute({
      method: "delete",
      path: "/api/session",
      summary: "Sign out",
      access: "public",
      answers: { status: 204 },
      problems: [],
      handle: async (_, { headers }) => answer(null, (await signIns.signOut(headers)).cookies),
    }),
  ];
  if (signIns.demo === null) return routes;
  return [
    ...routes,
    defineRoute({
      method: "post",
      path: "/api/session/demo",
      summary: "Sign in as a sample account (demo mode only)",
      access: "public",
      body: demoSignIn,
      answers: VIEW,
      problems: ["sign-in-failed"],
      handle: async ({ body }) => view(await signIns.signInDemo(body.email)),
    }),
  ];
}

function secondFactorRoutes(signIns: SignIns): readonly Route[] {
  const view = viewWith(signIns.demo);
  return [
    defineRoute({
      method: "post",
      path: "/api/session/second-factor",
      summary: "Begin to set up a second factor",
      access: "session",
      body: secondFactorStart,
      answers: { status: 200, schema: secondFactorEnrolment },
      problems: ["session-required", "password-wrong", "second-factor-exists", "too-many-attempts"],
      limit: "second-factor",
      handle: async ({ body }, { headers }) => {
        const result = await signIns.enrol(headers, body.password);
        return result.kind === "refused" ? problem(result.code) : answer(result.value, result.cookies);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/session/second-factor/confirm",
      summary: "Confirm the second factor with a first code",
      access: "session",
      body: secondFactorConfirmation,
      answers: VIEW,
      problems: ["session-required", "second-factor-wrong", "second-factor-missing", "too-many-attempts"],
      limit: "second-factor",
      handle: async ({ body }, { headers }) => view(await signIns.confirm(headers, body.code)),
    }),
    defineRoute({
      method: "post",
      path: "/api/session/second-factor/disable",
      summary: "Take the second factor off",
      access: "session",
      body: secondFactorEnd,
      answers: VIEW,
      problems: [
        "session-required",
        "password-wrong",
        "second-factor-wrong",
        "second-factor-missing",
        "too-many-attempts",
      ],
      limit: "second-factor",
      handle: async ({ body }, { headers }) => view(await signIns.disable(headers, body.password, body.code)),
    }),
  ];
}

function activationRoutes(signIns: SignIns): readonly Route[] {
  const view = viewWith(signIns.demo);
  return [
    defineRoute({
      method: "post",
      path: "/api/activations/lookup",
      summary: "Whose activation link it is",
      access: "public",
      body: activationLookup,
      answers: { status: 200, schema: activationView },
      problems: ["activation-ended", "too-many-attempts"],
      limit: "activation",
      handle: async ({ body }) => {
        const found = await signIns.lookupActivation(body.token);
        return found === null ? problem("activation-ended") : answer(found);
      },
    }),
    defineRoute({
      method: "post",
      path: "/api/activations",
      summary: "Set the password by an activation link",
      access: "public",
      body: activation,
      answers: VIEW,
      problems: [
        "activation-ended",
        "password-too-short",
        "password-too-long",
        "password-common",
        "too-many-attempts",
      ],
      limit: "activation",
      handle: async ({ body }) => view(await signIns.activate(body.token, body.password)),
    }),
  ];
}

function viewWith(demo: readonly DemoAccount[] | null) {
  return (result: SignInAnswer<SessionUser | null> | SignInRefusal): Answer => {
    if (result.kind === "refused") return problem(result.code);
    const value: SessionView = { user: result.value, demo };
    return answer(value, result.cookies);
  };
}
