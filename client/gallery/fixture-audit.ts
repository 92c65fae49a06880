// Entries of an audit log, of every kind there is.
import type { AuditChain, AuditLine, AuditLog, AuditPerson } from "@ensemble/shared/protocol/audit-messages.ts";
import { NOW_MS } from "./fixture-session.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LONG = "Fay-Luise Maximiliane von Sonnenschein-Hartmannsberger zu Niederwiesenthal";
const KNEE = { title: "Knee group", startsAtMs: NOW_MS - 40 * MINUTE_MS };
const SHOULDER = {
  title: "Shoulder group, after rotator cuff repair, Tuesdays and Thursdays",
  startsAtMs: NOW_MS - 9 * DAY_MS,
};

const made: readonly (Partial<AuditLine> & Pick<AuditLine, "action">)[] = [
  { action: "recording.viewed", source: "camera" },
  { action: "review.viewed" },
  { action: "recording.cutOff", source: "camera", role: "server", personName: null },
  { action: "recording.finished", source: "microphone", role: "server", personName: null },
  { action: "recording.started", source: "microphone" },
  { action: "recording.started", source: "camera", about: "Miriam Okafor" },
  { action: "consent.given", role: "patient", personName: "Ana Albers", session: null },
  {
    action: "recording.rewrapped",
    source: "camera",
    role: "operator",
    personName: null,
    about: LONG,
    session: SHOULDER,
  },
  {
    action: "recording.destroyed",
    source: "camera",
    role: "server",
    personName: null,
    reason: "retention",
    session: SHOULDER,
  },
  { action: "recording.held", source: "microphone", reason: "complaint", about: LONG, session: SHOULDER },
  { action: "comment.removed", about: null, session: null },
  { action: "comment.viewed", role: "patient", personName: LONG, about: LONG, session: null },
  { action: "comment.sent", personName: LONG },
  { action: "recording.sent", source: "camera" },
  { action: "consent.takenBack", role: "patient", personName: "Ana Albers", session: null },
  { action: "recording.exported" as AuditLine["action"], source: "camera" },
];

export const AUDIT_LOG: AuditLog = {
  entries: made.map((one, place) => ({
    sequence: 412 - place,
    atMs: NOW_MS - (4 + 53 * place) * MINUTE_MS,
    role: "therapist",
    personName: "Miriam Okafor",
    source: null,
    about: "Ana Albers",
    session: KNEE,
    reason: null,
    ...one,
  })),
  olderThan: 397,
};
export const NOTHING_IN_LOG: AuditLog = { entries: [], olderThan: null };
export const AUDIT_PEOPLE: readonly AuditPerson[] = [
  { personId: "miriam", name: "Miriam Okafor", role: "therapist" },
  { personId: "fay", name: LONG, role: "patient" },
  { personId: "ana", name: "Ana Albers", role: "patient" },
  { personId: "oezge", name: "Özge Yılmaz", role: "patient" },
];
export const CHAIN_HOLDS: AuditChain = { holds: true, entries: 412, checkedAtMs: NOW_MS, firstFault: null };
export const CHAIN_BROKEN: AuditChain = { ...CHAIN_HOLDS, holds: false, firstFault: 207 };
