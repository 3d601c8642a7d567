import { Component, type ReactNode } from "react";
import { useText } from "../interface-text/text.tsx";

interface FailureState {
  readonly failed: boolean;
}

/** Stands in for a screen that failed to draw or to load, and offers the way on; what is typed is kept elsewhere. */
export class FailureBoundary extends Component<{ readonly children: ReactNode }, FailureState> {
  override state: FailureState = { failed: false };

  static getDerivedStateFromError(): FailureState {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Failure /> : this.props.children;
  }
}

function Failure(): ReactNode {
  const { say } = useText();
  return (
    <main id="main" tabIndex={-1} className="screen">
      <div className="note note-fault" role="alert">
        <p>{say("app.failed")}</p>
        <button type="button" className="button" onClick={() => window.location.reload()}>
          {say("app.reload")}
        </button>
      </div>
    </main>
  );
}
