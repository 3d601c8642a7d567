import { comesFromYjs } from "@travaux/footnotes";
import { Plugin } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";

/**
 * prosemirror-tables, but mending only tables that one's own change touched: it would else repair, at every client at
 * once and in every client's name, what two people's changes made of a table together.
 */
export function ownTables(): Plugin {
  const base = tableEditing();
  const append = base.spec.appendTransaction;
  return new Plugin({
    ...base.spec,
    // Compared with itself a document has no changed table, and only the selection is put right.
    appendTransaction: (transactions, before, state) =>
      append?.call(base, transactions, transactions.some(comesFromYjs) ? state : before, state),
  });
}
