import type { OutlineEntry, SectionId, SectionView } from "@travaux/blueprint";
import { memo, useDeferredValue, useEffect, useMemo, useState, type ReactNode } from "react";
import { sectionStateName } from "../app/names.ts";
import { useText } from "../interface-text/text.tsx";
import { CommentCount } from "./comment-count.tsx";
import { buildTree, filterTree, headingsAbove, sectionsBelow, type OutlineNode } from "./outline-tree.ts";
import { useReport } from "./report-model.ts";
import { SearchHits } from "./search-hits.tsx";
import { useCell, useCellPart } from "./use-cell.ts";

/** Deeper headings, the parts of an article, are shown when somebody opens the article or reads in it. */
const OPEN_DEPTH = 3;

interface OutlinePanelProps {
  readonly entries: readonly OutlineEntry[];
  /** The reader chose a heading: a drawer closes. */
  readonly onChoose: () => void;
}

/** The report's headings with how far each section's drafting is, and the search over headings and text. */
export const OutlinePanel = memo(function OutlinePanel({ entries, onChoose }: OutlinePanelProps): ReactNode {
  const text = useText();
  const { reading } = useReport();
  const [query, setQuery] = useState("");
  const sought = useDeferredValue(query.trim());
  const tree = useMemo(() => buildTree(entries), [entries]);
  const shown = useMemo(() => {
    const fold = (value: string): string => value.toLocaleLowerCase(text.locale);
    const matches = (entry: OutlineEntry): boolean =>
      fold(`${entry.label} ${text.name(entry.title)}`).includes(fold(sought));
    return sought === "" ? tree : filterTree(tree, matches);
  }, [tree, sought, text]);
  const current = useCell(reading);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    // Whoever reads in an article sees where in it he is.
    if (current !== null) setOpened((before) => withAll(before, headingsAbove(entries, current)));
  }, [current, entries]);
  const toggle = (id: string): void =>
    setOpened((before) => (before.has(id) ? without(before, id) : withAll(before, [id])));
  const view: TreeView = {
    current,
    toggle,
    isOpen: (entry) => sought !== "" || isOpen(entry, opened),
    onChoose,
  };
  return (
    <>
      <div className="outline-search" role="search">
        <label className="unseen" htmlFor="report-search">
          {text.say("report.search")}
        </label>
        <input
          id="report-search"
          type="search"
          className="input"
          placeholder={text.say("report.search")}
          aria-describedby="report-search-hint"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
        />
        <p id="report-search-hint" className="hint unseen">
          {text.say("report.searchHint")}
        </p>
      </div>
      {sought !== "" && <h3 className="outline-part">{text.say("report.searchHeadings")}</h3>}
      {shown.length === 0 ? (
        <p className="hint outline-none">{text.say("report.searchNone")}</p>
      ) : (
        <Branch nodes={shown} view={view} />
      )}
      {sought.length > 1 && <SearchHits query={sought} entries={entries} onChoose={onChoose} />}
    </>
  );
});

interface TreeView {
  readonly current: string | null;
  readonly isOpen: (entry: OutlineEntry) => boolean;
  readonly toggle: (id: string) => void;
  readonly onChoose: () => void;
}

/** Articles are closed until opened; all above them are open until closed. */
function isOpen(entry: OutlineEntry, toggled: ReadonlySet<string>): boolean {
  return entry.depth < OPEN_DEPTH && entry.article === null
    ? !toggled.has(`-${entry.id}`)
    : toggled.has(entry.id);
}

function withAll(before: ReadonlySet<string>, ids: readonly string[]): ReadonlySet<string> {
  return ids.every((id) => before.has(id)) ? before : new Set([...before, ...ids]);
}

function without(before: ReadonlySet<string>, id: string): ReadonlySet<string> {
  return new Set([...before].filter((each) => each !== id));
}

function Branch({
  nodes,
  view,
}: {
  readonly nodes: readonly OutlineNode[];
  readonly view: TreeView;
}): ReactNode {
  return (
    <ul className="outline-list">
      {nodes.map((node) => (
        <Item key={node.entry.id} node={node} view={view} />
      ))}
    </ul>
  );
}

function Item({ node, view }: { readonly node: OutlineNode; readonly view: TreeView }): ReactNode {
  const text = useText();
  const { entry, children } = node;
  const open = view.isOpen(entry);
  const name = text.name(entry.title);
  const key = entry.depth < OPEN_DEPTH && entry.article === null ? `-${entry.id}` : entry.id;
  // A closed heading speaks for what it hides.
  const counted = useMemo(
    () => (open ? [entry.section ?? []].flat() : sectionsBelow(node)).filter(hasMargins),
    [open, entry, node],
  );
  return (
    <li>
      <div className={`outline-row outline-depth-${entry.depth}`}>
        {children.length > 0 ? (
          <button
            type="button"
            className="outline-toggle"
            aria-expanded={open}
            aria-label={text.say("report.expand", { name })}
            onClick={() => view.toggle(key)}
          />
        ) : (
          <span className="outline-toggle-space" />
        )}
        <a
          href={`#${entry.id}`}
          aria-current={view.current === entry.id ? "location" : undefined}
          onClick={view.onChoose}
          lang={entry.title[text.language] === null ? "en" : undefined}
        >
          {entry.label !== "" && <span className="outline-label">{entry.label}</span>} <bdi>{name}</bdi>
          {entry.section !== null && <OpenCount section={entry.section.id} />}
          {entry.section !== null && entry.section.kind !== "art.text" && (
            <span
              className="state-sign"
              data-state={entry.section.state}
              title={sectionStateName(text, entry.section.state)}
            >
              <span className="unseen"> ({sectionStateName(text, entry.section.state)})</span>
            </span>
          )}
          {counted.length > 0 && <CommentCount sections={counted} />}
        </a>
      </div>
      {open && children.length > 0 && <Branch nodes={children} view={view} />}
    </li>
  );
}

function hasMargins({ margins }: SectionView): boolean {
  return margins.length > 0;
}

/** How many proposals are open in a section, as far as it has been read on this page. */
function OpenCount({ section }: { readonly section: SectionId }): ReactNode {
  const text = useText();
  const count = useCellPart(useReport().openProposals, (open) => open.get(section) ?? 0);
  if (count === 0) return null;
  const said = text.say("card.open", { count });
  return (
    <span className="outline-count" title={said}>
      <span aria-hidden="true">{text.number(count)}</span>
      <span className="unseen"> ({said})</span>
    </span>
  );
}
