import type { Language } from "@travaux/blueprint";
import { trackingKey } from "@travaux/track-changes";
import type { EditorState } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";
import { useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from "react";
import { Group } from "react-aria-components/Group";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Toolbar } from "react-aria-components/Toolbar";
import { formattingLocale } from "../interface-text/message.ts";
import { sayIn, type Say } from "./text/say.ts";
import type { WritingKey } from "./text/writing-messages.ts";
import { subscribeToView } from "./view-changes.ts";
import {
  BLOCKS,
  DIALOGS,
  footnoteAction,
  HISTORY,
  LETTERS,
  reasonAgainst,
  STRUCTURE,
  STYLES,
  TABLE,
  type WritingAction,
} from "./toolbar/actions.ts";
import { ToolDialog, type DialogKind } from "./toolbar/dialogs.tsx";
import { Icon } from "./toolbar/icons.tsx";
import { directionLines, languageLines } from "./toolbar/language-lines.ts";
import { ToolButton } from "./toolbar/tool-button.tsx";
import { ToolMenu, type MenuLine } from "./toolbar/tool-menu.tsx";
import "./writing.css";
import "./toolbar/toolbar.css";

/** What {@link WritingToolbar} is given. */
export interface WritingToolbarProps {
  /** The editor that the caret is or was last in; null while there is none. */
  readonly view: EditorView | null;
  /** The language of the interface. */
  readonly language: Language;
  /** Find and replace was asked for. */
  readonly onFind?: () => void;
}

const FOOTNOTE = footnoteAction(() => crypto.randomUUID());

/**
 * The tools for the text. Alt+F10 leads here from the text and Escape back; arrow keys go from tool to tool. A tool
 * that does not apply stays in reach and says why.
 */
export function WritingToolbar({ view, language, onFind }: WritingToolbarProps): ReactNode {
  const say = sayIn(language);
  const state = useViewState(view);
  const [dialog, setDialog] = useState<DialogKind | null>(null);
  const bar = useRef<HTMLDivElement>(null);
  useTextKeys(view, {
    toBar: () => bar.current?.querySelector<HTMLElement>("button")?.focus(),
    toLink: () => setDialog("link"),
    toFind: () => onFind?.(),
  });
  const backToText = (): void => view?.focus();
  // A menu or dialog gives the focus back to where it was; then it goes to the text.
  const backToTextLater = (): void => void requestAnimationFrame(() => requestAnimationFrame(backToText));
  const tools: Tools = { view, state, say, untracked: useUntracked(state) };
  const closeDialog = (): void => {
    setDialog(null);
    backToTextLater();
  };
  return (
    <I18nProvider locale={formattingLocale(language)}>
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- Escape leads back to the text from every tool */}
      <div ref={bar} className="writing-tools" onKeyDown={(event) => event.key === "Escape" && backToText()}>
        <Toolbar aria-label={say("toolbar")} className="writing-toolbar">
          <ActionGroup name={say("group.history")} actions={HISTORY} tools={tools} />
          <StyleMenu tools={tools} onDone={backToTextLater} />
          <ActionGroup name={say("group.letters")} actions={LETTERS} tools={tools} />
          <ActionGroup name={say("group.blocks")} actions={BLOCKS} tools={tools}>
            <DialogButton kind="start" tools={tools} onOpen={setDialog} />
          </ActionGroup>
          <ActionGroup name={say("group.insert")} actions={[FOOTNOTE]} tools={tools}>
            <DialogButton kind="link" tools={tools} onOpen={setDialog} />
            <TableMenu tools={tools} onInsert={() => setDialog("table")} onDone={backToTextLater} />
          </ActionGroup>
          <ToolMenu
            name={say("group.language")}
            onDone={backToTextLater}
            groups={[
              {
                title: say("language"),
                lines: languageLines({ ...tools, onOther: () => setDialog("language") }),
              },
              { title: say("direction"), lines: directionLines(tools) },
            ]}
          >
            <Icon name="language" />
          </ToolMenu>
          {onFind !== undefined && (
            <ToolButton icon="find" name={say("find")} keys="Mod-h" reason={null} onRun={onFind} />
          )}
        </Toolbar>
        {dialog !== null && view !== null && (
          <ToolDialog kind={dialog} view={view} say={say} onClose={closeDialog} />
        )}
      </div>
    </I18nProvider>
  );
}

interface Tools {
  readonly view: EditorView | null;
  readonly state: EditorState | null;
  readonly say: Say;
  /** While proposing, why each command of structure does not apply; `null` while editing. */
  readonly untracked: ReadonlyMap<WritingAction, WritingKey | null> | null;
}

/** How long the text must have stood still before structure is asked about while proposing, in milliseconds. */
const ASK_PAUSE_MS = 200;

/**
 * While proposing, whether a command of structure applies is told by carrying it out in thought. That is not to be paid
 * by every key stroke: it is done when the writing pauses.
 */
