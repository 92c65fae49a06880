// What the patient's screens need around them when nobody stands before a camera: a figure as own picture, a shore as scene, a therapist's portrait.

import type { RefereeReading } from "@ensemble/shared/movement/movement-fact.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { ReactNode } from "react";
import squatFile from "../../assets/exercises/squat.json";
import type { CameraFeed, CameraSnapshot } from "../src/camera/camera-feed.ts";
import { outlinePath } from "../src/camera/stand-outline.ts";
import type { ClientSession, SessionConnection } from "../src/connection/client-session.ts";
import { VoiceProvider } from "../src/pages/patient/voice-context.tsx";
import { SessionProvider } from "../src/ui/session-context.tsx";
import { ShoreScene } from "../src/ui/shore-scene.tsx";
import {
  clinicalOf,
  connectionOf,
  idOf,
  PATIENTS,
  participantOf,
  sessionOf,
  THERAPIST,
  viewOf,
} from "./fixture-session.ts";

export const SQUAT_EXERCISE = parseTrackedExerciseFile(squatFile);
export const PERSON = { name: "Ana Ruiz", nickname: "Heron" };

export function readingOf(changes: Partial<RefereeReading> = {}): RefereeReading {
  return {
    angleDegrees: 62,
    progress: 0.68,
    targetMet: false,
    confidence: 0.9,
    tracking: "good",
    trackingReason: "seen",
    phase: "moving",
    viewFits: true,
    repetitions: 7,
    activeCue: undefined,
    ...changes,
  };
}

export interface PatientFixture {
  readonly me?: Partial<ParticipantView>;
  readonly clinical?: Parameters<typeof clinicalOf>[0];
  readonly view?: Partial<SessionView>;
  readonly session?: Partial<ClientSession>;
  /** The class begins as soon as Ana is ready. */
  readonly begins?: boolean;
  /** No picture of the camera comes any more. */
  readonly frozen?: boolean;
  /** Commands wait for ever. */
  readonly unanswered?: boolean;
}

/** Ana's session with the given differences; commands about herself take effect, so that screens can be clicked through. */
export function connectionFor(fixture: PatientFixture): SessionConnection {
  const ana = participantOf("Ana", 0, { ...fixture.me, clinical: clinicalOf(fixture.clinical) });
  const view = viewOf({ participants: [THERAPIST, ana, ...PATIENTS.slice(1)], ...fixture.view });
  const own = { repetitions: 7, pending: 0, reading: readingOf(), cue: "" };
  const start = sessionOf("patient", { view, own, ...fixture.session });
  const connection = connectionOf(start, (session, command) => {
    const next = respond(session, command);
    if (fixture.begins !== true || (command as SessionCommand).name !== "declareReady" || next.view === undefined)
      return next;
    return { ...next, view: { ...next.view, phase: "exercise", set: viewOf().set } };
  });
  const seen = {
    ...connection,
    snapshot: fixture.frozen === true ? connection.snapshot : seenAnew(connection.snapshot),
  };
  return fixture.unanswered === true ? { ...seen, command: () => new Promise(() => undefined) } : seen;
}

const PICTURE_MS = 500;

/** A body that is being seen: a new reading now and then, as with every picture of a camera. */
function seenAnew(snapshot: () => ClientSession): () => ClientSession {
  let [of, shown, atMs] = [snapshot(), snapshot(), performance.now()];
  return () => {
    const now = snapshot();
    if (now === of && performance.now() - atMs < PICTURE_MS) return shown;
    [of, atMs] = [now, performance.now()];
    shown = { ...now, own: { ...now.own, reading: now.own.reading && { ...now.own.reading } } };
    return shown;
  };
}

export function Fixture({ fixture, children }: { fixture: PatientFixture; children: ReactNode }) {
  return (
    <SessionProvider connection={connectionFor(fixture)}>
      <VoiceProvider>{children}</VoiceProvider>
    </SessionProvider>
  );
}

