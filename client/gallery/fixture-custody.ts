// What is kept of a patient's picture and sound, in the states there are.
import type { CustodyEntry, KeptRecording, RecordingCustody } from "@ensemble/shared/protocol/custody-messages.ts";
import { NOW_MS } from "./fixture-session.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

const kept = (place: number, over: Partial<KeptRecording> = {}): KeptRecording => ({
  recordingId: `recording-${place}`,
  source: place % 2 === 0 ? "camera" : "microphone",
  startedAtMs: NOW_MS - (30 - 9 * Math.floor(place / 2)) * MINUTE_MS,
  durationMs: 8 * MINUTE_MS + 40_000,
  state: "whole",
  keptUntilMs: NOW_MS + 90 * DAY_MS,
  held: null,
  destroyed: null,
  ...over,
});
const entry = (minutesAgo: number, action: CustodyEntry["action"], over: Partial<CustodyEntry> = {}): CustodyEntry => ({
  atMs: NOW_MS - minutesAgo * MINUTE_MS,
  action,
  role: "therapist",
  personName: "Miriam Okafor",
  reason: null,
  ...over,
});
const LOOKED = [
  entry(4, "recording.viewed"),
  entry(5, "review.viewed"),
  entry(11, "recording.downloaded", { personName: "Thea Wagner" }),
  entry(12, "review.viewed", { personName: "Thea Wagner" }),
];
const GONE = { state: "destroyed", keptUntilMs: null, durationMs: 0 } as const;

export const NOTHING_KEPT: RecordingCustody = { name: "Ana Albers", recordings: [], log: [entry(1, "review.viewed")] };
export const KEPT: RecordingCustody = {
  name: "Ana Albers",
  recordings: [0, 1, 2, 3].map((place) => kept(place)),
  log: LOOKED,
};
export const HELD: RecordingCustody = {
  name: "Ana Albers",
  recordings: [0, 1, 2, 3].map((place) =>
    kept(place, { held: { sinceMs: NOW_MS - DAY_MS, why: "complaint" }, keptUntilMs: NOW_MS - DAY_MS }),
  ),
  log: [0, 0, 0, 0].map(() => entry(2, "recording.held", { reason: "complaint" })).concat(LOOKED),
};
export const DESTROYED: RecordingCustody = {
  name: "Ana Albers",
  recordings: [
    kept(0, { ...GONE, destroyed: { atMs: NOW_MS, byRole: "therapist", why: "asked" } }),
    kept(1, { ...GONE, destroyed: { atMs: NOW_MS, byRole: "server", why: "retention" } }),
    kept(2, { state: "damaged" }),
    kept(3, { state: "running", keptUntilMs: null }),
  ],
  log: [
    entry(0, "recording.destroyed", { role: "server", personName: null, reason: "retention" }),
    entry(1, "recording.destroyed", { reason: "asked" }),
    ...LOOKED,
  ],
};
