import { fileURLToPath } from "node:url";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import { encodeFrame } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ExerciseId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { expect, it, vi } from "vitest";
import { loadExerciseLibrary } from "../movement/index.ts";
import { type PackedChunk, packPoseChunks } from "../session/pack-pose-chunk.ts";
import { createCurveReader } from "./read-curve.ts";
import type { FoundSet } from "./reviewed-sets-rules.ts";

const library = await loadExerciseLibrary(fileURLToPath(new URL("../../../assets/exercises", import.meta.url)));
const stored = { groupSessionId: "s", participantId: "ana" as ParticipantId, setId: "set" as SetId };
const FRAMES_PER_CHUNK = 150;

const found = (exerciseId: string, repetitions: FoundSet["repetitions"] = []): FoundSet => ({
  setId: stored.setId,
  ordinal: 1,
  exerciseId: exerciseId as ExerciseId,
  phase: "exercise",
  startMs: 0,
  endMs: 60_000,
  target: { repetitions: 4, side: "both" },
  pauses: [],
  repetitions,
  cues: [],
  stopsMs: [],
  finishesMovement: true,
});

/** Two squats as they are stored; made once, since that takes longer than counting them. */
const chunksOfSquats = await storeSquats();

async function storeSquats() {
  const squat = library.find("squat" as ExerciseId)?.exercise;
  if (squat === undefined) throw new Error("no squat");
  const { frames } = synthesizeRecording(squat, { repetitions: 2, viewDegrees: 70, leadInMs: 2_000 });
  const bytes = frames.map((frame, i) => {
    const captureMs = Math.round(frame.atMs);
    return encodeFrame({ sequence: i + 1, captureMs, model: "full", earlierGone: false }, frame);
  });
  const chunks: PackedChunk[] = [];
  for (let from = 0; from < bytes.length; from += FRAMES_PER_CHUNK)
    chunks.push(
      ...(await packPoseChunks([
        { ...stored, frames: bytes.slice(from, from + FRAMES_PER_CHUNK), checkpoint: undefined },
      ])),
    );
  return { frames: bytes.length, chunks };
}

const finds = (exerciseId: string) => async (): Promise<[typeof stored, FoundSet]> => [stored, found(exerciseId)];

function storedSquats() {
  const { frames, chunks } = chunksOfSquats;
  const readChunksFrom = vi.fn(async (_session: string, _person: string, _set: string, frame: number, most: number) =>
    chunks.filter(({ lastFrame }) => lastFrame >= frame).slice(0, most),
  );
  return { frames, readChunksFrom };
}

it("counts every stored frame, and says whether that is what the journal has", async () => {
  const { frames, readChunksFrom } = storedSquats();
  const reader = createCurveReader({ readChunksFrom }, library);
  const curve = await reader.read("thea", finds("squat"));
  expect(curve.frames).toEqual(Array.from({ length: frames }, (_, i) => i + 1));
  expect(curve).toMatchObject({ agrees: false, whole: true });
  const seen = curve.degrees.filter((degrees) => degrees !== null);
  expect(Math.max(...seen)).toBeGreaterThan(75);
  expect(Math.min(...seen)).toBeLessThan(15);
  for (const degrees of seen) expect(Math.abs(10 * degrees - Math.round(10 * degrees))).toBeLessThan(1e-9);
  // Never more than a few chunks at once.
  for (const [, , , , most] of readChunksFrom.mock.calls) expect(most).toBeLessThanOrEqual(4);
});

it("gives the frames alone where nobody knows the exercise any more", async () => {
  const { frames, readChunksFrom } = storedSquats();
  const curve = await createCurveReader({ readChunksFrom }, library).read("thea", finds("gone"));
  expect(curve.frames).toHaveLength(frames);
  expect(curve.agrees).toBeNull();
  expect(curve.degrees.every((degrees) => degrees === null)).toBe(true);
});

it("lets the event loop come to its turn again and again, counts one after the other, and takes no endless queue", async () => {
  const { frames, readChunksFrom } = storedSquats();
  const reader = createCurveReader({ readChunksFrom }, library);
  let turns = 0;
  let counting = true;
  const turn = () => {
    turns += 1;
    if (counting) setImmediate(turn);
  };
  setImmediate(turn);
  const order: number[] = [];
  const asked = Array.from({ length: 20 }, (_, place) =>
    reader.read(`${place}`, finds("squat")).then(
      () => void order.push(place),
      (error: { code: string }) => error.code,
    ),
  );
  const refused = (await Promise.all(asked)).filter((code) => code === "protocol/too_many");
  counting = false;
  expect(refused).toHaveLength(8);
  expect(order).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  expect(turns).toBeGreaterThan((12 * frames) / 40);
  await expect(reader.read("thea", finds("squat"))).resolves.toMatchObject({ whole: true });
});

it("lets one person ask for a few only, so that others come to their turn", async () => {
  const reader = createCurveReader({ readChunksFrom: storedSquats().readChunksFrom }, library);
  const asked = [..."aaaab"].map((who) =>
    reader.read(who, finds("gone")).then(
      () => "answered",
      (error: { code: string }) => error.code,
    ),
  );
  expect(await Promise.all(asked)).toEqual(["answered", "answered", "answered", "protocol/too_many", "answered"]);
});
