// Figures that squat for ever, made from the exercise file, so that tiles can be looked at without a camera.
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import type { Figure } from "@ensemble/shared/protocol/figure-bundle.ts";
import type { FigureStore } from "../src/pages/therapist/figure-store.ts";
import { EXERCISES } from "./fixture-exercises.ts";

const FRAMES_PER_SECOND = 15;

export function squattingFigures(): FigureStore {
  const squat = EXERCISES.find((each) => each.id === "squat");
  if (squat === undefined) throw new Error("no squat in the exercise files");
  const recordings = [20, 75, 60, 45, 300, 0].map((viewDegrees) =>
    synthesizeRecording(squat, { repetitions: 3, viewDegrees, wayIn: "none", framesPerSecond: FRAMES_PER_SECOND }),
  );
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

type Frames = ReturnType<typeof synthesizeRecording>["frames"];

function figureAt(frames: Frames, mark: number, ageMs: number): Figure | undefined {
  const step = Math.floor((ageMs / 1000) * FRAMES_PER_SECOND) + 17 * mark + 30;
  const frame = frames[step % frames.length];
  if (frame === undefined) return undefined;
  const points = new Int16Array(66);
  for (let i = 0; i < 33; i++) {
    points[2 * i] = frame.image[3 * i] ?? 0;
    points[2 * i + 1] = frame.image[3 * i + 1] ?? 0;
  }
  return { slot: mark, atMs: 0, seen: true, aspect: frame.aspect, points, visibility: frame.visibility };
}
