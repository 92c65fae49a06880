// The question whether one may be recorded: put when the class is to be, and again when its person wants that. Who has answered it beforehand is
// told that it is so.
import { useEffect, useState } from "react";
import { useSessionPart } from "../../ui/session-context.tsx";
import { isAskedToBeRecorded, standingToTell } from "./own-recording.ts";
import { findMe } from "./patient-stage.ts";

export function useRecordingQuestion() {
  const [wanted, setWanted] = useState(false);
  const runs = useSessionPart(({ view }) => view?.recording === true && view.phase !== "summary");
  const due = useSessionPart((session) => {
    const me = findMe(session);
    return session.view !== undefined && me !== undefined && isAskedToBeRecorded(session.view, me);
  });
  const notice = useNotice();
  return { ...notice, isOpen: due || (wanted && runs), ask: () => setWanted(true), answered: () => setWanted(false) };
}

/** Told once a recording; whoever moves is told after the set, the sign says it meanwhile. */
function useNotice() {
  const [isRead, setRead] = useState(false);
  const untilMs = useSessionPart((session) => {
    const me = findMe(session);
    return session.view === undefined || me === undefined ? undefined : standingToTell(session.view, me);
  });
  const isMoving = useSessionPart(({ view }) => view?.set?.state === "running");
  const isOver = untilMs === undefined;
  useEffect(() => {
    if (isOver) setRead(false);
  }, [isOver]);
  return { noticeUntilMs: isRead || isMoving ? undefined : untilMs, noticed: () => setRead(true) };
}
