// A running session as an operator sees it: where it stands and how much it does, of nobody in particular.
import type { RunningSession } from "@ensemble/shared/protocol/operator-report.ts";
import { readCourse } from "@ensemble/shared/session/session-course.ts";
import type { WatchedSession } from "../platform/metrics.ts";

export function describeSession(session: WatchedSession, framesPerSecond: number | undefined): RunningSession {
  const state = session.state();
  const present = Object.values(state.participants).filter((one) => one.present);
  const countPresent = (role: "therapist" | "patient") => present.filter((one) => one.role === role).length;
  return {
    groupSessionId: session.groupSessionId,
    ...readCourse(state),
    epoch: session.epoch,
    therapists: countPresent("therapist"),
    patients: countPresent("patient"),
    simulated: present.filter((one) => one.simulated).length,
    framesPerSecond: framesPerSecond ?? null,
    waiting: session.entriesWaiting(),
    provisional: session.isProvisional(),
  };
}
