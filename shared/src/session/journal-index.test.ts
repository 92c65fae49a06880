import { describe, expect, it } from "vitest";
import type { ClockId, CommandId, ParticipantId } from "./identifiers.ts";
import { createJournalIndex } from "./journal-index.ts";
import type { JournalEntry, SessionFact } from "./session-fact.ts";

const ana = "ana" as ParticipantId;
const bruno = "bruno" as ParticipantId;
const clock = "clock" as ClockId;
const entries = (facts: readonly SessionFact[], commandId?: CommandId): JournalEntry[] =>
  facts.map((fact, index) => ({ sequence: index + 1, epoch: 1, atMs: 0, fact, commandId }));
const mapped = (participantId: ParticipantId, offsetMs: number): SessionFact => ({
  kind: "clockMapped",
  participantId,
  clockId: clock,
  offsetMs,
});

describe("the index of a journal", () => {
  it("finds each command by its first entry", () => {
    const joined: SessionFact = { kind: "participantJoined", participantId: ana };
    const index = createJournalIndex(entries([joined, joined], "c" as CommandId));
    expect([...index.commands]).toEqual([["c", 1]]);
    expect([...index.commandsOf]).toEqual([[ana, 1]]);
  });

  it("knows the clocks of each participant as they were mapped last", () => {
    const index = createJournalIndex(entries([mapped(ana, 5), mapped(bruno, 7), mapped(ana, 6)]));
    expect(index.clockOffsetsMs.get(ana)?.get(clock)).toBe(6);
    expect(index.clockOffsetsMs.get(bruno)?.get(clock)).toBe(7);
  });
});
