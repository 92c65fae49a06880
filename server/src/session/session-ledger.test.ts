// What is told before it is durable is told as provisional, whatever it was told for.
import { foldEntries } from "@ensemble/shared/session/fold-session.ts";
import type { ExerciseId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { createJournalIndex } from "@ensemble/shared/session/journal-index.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { describe, expect, it } from "vitest";
import type { JournalWriter } from "./journal-writer.ts";
import { createSessionLedger } from "./session-ledger.ts";

const ana = "ana" as ParticipantId;
const setId = "set" as SetId;
const groupSessionId = "class" as GroupSessionId;
const HAPPENED: readonly SessionFact[] = [
  {
    kind: "sessionOpened",
    groupSessionId,
    members: [{ participantId: ana, role: "patient", mark: 0, simulated: false }],
    pictureMode: "therapistOnly",
  },
  { kind: "participantJoined", participantId: ana },
  { kind: "setStarted", setId, exerciseId: "squat" as ExerciseId, phase: "exercise", targets: {} },
];
const STOP: SessionFact = { kind: "painStopped", participantId: ana };
const repetition = (ordinal: number): SessionFact => ({
  kind: "repetitionCounted",
  participantId: ana,
  setId,
  ordinal,
  side: "both",
  startMs: 0,
  endMs: 1_000,
  range: { maximum: 90, minimum: 0, below95: 1, above95: 1, measurable: true },
  quality: 80,
  confidence: 1,
  points: 10,
});

/** A set that runs, and what a screen is told of Ana's repetitions in it whenever something changes. */
function openLedger() {
  const entries = HAPPENED.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact }));
  const uncommitted: (() => void)[] = [];
  const told: string[] = [];
  let away = false;
  const ledger = createSessionLedger({
    state: foldEntries(createSessionState(groupSessionId), entries),
    index: createJournalIndex(entries),
    epoch: 1,
    writer: {
      appendEntries: (_entries, onCommitted) => uncommitted.push(onCommitted),
      isProvisional: () => away,
    } as Partial<JournalWriter> as JournalWriter,
    nowMs: () => 1_000,
    marks: () => ({}),
    changed: () => told.push(`${count()} ${ledger.isProvisional() ? "provisional" : "durable"}`),
  });
  const count = () => ledger.visible().participants[ana]?.results[0]?.repetitions ?? 0;
  return {
    told,
    record: (fact: SessionFact, urgent = false) => void ledger.record([fact], { urgent }),
    commit: () => uncommitted.shift()?.(),
    goAway: () => {
      away = true;
      ledger.tellProvisionally();
    },
    comeBack: () => {
      away = false;
    },
  };
}

describe("a repetition that is not durable yet", () => {
  it("is told as provisional with a stop that overtakes its commit, and as durable after it", () => {
    const ledger = openLedger();
    ledger.record(repetition(1));
    expect(ledger.told).toEqual([]);
    ledger.record(STOP, true);
    ledger.commit();
    expect(ledger.told).toEqual(["1 provisional", "1 durable"]);
  });

  it("stays provisional when the database is back and has taken only what came before it", () => {
    const ledger = openLedger();
    ledger.record(repetition(1));
    ledger.goAway();
    ledger.record(repetition(2));
    ledger.comeBack();
    ledger.commit();
    ledger.record(STOP, true);
    ledger.commit();
    expect(ledger.told).toEqual(["1 provisional", "2 provisional", "2 provisional", "2 durable"]);
  });

  it("makes nothing provisional that is told without it", () => {
    const ledger = openLedger();
    ledger.record(STOP, true);
    ledger.record(repetition(1));
    ledger.commit();
    ledger.commit();
    expect(ledger.told).toEqual(["0 durable", "1 durable"]);
  });
});
