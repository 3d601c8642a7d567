import type { DemoAccount, Multilingual, NewPerson } from "@travaux/blueprint";

function stateName(letter: string): Multilingual {
  return {
    en: `State ${letter}`,
    fr: `État ${letter}`,
    es: `Estado ${letter}`,
    ru: `Государство ${letter}`,
    zh: `${letter}国`,
    ar: `الدولة ${{ A: "ألف", B: "باء", C: "جيم" }[letter] ?? letter}`,
  };
}

/** The three States of the sample review. */
export const SAMPLE_STATES: Readonly<Record<"a" | "b" | "c", Multilingual>> = {
  a: stateName("A"),
  b: stateName("B"),
  c: stateName("C"),
};

/** The accounts of demo mode, named by what they are; each is entered by one click. */
export const DEMO_ACCOUNTS: readonly DemoAccount[] = [
  { email: "secretariat@example.org", name: "Secretariat officer", role: "secretariat", state: null },
  {
    email: "focal-point.b@example.org",
    name: "Focal point of State B",
    role: "reviewing-focal-point",
    state: SAMPLE_STATES.b,
  },
  {
    email: "expert.b@example.org",
    name: "Expert of State B",
    role: "reviewing-expert",
    state: SAMPLE_STATES.b,
  },
  {
    email: "focal-point.c@example.org",
    name: "Focal point of State C",
    role: "reviewing-focal-point",
    state: SAMPLE_STATES.c,
  },
  {
    email: "expert.c@example.org",
    name: "Expert of State C",
    role: "reviewing-expert",
    state: SAMPLE_STATES.c,
  },
  {
    email: "focal-point.a@example.org",
    name: "Focal point of State A",
    role: "state-focal-point",
    state: SAMPLE_STATES.a,
  },
  { email: "expert.a@example.org", name: "Expert of State A", role: "state-expert", state: SAMPLE_STATES.a },
  { email: "observer.a@example.org", name: "Observer of State A", role: "observer", state: SAMPLE_STATES.a },
];

/** How the accounts are registered. */
export function samplePerson(account: DemoAccount): NewPerson {
  return {
    name: account.name,
    function: account.name,
    email: account.email,
    phone: "",
    noteVerbale: "NV 1/2026",
    language: "en",
    staff: account.role === "secretariat",
  };
}
