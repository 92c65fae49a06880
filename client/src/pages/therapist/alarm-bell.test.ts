import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { expect, it } from "vitest";
import { ringAlarm } from "./alarm-bell.ts";
import { waitsForTherapist } from "./alarm-rules.ts";

it("rings at once, and again until it is stopped", () => {
  const played: string[] = [];
  const running = new Set<() => void>();
  const stop = ringAlarm({ play: (name) => played.push(name) }, (run) => {
    running.add(run);
    return () => running.delete(run);
  });
  expect(played).toEqual(["alarm"]);
  for (const run of running) run();
  expect(played).toEqual(["alarm", "alarm"]);
  stop();
  expect(running.size).toBe(0);
});

it("waits for the therapist from the stop until it is taken", () => {
  const patient = (stopped: boolean, stop?: object) => ({ stopped, clinical: { stop } }) as unknown as ParticipantView;
  expect(waitsForTherapist(patient(false))).toBe(false);
  expect(waitsForTherapist(patient(true))).toBe(true);
  expect(waitsForTherapist(patient(true, { takenById: undefined }))).toBe(true);
  expect(waitsForTherapist(patient(true, { takenById: "thea" }))).toBe(false);
});