function useUntracked(state: EditorState | null): Tools["untracked"] {
  const isProposing = state !== null && trackingKey.getState(state)?.mode === "suggest";
  const [settled, setSettled] = useState(state);
  useEffect(() => {
    if (!isProposing) return undefined;
    const timer = setTimeout(() => setSettled(state), ASK_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [state, isProposing]);
  return useMemo(
    () =>
      isProposing && settled !== null
        ? new Map(STRUCTURE.map((action) => [action, reasonAgainst(action, settled)]))
        : null,
    [isProposing, settled],
  );
}

function ActionGroup({
  name,
  actions,
  tools,
  children,
}: {
  readonly name: string;
  readonly actions: readonly WritingAction[];
  readonly tools: Tools;
  readonly children?: ReactNode;
}): ReactNode {
  return (
    <Group aria-label={name} className="tool-group">
      {actions.map((action) => (
        <ToolButton
          key={action.label}
          icon={action.label}
          name={tools.say(action.label)}
          keys={action.keys}
          reason={whyNot(action, tools)}
          isActive={isActive(action, tools)}
          onRun={() => run(action, tools)}
        />
      ))}
      {children}
    </Group>
  );
}

function DialogButton({
  kind,
  tools,
  onOpen,
}: {
  readonly kind: "link" | "start";
  readonly tools: Tools;
  readonly onOpen: (kind: DialogKind) => void;
}): ReactNode {
  const action: WritingAction = DIALOGS[kind];
  return (
    <ToolButton
      icon={kind}
      name={tools.say(action.label)}
      keys={action.keys}
      reason={whyNot(action, tools)}
      isActive={isActive(action, tools)}
      onRun={() => onOpen(kind)}
    />
  );
}

function StyleMenu({ tools, onDone }: { readonly tools: Tools; readonly onDone: () => void }): ReactNode {
  const { say } = tools;
  const current = STYLES.find((action) => isActive(action, tools) === true);
  // What a block already is can be chosen again, to no effect.
  const lines = STYLES.map((action) => ({
    ...lineOf(action, tools),
    ...(isActive(action, tools) === true ? { reason: null } : {}),
  }));
  // What is seen on the button belongs to its name, for whoever says it aloud to press it.
  const name = current === undefined ? say("style") : `${say("style")}: ${say(current.label)}`;
  return (
    <ToolMenu name={name} onDone={onDone} groups={[{ title: say("style"), lines }]}>
      <span className="tool-style">{say(current?.label ?? "style")}</span>
    </ToolMenu>
  );
}

function TableMenu({
  tools,
  onInsert,
  onDone,
}: {
  readonly tools: Tools;
  readonly onInsert: () => void;
  readonly onDone: () => void;
}): ReactNode {
  const { say } = tools;
  const insert: MenuLine = { ...lineOf(DIALOGS.table, tools), onRun: onInsert };
  return (
    <ToolMenu
      name={say("table")}
      onDone={onDone}
      groups={[{ title: say("table"), lines: [insert, ...TABLE.map((action) => lineOf(action, tools))] }]}
    >
      <Icon name="table" />
    </ToolMenu>
  );
}

function lineOf(action: WritingAction, tools: Tools): MenuLine {
  return {
    id: action.label,
    name: tools.say(action.label),
    keys: action.keys,
    reason: whyNot(action, tools),
    isActive: isActive(action, tools),
    onRun: () => run(action, tools),
  };
}

function whyNot(action: WritingAction, { view, state, say, untracked }: Tools): string | null {
  if (view === null || state === null) return say("why.noSection");
  if (!view.editable) return say("why.readOnly");
  const asked = untracked?.get(action);
  const reason = asked === undefined ? reasonAgainst(action, state) : asked;
  return reason === null ? null : say(reason);
}

function isActive(action: WritingAction, { state }: Tools): boolean | undefined {
  return action.isActive === undefined ? undefined : state !== null && action.isActive(state);
}

function run(action: WritingAction, { view }: Tools): void {
  if (view !== null) action.run(view.state, view.dispatch, view);
}

/** How long after a change of the text the tools follow it, in milliseconds; a key stroke is not to wait for them. */
const FOLLOW_PAUSE_MS = 80;

/** The state of the view, a moment late while the text is being typed. */
function useViewState(view: EditorView | null): EditorState | null {
  const [followed, follow] = useState(view?.state ?? null);
  useEffect(() => {
    follow(view?.state ?? null);
    if (view === null) return undefined;
    let { doc } = view.state;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = (): void => {
      timer = undefined;
      if (!view.isDestroyed) follow(view.state);
    };
    const stop = subscribeToView(view, () => {
      const isTyped = view.state.doc !== doc;
      ({ doc } = view.state);
      if (isTyped) timer ??= setTimeout(take, FOLLOW_PAUSE_MS);
      else follow(view.state);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [view]);
  return followed;
}

interface TextKeys {
  readonly toBar: () => void;
  readonly toLink: () => void;
  readonly toFind: () => void;
}

/** Keys pressed in the text that lead out of it. */
function useTextKeys(view: EditorView | null, keys: TextKeys): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    const act = keyOutOfText(event, keys);
    if (act === null || view?.dom.contains(event.target instanceof Node ? event.target : null) !== true)
      return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => press(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
}

function keyOutOfText(event: KeyboardEvent, keys: TextKeys): (() => void) | null {
  if (event.altKey && event.key === "F10") return keys.toBar;
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return null;
  if (event.code === "KeyK") return keys.toLink;
  return event.code === "KeyF" || event.code === "KeyH" ? keys.toFind : null;
}
