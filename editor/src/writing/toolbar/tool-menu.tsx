import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { Header, Menu, MenuItem, MenuSection, MenuTrigger, Text } from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { hasCommandKey, nameKeys } from "./key-names.ts";

/** A line of a menu. */
export interface MenuLine {
  readonly id: string;
  readonly name: string;
  readonly keys?: string | undefined;
  readonly reason: string | null;
  readonly isActive?: boolean | undefined;
  readonly onRun: () => void;
  /** The language of the name, where it is not the interface's. */
  readonly lang?: string | undefined;
}

interface ToolMenuProps {
  readonly name: string;
  readonly children: ReactNode;
  readonly groups: readonly { readonly title: string; readonly lines: readonly MenuLine[] }[];
  /** After a line was chosen, once the menu has closed. */
  readonly onDone: () => void;
}

/** A button of the toolbar that opens a menu; lines that do not apply say why. */
export function ToolMenu({ name, children, groups, onDone }: ToolMenuProps): ReactNode {
  const lines = groups.flatMap((group) => group.lines);
  const run = (id: string): void => {
    lines.find((line) => line.id === id)?.onRun();
    onDone();
  };
  return (
    <MenuTrigger>
      <Button className="tool tool-opens" aria-label={name} preventFocusOnPress>
        {children}
        <span aria-hidden="true" className="tool-arrow" />
      </Button>
      <Popover className="tool-popover" placement="bottom start">
        <Menu
          className="tool-menu"
          aria-label={name}
          onAction={(id) => run(String(id))}
          disabledKeys={lines.filter((line) => line.reason !== null).map((line) => line.id)}
        >
          {groups.map((group) => (
            <MenuSection key={group.title} aria-label={group.title}>
              {groups.length > 1 && <Header className="tool-menu-title">{group.title}</Header>}
              {group.lines.map((line) => (
                <Line key={line.id} line={line} />
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}

function Line({ line }: { readonly line: MenuLine }): ReactNode {
  const key = line.keys === undefined ? null : nameKeys(line.keys, hasCommandKey());
  return (
    <MenuItem id={line.id} className="tool-menu-line" textValue={line.name}>
      <span aria-hidden="true" className="tool-check">
        {line.isActive === true ? "✓" : ""}
      </span>
      <Text slot="label" lang={line.lang}>
        {line.name}
      </Text>
      {key !== null && <kbd dir="ltr">{key.shown}</kbd>}
      {line.reason !== null && (
        <Text slot="description" className="tool-reason">
          {line.reason}
        </Text>
      )}
    </MenuItem>
  );
}
