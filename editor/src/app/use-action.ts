import { useCallback, useState } from "react";
import type { Problem } from "@travaux/blueprint";
import { RequestProblem } from "./api-client.ts";

/** What came of the last try. */
export type ActionState =
  | { readonly kind: "idle" }
  | { readonly kind: "busy" }
  | { readonly kind: "failed"; readonly code: string; readonly faults: NonNullable<Problem["faults"]> };

/** One request that a person sets off: busy meanwhile, and what went wrong afterwards. */
export function useAction(): {
  readonly state: ActionState;
  readonly problem: string | null;
  readonly run: (work: () => Promise<void>) => void;
} {
  const [state, setState] = useState<ActionState>({ kind: "idle" });
  const run = useCallback((work: () => Promise<void>) => {
    setState({ kind: "busy" });
    work().then(
      () => setState({ kind: "idle" }),
      (error: unknown) => {
        if (!(error instanceof RequestProblem)) throw error;
        setState({ kind: "failed", code: error.code, faults: error.faults });
      },
    );
  }, []);
  return { state, problem: state.kind === "failed" ? state.code : null, run };
}

/** The code of the fault at a JSON pointer; `null` where there is none. */
export function faultAt(state: ActionState, pointer: string): string | null {
  return state.kind === "failed"
    ? (state.faults.find((fault) => fault.pointer === pointer)?.code ?? null)
    : null;
}
