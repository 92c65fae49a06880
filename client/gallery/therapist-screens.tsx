// The therapist's session screen: lobby, a running set with everything due, calm, paused, and each dialog.
import { annotationsToWire } from "@ensemble/shared/protocol/annotation-form.ts";
import type { DeviceCheckMessage } from "@ensemble/shared/protocol/room-messages.ts";
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { PlacedAnnotation } from "@ensemble/shared/session/annotation.ts";
import type { ExerciseId } from "@ensemble/shared/session/identifiers.ts";
import { LINE_QUALITIES } from "@ensemble/shared/session/line-quality.ts";
import { PICTURE_STEPS } from "@ensemble/shared/session/picture-ladder-rules.ts";
import { type ReactNode, useEffect, useState } from "react";
import type { Devices } from "../src/camera/list-devices.ts";
import type { ClientSession } from "../src/connection/client-session.ts";
import type { FoundDevices } from "../src/pages/patient/device-check-rules.ts";
import { CallTroubleNotice } from "../src/pages/session/call-notice.tsx";
import { ConnectionNotice } from "../src/pages/session/connection-notice.tsx";
import { DevicesNotice } from "../src/pages/session/devices-notice.tsx";
import { ReloadNotice } from "../src/pages/session/reload-notice.tsx";
import type { OwnDevices } from "../src/pages/therapist/command-bar.tsx";
import { NO_FIGURES } from "../src/pages/therapist/figure-store.ts";
import { OwnCheckView } from "../src/pages/therapist/own-check.tsx";
import type { PointingTool } from "../src/pages/therapist/pointing/pointing-keys.ts";
import type { Dialog } from "../src/pages/therapist/therapist-commands.ts";
import { TherapistSession, type TherapistSessionProps } from "../src/pages/therapist/therapist-session.tsx";
import { SessionProvider } from "../src/ui/session-context.tsx";
import { checkOf } from "./fixture-check.ts";
import { EXERCISES } from "./fixture-exercises.ts";
import { squattingFigures } from "./fixture-figures.ts";
import { clinicalOf, idOf, NOW_MS, PATIENTS, participantOf, THERAPIST, viewOf } from "./fixture-session.ts";
import type { Screens } from "./main.tsx";
import { movingConnection } from "./moving-connection.ts";

const devices: OwnDevices = {
  microphone: "sending",
  camera: "sending",
  toggleMicrophone: () => undefined,
  toggleCamera: () => undefined,
};

interface StageOptions {
  readonly dialog?: Dialog;
  readonly pointing?: PointingTool;
  readonly waiting?: TherapistSessionProps["openWaiting"];
  readonly figures?: boolean;
  readonly moving?: boolean;
  readonly notices?: ReactNode;
  readonly ownCheck?: ReactNode;
  readonly devices?: OwnDevices;
  readonly session?: Partial<ClientSession>;
}

function screen(changes: Partial<SessionView>, options: StageOptions = {}) {
  return () => <Stage view={viewOf(changes)} {...options} />;
}

function Stage(props: StageOptions & { view: SessionView }): ReactNode {
  const [connection] = useState(() => movingConnection(props.view, props.moving === true, props.session));
  const [figures] = useState(() => (props.figures === false ? NO_FIGURES : squattingFigures()));
  useEffect(() => connection.close, [connection]);
  return (
    <SessionProvider connection={connection}>
      <TherapistSession
        exercises={EXERCISES}
        figures={figures}
        devices={props.devices ?? devices}
        openDialog={props.dialog}
        openPointing={props.pointing}
        openWaiting={props.waiting}
        notices={props.notices}
        ownCheck={props.ownCheck}
      />
    </SessionProvider>
  );
}

