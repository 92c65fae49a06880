// The library: full, narrowed down, empty, loading and failed.
import { type ReactNode, useState } from "react";
import { NO_FILTERS } from "../src/pages/library/filter-rules.ts";
import { ASK_NOTHING, type LibraryAsk } from "../src/pages/library/library-address.ts";
import { LibraryLoading } from "../src/pages/library/library-loading.tsx";
import { LibraryView } from "../src/pages/library/library-view.tsx";
import { AskAgain } from "../src/ui/ask-again.tsx";
import { PageShell } from "../src/ui/page-shell.tsx";
import { CATALOGUE } from "./fixture-library.ts";
import type { Screens } from "./main.tsx";

const shell = (content: ReactNode) => (
  <PageShell person={{ name: "Miriam Okafor", clinicName: "Praxis am Seepark", role: "therapist" }} wide>
    {content}
  </PageShell>
);

function Library({ asked = ASK_NOTHING }: { asked?: LibraryAsk }) {
  const [ask, setAsk] = useState(asked);
  return <LibraryView catalogue={CATALOGUE} ask={ask} onAsk={setAsk} />;
}

export const screens: Screens = {
  library: () => shell(<Library />),
  "library-filtered": () =>
    shell(
      <Library
        asked={{
          typed: "",
          filters: { ...NO_FILTERS, region: ["hip", "knee"], difficulty: ["1", "2"], condition: ["low_back_disc"] },
        }}
      />,
    ),
  "library-empty": () =>
    shell(<Library asked={{ typed: "handstand", filters: { ...NO_FILTERS, position: ["sitting"] } }} />),
  "library-loading": () => shell(<LibraryLoading />),
  "library-failed": () => shell(<AskAgain code="network" onRetry={() => undefined} />),
};
