import type { ReactNode } from "react";
export function WizardScreen(): ReactNode {
  return null;
}