const calm = PATIENTS.map((each, index) => ({
  ...each,
  stopped: false,
  simulated: false,
  connection: "good" as const,
  repetitions: 6 + (index % 3),
  clinical: clinicalOf({ attainedDegrees: 78 + 4 * index, confidence: 0.8 + 0.02 * index }),
}));
const CHECKED = { camera: "good", microphone: "good", speaker: "good", line: "good", lineCause: "" } as const;
const CHECKS: readonly (DeviceCheckMessage | undefined)[] = [
  CHECKED,
  { ...CHECKED, speaker: "unanswered", line: "enough", lineCause: "tcp" },
  { ...CHECKED, microphone: "muted", line: "weak", lineCause: "radio" },
  { ...CHECKED, camera: "slow", speaker: "unheard" },
  undefined,
  undefined,
];
const lobby = PATIENTS.map((each, index) => ({
  ...each,
  stopped: false,
  present: index !== 5,
  ready: index < 3,
  repetitions: 0,
  connection: "good" as const,
  clinical: clinicalOf({
    agreed: index < 5,
    framing: (["", "", "", "too_dark", "step_back", "no_camera"] as const)[index] ?? "",
    deviceCheck: CHECKS[index],
    place: index < 4 ? "Gartenstraße 12, 3rd floor, 79098 Freiburg" : "",
    emergencyContact: index < 4 ? "Marta (daughter), +49 761 5550 142" : "",
  }),
}));
const taken = PATIENTS.map((each) =>
  each.name === "Dora"
    ? {
        ...each,
        mark: 0,
        clinical: clinicalOf({
          pain: 6,
          stop: { takenById: THERAPIST.participantId, patientAgrees: true, therapistAgrees: false },
        }),
      }
    : each,
);
const STANDING_DRAWINGS: readonly PlacedAnnotation[] = [
  { annotationId: "1", tool: "target", joint: "leftKnee", degrees: 90, atMs: NOW_MS },
  {
    annotationId: "2",
    tool: "circle",
    points: [
      [1_024, 420],
      [1_160, 420],
    ],
    stays: true,
    atMs: NOW_MS,
  },
  {
    annotationId: "3",
    tool: "arrow",
    points: [
      [1_700, 500],
      [1_300, 800],
    ],
    stays: true,
    atMs: NOW_MS,
  },
  {
    annotationId: "4",
    tool: "angle",
    points: [
      [300, 300],
      [500, 1_000],
      [800, 500],
    ],
    stays: true,
    atMs: NOW_MS,
  },
  {
    annotationId: "5",
    tool: "pen",
    points: [
      [300, 1_700],
      [600, 1_600],
      [900, 1_750],
      [1_200, 1_600],
    ],
    stays: true,
    atMs: NOW_MS,
  },
];
/** Bruno is drawn on. */
const drawnOn = (held: boolean) =>
  calm.map((each) =>
    each.name === "Bruno"
      ? { ...each, clinical: { ...each.clinical, annotations: annotationsToWire(STANDING_DRAWINGS), held } }
      : each,
  );
