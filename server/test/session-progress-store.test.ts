// Lists say of a session what the fold over its journal says, without reading the journal through.
import { randomBytes } from "node:crypto";
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createJournalStore, createLeaseStore, createSessionProgressStore } from "../src/session/index.ts";
import { openTestClinic, type TestClinic } from "./support/test-clinic.ts";

const therapist = "t" as ParticipantId;
const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const members = [
  { participantId: therapist, role: "therapist", mark: -1, simulated: false },
  { participantId: ana, role: "patient", mark: 0, simulated: false },
  { participantId: bruno, role: "patient", mark: 1, simulated: true },
] as const;
const joined = (participantId: ParticipantId): SessionFact => ({ kind: "participantJoined", participantId });
const left = (participantId: ParticipantId): SessionFact => ({
  kind: "participantLeft",
  participantId,
  reason: "lost",
});
const STORIES: Readonly<Record<string, readonly SessionFact[]>> = {
  "has only been opened": [],
  "waits in the lobby": [joined(therapist), joined(ana)],
  "moves, after comings and goings": [
    joined(ana),
    joined(bruno),
    left(ana),
    { kind: "phaseStarted", phase: "warmUp" },
    {
      kind: "setStarted",
      setId: "set" as SetId,
      exerciseId: "squat" as ExerciseId,
      phase: "exercise",
      targets: {},
    },
    joined(ana),
    left(bruno),
    joined(bruno),
  ],
  "was left by all": [joined(ana), { kind: "phaseStarted", phase: "coolDown" }, left(ana), left(ana)],
};

let clinic: TestClinic;
beforeAll(async () => {
  clinic = await openTestClinic();
  for (const { participantId, role } of members) {
    await clinic.pool.query(
      "INSERT INTO person (id, clinic_id, role, name_sealed, nickname_sealed) VALUES ($1, $2, $3, '', '')",
      [participantId, clinic.id, role],
    );
  }
});
afterAll(() => clinic?.close());

describe("the progress of a session that", () => {
  it.each(Object.entries(STORIES))("%s is what its fold says", async (title, story) => {
    const { pool } = clinic;
    const groupSessionId = await clinic.planSession(title.replaceAll(/\W/g, "-"));
    const journal = createJournalStore(pool, { fields: randomBytes(32), poses: randomBytes(32) });
    for (const { participantId, role, mark } of members) {
      await pool.query(
        "INSERT INTO group_session_member (group_session_id, person_id, role, mark) VALUES ($1, $2, $3, $4)",
        [groupSessionId, participantId, role, mark],
      );
    }
    const epoch = (await createLeaseStore(pool).takeLease(groupSessionId, "server", undefined)) ?? 0;
    const facts: SessionFact[] = [
      { kind: "sessionOpened", groupSessionId, members, pictureMode: "therapistOnly" },
      ...story,
    ];
    const entries = facts.map((fact, index) => ({ sequence: index + 1, epoch, atMs: 1_000, fact }));
    await journal.append(
      groupSessionId,
      epoch,
      entries.map((entry) => ({ entry })),
      0,
      undefined,
    );
    const state = foldEntries(createSessionState(groupSessionId), entries);
    const present = Object.values(state.participants).filter((one) => one.role === "patient" && one.present).length;
    const progress = await createSessionProgressStore(pool).readProgress([groupSessionId]);
    expect([...progress]).toEqual([[groupSessionId, { phase: state.phase, present }]]);
  });

  it("has not been opened is not known", async () => {
    expect([...(await createSessionProgressStore(clinic.pool).readProgress(["never" as GroupSessionId]))]).toEqual([]);
  });
});
