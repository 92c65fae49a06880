import { readFileSync } from "node:fs";
import { movementRuleOf } from "@ensemble/shared/exercise/movement-rule-of.ts";
import { synthesizeRecording } from "@ensemble/shared/exercise/synthesize.ts";
import type { MovementRule } from "@ensemble/shared/movement/movement-rule.ts";
import { createPoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import {
  advanceReferee,
  createReferee,
  finishReferee,
  type MovementFact,
  type RefereeState,
} from "@ensemble/shared/movement/referee.ts";
import { parseTrackedExerciseFile } from "@ensemble/shared/protocol/exercise-file.ts";
import { decodeFrame, encodeFrame, type FrameHeader } from "@ensemble/shared/protocol/pose-packet.ts";
import type { ExerciseId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type { SetState } from "@ensemble/shared/session/session-state.ts";
import { describe, expect, it } from "vitest";
import { createFrameMemory } from "./frame-batch.ts";
import { type PackedChunk, packPoseChunks } from "./pack-pose-chunk.ts";
import { type PatientTraces, recoverPatient } from "./recover-patient.ts";
import { writeCheckpoint } from "./referee-checkpoint.ts";

const ANA = "ana" as ParticipantId;
const SET = "set" as SetId;
const file = new URL("../../../assets/exercises/squat.json", import.meta.url);
const exercise = parseTrackedExerciseFile(JSON.parse(readFileSync(file, "utf8")));
const rule = movementRuleOf(exercise);
const stored = synthesizeRecording(exercise, {
  repetitions: 6,
  framesPerSecond: 15,
  viewDegrees: 70,
  noiseMetres: 0.003,
})
  .frames.map((frame, i) => encodeFrame({ sequence: 101 + i, captureMs: 0, model: "full", earlierGone: false }, frame))
  .map((wire, i) => createFrameMemory()(1, wire, 5_000 + i * 67).bytes);
const openSet: SetState = {
  setId: SET,
  ordinal: 1,
  exerciseId: "squat" as ExerciseId,
  phase: "exercise",
  running: true,
  finished: false,
  startedAtMs: 0,
  changedAtMs: 0,
  ranMs: 0,
  targets: { [ANA]: { repetitions: 6, side: "both" } },
  takingPart: 1,
};
const options = { side: "both" } as const;

function feed(referee: RefereeState, frames: readonly Uint8Array[]): MovementFact[] {
  const header: FrameHeader = { sequence: 0, captureMs: 0, model: "none", earlierGone: false };
  const frame = createPoseFrame();
  return frames.flatMap((bytes) => {
    expect(decodeFrame(bytes, header, frame)).toBeUndefined();
    return structuredClone([...advanceReferee(referee, frame)]);
  });
}

/** Chunks of `through` frames in all, each with its checkpoint, as a running set leaves them. */
async function chunksOf(through: number, length: number): Promise<PackedChunk[]> {
  const referee = createReferee(rule, options);
  const chunks: PackedChunk[] = [];
  for (let from = 0; from < through; from += length) {
    const frames = stored.slice(from, Math.min(through, from + length));
    feed(referee, frames);
    const checkpoint = writeCheckpoint(referee);
    chunks.push(...(await packPoseChunks([{ participantId: ANA, setId: SET, frames, checkpoint }])));
  }
  return chunks;
}

/** A crash after `crashAt` frames of which `chunked` are in chunks; then the rest of the set. */
async function crash(chunked: number, crashAt: number, changed: Partial<PatientTraces> = {}) {
  const chunks = await chunksOf(chunked, 40);
  const unreadable: string[] = [];
  let reads = 0;
  const recovered = await recoverPatient(
    {
      readChunks: async () => {
        reads += 1;
        return chunks;
      },
    },
    {
      groupSessionId: "class",
      participantId: ANA,
      openSet,
      rule,
      markedSequence: 100,
      newestChunk: chunks.at(-1),
      // One frame more than needed: it is in the last chunk as well.
      batched: stored.slice(Math.max(0, chunked - 1), crashAt),
      ...changed,
    },
    (_, error) => unreadable.push(error.message),
  );
  return { ...recovered, unreadable, reads };
}
const toTheEnd = (referee: RefereeState | undefined, from: number) =>
  referee === undefined ? undefined : [...feed(referee, stored.slice(from)), ...finishReferee(referee)];

function withoutCrash(from: number): MovementFact[] {
  const referee = createReferee(rule, options);
  feed(referee, stored.slice(0, from));
  return [...feed(referee, stored.slice(from)), ...finishReferee(referee)];
}

describe("a patient recovered in the middle of a set", () => {
  it.each([0, 1, 40, 97, 200])("goes on to the same facts with %i frames in chunks", async (chunked) => {
    const crashAt = chunked + 23;
    const recovered = await crash(chunked, crashAt);
    const facts = toTheEnd(recovered.referee, crashAt);
    expect(facts).toEqual(withoutCrash(crashAt));
    expect(facts?.filter(({ kind }) => kind === "repetition").length).toBeGreaterThan(0);
    expect([recovered.unreadable, recovered.reads]).toEqual([[], 0]);
    expect(recovered.uncompacted).toEqual(stored.slice(chunked, crashAt));
    expect([recovered.lastSequence, recovered.lastAtMs]).toEqual([100 + crashAt, 5_000 + (crashAt - 1) * 67]);
  });

  it("is fed from the set's start when the checkpoint is another engine's, with the same facts", async () => {
    const [newest] = (await chunksOf(97, 97)) as [PackedChunk];
    const referee = createReferee(rule, options);
    const foreign = writeCheckpoint(referee).replace(/"version":\d+/, '"version":0');
    const [unreadable] = await packPoseChunks([
      { participantId: ANA, setId: SET, frames: stored.slice(0, 97), checkpoint: foreign },
    ]);
    const recovered = await crash(97, 120, { newestChunk: { ...newest, checkpoint: unreadable!.checkpoint } });
    expect(recovered.unreadable).toEqual(["A checkpoint of engine 0 cannot be read"]);
    expect(toTheEnd(recovered.referee, 120)).toEqual(withoutCrash(120));
  });

  it("is fed from the set's start when the exercise was changed meanwhile, under the rule as it is now", async () => {
    const stricter: MovementRule = { ...rule, tempoMs: rule.tempoMs * 2 };
    const recovered = await crash(97, 120, { rule: stricter });
    expect(recovered.unreadable).toEqual(["A checkpoint made under another rule cannot be read"]);
    const fresh = createReferee(stricter, options);
    feed(fresh, stored.slice(0, 120));
    expect(recovered.referee?.memory).toEqual(fresh.memory);
  });

  it("does not take over what the referee knew of an earlier set", async () => {
    const recovered = await crash(97, 97, { openSet: { ...openSet, setId: "next" as SetId }, batched: [] });
    expect(recovered.referee?.memory).toEqual(createReferee(rule, options).memory);
    expect([recovered.lastSequence, recovered.uncompacted]).toEqual([197, []]);
  });

  it("is not recovered from frames that cannot be read, as if those had not been", async () => {
    const cut = stored.slice(0, 20).map((bytes, index) => (index === 10 ? bytes.subarray(0, 100) : bytes));
    await expect(crash(0, 20, { batched: cut })).rejects.toMatchObject({ name: "UnreadableJournal", kind: "row" });
  });

  it("has no referee between sets, and still knows the last frame", async () => {
    const recovered = await crash(97, 97, { openSet: undefined, batched: [], markedSequence: 230 });
    expect([recovered.referee, recovered.lastSequence, recovered.lastAtMs]).toEqual([undefined, 230, 5_000 + 96 * 67]);
  });
});
