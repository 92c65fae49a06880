// What people press besides, in a class that goes on.
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import { RECORDING_AUDIENCE } from "@ensemble/shared/session/recording-consent.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import { DEMONSTRATION_PLACES } from "@ensemble/shared/session/side-by-side.ts";

/** A few, so that what is drawn is drawn again and taken back. */
const ANNOTATIONS = ["a1", "a2", "a3"].map((end) => `00000000-0000-4000-8000-0000000000${end}`);

type Pick = <T>(items: readonly T[]) => T;

export function leaderSays(pick: Pick, others: readonly ParticipantId[]): SessionCommand {
  const annotationId = pick(ANNOTATIONS);
  const points = [
    [700, 300],
    [pick([900, 1_200]), 300],
  ] as const;
  return pick<SessionCommand>([
    { name: "changePictureMode", mode: pick(["therapistOnly", "everybody"] as const) },
    {
      name: "showDemonstration",
      participantId: pick(others),
      place: pick(DEMONSTRATION_PLACES),
      inStep: pick([true, false]),
    },
    { name: "changePictureMode", mode: "pairs" },
    // Not every class has all these places.
    { name: "changePictureMode", mode: "pairs", pairs: pick([[[0, 1]], [[0, 1, 2]], [[0, 2]], []]) },
    { name: "moveSpotlight", participantId: pick([null, ...others]) },
    { name: "movePrivateWord", participantId: pick([null, ...others]) },
    { name: "runRecording", running: pick([true, true, false]) },
    ...recordingAnswers(),
    ...others.slice(0, 1).flatMap((participantId): SessionCommand[] => [
      { name: "drawAnnotation", participantId, annotation: { annotationId, tool: "arrow", points, stays: true } },
      { name: "eraseAnnotation", participantId, annotationId },
      { name: "clearAnnotations", participantId },
    ]),
  ]);
}

export function patientSays(pick: Pick, others: readonly ParticipantId[]): SessionCommand {
  const isTrue = pick([true, false]);
  return pick<SessionCommand>([
    { name: "consentToPicture", given: isTrue },
    { name: "consentToPicture", given: !isTrue },
    { name: "consentToPicture", given: true, to: pick([others, others.slice(0, 1)]) },
    { name: "openMicrophone", toGroup: isTrue },
    { name: "shareStreak", shared: isTrue },
    ...recordingAnswers(),
    { name: "chooseStanding", standing: pick(["name", "nickname", "hidden"] as const) },
  ]);
}

function recordingAnswers(): readonly SessionCommand[] {
  return [
    { name: "answerRecording", given: true, audience: RECORDING_AUDIENCE },
    { name: "answerRecording", given: false },
  ];
}

/** Where there is one. */
export function oppositeOf(command: SessionCommand): SessionCommand | undefined {
  switch (command.name) {
    case "consentToPicture":
      return { ...command, given: !command.given };
    case "openMicrophone":
      return { ...command, toGroup: !command.toGroup };
    case "answerRecording":
      return command.given
        ? { name: command.name, given: false }
        : { name: command.name, given: true, audience: RECORDING_AUDIENCE };
    case "runRecording":
      return { ...command, running: !command.running };
    case "shareStreak":
      return { ...command, shared: !command.shared };
    case "chooseStanding":
      return { ...command, standing: command.standing === "hidden" ? "name" : "hidden" };
    case "changePictureMode":
      return { ...command, mode: command.mode === "therapistOnly" ? "everybody" : "therapistOnly" };
    default:
      return undefined;
  }
}
