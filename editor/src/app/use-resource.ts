import { useCallback, useEffect, useRef, useState } from "react";
import { RequestProblem } from "./api-client.ts";
import { useApplication } from "./application.tsx";
import { takeFresh } from "./kept-answers.ts";

/** What a screen waits for. While it is loaded again, the earlier value stays. */
export type Resource<Value> =
  | { readonly kind: "loading" }
  | { readonly kind: "loaded"; readonly value: Value }
  | { readonly kind: "failed"; readonly code: string };

/**
 * A request's answer, asked for again when `key` changes or on `reload`; answers that come too late are dropped. Where
 * what this computer kept stands in for the server's answer, that one takes its place when it comes.
 */
export function useResource<Value>(
  key: string,
  load: () => Promise<Value>,
): {
  readonly resource: Resource<Value>;
  readonly reload: () => void;
  readonly replace: (value: Value) => void;
} {
  const { api } = useApplication();
  const [resource, setResource] = useState<Resource<Value>>({ kind: "loading" });
  const [round, setRound] = useState(0);
  const loading = useRef(load);
  loading.current = load;
  useEffect(() => {
    let current = true;
    const take = (value: Value): void => {
      if (current) setResource({ kind: "loaded", value });
    };
    const fail = (error: unknown): void => {
      if (current) setResource({ kind: "failed", code: problemCode(error) });
    };
    loading.current().then((value) => {
      if (isObject(value)) takeFresh(api, value, take, fail);
      else take(value);
    }, fail);
    return () => {
      current = false;
    };
  }, [api, key, round]);
  const reload = useCallback(() => setRound((count) => count + 1), []);
  const replace = useCallback((value: Value) => setResource({ kind: "loaded", value }), []);
  return { resource, reload, replace };
}

function isObject<Value>(value: Value): value is Value & object {
  return typeof value === "object" && value !== null;
}

/** The stable code of what went wrong; an error that is no {@link RequestProblem} is a bug and goes on. */
export function problemCode(error: unknown): string {
  if (error instanceof RequestProblem) return error.code;
  throw error;
}
