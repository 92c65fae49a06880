// Watches the movement and the set, and keeps the one thing to say; changes only when that changes, not with every frame.
import { useEffect, useRef, useState } from "react";
import { useSessionActions } from "../../ui/session-context.tsx";
import { advanceCuePace, type CueStep, NO_CUE } from "./cue-pace.ts";
import { type Moment, momentOf } from "./moment-rules.ts";
import { findMe } from "./patient-stage.ts";
import { advanceSight, startSight, unseenForMs } from "./sight-rules.ts";

const LOOK_EVERY_MS = 250;

export function useMoment(counted: boolean, onSay: (said: NonNullable<CueStep["say"]>) => void): Moment {
  const connection = useSessionActions();
  const [moment, setMoment] = useState<Moment>({ kind: "break", first: true });
  const say = useRef(onSay);
  say.current = onSay;

  useEffect(() => {
    let pace = NO_CUE;
    let sight = startSight(performance.now());
    const look = () => {
      const session = connection.snapshot();
      const me = findMe(session);
      if (session.view === undefined || me === undefined) return;
      const nowMs = performance.now();
      const running = session.view.set?.state === "running" && !me.stopped && !session.stoppedHere;
      const step = advanceCuePace(pace, running ? session.own.cue : "", nowMs);
      pace = step.pace;
      if (step.say !== undefined && running) say.current(step.say);
      sight = advanceSight(sight, session.own.reading, running, nowMs);
      const next = momentOf({
        view: session.view,
        me,
        own: session.own,
        cue: pace.shown,
        unseenForMs: unseenForMs(sight, nowMs),
        old: sight.old,
        counted,
      });
      setMoment((before) => (isSame(before, next) ? before : next));
    };
    look();
    const stop = connection.subscribe(look);
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => {
      stop();
      clearInterval(timer);
    };
  }, [connection, counted]);

  return moment;
}

function isSame(a: Moment, b: Moment): boolean {
  if (a.kind !== b.kind) return false;
  if (a.kind === "cue" && b.kind === "cue") return a.cue === b.cue;
  if (a.kind === "break" && b.kind === "break") return a.first === b.first;
  if (a.kind === "tracking" && b.kind === "tracking") return a.reason === b.reason;
  return true;
}
