import { isSafeHref } from "@travaux/blueprint";
import { asProposal } from "@travaux/track-changes";
import { useId, useState, type FormEvent, type ReactNode } from "react";
import type { EditorView } from "prosemirror-view";
import { DialogWindow } from "../../design/dialog-window.tsx";
import { linkAround, removeLink, setLink } from "../commands/links.ts";
import { listAround, setListStart } from "../commands/lists.ts";
import { isLanguageTag, languageAt, setLanguage } from "../commands/script.ts";
import { insertTable, TABLE_LIMIT } from "../commands/tables.ts";
import { onFirstParagraph } from "../empty-section.ts";
import type { Say } from "../text/say.ts";

export type DialogKind = "link" | "table" | "start" | "language";

interface ToolDialogProps {
  readonly view: EditorView;
  readonly say: Say;
  readonly onClose: () => void;
}

/** The dialog of `kind` over the view; it changes the text only when applied. */
export function ToolDialog({ kind, ...props }: ToolDialogProps & { readonly kind: DialogKind }): ReactNode {
  switch (kind) {
    case "link":
      return <LinkDialog {...props} />;
    case "table":
      return <TableDialog {...props} />;
    case "start":
      return <StartDialog {...props} />;
    case "language":
      return <LanguageDialog {...props} />;
  }
}

function LinkDialog({ view, say, onClose }: ToolDialogProps): ReactNode {
  const around = linkAround(view.state);
  const [href, setHref] = useState(around?.href ?? "");
  const [isRefused, setRefused] = useState(false);
  const apply = (): void => {
    const address = completeAddress(href);
    if (!isSafeHref(address)) setRefused(true);
    else {
      onFirstParagraph(setLink(address))(view.state, view.dispatch, view);
      onClose();
    }
  };
  const remove = (): void => {
    removeLink(view.state, view.dispatch);
    onClose();
  };
  return (
    <FormDialog title={say("link.title")} say={say} onApply={apply} onClose={onClose}>
      <Field
        label={say("link.address")}
        hint={say("link.hint")}
        fault={isRefused ? say("link.unsafe") : null}
        input={{ value: href, onChange: (value) => setHref(value), type: "url", dir: "ltr" }}
      />
      {around !== null && (
        <button type="button" className="button button-quiet" onClick={remove}>
          {say("link.remove")}
        </button>
      )}
    </FormDialog>
  );
}

function TableDialog({ view, say, onClose }: ToolDialogProps): ReactNode {
  const [rows, setRows] = useState("3");
  const [columns, setColumns] = useState("3");
  const [headerRow, setHeaderRow] = useState(true);
  const apply = (): void => {
    onFirstParagraph(insertTable({ rows: Number(rows), columns: Number(columns), headerRow }))(
      view.state,
      view.dispatch,
      view,
    );
    onClose();
  };
  return (
    <FormDialog title={say("tableSize.title")} say={say} onApply={apply} onClose={onClose}>
      <Field
        label={say("tableSize.rows")}
        input={{ value: rows, onChange: setRows, type: "number", min: 1, max: TABLE_LIMIT.rows }}
      />
      <Field
        label={say("tableSize.columns")}
        input={{ value: columns, onChange: setColumns, type: "number", min: 1, max: TABLE_LIMIT.columns }}
      />
      <label className="check">
        <input
          type="checkbox"
          checked={headerRow}
          onChange={(event) => setHeaderRow(event.currentTarget.checked)}
        />
        <span>{say("tableSize.header")}</span>
      </label>
    </FormDialog>
  );
}

function StartDialog({ view, say, onClose }: ToolDialogProps): ReactNode {
  const [start, setStart] = useState(String(listAround(view.state)?.list.attrs["order"] ?? 1));
  const apply = (): void => {
    asProposal(setListStart(Number(start)))(view.state, view.dispatch, view);
    onClose();
  };
  return (
    <FormDialog title={say("start.title")} say={say} onApply={apply} onClose={onClose}>
      <Field
        label={say("start.label")}
        input={{ value: start, onChange: setStart, type: "number", min: 0, max: 100_000 }}
      />
    </FormDialog>
  );
}

function LanguageDialog({ view, say, onClose }: ToolDialogProps): ReactNode {
  const [tag, setTag] = useState(languageAt(view.state) ?? "");
  const [isRefused, setRefused] = useState(false);
  const apply = (): void => {
    if (!isLanguageTag(tag.trim())) setRefused(true);
    else {
      onFirstParagraph(asProposal(setLanguage(tag.trim())))(view.state, view.dispatch, view);
      onClose();
    }
  };
  return (
    <FormDialog title={say("language.title")} say={say} onApply={apply} onClose={onClose}>
      <Field
        label={say("language.tag")}
        fault={isRefused ? say("language.badTag") : null}
        input={{ value: tag, onChange: (value) => setTag(value), type: "text", dir: "ltr" }}
      />
    </FormDialog>
  );
}

interface FormDialogProps {
  readonly title: string;
  readonly say: Say;
  readonly onApply: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

function FormDialog({ title, say, onApply, onClose, children }: FormDialogProps): ReactNode {
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    onApply();
  };
  return (
    <DialogWindow title={title} onClose={onClose}>
      <form className="tool-form" onSubmit={submit}>
        {children}
        <div className="actions">
          <button type="submit" className="button button-main">
            {say("dialog.apply")}
          </button>
          <button type="button" className="button" onClick={onClose}>
            {say("dialog.cancel")}
          </button>
        </div>
      </form>
    </DialogWindow>
  );
}

interface FieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly fault?: string | null;
  readonly input: {
    readonly value: string;
    readonly onChange: (value: string) => void;
    readonly type: "url" | "number" | "text";
    readonly dir?: "ltr";
    readonly min?: number;
    readonly max?: number;
  };
}

function Field({ label, hint, fault = null, input }: FieldProps): ReactNode {
  const id = useId();
  const { onChange, type, ...rest } = input;
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        {...rest}
        id={id}
        // The browser's own rule for addresses lets other schemes through and is worded in another language.
        type={type === "url" ? "text" : type}
        inputMode={type === "url" ? "url" : undefined}
        required
        // oxlint-disable-next-line jsx-a11y/no-autofocus -- the dialog was asked for in order to type here
        autoFocus={type !== "number" || rest.max !== TABLE_LIMIT.columns}
        aria-invalid={fault !== null}
        aria-describedby={`${id}-hint`}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <span
        id={`${id}-hint`}
        role={fault === null ? undefined : "alert"}
        className={fault === null ? "hint" : "fault-text"}
      >
        {fault ?? hint}
      </span>
    </div>
  );
}

function completeAddress(typed: string): string {
  const address = typed.trim();
  if (address.includes("://") || /^[a-z][a-z0-9+.-]*:/i.test(address)) return address;
  return address.includes("@") && !address.includes("/") ? `mailto:${address}` : `https://${address}`;
}
