// The tiers of tests. `npm test` sets up what they need and runs them all; `vitest run PATH` runs a part.
import { join } from "node:path";
import { defineConfig } from "vitest/config";
import { LongestFirst } from "./scripts/testing/longest-first.ts";

const LONG = process.env.ENSEMBLE_TEST_LONG === "1";
const MINUTE_MS = 60_000;
const SIDE_BY_SIDE = 3;
/** Tests start some hundred servers and commands: each after the first takes its compiled modules from here. */
const env = { NODE_COMPILE_CACHE: join(import.meta.dirname, ".cache/compiled") };
const GLOBAL_SETUP = ["server/test/support/global-setup.ts"];
const IN_BROWSERS = {
  globalSetup: [...GLOBAL_SETUP, "client/e2e/support/serve-gallery.ts"],
  testTimeout: LONG ? 60 * MINUTE_MS : 5 * MINUTE_MS,
  hookTimeout: 3 * MINUTE_MS,
};
/** Journeys in which bodies are followed, or a picture or a sound is followed closely: beside another one they would tell of the machine. */
const WHOLE_MACHINE = [
  "class-with-two-patients",
  "consented-recording",
  "device-check",
  "frontal-view",
  "picture-sizes",
  "pointing",
  "recording",
  "renewed-server",
  "resilience",
  "review",
  "side-by-side",
  "ways-through",
].map((name) => `client/e2e/${name}.test.ts`);

/** `*.long.test.ts` (soak, load, chaos) are a tier of their own. */
const tier = (places: readonly string[]) =>
  LONG
    ? { include: places.map((place) => `${place}.long.test.ts`), exclude: ["**/node_modules/**"] }
    : { include: places.map((place) => `${place}.test.ts`), exclude: ["**/node_modules/**", "**/*.long.test.ts"] };

export default defineConfig({
  test: {
    passWithNoTests: LONG,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: "unit",
          ...tier(["*", "{shared,server,media,client}/src/**/*", "scripts/**/*"]),
          env,
          testTimeout: 30_000,
          // As many as the integration tests, with which they run: Vitest refuses two numbers in one group.
          maxWorkers: SIDE_BY_SIDE,
        },
      },
      {
        test: {
          name: "integration",
          ...tier(["{server,media}/test/**/*"]),
          env,
          globalSetup: GLOBAL_SETUP,
          testTimeout: LONG ? 60 * MINUTE_MS : MINUTE_MS,
          hookTimeout: MINUTE_MS,
          // Each file has a server, a database and often a media worker, and mostly waits for simulated people to move: one more than
          // two cores can run at once keeps these busy, two more would only slow each other down.
          maxWorkers: SIDE_BY_SIDE,
        },
      },
      {
        test: {
          name: "browser",
          ...IN_BROWSERS,
          ...(LONG ? tier(["client/e2e/**/*"]) : { include: WHOLE_MACHINE }),
          // One file after the other, and Vitest runs such files when all others are done.
          env,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: "browser-pairs",
          ...IN_BROWSERS,
          env,
          include: LONG ? [] : ["client/e2e/**/*.test.ts"],
          exclude: ["**/node_modules/**", "**/*.long.test.ts", ...WHOLE_MACHINE],
          maxWorkers: 2,
        },
      },
    ],
  },
});
