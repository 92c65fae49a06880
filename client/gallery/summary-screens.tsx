// Summaries for both roles, and what covers a session that cannot go on here.
import type { PatientSummary, SessionSummary, SetSummary } from "@ensemble/shared/protocol/http-messages.ts";
import type { ExerciseId, GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { ReactNode } from "react";
import type { ClientSession } from "../src/connection/client-session.ts";
import { ConnectionNotice, SessionClosed, TooNewNotice } from "../src/pages/session/connection-notice.tsx";
import { DevicesNotice } from "../src/pages/session/devices-notice.tsx";
import { ReloadNotice } from "../src/pages/session/reload-notice.tsx";
import { SessionLoading } from "../src/pages/session/session-loading.tsx";
import { PatientSummaryView } from "../src/pages/summary/patient-summary-view.tsx";
import { TherapistSummaryView } from "../src/pages/summary/therapist-summary-view.tsx";
import { PageFailed } from "../src/ui/page-failed.tsx";
import { PageShell } from "../src/ui/page-shell.tsx";
import { SessionProvider } from "../src/ui/session-context.tsx";
import { EXERCISES } from "./fixture-exercises.ts";
import { connectionOf, NOW_MS, PATIENTS, partsOf, sessionOf, viewOf } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";

function InSession({ session, children }: { session: Partial<ClientSession>; children: ReactNode }) {
  return <SessionProvider connection={connectionOf(sessionOf("therapist", session))}>{children}</SessionProvider>;
}
const IN_LOBBY = { view: viewOf({ phase: "lobby", set: undefined, participants: [] }) };

function set(ordinal: number, exerciseId: string, repetitions: number, changes: Partial<SetSummary> = {}): SetSummary {
  return {
    ordinal,
    exerciseId: exerciseId as ExerciseId,
    repetitions,
    left: 0,
    right: 0,
    targetRepetitions: 10,
    targetRangeDegrees: 90,
    attainedDegrees: 84,
    rangeBelow95: 10.2,
    rangeAbove95: 14.8,
    quality: 81,
    parts: partsOf(),
    confidence: 0.86,
    ...changes,
  };
}

const patients: PatientSummary[] = PATIENTS.map((each, index) => ({
  participantId: each.participantId,
  name: each.name,
  mark: each.mark,
  simulated: each.simulated,
  minutesPresent: [31, 31, 30, 18, 31, 29][index] ?? 30,
  secondsInPrivate: index === 1 ? 95 : 0,
  points: 240 - 30 * index,
  streakDays: [5, 0, 12, 2, 0, 1][index] ?? 0,
  standing: each.standing,
  pain: [2, 1, 0, 6, undefined, 3][index],
  effort: [5, 6, 4, 7, undefined, 5][index],
  stoppedForPain: index === 3 ? 1 : 0,
  sets:
    index === 4
      ? []
      : [
          set(1, "marching", 20, {
            left: 10,
            right: 10,
            targetRepetitions: 20,
            targetRangeDegrees: 70,
            attainedDegrees: 64 + index,
          }),
          set(2, "squat", index === 3 ? 3 : 10, {
            attainedDegrees: index === 5 ? undefined : 78 + 4 * index,
            parts: index === 1 ? partsOf({ form: 40, erred: "trunk_forward" }) : partsOf(),
          }),
          set(3, "hip-abduction", 8, {
            left: 5,
            right: 3,
            targetRangeDegrees: 30,
            attainedDegrees: 26,
            quality: 62,
            parts: partsOf({ compensation: 40, compensated: { by: "weightShift", degrees: 12 } }),
            confidence: 0.48,
          }),
          set(4, "sit-to-stand", 10, { targetRangeDegrees: 8, attainedDegrees: 3 + 4 * index }),
          set(5, "standing-hip-extension", 10, {
            targetRangeDegrees: -20,
            attainedDegrees: -24 + 4 * index,
            parts: index === 0 ? partsOf({ tempo: 90 }) : undefined,
          }),
        ],
}));

const summary: SessionSummary = {
  groupSessionId: "knee-group" as GroupSessionId,
  title: "Knee group",
  startedAtMs: NOW_MS - 32 * 60_000,
  endedAtMs: NOW_MS,
  minutes: 32,
  repetitionsOfGroup: 183,
  balloon: 610,
  patients,
  leaderboard: [
    { rank: 1, name: "Chidi", mark: 2, points: 260, me: false },
    { rank: 2, name: "Ana", mark: 0, points: 240, me: true },
    { rank: 2, name: "Fay-Luise von Sonnenschein", mark: 5, points: 240, me: false },
    { rank: 4, name: "Bruno", mark: 1, points: 210, me: false },
  ],
};
const person = { name: "Miriam Okafor", clinicName: "Praxis am Seepark", role: "therapist" } as const;
const own = { ...summary, patients: patients.slice(0, 1) };

export const screens: Screens = {
  "therapist-summary": () => (
    <PageShell person={person}>
      <TherapistSummaryView summary={summary} exercises={EXERCISES} />
    </PageShell>
  ),
  "patient-summary": () => (
    <PageShell person={{ ...person, name: "Ana", role: "patient" }}>
      <PatientSummaryView summary={own} exercises={EXERCISES} titled />
    </PageShell>
  ),
  "patient-summary-little": () => (
    <PageShell person={{ ...person, name: "Ana", role: "patient" }}>
      <PatientSummaryView
        summary={{
          ...own,
          patients: [{ ...(patients[4] as PatientSummary), points: 0 }],
          leaderboard: [],
          balloon: 40,
        }}
        exercises={EXERCISES}
        titled
      />
    </PageShell>
  ),
  "session-opening": () => <SessionLoading />,
  "session-opening-too-new": () => (
    <SessionLoading>
      <TooNewNotice />
    </SessionLoading>
  ),
  "page-renewed": () => <PageFailed error={new Error("Failed to fetch dynamically imported module")} />,
  "session-taken-over": () => <SessionClosed status="takenOver" />,
  "session-held-back": () => <SessionClosed status="heldBack" />,
  "session-not-storing": () => <SessionClosed status="heldBack" refusal="server/refuses_writes" />,
  "session-refused": () => <SessionClosed status="refused" refusal="session/not_a_member" />,
  "session-too-old": () => <SessionClosed status="tooOld" />,
  "session-notices": () => (
    <main>
      <h1 className="visually-hidden">Notices</h1>
      <InSession session={{ status: "reconnecting" }}>
        <ConnectionNotice />
      </InSession>
      <InSession session={{ status: "reconnecting", refusal: "protocol/too_new" }}>
        <ConnectionNotice />
      </InSession>
      <InSession session={{ ...IN_LOBBY, outdated: true }}>
        <ReloadNotice />
      </InSession>
      <DevicesNotice missing={{ camera: "no_permission", microphone: "no_permission" }} onRetry={() => undefined} />
    </main>
  ),
};
