import type { Language, SearchHit, SectionId } from "@travaux/blueprint";
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from "react";
import { sayIn, type Say } from "./text/say.ts";
import { QUERY_LIMIT, type FindQuery } from "./find/matches.ts";
import { replacePlaces, showPlace } from "./find/replace.ts";
import {
  useFoundMarks,
  useLocalPlaces,
  useRemoteSearch,
  type FindSection,
  type LocalPlace,
  type RemoteSearch,
} from "./find/use-found.ts";
import "./find/find.css";

/** What {@link FindPanel} is given. `sections` and `search` should keep their identity from one drawing to the next. */
export interface FindPanelProps {
  /** The language of the interface. */
  readonly language: Language;
  /** The sections that may be read, in the order of the report; each with its view while it is mounted. */
  readonly sections: readonly FindSection[];
  /** Finds in everything that may be read: `GET /api/reviews/:review/search`. */
  readonly search: (text: string, signal: AbortSignal) => Promise<readonly SearchHit[]>;
  /** Bring a section into sight, and the block in it. */
  readonly onGo: (section: SectionId, block: string | null) => void;
  readonly onClose: () => void;
}

/**
 * Finds in the whole report and replaces in the mounted sections that may be edited. Mounted sections are read as they
 * stand on the page; the others by the server.
 */
export function FindPanel(props: FindPanelProps): ReactNode {
  const { language, sections, onGo, onClose } = props;
  const say = sayIn(language);
  const find = useFind(props);
  const { query, places, open } = find;
  const whyNoStep = places.length === 0 ? say("find.none") : null;
  const whyNoReplace = open === 0 ? say("find.cannotReplace") : null;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape closes the panel from any field in it
    <search
      className="find-panel"
      aria-label={say("find.title")}
      onKeyDown={(event) => event.key === "Escape" && onClose()}
    >
      <TextInput
        label={say("find.find")}
        value={query.text}
        onChange={(text) => find.change({ text })}
        onEnter={(event) => find.step(event.shiftKey ? -1 : 1)}
        isFirst
      />
      <TextInput
        label={say("find.replaceWith")}
        value={find.replacement}
        onChange={find.setReplacement}
        onEnter={find.replaceOne}
      />
      <div className="find-options">
        <Check
          label={say("find.matchCase")}
          isOn={query.matchCase}
          onChange={(matchCase) => find.change({ matchCase })}
        />
        <Check
          label={say("find.wholeWords")}
          isOn={query.wholeWords}
          onChange={(wholeWords) => find.change({ wholeWords })}
        />
      </div>
      <div className="actions">
        <PanelButton name={say("find.previous")} reason={whyNoStep} onPress={() => find.step(-1)} />
        <PanelButton name={say("find.next")} reason={whyNoStep} onPress={() => find.step(1)} />
        <PanelButton name={say("find.replace")} reason={whyNoReplace} onPress={find.replaceOne} />
        <PanelButton name={say("find.replaceAll")} reason={whyNoReplace} onPress={find.replaceAll} />
        <PanelButton name={say("find.close")} reason={null} onPress={onClose} />
      </div>
      <output className="hint">
        {statusOf({
          say,
          replaced: find.replaced,
          open,
          total: places.length,
          text: query.text,
          remote: find.remote,
        })}
      </output>
      <Places say={say} places={places} at={find.at} onGo={find.go} />
      <Elsewhere say={say} sections={sections} remote={find.remote} onGo={onGo} />
    </search>
  );
}

interface Find {
  readonly query: FindQuery;
  readonly change: (part: Partial<FindQuery>) => void;
  readonly replacement: string;
  readonly setReplacement: (replacement: string) => void;
  readonly places: readonly LocalPlace[];
  /** How many places may be edited. */
  readonly open: number;
  readonly remote: RemoteSearch;
  /** The index of the place one is at; -1 before the first. */
  readonly at: number;
  /** How many places the last replacement changed; null when none was made since the query changed. */
  readonly replaced: number | null;
  readonly go: (index: number) => void;
  readonly step: (by: 1 | -1) => void;
  readonly replaceOne: () => void;
  readonly replaceAll: () => void;
}

