// The question whether one may be recorded: put when the class is to be, and again when its person wants that.
import { useState } from "react";
import { useSessionPart } from "../../ui/session-context.tsx";
import { isAskedToBeRecorded } from "./own-recording.ts";
import { findMe } from "./patient-stage.ts";

export function useRecordingQuestion() {
  const [wanted, setWanted] = useState(false);
  const runs = useSessionPart(({ view }) => view?.recording === true && view.phase !== "summary");
  const due = useSessionPart((session) => {
    const me = findMe(session);
    return session.view !== undefined && me !== undefined && isAskedToBeRecorded(session.view, me);
  });
  return { isOpen: due || (wanted && runs), ask: () => setWanted(true), answered: () => setWanted(false) };
}
