// When a test fails: a picture of every screen and what the browsers said, in test-results/. What was to follow is left out: in a
// journey nothing after a failed step says anything.
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { Person } from "./open-person.ts";

export const EVIDENCE = join(import.meta.dirname, "../../../test-results");

/** Call it at the top of a journey; `people` is asked at the time of the failure. */
export function keepEvidence(people: () => readonly (Person | undefined)[]): void {
  let failed = "";
  beforeEach(({ skip }) => skip(failed !== "", `after "${failed}" failed`));
  afterEach(async ({ task }) => {
    if (task.result?.state !== "fail") return;
    failed = task.name;
    const folder = join(EVIDENCE, task.name.replace(/[^a-z0-9]+/gi, "-").slice(0, 80));
    for (const person of people()) await person?.keepEvidence(folder);
  });
}