function useFind({ sections, search, onGo }: FindPanelProps): Find {
  const [query, setQuery] = useState<FindQuery>({ text: "", matchCase: false, wholeWords: false });
  const [replacement, setReplacement] = useState("");
  const [at, setAt] = useState(-1);
  const [replaced, setReplaced] = useState<number | null>(null);
  const places = useLocalPlaces(sections, query);
  const remote = useRemoteSearch(query.text, search);
  const current = places[at] ?? null;
  useFoundMarks(sections, query, current);

  const go = (index: number): void => {
    const place = places[index];
    if (place === undefined) return;
    setAt(index);
    onGo(place.section.id, place.match.block);
    showPlace(place);
  };
  const step = (by: 1 | -1): void => {
    if (places.length > 0) go((Math.max(at, by < 0 ? 0 : -1) + by + places.length) % places.length);
  };
  const replaceOne = (): void => {
    if (current?.view.editable !== true) return step(1);
    setReplaced(replacePlaces([current], replacement));
    // The place after this one takes its index once this one is gone.
    setAt(at - 1);
  };
  const change = (part: Partial<FindQuery>): void => {
    setQuery({ ...query, ...part });
    setAt(-1);
    setReplaced(null);
  };
  const replaceAll = (): void => setReplaced(replacePlaces(places, replacement));
  const open = places.filter(({ view }) => view.editable).length;
  return {
    query,
    change,
    replacement,
    setReplacement,
    places,
    open,
    remote,
    at,
    replaced,
    go,
    step,
    replaceOne,
    replaceAll,
  };
}

interface StatusFacts {
  readonly say: Say;
  readonly replaced: number | null;
  readonly open: number;
  readonly total: number;
  readonly text: string;
  readonly remote: RemoteSearch;
}

function statusOf({ say, replaced, open, total, text, remote }: StatusFacts): string {
  if (replaced !== null) return say("find.replaced", { count: replaced });
  if (text.trim() === "") return "";
  if (remote.kind === "failed") return say("find.failed");
  if (total === 0 && remote.kind !== "found") return say("find.searching");
  if (total === 0 && remote.kind === "found" && remote.hits.length === 0) return say("find.none");
  return say("find.open", { count: open });
}

function Places({
  say,
  places,
  at,
  onGo,
}: {
  readonly say: Say;
  readonly places: readonly LocalPlace[];
  readonly at: number;
  readonly onGo: (index: number) => void;
}): ReactNode {
  if (places.length === 0) return null;
  return (
    <ol className="find-list" aria-label={say("find.results")}>
      {places.map(({ section, match }, index) => (
        <li key={`${section.id} ${match.from}`}>
          <button
            type="button"
            className="find-place"
            aria-current={index === at}
            onClick={() => onGo(index)}
          >
            <span className="find-section">{section.name}</span>
            <bdi>
              {match.excerpt.before}
              <mark>{match.excerpt.found}</mark>
              {match.excerpt.after}
            </bdi>
          </button>
        </li>
      ))}
    </ol>
  );
}

function Elsewhere({
  say,
  sections,
  remote,
  onGo,
}: {
  readonly say: Say;
  readonly sections: readonly FindSection[];
  readonly remote: RemoteSearch;
  readonly onGo: FindPanelProps["onGo"];
}): ReactNode {
  const names = useMemo(() => new Map(sections.map((section) => [section.id, section])), [sections]);
  // What is mounted was read as it stands on the page, which is newer.
  const hits =
    remote.kind === "found"
      ? remote.hits.filter((hit) => (names.get(hit.section)?.view ?? null) === null)
      : [];
  if (hits.length === 0) return null;
  return (
    <>
      <h3>{say("find.elsewhere")}</h3>
      <ol className="find-list">
        {hits.map((hit) => (
          <li key={`${hit.section} ${hit.room} ${hit.block ?? ""} ${hit.offset}`}>
            <button type="button" className="find-place" onClick={() => onGo(hit.section, hit.block)}>
              <span className="find-section">{names.get(hit.section)?.name ?? ""}</span>
              <bdi>{hit.excerpt}</bdi>
            </button>
          </li>
        ))}
      </ol>
    </>
  );
}

interface TextInputProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly onEnter: (event: KeyboardEvent) => void;
  readonly isFirst?: boolean;
}

function TextInput({ label, value, onChange, onEnter, isFirst = false }: TextInputProps): ReactNode {
  const id = useId();
  const enter = (event: KeyboardEvent): void => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    event.preventDefault();
    onEnter(event);
  };
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        dir="auto"
        value={value}
        maxLength={QUERY_LIMIT}
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the panel was asked for in order to type here
        autoFocus={isFirst}
        autoComplete="off"
        onKeyDown={enter}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
    </div>
  );
}

function Check({
  label,
  isOn,
  onChange,
}: {
  readonly label: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}): ReactNode {
  return (
    <label className="check">
      <input type="checkbox" checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  );
}

function PanelButton({
  name,
  reason,
  onPress,
}: {
  readonly name: string;
  readonly reason: string | null;
  readonly onPress: () => void;
}): ReactNode {
  return (
    <button
      type="button"
      className="button button-small"
      aria-disabled={reason !== null}
      title={reason ?? undefined}
      onClick={() => reason === null && onPress()}
    >
      {name}
    </button>
  );
}
