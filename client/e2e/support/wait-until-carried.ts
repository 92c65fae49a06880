// A busy machine estimates a body once a second, and nobody can count squats from that: a film begins when every camera is followed
// closely enough, as a person begins when the figure on the screen follows. A machine that never gets there is not waited for.
import { vi } from "vitest";
import type { Person } from "./open-person.ts";

/** Bodies a second, as messages: each estimate is sent by itself unless two fall together. */
const ENOUGH_HZ = 7;
const LOOK_MS = 3_000;
const PATIENCE_MS = 30_000;

export async function waitUntilCarried(patients: readonly Person[]): Promise<void> {
  const giveUpAtMs = performance.now() + PATIENCE_MS;
  for (;;) {
    const rates = await measureRates(patients, LOOK_MS);
    if (Math.min(...rates) >= ENOUGH_HZ) return;
    if (performance.now() < giveUpAtMs) continue;
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
