// What the engine says of one recording, as one line for programs.

import type { ExerciseLibrary } from "../../server/src/movement/index.ts";
import type { MovementFact } from "../../shared/src/movement/movement-fact.ts";
import type { MovementRule } from "../../shared/src/movement/movement-rule.ts";
import { QUALITY_PARTS, type QualityPart, type QualityParts } from "../../shared/src/movement/quality-rules.ts";
import type { ExerciseId } from "../../shared/src/session/identifiers.ts";
import { type RangeOfMotion, rangesOfMotion } from "./range-of-motion.ts";
import { openRecording } from "./read-recording.ts";
import { RecordingFault } from "./recording-fault.ts";
import { type RefereedSet, refereePoses } from "./referee-poses.ts";

export interface RecordingAnalysis {
  readonly file: string;
  readonly exercise: string;
  readonly repetitions: number;
  /** From leaving rest to being back there, without pauses, in the recording's time. */
  readonly repetitionTimesMs: readonly (readonly [number, number])[];
  readonly rangeOfMotion: readonly RangeOfMotion[];
  /** 0…100, the mean of the repetitions; 0 without any. */
  readonly quality: number;
  /** 0…100 each, the mean of the repetitions of which it is known; null without any. */
  readonly qualityParts: Readonly<Record<QualityPart, number | null>>;
  /** 0…1, the mean of the repetitions; 0 without any. */
  readonly confidence: number;
  readonly cues: readonly SaidCue[];
}
interface SaidCue {
  readonly cue: string;
  readonly fromMs: number;
  readonly untilMs: number;
}
/** What was left out of a recording, besides the analysis of the rest. */
export interface AnalyzedRecording {
  readonly analysis: RecordingAnalysis;
  /** As the recording's header names it. */
  readonly frameRate: number | undefined;
  readonly frames: number;
  readonly refused: ReadonlyMap<string, number>;
}

/** `exercise`: as which one it is analysed; as its header says where undefined. Throws `RecordingFault`. */
export async function analyzeRecording(
  library: ExerciseLibrary,
  recording: { readonly path: string; readonly file: string; readonly exercise: string | undefined },
): Promise<AnalyzedRecording> {
  const { path, file } = recording;
  const { header, poses, close } = await openRecording(path, file);
  try {
    const id = recording.exercise ?? header.exercise ?? undefined;
    if (id === undefined) throw new RecordingFault(file, 1, "the header names no exercise: name one with --exercise");
    const entry = library.find(id as ExerciseId);
    if (entry === undefined) throw new RecordingFault(file, 1, whyNotCounted(library, id));
    // Nobody says with which side it was done: whichever moves is counted, also where a therapist has to choose one.
    const refereed = await refereePoses(entry.rule, "both", poses);
    const { frames, refused } = refereed;
    // Millimetres for metres, for instance: what counts nothing for that reason must not look like stillness.
    if (sum([...refused.values()]) === frames) {
      throw new RecordingFault(file, 2, `no frame can be used: ${[...refused.keys()].join(", ")}`);
    }
    return {
      analysis: { file, exercise: id, ...describeSet(entry.rule, refereed) },
      frameRate: header.frameRate,
      frames,
      refused,
    };
  } finally {
    await close();
  }
}

function whyNotCounted({ all }: ExerciseLibrary, id: string): string {
  const isKnown = all.some((exercise) => exercise.id === id);
  return isKnown ? `the camera does not count ${id}` : `there is no exercise ${id} in the library`;
}

function describeSet(
  { measures }: MovementRule,
  { facts, repetitionTimesMs }: RefereedSet,
): Omit<RecordingAnalysis, "file" | "exercise"> {
  const repetitions = facts.filter((fact) => fact.kind === "repetition");
  return {
    repetitions: repetitions.length,
    repetitionTimesMs: repetitionTimesMs.map(([startMs, endMs]) => [Math.round(startMs), Math.round(endMs)]),
    rangeOfMotion: rangesOfMotion(
      measures.map(({ motion }) => motion),
      repetitions,
    ),
    quality: mean(repetitions.map(({ quality }) => quality)) ?? 0,
    qualityParts: meanParts(repetitions.map(({ parts }) => parts)),
    confidence: mean(repetitions.map(({ confidence }) => confidence)) ?? 0,
    cues: describeCues(facts),
  };
}

function meanParts(all: readonly QualityParts[]): Record<QualityPart, number | null> {
  const known = (part: QualityPart) => all.flatMap((parts) => parts[part] ?? []);
  return Object.fromEntries(QUALITY_PARTS.map((part) => [part, mean(known(part))])) as Record<
    QualityPart,
    number | null
  >;
}

/** Every cue that is raised is taken back, at the end of the set at the latest. */
function describeCues(facts: readonly MovementFact[]): SaidCue[] {
  const cues: SaidCue[] = [];
  let fromMs = 0;
  for (const fact of facts) {
    if (fact.kind === "cueRaised") fromMs = fact.atMs;
    if (fact.kind === "cueCleared") cues.push({ cue: fact.cue, fromMs, untilMs: fact.atMs });
  }
  return cues;
}

function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  return Math.round((100 * sum(values)) / values.length) / 100;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
