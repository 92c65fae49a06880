// Figures that squat for ever, made from the exercise file, so that tiles can be looked at without a camera.
import type { TrackedExercise } from "@ensemble/shared/exercise/exercise.ts";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import { createAvatarPose, readAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import { encodeAvatarBundle } from "@ensemble/shared/protocol/avatar-bundle.ts";
import type { Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { FigureStore } from "../src/pages/therapist/figure-store.ts";
import { EXERCISES } from "./fixture-exercises.ts";

const FRAMES_PER_SECOND = 15;

export function squattingFigures(): FigureStore {
  const recordings = recordingsOf(findSquat());
  const start = performance.now();
  return {
    figureOf: (mark) => figureAt(recordings[mark]?.frames ?? [], mark, performance.now() - start),
    subscribe: (listener) => {
      const timer = setInterval(listener, 1000 / FRAMES_PER_SECOND);
      return () => clearInterval(timer);
    },
    close: () => undefined,
  };
}

/** The same as bundles of avatars: the way to stop. */
export function tellSquattingAvatars(listener: (bytes: Uint8Array) => void): () => void {
  const recordings = recordingsOf(findSquat());
  const start = performance.now();
  const timer = setInterval(() => {
    const ageMs = performance.now() - start;
    const avatars = recordings.map(({ frames }, slot) => {
      const frame = frames[stepAt(slot, ageMs) % frames.length];
      const pose = createAvatarPose();
      // One of them is not seen.
      if (frame !== undefined && slot !== 5) readAvatarPose(frame, pose);
      return { slot, atMs: ageMs, pose };
    });
    listener(encodeAvatarBundle({ epoch: 1, avatars }));
  }, 1000 / FRAMES_PER_SECOND);
  return () => clearInterval(timer);
}

function findSquat(): TrackedExercise {
  const squat = EXERCISES.find((each) => each.id === "squat");
  if (squat === undefined) throw new Error("no squat in the exercise files");
  return squat;
}

function recordingsOf(squat: TrackedExercise) {
  return [20, 75, 60, 45, 300, 0].map((viewDegrees) =>
    synthesizeRecording(squat, { repetitions: 3, viewDegrees, wayIn: "none", framesPerSecond: FRAMES_PER_SECOND }),
  );
}

function stepAt(mark: number, ageMs: number): number {
  return Math.floor((ageMs / 1000) * FRAMES_PER_SECOND) + 17 * mark + 30;
}

type Frames = ReturnType<typeof synthesizeRecording>["frames"];

function figureAt(frames: Frames, mark: number, ageMs: number): Figure | undefined {
  const frame = frames[stepAt(mark, ageMs) % frames.length];
  if (frame === undefined) return undefined;
  const points = new Int16Array(66);
  for (let i = 0; i < 33; i++) {
    points[2 * i] = frame.image[3 * i] ?? 0;
    points[2 * i + 1] = frame.image[3 * i + 1] ?? 0;
  }
  return { slot: mark, atMs: 0, seen: true, aspect: frame.aspect, points, visibility: frame.visibility };
}
