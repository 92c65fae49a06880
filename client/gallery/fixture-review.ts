// A set of squats looked back at, made from the exercise file and counted by the real referee, so that figure, curve and repetitions agree.
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import { LANDMARK } from "@ensemble/shared/movement/landmarks.ts";
import { advanceReferee, createReferee, finishReferee, readReferee } from "@ensemble/shared/movement/referee.ts";
import type { RecordingListing } from "@ensemble/shared/protocol/http-messages.ts";
import type {
  ReviewComment,
  ReviewCurve,
  ReviewedDrawing,
  ReviewedMoment,
  ReviewedRepetition,
  ReviewedSet,
  SessionReview,
} from "@ensemble/shared/protocol/review-messages.ts";
import type { Drawing } from "@ensemble/shared/session/annotation.ts";
import type { ExerciseId, GroupSessionId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { bodyOfFrame } from "../src/camera/draw-skeleton.ts";
import type { FigureSource } from "../src/pages/review/figure-source.ts";
import { EXERCISES } from "./fixture-exercises.ts";
import { idOf, NOW_MS } from "./fixture-session.ts";

const STARTED_MS = 412_000;

/** Three numbers a landmark. */
const KNEE_AT = 3 * LANDMARK.leftKnee;

export type LookedBackAt = ReturnType<typeof squatsLookedBackAt>;

export function squatsLookedBackAt() {
  const squat = EXERCISES.find((each) => each.id === "squat");
  if (squat === undefined) throw new Error("no squat in the exercise files");
  const { frames } = synthesizeRecording(squat, {
    repetitions: 8,
    viewDegrees: 65,
    framesPerSecond: 15,
    pauseMs: 900,
    startMs: STARTED_MS + 800,
    camera: "mediapipe",
    noiseMetres: 0.006,
  });
  const referee = createReferee(movementRuleOf(squat), { side: "both" });
  const repetitions: ReviewedRepetition[] = [];
  const degrees = frames.map((frame) => {
    for (const fact of [...advanceReferee(referee, frame)])
      if (fact.kind === "repetition") repetitions.push(asSeen(fact));
    return readReferee(referee).angleDegrees ?? null;
  });
  for (const fact of finishReferee(referee)) if (fact.kind === "repetition") repetitions.push(asSeen(fact));
  const curve: ReviewCurve = {
    frames: frames.map((_, i) => i + 1),
    atMs: frames.map((frame) => frame.atMs),
    degrees,
    agrees: true,
    whole: true,
  };
  const set: ReviewedSet = {
    setId: "set-2" as SetId,
    ordinal: 2,
    exerciseId: "squat" as ExerciseId,
    phase: "exercise",
    startMs: STARTED_MS,
    endMs: (curve.atMs.at(-1) ?? STARTED_MS) + 2_000,
    target: { repetitions: 10, side: "both", rangeDegrees: 90 },
    pauses: [],
    repetitions,
    cues: [
      { atMs: (repetitions[2]?.startMs ?? 0) + 900, frame: null, cue: squat.errors[0]?.cue ?? "" },
      { atMs: (repetitions[4]?.startMs ?? 0) + 700, frame: null, cue: squat.errors[1]?.cue ?? "" },
    ],
    stopsMs: [],
  };
  const figures: FigureSource = {
    bodyAt: (index) => frames[index] && bodyOfFrame(frames[index]),
    subscribe: () => () => undefined,
  };
  return { set, curve, figures, exercise: squat, comments: commentsOn(set, curve, figures) };
}

export function reviewOf(
  sets: readonly ReviewedSet[],
  comments: readonly ReviewComment[],
  happened: Partial<SessionReview> = {},
): SessionReview {
  return {
    groupSessionId: "knee-group" as GroupSessionId,
    title: "Knee group",
    startedAtMs: NOW_MS - 32 * 60_000,
    participantId: idOf("Ana"),
    name: "Ana Kovač",
    mark: 0,
    simulated: false,
    therapistIds: [idOf("Thea")],
    endsAtMs: (sets.at(-1)?.endMs ?? 0) + 240_000,
    sets,
    drawings: [],
    holds: [],
    moments: [],
    comments,
    ...happened,
  };
}

/** About the second repetition: a ring, a target at the knee, an arrow that has begun to fade a little later; and one that stays, in the rest. */
export function drawnDuring({ set, curve, figures }: LookedBackAt): readonly ReviewedDrawing[] {
  const { repetitions, endMs } = set;
  const { startMs = 0, endMs: over = 0 } = repetitions[1] ?? {};
  const atMs = (startMs + over) / 2;
  const drawing = (annotationId: string, ofMs: number, annotation: Omit<Drawing, "annotationId" | "stays">) => {
    return { annotation: { annotationId, stays: false, atMs: ofMs, ...annotation }, untilMs: null };
  };
  const target = { annotationId: "target", tool: "target", joint: "leftKnee", degrees: 90 } as const;
  const knee = figures.bodyAt(curve.atMs.findLastIndex((frameMs) => frameMs <= atMs))?.points ?? [];
  const [x, y] = [KNEE_AT, KNEE_AT + 1].map((place) => Math.round(knee[place] ?? 0)) as [number, number];
  const places: Drawing["points"] = [
    [x, y],
    [x - 110, y - 30],
  ];
  return [
    drawing("ring", atMs - 400, { tool: "circle", points: places }),
    { annotation: { ...target, atMs: atMs - 200 }, untilMs: over + 4_000 },
    drawing("late", over + 14_000, { tool: "arrow", points: places }),
    drawing("rest", (endMs ?? 0) + 9_000, { tool: "arrow", points: places }),
  ];
}

export function momentsAround({ startMs, endMs, repetitions }: ReviewedSet): readonly ReviewedMoment[] {
  const end = endMs ?? startMs;
  return [
    { kind: "privateWord", atMs: startMs - 60_000, endMs: startMs - 12_000 },
    { kind: "painReported", atMs: repetitions[3]?.startMs ?? startMs, level: 4 },
    { kind: "painReported", atMs: end + 20_000, level: 2 },
  ];
}

/** A voice, which is not asked for before somebody plays. */
export const VOICES: readonly RecordingListing[] = [
  {
    recordingId: "voice",
    participantId: idOf("Ana"),
    source: "microphone",
    contentType: "audio/webm",
    beginsAtMs: STARTED_MS - 40_000,
    startedAtMs: NOW_MS,
    endedAtMs: NOW_MS,
    durationMs: 190_000,
    bytes: 1,
    state: "whole",
    sentAtMs: null,
    held: false,
    destroyed: null,
  },
];

function commentsOn(set: ReviewedSet, curve: ReviewCurve, figures: FigureSource): readonly ReviewComment[] {
  const at = (ordinal: number) => {
    const { startMs = 0, endMs = 0 } = set.repetitions[ordinal - 1] ?? {};
    return curve.atMs.findLastIndex((atMs) => atMs <= (startMs + endMs) / 2);
  };
  const comment = (index: number, changes: Partial<ReviewComment>): ReviewComment => {
    const body = figures.bodyAt(index);
    const points = Array.from({ length: 33 }, (_, i) => [
      body?.points[3 * i] ?? 0,
      body?.points[3 * i + 1] ?? 0,
    ]).flat();
    return {
      commentId: `comment-${index}`,
      setId: set.setId,
      atMs: curve.atMs[index] ?? 0,
      text: "Here your knees come together a little. Press your feet apart, as if the floor could tear.",
      drawing: [{ points: aroundKnees(points) }],
      figure: { aspect: body?.aspect ?? 1, points, visibility: Array.from({ length: 33 }, () => 255) },
      authorName: "Miriam Okafor",
      createdAtMs: NOW_MS,
      sentAtMs: null,
      clip: null,
      ...changes,
    };
  };
  return [
    comment(at(2), { sentAtMs: NOW_MS }),
    comment(at(5), { text: "Tires from here on: six next time?", drawing: [] }),
  ];
}

/** A ring drawn by hand about the left knee. */
function aroundKnees(points: readonly number[]): number[] {
  const [x = 0, y = 0] = [(points[50] ?? 0) / 2048, (points[51] ?? 0) / 2048];
  return Array.from({ length: 25 }, (_, i) => {
    const turn = (2.1 * Math.PI * i) / 24;
    const radius = 0.055 + 0.006 * Math.sin(3 * turn);
    return [x + 0.75 * radius * Math.cos(turn), y + radius * Math.sin(turn)];
  }).flat();
}

function asSeen(fact: {
  ordinal: number;
  side: ReviewedRepetition["side"];
  startMs: number;
  endMs: number;
  rangeDegrees: { maximum: number; below95: number; above95: number; measurable: boolean };
  quality: number;
  parts: ReviewedRepetition["parts"];
  confidence: number;
}): ReviewedRepetition {
  const { rangeDegrees, ...rest } = fact;
  const { maximum, below95, above95, measurable } = rangeDegrees;
  return { ...rest, attainedDegrees: measurable ? maximum : undefined, below95, above95 };
}