function respond(session: ClientSession, command: unknown): ClientSession {
  const asked = command as SessionCommand;
  const change = (me: Partial<ParticipantView>, clinical: Parameters<typeof clinicalOf>[0] = {}): ClientSession => {
    if (session.view === undefined) return session;
    const participants = session.view.participants.map((each) =>
      each.participantId === idOf("Ana")
        ? { ...each, ...me, clinical: { ...clinicalOf(), ...each.clinical, ...clinical } }
        : each,
    );
    return { ...session, view: { ...session.view, participants } };
  };
  switch (asked.name) {
    case "acceptAgreement":
      return change({}, { agreed: true });
    case "stateWhereabouts":
      return change({}, { place: asked.place });
    case "declareReady":
      return change({ ready: asked.ready });
    case "chooseStanding":
      return change({ standing: asked.standing });
    case "consentToPicture":
      return change({ pictureConsent: asked.given });
    case "openMicrophone":
      return change({ microphoneToGroup: asked.toGroup });
    case "answerRecording":
      return change({ recordingAnswer: asked.given ? "given" : "refused", takesPartInRecording: asked.given });
    case "takeBackStandingConsent":
      return change(
        { recordingAnswer: "refused", takesPartInRecording: false },
        { standingConsentUntilMs: undefined, answerStandsUntilMs: undefined },
      );
    case "shareStreak":
      return change({ streakDays: asked.shared ? 4 : undefined });
    case "reportPain":
      return change({}, { pain: asked.level });
    case "reportEffort":
      return change({}, { effort: asked.level });
    case "stopForPain":
      return {
        ...change({ stopped: true }, { stop: { takenById: undefined, patientAgrees: false, therapistAgrees: false } }),
        stoppedHere: true,
      };
    case "agreeResume":
      return change({}, { stop: { takenById: THERAPIST.participantId, patientAgrees: true, therapistAgrees: false } });
    default:
      return session;
  }
}

/** A camera that shows a drawn person in a room. */
export function feedOf(snapshot: Partial<CameraSnapshot> = {}): CameraFeed {
  const video = document.createElement("video");
  video.muted = true;
  video.poster = `data:image/svg+xml,${encodeURIComponent(personInRoom(640, 480))}`;
  const now: CameraSnapshot = {
    status: "running",
    microphone: "running",
    framing: "",
    stream: undefined,
    engine: undefined,
    reason: undefined,
    ...snapshot,
  };
  return {
    video,
    stream: now.stream,
    snapshot: () => now,
    subscribe: () => () => undefined,
    restart: async () => undefined,
    wake: () => undefined,
    listDevices: async () => ({
      cameras: [
        { id: "one", name: "Integrated Camera (04f2:b6be)" },
        { id: "two", name: "USB camera" },
      ],
      microphones: [{ id: "three", name: "Built-in microphone" }],
      speakers: [],
    }),
    shoulderSpan: () => undefined,
    setPoseHz: () => undefined,
    bodyNow: () => undefined,
    drawSkeleton: () => undefined,
    dispose: () => undefined,
  };
}

export function Demonstration() {
  return (
    <div style={{ background: "light-dark(#f6efe3, #1c3a44)", height: "100%" }}>
      <svg viewBox="0 0 320 245" style={{ width: "100%", height: "100%" }} aria-hidden="true">
        <path d={outlinePath(320, 245)} fill="#11606b" />
      </svg>
    </div>
  );
}

export function Portrait({ hue = 174 }: { hue?: number }) {
  return (
    <svg
      viewBox="0 0 320 245"
      preserveAspectRatio="xMidYMid slice"
      style={{ width: "100%", height: "100%" }}
      aria-hidden="true"
    >
      <rect width="320" height="245" fill={`hsl(${hue} 24% 72%)`} />
      <path d="M70 245c0-60 40-88 90-88s90 28 90 88z" fill={`hsl(${hue} 40% 32%)`} />
      <circle cx="160" cy="96" r="52" fill="#c98f6b" />
      <path d="M106 96c-4-44 22-64 54-64s60 22 54 66c-10-24-26-34-54-34s-44 10-54 32z" fill="#3b2a23" />
    </svg>
  );
}

export function Shore({ balloon = 0.43 }: { balloon?: number }) {
  return (
    <div style={{ height: "100%", display: "grid" }}>
      <ShoreScene balloon={balloon} />
    </div>
  );
}

function personInRoom(width: number, height: number): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}"><rect width="${width}" height="${height}" fill="#b9a58c"/><rect y="${height * 0.82}" width="${width}" height="${height * 0.18}" fill="#7d6a55"/><rect x="40" y="60" width="120" height="150" fill="#dfe9ee"/><path d="${outlinePath(width, height)}" fill="#33505c"/></svg>`;
}
