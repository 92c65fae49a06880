// The movement engine of a checkout of this project, this one or another, with the exercises beside it.
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { loadExerciseLibrary } from "./movement/index.ts";
import type { ReplayEngine } from "./session/index.ts";

/** Throws in words where the folder is no checkout, or one whose packages are not there. */
export async function openReplayEngine(checkout: string): Promise<ReplayEngine> {
  const load = async <Module>(file: string): Promise<Module> => {
    try {
      return await import(pathToFileURL(join(checkout, file)).href);
    } catch (error) {
      throw new Error(
        `${checkout} is no checkout of this project that can be run: ${(error as Error).message}. Its packages come with its own first start.`,
        { cause: error },
      );
    }
  };
  const { createReferee, advanceReferee, finishReferee } = await load<ReplayEngine>("shared/src/movement/referee.ts");
  const { createPoseFrame } = await load<ReplayEngine>("shared/src/movement/pose-frame.ts");
  const { decodeFrame } = await load<ReplayEngine>("shared/src/protocol/pose-packet.ts");
  const movement = await load<{ loadExerciseLibrary: typeof loadExerciseLibrary }>("server/src/movement/index.ts");
  const library = await movement.loadExerciseLibrary(join(checkout, "assets/exercises"));
  return { library, createReferee, advanceReferee, finishReferee, createPoseFrame, decodeFrame };
}
