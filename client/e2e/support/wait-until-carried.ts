// A busy machine estimates a body once a second, and nobody can count squats from that: a film begins when every camera is followed
// closely enough, as a person begins when the figure on the screen follows. A machine that gets no quicker is not waited for.
import { vi } from "vitest";
import type { Person } from "./open-person.ts";

/** Bodies a second, as messages: each estimate is sent by itself unless two fall together. */
const ENOUGH_HZ = 7;
const LOOK_MS = 3_000;
const PATIENCE_MS = 30_000;
/** Quicker by less is as quick as before. */
const QUICKER = 1.1;
/** So many looks in a row that are no quicker than one before them: this is what the machine carries. */
const LOOKS = 3;

export async function waitUntilCarried(patients: readonly Person[]): Promise<void> {
  const giveUpAtMs = performance.now() + PATIENCE_MS;
  for (let [best, noQuicker] = [0, 0]; ; ) {
    const rates = await measureRates(patients, LOOK_MS);
    const slowest = Math.min(...rates);
    if (slowest >= ENOUGH_HZ) return;
    // One that has not begun yet is not slow.
    noQuicker = slowest > 0 && slowest < QUICKER * best ? noQuicker + 1 : 0;
    best = Math.max(best, slowest);
    if (noQuicker < LOOKS && performance.now() < giveUpAtMs) continue;
    console.info(`a slow machine: ${rates.map((rate) => rate.toFixed(1))} bodies a second on each patient's page`);
    return;
  }
}

async function measureRates(patients: readonly Person[], forMs: number): Promise<readonly number[]> {
  const before = patients.map((patient) => patient.sentAtMs().length);
  const startedAtMs = performance.now();
  await vi.waitUntil(() => performance.now() - startedAtMs >= forMs, { timeout: 2 * forMs });
  const seconds = (performance.now() - startedAtMs) / 1000;
  return patients.map((patient, index) => (patient.sentAtMs().length - (before[index] ?? 0)) / seconds);
}
