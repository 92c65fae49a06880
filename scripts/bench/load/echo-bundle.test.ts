import { expect, it } from "vitest";
import { PERSON_BYTES, packEchoBundle, readEchoBundle } from "./echo-bundle.ts";
import { readExercise, recordMovement } from "./record-movement.ts";

it("says which frames are in a bundle, of messages as they are sent", () => {
  const { frames } = recordMovement(readExercise("squat"), { repetitions: 1, seed: 1 });
  const parts = [frames[41], frames[7]].map((frame) => frame?.message.slice(0, PERSON_BYTES) ?? new Uint8Array());
  const bundle = packEchoBundle(parts, parts.length);
  expect(readEchoBundle(bundle)).toEqual([frames[41]?.sequence, frames[7]?.sequence]);
  // Somewhere in the memory of what a socket has read.
  expect(readEchoBundle(Buffer.concat([Buffer.alloc(3), bundle]).subarray(3))).toEqual([42, 8]);
});
