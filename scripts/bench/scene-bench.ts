// Draw calls and triangles of a full class; frames a second need a graphics processor, which a server has not.
import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { type BenchRow, notMeasured } from "./bench-row.ts";

const run = promisify(execFile);
/** A program of the client's: only there Babylon and the browser's types are at home. */
const SCENE_COST = join(import.meta.dirname, "../../client/bench/scene-cost.ts");
const MOST_DRAW_CALLS = 60;
const MOST_TRIANGLES = 60_000;

export async function benchScene(): Promise<readonly BenchRow[]> {
  const { stdout } = await run(process.execPath, [SCENE_COST]);
  const cost = JSON.parse(stdout) as { triangles: number; meshes: number; mostDrawCalls: number };
  return [
    {
      part: "scene",
      what: "seven avatars, one game, 1280×720",
      goal: "≤ 60 draw calls, ≤ 60 k triangles",
      measured: `≤ ${cost.mostDrawCalls} draw calls, ${(cost.triangles / 1000).toFixed(1)} k triangles`,
      met: cost.mostDrawCalls <= MOST_DRAW_CALLS && cost.triangles <= MOST_TRIANGLES,
      how: `Babylon's null engine: ${cost.meshes} visible meshes of one material each, and seven more while every avatar is pale`,
      values: { ...cost },
    },
    notMeasured("scene", "frames a second of the same", "60 on an integrated GPU", "needs a graphics processor"),
  ];
}
