// From the click to the own avatar moving and the first picture of the therapist, in real browsers on this machine.
import { execFile } from "node:child_process";
import { loadavg } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { JoinTimeRequest, JoinTimes } from "../../client/e2e/bench/join-times.ts";
import { createClass } from "../../server/src/demo/run-demonstration.ts";
import { findChromium } from "../setup/chromium-step.mjs";
import { type BenchRow, notMeasured } from "./bench-row.ts";
import { startMeasured } from "./load/start-measured.ts";
import { describeSpread, spreadOf } from "./spread.ts";

/** A program beside the browser journeys: only there browsers and pages are at home. */
const JOIN_TIME = join(import.meta.dirname, "../../client/e2e/bench/join-time.ts");
const JOINS = 5;
const LIMIT_MS = 3_000;
const WHAT = "join: click → own avatar moving and first remote video frame";
const GOAL = "≤ 3 s median";

export async function benchJoin(): Promise<readonly BenchRow[]> {
  if (findChromium(process.env) === undefined)
    return [notMeasured("join", WHAT, GOAL, "no Chromium is installed; `npm test` brings one")];
  const server = await startMeasured("session-server");
  try {
    const url = server.url;
    const request: JoinTimeRequest = { url, created: await createClass(url, 1), joins: JOINS, from: "home" };
    const { stdout } = await promisify(execFile)(process.execPath, [JOIN_TIME, JSON.stringify(request)]);
    const times = JSON.parse(stdout) as JoinTimes;
    const both = spreadOf(times.bothMs);
    const [avatar, picture] = [spreadOf(times.avatarMs), spreadOf(times.pictureMs)];
    return [
      {
        part: "join",
        what: WHAT,
        goal: GOAL,
        measured: `${describeSpread(both, 0)} ms`,
        met: both.median <= LIMIT_MS,
        how: `${JOINS} joins of a running set in Chromium without a graphics processor, therapist in a second one on the same machine; avatar ${avatar.median.toFixed(0)} ms, picture ${picture.median.toFixed(0)} ms; load average ${loadavg()[0]?.toFixed(1)}`,
        values: { medianMs: both.median, avatarMedianMs: avatar.median, pictureMedianMs: picture.median },
      },
    ];
  } finally {
    await server.close();
  }
}
