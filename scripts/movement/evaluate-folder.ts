// All recordings of a folder against the truth its index names: analysed as what they are, and as what they are not.
import { join } from "node:path";
import type { ExerciseLibrary } from "../../server/src/movement/index.ts";
import type { IndexedRecording } from "../../shared/src/protocol/recording-index.ts";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { analyzeRecording, type RecordingAnalysis } from "./analyze-recording.ts";
import { overlapsWithBorders } from "./border-overlap.ts";
import { RecordingFault } from "./recording-fault.ts";
import { readRecordingIndex } from "./recording-index.ts";
import { countInStillness } from "./stillness.ts";

export interface Evaluated {
  readonly recording: IndexedRecording;
  /** As which exercise it was analysed. */
  readonly as: string;
  readonly analysis: Pick<RecordingAnalysis, "repetitions" | "quality" | "qualityParts">;
  /** Repetitions counted where nobody moved; undefined where the index does not say where that is. */
  readonly inStillness: number | undefined;
  /** How well the times agree with the index's borders, of each repetition that was counted; undefined where it names none. */
  readonly overlaps: readonly number[] | undefined;
}
export interface FolderEvaluation {
  readonly right: readonly Evaluated[];
  readonly wrong: readonly Evaluated[];
  /** Recordings of exercises that the library does not have. */
  readonly notInLibrary: readonly IndexedRecording[];
  /** Recordings whose index names no exercise or no count. */
  readonly withoutTruth: readonly IndexedRecording[];
  /** What could not be read, each once. */
  readonly faults: readonly string[];
}

const ARM_MOVEMENTS = [
  "arm-lift",
  "shoulder-abduction",
  "shoulder-extension",
  "shoulder-front-raise",
  "shoulder-rotation",
  "shoulder-scaption",
];
const LEG_MOVEMENTS = [
  "deep-squat",
  "hurdle-step",
  "inline-lunge",
  "side-lunge",
  "sit-to-stand",
  "squat",
  "standing-straight-leg-raise",
];
const NOT_WHAT_ARMS_DO = ["squat", "sit-to-stand"];
const NOT_WHAT_LEGS_DO = ["shoulder-abduction"];

/** One after the other, in the order of the index. Throws `RecordingFault` when the index cannot be used. */
export async function evaluateFolder(library: ExerciseLibrary, folder: string): Promise<FolderEvaluation> {
  const right: Evaluated[] = [];
  const wrong: Evaluated[] = [];
  const notInLibrary: IndexedRecording[] = [];
  const withoutTruth: IndexedRecording[] = [];
  const faults = new Set<string>();
  const analyze = async (recording: IndexedRecording, as: string, into: Evaluated[]) => {
    const { file } = recording;
    try {
      const { analysis, frameRate } = await analyzeRecording(library, { path: join(folder, file), file, exercise: as });
      into.push({
        recording,
        as,
        analysis,
        inStillness: countInStillness(recording, analysis, frameRate),
        overlaps: overlapsWithBorders(recording, analysis, frameRate),
      });
    } catch (error) {
      if (!(error instanceof RecordingFault)) throw error;
      faults.add(error.message);
    }
  };
  for (const recording of await readRecordingIndex(folder)) {
    const { exercise, repetitions } = recording;
    if (!exercise || repetitions === undefined) {
      withoutTruth.push(recording);
      continue;
    }
    if (library.find(exercise as ExerciseId) === undefined) notInLibrary.push(recording);
    else await analyze(recording, exercise, right);
    for (const other of wrongExercisesFor(exercise)) {
      if (library.find(other as ExerciseId) !== undefined) await analyze(recording, other, wrong);
    }
  }
  return { right, wrong, notInLibrary, withoutTruth, faults: [...faults] };
}

function wrongExercisesFor(exercise: string): readonly string[] {
  if (ARM_MOVEMENTS.includes(exercise)) return NOT_WHAT_ARMS_DO;
  return LEG_MOVEMENTS.includes(exercise) ? NOT_WHAT_LEGS_DO : [];
}
