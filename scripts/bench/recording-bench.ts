// What recording a class costs the processor: the same tracks with and without it, in turn.
import { recordInvented } from "../../media/test/record-invented.ts";
import { findPlaces } from "../setup/directories.mjs";
import type { BenchRow } from "./bench-row.ts";
import { describeSpread, spreadOf } from "./spread.ts";

const CLONE = new URL("../..", import.meta.url).pathname;
const TRACKS = 7;

export async function benchRecording(options: {
  readonly seconds: number;
  readonly pairs: number;
}): Promise<readonly BenchRow[]> {
  return [await measure("camera", options), await measure("microphone", options)];
}

async function measure(
  source: "camera" | "microphone",
  { seconds, pairs }: { readonly seconds: number; readonly pairs: number },
): Promise<BenchRow> {
  const workerBinary = findPlaces(CLONE).mediaWorker;
  const node: number[] = [];
  const worker: number[] = [];
  let bytesPerSecond = 0;
  for (let pair = 0; pair < pairs; pair += 1) {
    const bare = await recordInvented({ source, tracks: TRACKS, seconds, recorded: false, workerBinary });
    const taped = await recordInvented({ source, tracks: TRACKS, seconds, recorded: true, workerBinary });
    node.push((taped.nodeMsPerSecond - bare.nodeMsPerSecond) / TRACKS);
    worker.push((taped.workerMsPerSecond - bare.workerMsPerSecond) / TRACKS);
    bytesPerSecond = taped.bytesPerSecond;
  }
  const what = source === "camera" ? "camera of 1.5 Mbit/s at 25 pictures a second" : "microphone of 32 kbit/s";
  return {
    part: "recording",
    what: `recording a ${what}`,
    goal: "–",
    measured: `${describeSpread(spreadOf(node), 1)} ms a second in the server, ${describeSpread(spreadOf(worker), 1)} in the worker, a track`,
    met: undefined,
    how: `processor time of ${TRACKS} tracks with and without recording, ${pairs} times ${seconds} s each in turn; invented pictures of the right sizes, nothing stored; ${(bytesPerSecond / 1_000).toFixed(0)} kB/s handed over a track`,
    values: {
      nodeMsPerSecond: spreadOf(node).median,
      workerMsPerSecond: spreadOf(worker).median,
      bytesPerSecond,
    },
  };
}
