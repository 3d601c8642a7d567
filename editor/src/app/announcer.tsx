import { createContext, useCallback, useContext, useState, type ReactNode } from "react";

type Announce = (message: string) => void;
const AnnounceContext = createContext<Announce>(() => undefined);

/** Holds the live region in which results of acts are said; the region is there from the start, as readers need it. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactNode {
  const [said, setSaid] = useState({ message: "", count: 0 });
  const announce = useCallback(
    (message: string) => setSaid(({ count }) => ({ message, count: count + 1 })),
    [],
  );
  return (
    <AnnounceContext value={announce}>
      {children}
      <div className="unseen" role="status" aria-live="polite">
        {/* The same words twice in a row are news too: another element. */}
        <span key={said.count}>{said.message}</span>
      </div>
    </AnnounceContext>
  );
}

/** Says a sentence to whoever listens, without moving the focus. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}
