import type { ReactNode } from "react";
import { Dialog } from "react-aria-components/Dialog";
import { Heading } from "react-aria-components/Heading";
import { I18nProvider } from "react-aria-components/I18nProvider";
import { Modal, ModalOverlay } from "react-aria-components/Modal";
import { useText } from "../interface-text/text.tsx";

interface DialogWindowProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  /** For what needs an answer and should not vanish by a slip. */
  readonly serious?: boolean;
}

/** A window over the screen; the focus stays in it, Escape closes it, and the focus returns to where it was. */
export function DialogWindow({ title, onClose, children, serious = false }: DialogWindowProps): ReactNode {
  const { locale } = useText();
  return (
    <I18nProvider locale={locale}>
      <ModalOverlay
        className="dialog-cover"
        isOpen
        isDismissable={!serious}
        onOpenChange={(open) => !open && onClose()}
      >
        <Modal className="dialog-box">
          <Dialog className="dialog" role={serious ? "alertdialog" : "dialog"}>
            <Heading slot="title" level={2}>
              {title}
            </Heading>
            {children}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </I18nProvider>
  );
}
