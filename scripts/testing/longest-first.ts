// The order in which test files begin: those that take longest first, so that none of them is still running alone when all others are
// done. Vitest goes by what it remembers of earlier runs, which a fresh clone has nothing of.
import { join, relative } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const CLONE = join(import.meta.dirname, "../..");

/** The longest first. */
export const LONGEST: readonly string[] = [
  "server/test/chaos.test.ts",
  "server/test/fuzz-finds.test.ts",
  "server/test/cluster.test.ts",
  "server/test/chaos-judge.test.ts",
  "server/test/fuzz.test.ts",
  "server/test/log-privacy-everything.test.ts",
  "server/test/operator-cluster.test.ts",
  "server/test/demo-command.test.ts",
  "server/test/provisional.test.ts",
  "server/test/backup.test.ts",
  "server/test/socket-floods.test.ts",
  "server/test/database-clock-jumps.test.ts",
  "server/test/transport-contract.test.ts",
  "server/test/newer-server.test.ts",
  "server/test/session-crash.test.ts",
  "server/test/media-nodes.test.ts",
  "server/test/database-hangs.test.ts",
  "server/test/one-address.test.ts",
  "server/test/server-edge.test.ts",
  "server/test/cut-off.test.ts",
  "server/test/provisional-refused.test.ts",
  "server/test/pose-recording.test.ts",
  "server/test/failing-start.test.ts",
  "server/test/recorded-class.test.ts",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return sortLongestFirst(await super.sort(files));
  }
}

/** All others stay in their order. */
export function sortLongestFirst<File extends { readonly moduleId: string }>(files: readonly File[]): File[] {
  const placeOf = ({ moduleId }: File) => {
    const place = LONGEST.indexOf(relative(CLONE, moduleId));
    return place < 0 ? LONGEST.length : place;
  };
  return files.toSorted((one, other) => placeOf(one) - placeOf(other));
}
