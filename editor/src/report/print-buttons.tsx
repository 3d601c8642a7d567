import { useEffect, useState, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "./report-model.ts";
import { useCell, useCellPart } from "./use-cell.ts";

const ONE_SECTION = "printing-one";

/** Prints the whole report, every section of it fetched first, or the one section in which one is. */
export function PrintButtons(): ReactNode {
  const { say } = useText();
  const model = useReport();
  const current = useCellPart(model.current, (value) => value?.id ?? null);
  const reading = useCell(model.reading);
  const pending = useCell(model.pending);
  const [waiting, setWaiting] = useState(false);
  useEffect(() => {
    if (!waiting || pending > 0) return undefined;
    // The last section has been fetched; it is drawn in the next frame.
    const timer = setTimeout(() => {
      setWaiting(false);
      window.print();
    }, 100);
    return () => clearTimeout(timer);
  }, [waiting, pending]);
  const section = current ?? reading;
  const printAll = (): void => {
    model.drawAll.set(true);
    setWaiting(true);
  };
  const printOne = (): void => {
    const place = section === null ? null : document.getElementById(section);
    if (place === null) return;
    document.documentElement.classList.add(ONE_SECTION);
    place.classList.add("to-print");
    const restore = (): void => {
      document.documentElement.classList.remove(ONE_SECTION);
      place.classList.remove("to-print");
    };
    window.addEventListener("afterprint", restore, { once: true });
    window.print();
  };
  return (
    <span className="print-buttons">
      <button
        type="button"
        className="button button-small button-quiet"
        onClick={printAll}
        disabled={waiting}
      >
        {waiting ? say("app.loading") : say("report.print")}
      </button>
      {section !== null && (
        <button type="button" className="button button-small button-quiet" onClick={printOne}>
          {say("report.printSection")}
        </button>
      )}
    </span>
  );
}
