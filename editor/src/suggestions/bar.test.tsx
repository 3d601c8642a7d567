import type { Level, ReviewView, SectionId, SectionView, UserId } from "@travaux/blueprint";
import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Announcer } from "../app/announcer.tsx";
import { englishMessages } from "../interface-text/english.ts";
import { createInterfaceText, TextProvider } from "../interface-text/text.tsx";
import { createReportModel, ReportContext, type ReportModel } from "../report/report-model.ts";
import { OpenProposals } from "./open-proposals.tsx";
import { openPreferences } from "./preferences.ts";
import { ModeControl, ViewControl } from "./work-controls.tsx";

const USER = "u1" as UserId;
const VIEW = { member: "m1", members: [], states: [] } as unknown as ReviewView;

let root: Root;
let place: HTMLElement;

beforeEach(() => {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true });
  vi.stubGlobal(
    "IntersectionObserver",
    class {
      observe(): void {}
      unobserve(): void {}
    },
  );
  localStorage.clear();
  place = document.body.appendChild(document.createElement("div"));
  root = createRoot(place);
});

afterEach(() => {
  act(() => root.unmount());
  place.remove();
  vi.unstubAllGlobals();
});

function show(part: ReactNode): ReportModel {
  const model = createReportModel(VIEW, () => undefined, openPreferences(USER, localStorage));
  act(() =>
    root.render(
      <TextProvider text={createInterfaceText("en", englishMessages)}>
        <Announcer>
          <ReportContext value={model}>{part}</ReportContext>
        </Announcer>
      </TextProvider>,
    ),
  );
  return model;
}

function selectOf(label: string): HTMLSelectElement {
  const found = [...place.querySelectorAll("label")].find(({ textContent }) => textContent === label);
  const select = document.getElementById(found?.htmlFor ?? "");
  if (!(select instanceof HTMLSelectElement)) throw new Error(`No choice ${label}`);
  return select;
}

const offered = (label: string): readonly string[] => [...selectOf(label).options].map(({ text }) => text);

function choose(label: string, value: string): void {
  const select = selectOf(label);
  act(() => {
    select.value = value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

const pressModeKey = (): void =>
  act(() => {
    document.dispatchEvent(
      new KeyboardEvent("keydown", { key: "E", code: "KeyE", ctrlKey: true, shiftKey: true }),
    );
  });

describe("the bar", () => {
  it.each<[Level, readonly string[]]>([
    ["edit", ["Edit", "Suggest", "View"]],
    ["suggest", ["Suggest", "View"]],
  ])("offers at the level %s the modes that it allows", (level, modes) => {
    show(<ModeControl level={level} />);
    expect(offered("Mode")).toEqual(modes);
  });

  it("goes from editing to suggesting by its key and says so, and never to editing where that is not allowed", () => {
    const model = show(<ModeControl level="edit" />);
    pressModeKey();
    expect(model.preferences.mode.get()).toBe("suggest");
    expect(place.querySelector("[aria-live]")?.textContent).toContain(
      "Suggest. What you write is a proposal",
    );
    pressModeKey();
    expect(model.preferences.mode.get()).toBe("edit");
    const other = show(<ModeControl level="suggest" />);
    pressModeKey();
    expect(selectOf("Mode").value).toBe("suggest");
    expect(other.preferences.mode.get()).toBe("edit");
  });

  it("remembers mode and view for the person", () => {
    show(
      <>
        <ModeControl level="edit" />
        <ViewControl />
      </>,
    );
    expect(offered("Show")).toEqual(["Markup", "As proposed", "As it stands", "Square brackets"]);
    choose("Mode", "suggest");
    choose("Show", "brackets");
    const later = openPreferences(USER, localStorage);
    expect([later.mode.get(), later.view.get()]).toEqual(["suggest", "brackets"]);
  });
});

describe("before a text is sent on", () => {
  const section = { id: "untoc.5.b" as SectionId } as SectionView;

  it("lists open proposals and leaves none behind unless that is chosen", () => {
    const chosen: boolean[] = [];
    const ask = (leavesBehind: boolean): ReactNode => (
      <OpenProposals
        sections={[section]}
        open={new Map([[section.id, new Set(["m1:aaaa", "m2:bbbb"])]])}
        leavesBehind={leavesBehind}
        onChoose={(each) => chosen.push(each)}
      />
    );
    show(ask(false));
    expect(place.textContent).toContain("2 proposals in it are still open");
    const [wait, leave] = place.querySelectorAll<HTMLInputElement>("input[type=radio]");
    expect(wait?.checked).toBe(true);
    act(() => leave?.click());
    expect(chosen).toEqual([true]);
  });

  it("asks nothing where nothing is open", () => {
    show(
      <OpenProposals sections={[section]} open={new Map()} leavesBehind={false} onChoose={() => undefined} />,
    );
    expect(place.querySelector("fieldset")).toBeNull();
  });
});
