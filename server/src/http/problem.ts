import { LANGUAGES, type Language, type Problem } from "@travaux/blueprint";
import type { Request, Response } from "express";
import { STATUS_OF, type ProblemCode, type ProblemTexts } from "./problem-codes.ts";
import { ar } from "./problem-texts/ar.ts";
import { en } from "./problem-texts/en.ts";
import { es } from "./problem-texts/es.ts";
import { fr } from "./problem-texts/fr.ts";
import { ru } from "./problem-texts/ru.ts";
import { zh } from "./problem-texts/zh.ts";
import { actorOfResponse, noteProblem } from "./response-facts.ts";

const TEXTS: Readonly<Record<Language, ProblemTexts>> = { ar, zh, en, fr, ru, es };

export type Faults = NonNullable<Problem["faults"]>;

/** The problem document for a code (RFC 9457), in a language. It quotes nothing of the request. */
export function problemOf(code: ProblemCode, language: Language, faults?: Faults): Problem {
  const [title, detail] = TEXTS[language][code];
  const base = { type: `urn:travaux:problem:${code}`, title, status: STATUS_OF[code], detail, code };
  return faults === undefined || faults.length === 0 ? base : { ...base, faults };
}

/** The language that a request prefers of the six; English if it names none of them. */
export function preferredLanguage(request: Request): Language {
  const best = request.acceptsLanguages([...LANGUAGES]);
  return LANGUAGES.find((language) => language === best) ?? "en";
}

/** Answers with a problem document, in the language of the session where there is one, else of the request. */
export function sendProblem(request: Request, response: Response, code: ProblemCode, faults?: Faults): void {
  const language = actorOfResponse(response)?.language ?? preferredLanguage(request);
  const problem = problemOf(code, language, faults);
  noteProblem(response, code);
  response.status(problem.status).set("Content-Language", language).type("application/problem+json");
  response.send(JSON.stringify(problem));
}
