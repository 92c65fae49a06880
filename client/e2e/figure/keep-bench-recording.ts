// `node client/e2e/figure/keep-bench-recording.ts FOLDER FILE`: a part of what `record-figures.ts` wrote, without the truth and on the storage
// grid, as one recording of several films: what the storage bench measures.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { IMAGE_UNITS_PER_PICTURE, WORLD_UNITS_PER_METRE } from "@ensemble/shared/movement/pose-frame.ts";

const FILMS = 5;

const [folder, file] = process.argv.slice(2);
if (folder === undefined || file === undefined) throw new Error("From which folder, into which file?");
const names = readdirSync(folder)
  .filter((name) => name.endsWith("-full.jsonl.gz"))
  .sort();
const lines: string[] = [];
let fromMs = 0;
for (let i = 0; i < FILMS; i++) {
  const name = names[Math.floor((i * names.length) / FILMS)]!;
  const [header, ...frames] = gunzipSync(readFileSync(join(folder, name)))
    .toString()
    .split("\n");
  const { exercise: _, side, ...rest } = JSON.parse(header!);
  if (i === 0) lines.push(JSON.stringify({ ...rest, exercise: null }));
  for (const frame of frames) lines.push(onGrid(JSON.parse(frame), fromMs));
  fromMs += (1000 * frames.length) / rest.framesPerSecond;
}
writeFileSync(file, gzipSync(lines.join("\n"), { level: 9 }));

function onGrid(frame: { t: number; world: number[][] | null; image: number[][] | null }, from: number): string {
  const snap = (points: number[][] | null, units: number) =>
    points?.map(([x = 0, y = 0, z = 0, seen = 0]) => [
      ...[x, y, z].map((value) => Number((Math.round(value * units) / units).toFixed(5))),
      Number((Math.round(seen * 255) / 255).toFixed(4)),
    ]) ?? null;
  return JSON.stringify({
    t: Math.round(from + frame.t),
    world: snap(frame.world, WORLD_UNITS_PER_METRE),
    image: snap(frame.image, IMAGE_UNITS_PER_PICTURE),
  });
}
