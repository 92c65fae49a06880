// The referees of the open set: made when it starts, finished when it ends; what they count becomes facts and messages.
import { balloonHeight } from "@ensemble/shared/games/balloon.ts";
import { pointsForRepetition } from "@ensemble/shared/games/points-rules.ts";
import { attainedDegrees } from "@ensemble/shared/movement/attained.ts";
import {
  createReferee,
  finishReferee,
  type MovementFact,
  type RepetitionFact,
} from "@ensemble/shared/movement/referee.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SetState } from "@ensemble/shared/session/session-state.ts";
import type { ExerciseLibrary } from "../movement/index.ts";
import type { PatientMovement } from "./patient-movement.ts";
import type { SessionLedger } from "./session-ledger.ts";
import type { SessionOutputs } from "./session-outputs.ts";

export interface SetReferees {
  readonly start: () => void;
  /** Finishes movements that are on their way back; those repetitions belong before the end of the set. */
  readonly finish: () => void;
  /** One conclusion of a referee; `frame` is the sequence of the frame that brought it. */
  readonly conclude: (participantId: ParticipantId, fact: MovementFact, frame: number) => void;
}

export function createSetReferees(parts: {
  readonly ledger: SessionLedger;
  readonly library: ExerciseLibrary;
  readonly patients: ReadonlyMap<ParticipantId, PatientMovement>;
  readonly outputs: SessionOutputs;
  readonly epoch: number;
}): SetReferees {
  const { ledger, library, patients, outputs, epoch } = parts;

  const countRepetition = (participantId: ParticipantId, set: SetState, fact: RepetitionFact, frame: number): void => {
    const results = ledger.decided().participants[participantId]?.results;
    const counted = results?.find((one) => one.setId === set.setId)?.repetitions ?? 0;
    // Frames fed again after a crash find their repetitions in the journal already.
    if (fact.ordinal <= counted) return;
    const { ordinal, side, startMs, endMs, quality, parts, confidence } = fact;
    const range = { ...fact.rangeDegrees };
    const prescribed = prescription(set, participantId, library);
    const attained = attainedDegrees(range, prescribed.direction);
    const points = pointsForRepetition({ ordinal, quality, confidence, attainedDegrees: attained }, prescribed);
    const { setId } = set;
    void ledger.record(
      [
        {
          kind: "repetitionCounted",
          participantId,
          setId,
          ordinal,
          side,
          startMs,
          endMs,
          range,
          otherRanges: fact.otherRangesDegrees,
          quality,
          parts,
          confidence,
          points,
        },
      ],
      {},
      () => {
        const visible = ledger.visible();
        const totalPoints = visible.participants[participantId]?.points ?? 0;
        const balloon = balloonHeight(visible);
        outputs.repetition({
          epoch,
          participantId,
          setId,
          repetitions: ordinal,
          points,
          totalPoints,
          frame,
          balloon,
        });
        outputs.measurement({
          epoch,
          participantId,
          ordinal,
          side,
          attainedDegrees: attained,
          rangeBelow95: range.below95,
          rangeAbove95: range.above95,
          rangeMeasurable: range.measurable,
          quality,
          parts,
          confidence,
        });
      },
    );
  };

  const conclude = (participantId: ParticipantId, fact: MovementFact, frame: number): void => {
    const { set } = ledger.decided();
    if (set === null) return;
    if (fact.kind === "repetition") countRepetition(participantId, set, fact, frame);
    if (fact.kind === "cueCleared") outputs.cue({ epoch, participantId, cue: "" });
    if (fact.kind === "cueRaised") {
      const { cue } = fact;
      void ledger.record([{ kind: "cueGiven", participantId, setId: set.setId, cue }], {}, () =>
        outputs.cue({ epoch, participantId, cue }),
      );
    }
  };

  return {
    conclude,
    start: () => {
      const { set } = ledger.decided();
      const rule = set === null ? undefined : library.find(set.exerciseId)?.rule;
      for (const [participantId, movement] of patients) {
        const target = set?.targets[participantId];
        movement.referee =
          rule === undefined || target === undefined
            ? undefined
            : createReferee(rule, { side: target.side, targetDegrees: target.rangeDegrees });
      }
    },
    finish: () => {
      for (const [participantId, movement] of patients) {
        const referee = movement.referee;
        movement.referee = undefined;
        const decided = ledger.decided();
        if (referee === undefined || !decided.set?.running) continue;
        if (decided.participants[participantId]?.stop !== null) continue;
        for (const fact of finishReferee(referee)) conclude(participantId, fact, movement.intake.expected - 1);
      }
    },
  };
}

function prescription(set: SetState, participantId: ParticipantId, library: ExerciseLibrary) {
  const target = set.targets[participantId];
  const exercise = library.find(set.exerciseId);
  return {
    repetitions: target?.repetitions ?? 0,
    rangeDegrees: target?.rangeDegrees ?? exercise?.rule.targetDegrees ?? 180,
    direction: exercise?.direction ?? "rises",
  };
}
