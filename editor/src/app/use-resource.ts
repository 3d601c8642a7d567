import { useCallback, useEffect, useRef, useState } from "react";
import { RequestProblem } from "./api-client.ts";

/** What a screen waits for. While it is loaded again, the earlier value stays. */
export type Resource<Value> =
  | { readonly kind: "loading" }
  | { readonly kind: "loaded"; readonly value: Value }
  | { readonly kind: "failed"; readonly code: string };

/** A request's answer, asked for again when `key` changes or on `reload`; answers that come too late are dropped. */
export function useResource<Value>(
  key: string,
  load: () => Promise<Value>,
): {
  readonly resource: Resource<Value>;
  readonly reload: () => void;
  readonly replace: (value: Value) => void;
} {
  const [resource, setResource] = useState<Resource<Value>>({ kind: "loading" });
  const [round, setRound] = useState(0);
  const loading = useRef(load);
  loading.current = load;
  useEffect(() => {
    let current = true;
    loading.current().then(
      (value) => {
        if (current) setResource({ kind: "loaded", value });
      },
      (error: unknown) => {
        if (current) setResource({ kind: "failed", code: problemCode(error) });
      },
    );
    return () => {
      current = false;
    };
  }, [key, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const replace = useCallback((value: Value) => setResource({ kind: "loaded", value }), []);
  return { resource, reload, replace };
}

/** The stable code of what went wrong; an error that is no {@link RequestProblem} is a bug and goes on. */
export function problemCode(error: unknown): string {
  if (error instanceof RequestProblem) return error.code;
  throw error;
}
