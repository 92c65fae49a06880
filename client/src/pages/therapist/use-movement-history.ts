// Collects the curves of everybody while the page is open, so that a patient who is selected shows the last half minute at once.

import type { SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { useEffect, useReducer, useRef } from "react";
import { useSessionActions } from "../../ui/session-context.tsx";
import { type MovementHistory, noteMeasurement, type PatientHistory, rememberMovement } from "./movement-history.ts";

export function useMovementHistory(view: SessionView | undefined): (id: ParticipantId) => PatientHistory | undefined {
  const { serverNowMs, on } = useSessionActions();
  const history = useRef<MovementHistory>({});
  const last = useRef<SessionView>(undefined);
  const [, showAgain] = useReducer((count: number) => count + 1, 0);
  if (view !== undefined && view !== last.current) {
    last.current = view;
    history.current = rememberMovement(history.current, view, serverNowMs());
  }
  useEffect(
    () =>
      on("measurement", (message) => {
        history.current = noteMeasurement(history.current, message);
        showAgain();
      }),
    [on],
  );
  return (id) => history.current[id];
}