const SIT_TO_STAND = "sit-to-stand" as ExerciseId;
/** Knees that are to be stretched: the last one stays bent, one cannot be measured. */
const standingUp = calm.map((each, index) => ({
  ...each,
  clinical: clinicalOf({
    targetRangeDegrees: 8,
    attainedDegrees: [4, 7, 2, 0, 12, 34][index],
    rangeMeasurable: index !== 3,
    angleDegrees: 40,
  }),
}));
const HIP_EXTENSION = "standing-hip-extension" as ExerciseId;
const behind = calm.map((each, index) => ({
  ...each,
  clinical: clinicalOf({ targetRangeDegrees: -20, attainedDegrees: -24 + 4 * index, angleDegrees: -10 }),
}));
const HIP_ABDUCTION = "hip-abduction" as ExerciseId;
/** Who goes by a nickname, who has no camera, and whose camera has gone off. */
const named = PATIENTS.map((each, index) => {
  const fullName = ["Ana Kovač", "Bruno Baumgartner-Hoffmann", "Chidi", "Dorothea Vandenberg", "", ""][index] ?? "";
  const unseen =
    index === 2 || index === 5 ? { framing: "no_camera", attainedDegrees: undefined, quality: undefined } : {};
  const none = index === 2 ? { repetitions: 0, points: 0 } : {};
  return { ...each, ...none, clinical: clinicalOf({ ...each.clinical, ...unseen, fullName }) };
});
/** As little room as there is for the longest words: the tiles beside a large picture. */
const wordy = named.map((each) => {
  if (each.name === "Bruno") return { ...each, clinical: clinicalOf({ ...each.clinical, cue: "trunk_forward" }) };
  if (each.name !== "Dora") return each;
  return {
    ...each,
    clinical: clinicalOf({
      ...each.clinical,
      stop: { takenById: THERAPIST.participantId, patientAgrees: false, therapistAgrees: false },
    }),
  };
});
/** A pair, three of whom one has not agreed yet, and one who came later and has nobody. */
const paired = named.map((each, index) => ({
  ...each,
  stopped: false,
  pictureConsent: index !== 3,
  clinical: clinicalOf({
    ...each.clinical,
    stop: undefined,
    pairedWith: [[1], [0], [3, 4], [2, 4], [2, 3], []][index] ?? [],
  }),
}));
/** One of each: recorded, without sound, without anything yet, said no, not asked yet, not there. */
const recorded = calm.map((each, index) => ({
  ...each,
  present: index !== 5,
  recordingAnswer: (["given", "given", "given", "refused", "none", "given"] as const)[index],
  recordedNow: (["both", "picture", "nothing", "nothing", "nothing", "nothing"] as const)[index] ?? "nothing",
  // Bruno was not asked in this class.
  clinical: clinicalOf({ ...each.clinical, ...(index === 1 ? { answerStandsUntilMs: NOW_MS + 71 * 86_400_000 } : {}) }),
}));
/** Every step that a line can be on, each with its tile. */
const onSteps = calm.map((each, index) => ({
  ...each,
  lineQuality: (["excellent", "good", "poor", "poor", "poor", "lost"] as const)[index],
  clinical: clinicalOf({ ...each.clinical, pictureStep: PICTURE_STEPS[index] ?? "full" }),
}));
/** Every quality of a line without a step yet; of one nothing is measured, one is away. */
const onMarks = calm.map((each, index) => ({
  ...each,
  present: index !== 5,
  lineQuality: [...LINE_QUALITIES, undefined, "excellent" as const][index],
}));
/** Bruno, shown large with the exercise. */
const withExercise = (place: "beside" | "over", inStep = false) => ({
  spotlight: idOf("Bruno"),
  ...withPatients(
    calm.map((each) =>
      each.mark === 1 && each.clinical !== undefined
        ? { ...each, clinical: { ...each.clinical, sideBySide: { place, inStep } } }
        : each,
    ),
  ),
});
const OTHER_THERAPIST: ParticipantView = {
  ...THERAPIST,
  participantId: idOf("other therapist"),
  name: "Jonas Brandt",
};
function withPatients(patients: readonly ParticipantView[]) {
  return { participants: [THERAPIST, ...patients] };
}
const base = viewOf();
const setIn = (state: "running" | "paused" | "finished") => ({
  set: { ...base.set, state, ranMs: 31_000 } as SessionView["set"],
});
const inLobby = { phase: "lobby", exerciseId: undefined, set: undefined, ...withPatients(lobby) } as const;
const TWO_OF_EACH: Devices = {
  cameras: [
    { id: "one", name: "Integrated Camera" },
    { id: "two", name: "Wide USB camera" },
  ],
  microphones: [
    { id: "one", name: "Integrated Microphone" },
    { id: "two", name: "Headset" },
  ],
  speakers: [],
};
/** Beside a picture of nothing. */
const ownCheck = (found: Partial<FoundDevices>) => (
  <OwnCheckView check={checkOf(found)} stream={undefined} devices={TWO_OF_EACH} onRestart={async () => undefined} />
);
const setOf = (exerciseId: ExerciseId) => ({ exerciseId, set: { ...base.set, exerciseId } as SessionView["set"] });

