import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { RequestProblem, type ApiClient } from "./api-client.ts";
import { ApplicationContext, type Application } from "./application.tsx";
import { useResource } from "./use-resource.ts";

interface Names {
  readonly named: readonly string[];
}

const KEPT: Names = { named: [] };
const FROM_SERVER: Names = { named: ["Expert of State A"] };

let root: Root;
let place: HTMLElement;
let arrive: (answer: Names) => void;
let refuse: (problem: RequestProblem) => void;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
});
afterEach(() => {
  act(() => root.unmount());
  place.remove();
});

/** A server that takes longer to answer than what this computer kept is waited for. */
async function showSlowly(): Promise<void> {
  const asked = new Promise<Names>((resolve, reject) => {
    arrive = resolve;
    refuse = reject;
  });
  const fresh: ApiClient["fresh"] = <Answer extends object>(answer: Answer) =>
    Object.is(answer, KEPT) ? (asked as Promise<object> as Promise<Answer>) : null;
  const application = { api: { fresh } } as unknown as Application;
  await act(async () =>
    root.render(
      <ApplicationContext value={application}>
        <Shown />
      </ApplicationContext>,
    ),
  );
}

function Shown(): ReactNode {
  const { resource } = useResource("names", () => Promise.resolve(KEPT));
  if (resource.kind === "loaded") return `named: ${resource.value.named.join()}`;
  return resource.kind === "failed" ? `failed: ${resource.code}` : "loading";
}

it("shows what the server answers in the place of what stood in for it", async () => {
  await showSlowly();
  expect(place.textContent).toBe("named: ");
  await act(async () => arrive(FROM_SERVER));
  expect(place.textContent).toBe("named: Expert of State A");
});

it("keeps what stands in while the server cannot be reached, and says where it refuses", async () => {
  await showSlowly();
  await act(async () => refuse(new RequestProblem("offline", 0)));
  expect(place.textContent).toBe("named: ");
  act(() => root.unmount());
  root = createRoot(place);
  await showSlowly();
  await act(async () => refuse(new RequestProblem("absent", 404)));
  expect(place.textContent).toBe("failed: absent");
});
