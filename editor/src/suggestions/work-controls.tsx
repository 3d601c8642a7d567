import type { Level } from "@travaux/blueprint";
import type { SuggestionView, TrackingMode } from "@travaux/track-changes";
import { useEffect, useEffectEvent, useId, type ReactNode } from "react";
import { useAnnounce } from "../app/announcer.tsx";
import { useText } from "../interface-text/text.tsx";
import { useReport } from "../report/report-model.ts";
import { useCell } from "../report/use-cell.ts";
import { hasCommandKey, nameKeys } from "../writing/toolbar/key-names.ts";
import { modeAt, modesAt, TEXT_VIEWS } from "./working-mode.ts";

const MODE_KEY = "Mod-Shift-e";

/** How one works in the section one is in, as far as its access leaves a choice. */
export function ModeControl({ level }: { readonly level: Level }): ReactNode {
  const text = useText();
  const { preferences } = useReport();
  const wanted = useCell(preferences.mode);
  const modes = modesAt(level);
  const mode = modeAt(level, wanted);
  const key = nameKeys(MODE_KEY, hasCommandKey());
  useModeKey(level);
  const id = useId();
  return (
    <span className="work-control" data-mode={mode}>
      <label htmlFor={id}>{text.say("work.label")}</label>
      <select
        id={id}
        value={mode}
        aria-describedby={`${id}-hint`}
        aria-keyshortcuts={key.aria}
        title={text.say("work.key", { keys: key.shown })}
        onChange={(event) => choose(modes, event.target.value, (next) => preferences.mode.set(next))}
      >
        {modes.map((each) => (
          <option key={each} value={each}>
            {text.say(`work.${each}`)}
          </option>
        ))}
      </select>
      <span id={`${id}-hint`} className="unseen">
        {text.say(`work.${mode}Text`)}
      </span>
    </span>
  );
}

/** How proposals are drawn, everywhere in the report. */
export function ViewControl(): ReactNode {
  const text = useText();
  const { preferences } = useReport();
  const view = useCell(preferences.view);
  const id = useId();
  return (
    <span className="work-control" data-view={view}>
      <label htmlFor={id}>{text.say("shown.label")}</label>
      <select
        id={id}
        value={view}
        onChange={(event) =>
          choose<SuggestionView>(TEXT_VIEWS, event.target.value, (next) => preferences.view.set(next))
        }
      >
        {TEXT_VIEWS.map((each) => (
          <option key={each} value={each}>
            {text.say(`shown.${each}`)}
          </option>
        ))}
      </select>
    </span>
  );
}

function choose<Value extends string>(
  known: readonly Value[],
  value: string,
  take: (value: Value) => void,
): void {
  const chosen = known.find((each) => each === value);
  if (chosen !== undefined) take(chosen);
}

/** The key that leads from editing to proposing and back, as in Word. */
function useModeKey(level: Level): void {
  const text = useText();
  const { preferences } = useReport();
  const announce = useAnnounce();
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (!(event.ctrlKey || event.metaKey) || !event.shiftKey || event.altKey || event.code !== "KeyE") return;
    const next: TrackingMode = modeAt(level, preferences.mode.get()) === "suggest" ? "edit" : "suggest";
    if (!modesAt(level).includes(next)) return;
    event.preventDefault();
    preferences.mode.set(next);
    announce(`${text.say(`work.${next}`)}. ${text.say(`work.${next}Text`)}`);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}