export const screens: Screens = {
  "therapist-lobby": screen(inLobby, { figures: false }),
  "therapist-check": screen(inLobby, { dialog: "check", ownCheck: ownCheck({ speaker: "unanswered" }) }),
  "therapist-check-trouble": screen(inLobby, {
    dialog: "check",
    ownCheck: ownCheck({
      camera: "none",
      microphone: "none",
      speaker: "unheard",
      line: { verdict: "none", cause: "blocked", numbers: undefined },
    }),
  }),
  "therapist-set": screen({}, { moving: true }),
  "therapist-sides": screen({ exerciseId: HIP_ABDUCTION, ...withPatients(calm) }),
  "therapist-calm": screen(withPatients(calm), { moving: true }),
  "therapist-standing-up": screen(
    { ...setOf(SIT_TO_STAND), ...withPatients(standingUp) },
    { moving: true, figures: false },
  ),
  "therapist-behind": screen({ ...setOf(HIP_EXTENSION), ...withPatients(behind) }, { moving: true, figures: false }),
  "therapist-unsaved": screen(
    { ...setIn("running"), provisional: true, ...withPatients(calm) },
    { waiting: ["setTarget", "pauseSet", "moveSpotlight"] },
  ),
  "therapist-paused": screen({ ...setIn("paused"), provisional: true, ...withPatients(calm) }),
  "therapist-between": screen({ ...setIn("finished"), ...withPatients(calm) }),
  "therapist-between-outdated": screen(
    { ...setIn("finished"), ...withPatients(calm) },
    { session: { outdated: true }, notices: <ReloadNotice /> },
  ),
  "therapist-too-new": screen(withPatients(calm), {
    session: { status: "reconnecting", refusal: "protocol/too_new" },
    notices: <ConnectionNotice />,
  }),
  "therapist-taken": screen(
    withPatients([...taken.filter((each) => each.mark === 0 && each.name === "Dora"), ...taken.slice(1, 3)]),
  ),
  "therapist-spotlight": screen({ spotlight: idOf("Bruno") }, { moving: true }),
  "therapist-drawing": screen({ spotlight: idOf("Bruno"), ...withPatients(drawnOn(false)) }, { pointing: "circle" }),
  "therapist-drawing-target": screen(
    { spotlight: idOf("Bruno"), ...withPatients(drawnOn(true)) },
    { pointing: "target" },
  ),
  "therapist-beside": screen(withExercise("beside"), { moving: true }),
  "therapist-over": screen(withExercise("over", true), { moving: true }),
  "therapist-private-word": screen(
    {
      privateWord: true,
      ...withPatients(
        calm.map((each) =>
          each.mark === 1 && each.clinical !== undefined
            ? { ...each, clinical: { ...each.clinical, inPrivateWord: true } }
            : each,
        ),
      ),
    },
    { moving: true },
  ),
  "therapist-private-word-other": screen(
    {
      privateWord: true,
      privateWordById: idOf("other therapist"),
      participants: [THERAPIST, OTHER_THERAPIST, ...calm],
    },
    { moving: true },
  ),
  "therapist-private-word-other-away": screen(
    {
      privateWord: true,
      privateWordById: idOf("other therapist"),
      participants: [THERAPIST, { ...OTHER_THERAPIST, present: false }, ...calm],
    },
    { moving: true },
  ),
  "therapist-pairs": screen({ pictureMode: "pairs", ...withPatients(paired) }, { moving: true }),
  "therapist-pairs-spotlight": screen({ pictureMode: "pairs", spotlight: idOf("Bruno"), ...withPatients(paired) }),
  "therapist-pairs-dialog": screen({ pictureMode: "pairs", ...withPatients(paired) }, { dialog: "pairs" }),
  "therapist-lines": screen(withPatients(onSteps), { moving: true }),
  "therapist-figure-only": screen(
    {
      spotlight: idOf("Bruno"),
      ...withPatients(
        calm.map((each) => ({ ...each, clinical: clinicalOf({ ...each.clinical, pictureStep: "poseOnly" }) })),
      ),
    },
    { moving: true },
  ),
  "therapist-own-line": screen(
    { therapistStep: "audioOnly", participants: [{ ...THERAPIST, lineQuality: "poor" }, ...onSteps] },
    { moving: true },
  ),
  "therapist-line-marks": screen(withPatients(onMarks), { moving: true }),
  "therapist-names": screen(withPatients(named)),
  "therapist-names-spotlight": screen({ spotlight: idOf("Bruno"), ...withPatients(wordy) }),
  "therapist-nobody": screen({ phase: "lobby", exerciseId: undefined, set: undefined, ...withPatients([]) }),
  "therapist-trouble": screen(withPatients(calm), {
    devices: { ...devices, microphone: "none", camera: "none" },
    notices: (
      <>
        <CallTroubleNotice trouble="slow" onRetry={() => undefined} />
        <DevicesNotice missing={{ camera: "device_lost", microphone: "device_lost" }} onRetry={() => undefined} />
      </>
    ),
  }),
  "therapist-blocked": screen(withPatients(calm), {
    notices: <CallTroubleNotice trouble="blocked" onRetry={() => undefined} />,
  }),
  "therapist-four": screen(withPatients(calm.slice(0, 4))),
  "therapist-two": screen(withPatients([participantOf("Ana", 0), participantOf("Bruno", 1)])),
  "therapist-picker": screen(
    { phase: "lobby", exerciseId: undefined, set: undefined, ...withPatients(lobby) },
    { dialog: "choose", figures: false },
  ),
  "therapist-picker-alarm": screen({}, { dialog: "choose" }),
  "therapist-finish-alarm": screen({}, { dialog: "finish" }),
  "therapist-keys": screen(withPatients(calm), { dialog: "help" }),
  "therapist-recording-start": screen(withPatients(recorded), { dialog: "recording" }),
  "therapist-recording": screen({ recording: true, ...withPatients(recorded) }, { dialog: "recording" }),
  "therapist-recorded": screen({ recording: true, ...withPatients(recorded) }),
  "therapist-finish": screen({ ...setIn("finished"), ...withPatients(calm) }, { dialog: "finish" }),
};
