import type { Multilingual } from "@travaux/blueprint";
import type { ReactNode } from "react";
import { useText } from "./text.tsx";

/** A name in the reader's language; one that is not translated is shown in English and marked as such. */
export function Name({ of }: { readonly of: Multilingual }): ReactNode {
  const text = useText();
  const own = of[text.language];
  if (own !== null) return <bdi>{own}</bdi>;
  return (
    <span className="untranslated" lang="en" dir="ltr" title={text.say("say.untranslated")}>
      {of.en}
      <sup aria-hidden="true">[en]</sup>
      <span className="unseen" lang={text.language}>
        {" "}
        ({text.say("say.untranslated")})
      </span>
    </span>
  );
}
