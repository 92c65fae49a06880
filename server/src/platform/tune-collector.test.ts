import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, it } from "vitest";

/** What lives in a server with many classes, and four hundred megabytes of frames, of which the newest sixteen are kept. */
const countMajorCollections = (tune: string) => `
  import { constants, PerformanceObserver } from "node:perf_hooks";
  import { setImmediate as nextTurn } from "node:timers/promises";
  import { tuneCollector } from ${JSON.stringify(new URL("./tune-collector.ts", import.meta.url).href)};
  ${tune}
  const MAJOR = [constants.NODE_PERFORMANCE_GC_MAJOR, constants.NODE_PERFORMANCE_GC_INCREMENTAL];
  const lives = Array.from({ length: 500_000 }, (_, i) => ({ i, list: [i] }));
  let collections = 0;
  new PerformanceObserver((seen) => {
    for (const { detail } of seen.getEntries()) if (MAJOR.includes(detail.kind)) collections += 1;
  }).observe({ entryTypes: ["gc"] });
  const kept = new Array(256);
  for (let i = 0; i < 6_400; i++) {
    kept[i % kept.length] = Buffer.allocUnsafeSlow(65_536);
    if (i % 100 === 0) await nextTurn();
  }
  await nextTurn();
  console.log(collections, lives.length);
`;

async function majorCollections(tune: string): Promise<number> {
  const script = countMajorCollections(tune);
  const { stdout } = await promisify(execFile)(process.execPath, ["--input-type=module", "--eval", script]);
  return Number(stdout.split(" ")[0]);
}

it("goes through everything that lives far more seldom while frames come and go outside the heap", async () => {
  const [untuned, tuned] = [await majorCollections(""), await majorCollections("tuneCollector();")];
  expect(untuned).toBeGreaterThan(2);
  expect(tuned).toBeLessThan(untuned / 2);
});
