// What the parts of the patient's screen know of how the exercise is shown with one's own picture, and the one way to change it here.
import { NO_DEMONSTRATION, type SideBySide } from "@ensemble/shared/session/side-by-side.ts";
import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import { useSessionPart } from "../../ui/session-context.tsx";
import { findMe } from "./patient-stage.ts";
import { nextPlace, type OwnPlace, shownSideBySide } from "./side-by-side-rules.ts";

export interface OwnSideBySide {
  readonly shown: SideBySide;
  readonly next: SideBySide["place"];
  readonly turn: () => void;
}

const Context = createContext<OwnSideBySide>({ shown: NO_DEMONSTRATION, next: "off", turn: () => undefined });

export function SideBySideProvider({ hasPicture, children }: { hasPicture: boolean; children: ReactNode }) {
  const place = useSessionPart((session) => findMe(session)?.clinical?.sideBySide.place ?? "off");
  const inStep = useSessionPart((session) => findMe(session)?.clinical?.sideBySide.inStep ?? false);
  const [own, setOwn] = useState<OwnPlace>();
  const value = useMemo(() => {
    const told = { place, inStep };
    const shown = shownSideBySide(told, own, hasPicture);
    const next = nextPlace(shown.place, hasPicture);
    return { shown, next, turn: () => setOwn({ place: next, against: told }) };
  }, [place, inStep, own, hasPicture]);
  return <Context value={value}>{children}</Context>;
}

export function useSideBySide(): OwnSideBySide {
  return useContext(Context);
}
