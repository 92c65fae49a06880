// What each role may not ask for, one after the other. Taken, each would show: none of them is so already for long.
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";

/** No therapist draws it. */
const ANNOTATION = "00000000-0000-4000-8000-0000000000af";

export function forbiddenToPatients(
  me: ParticipantId,
  others: readonly ParticipantId[],
  exerciseId: ExerciseId,
): readonly SessionCommand[] {
  const other = others[0] ?? me;
  const target = { repetitions: 99, side: "both" } as const;
  const circle = {
    annotationId: ANNOTATION,
    tool: "circle",
    points: [
      [9, 9],
      [9, 99],
    ],
    stays: true,
  } as const;
  return [
    { name: "moveSpotlight", participantId: me },
    { name: "drawAnnotation", participantId: me, annotation: circle },
    { name: "drawAnnotation", participantId: other, annotation: circle },
    { name: "movePrivateWord", participantId: me },
    { name: "runRecording", running: true },
    { name: "startSet" },
    { name: "setTarget", participantId: other, exerciseId, target },
    { name: "setTarget", participantId: me, exerciseId, target },
    { name: "finishSession" },
    { name: "changePictureMode", mode: "everybody" },
    { name: "changePictureMode", mode: "pairs" },
    { name: "pauseSet" },
    { name: "takeAlarm", participantId: other },
    { name: "agreeResume", participantId: other },
    { name: "moveSpotlight", participantId: other },
    { name: "showDemonstration", participantId: me, place: "over", inStep: true },
    { name: "finishSet" },
    { name: "resumeSet" },
    { name: "chooseExercise", exerciseId },
    { name: "startPhase", phase: "coolDown" },
  ];
}

/** Nobody agrees, stops, shows or opens anything in a patient's place. */
export const FORBIDDEN_TO_THERAPISTS: readonly SessionCommand[] = [
  { name: "stopForPain" },
  { name: "consentToPicture", given: true },
  { name: "openMicrophone", toGroup: true },
  { name: "reportPain", level: 5 },
  { name: "declareReady", ready: true },
  { name: "shareStreak", shared: true },
];
