// A busy machine estimates a body once a second, and nobody can count squats from that: a film begins when every camera is followed
// closely enough, as a person begins when the figure on the screen follows.
import { expect, vi } from "vitest";
import type { Person } from "./open-person.ts";

/** Bodies a second, as messages: each estimate is sent by itself unless two fall together. */
const ENOUGH_HZ = 7;
const LOOK_MS = 3_000;
const PATIENCE_MS = 180_000;

export async function waitUntilCarried(patients: readonly Person[]): Promise<void> {
  await vi.waitFor(
    async () => {
      const rates = await measureRates(patients, LOOK_MS);
      expect(Math.min(...rates), `bodies a second on each patient's page: ${rates}`).toBeGreaterThanOrEqual(ENOUGH_HZ);
    },
    { timeout: PATIENCE_MS, interval: 100 },
  );
}

async function measureRates(patients: readonly Person[], forMs: number): Promise<readonly number[]> {
  const before = patients.map((patient) => patient.sentMessages());
  const startedAtMs = performance.now();
  await vi.waitUntil(() => performance.now() - startedAtMs >= forMs, { timeout: 2 * forMs });
  const seconds = (performance.now() - startedAtMs) / 1000;
  return patients.map((patient, index) => (patient.sentMessages() - (before[index] ?? 0)) / seconds);
}
