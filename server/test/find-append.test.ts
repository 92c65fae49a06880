// What an append has written, found again on a real database; and nothing else taken for it.
import { randomBytes } from "node:crypto";
import type { CommandId, GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionFact } from "@ensemble/shared/session/session-fact.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { createLogger } from "../src/platform/logger.ts";
import { type Append, findAppend } from "../src/session/find-append.ts";
import { createJournalStore, createLeaseStore, type JournalStore } from "../src/session/index.ts";
import { createJournalWriter } from "../src/session/journal-writer.ts";
import { openTestClinic, type TestClinic } from "./support/test-clinic.ts";

const ANA = "ana" as ParticipantId;
const SET = "set" as SetId;
let clinic: TestClinic;
let journal: JournalStore;
let session: GroupSessionId;
let append: Append;

beforeAll(async () => {
  clinic = await openTestClinic();
  journal = createJournalStore(clinic.pool, { fields: randomBytes(32), poses: randomBytes(32) });
});
afterAll(() => clinic?.close());
beforeEach(async () => {
  session = await clinic.planSession();
  await createLeaseStore(clinic.pool).takeLease(session, "server", undefined);
  const stated: SessionFact = { kind: "whereaboutsStated", participantId: ANA };
  append = {
    groupSessionId: session,
    entries: [
      {
        entry: { ...entry(1, stated), commandId: `command-${session}` as CommandId, marks: { [ANA]: 7 } },
        text: "home",
      },
      { entry: entry(2, counted(1)) },
    ],
    batch: 3,
    frames: new Uint8Array([1, 2, 3]),
    chunks: [
      {
        participantId: ANA,
        setId: SET,
        firstFrame: 1,
        lastFrame: 5,
        frames: new Uint8Array([4, 5]),
        checkpoint: new Uint8Array([6]),
      },
    ],
  };
});

const entry = (sequence: number, fact: SessionFact) => ({ sequence, epoch: 1, atMs: 1_764_000_000_000.25, fact });
const counted = (ordinal: number): SessionFact =>
  ({
    kind: "repetitionCounted",
    participantId: ANA,
    setId: SET,
    ordinal,
    side: "left",
    startMs: 0.1,
    endMs: 2_000.7,
    range: { maximum: 91.23456789, minimum: -0, measurable: true },
    quality: 0.9,
    confidence: 0.8,
    points: 10,
  }) as SessionFact;
const write = ({ entries, batch, frames, chunks }: Append) =>
  journal.append(session, 1, entries, batch, frames, chunks);

describe("an append whose answer was lost", () => {
  it("is found again when all that it would have written is there", async () => {
    expect(await findAppend(journal, append)).toBe(false);
    expect(await write(append)).toBe("appended");
    expect(await findAppend(journal, append)).toBe(true);
  });

  it.each([
    ["another fact", (one: Append) => ({ ...one, entries: [one.entries[0]!, { entry: entry(2, counted(2)) }] })],
    ["another text", (one: Append) => ({ ...one, entries: [{ ...one.entries[0]!, text: "away" }, one.entries[1]!] })],
    [
      "another time",
      (one: Append) => ({ ...one, entries: [one.entries[0]!, { entry: { ...one.entries[1]!.entry, atMs: 5 } }] }),
    ],
    [
      "another epoch",
      (one: Append) => ({ ...one, entries: [one.entries[0]!, { entry: { ...one.entries[1]!.entry, epoch: 2 } }] }),
    ],
    ["one entry more", (one: Append) => ({ ...one, entries: [...one.entries, { entry: entry(3, counted(2)) }] })],
    ["another place among the frames", (one: Append) => ({ ...one, batch: 4 })],
    ["other frames", (one: Append) => ({ ...one, frames: new Uint8Array([1, 2, 4]) })],
    ["another chunk", (one: Append) => ({ ...one, chunks: [{ ...one.chunks[0]!, frames: new Uint8Array([4]) }] })],
    ["another checkpoint", (one: Append) => ({ ...one, chunks: [{ ...one.chunks[0]!, checkpoint: undefined }] })],
  ])("is not found in one with %s", async (_what, change: (one: Append) => Append) => {
    await write(append);
    expect(await findAppend(journal, change(append))).toBe(false);
  });

  it("is given to its owner once, and a repetition that somebody else counted is not", async () => {
    const onBroken = vi.fn();
    let answered = false;
    const writer = createJournalWriter({
      store: {
        ...journal,
        append: async (...given) => {
          const outcome = await journal.append(...given);
          if (!answered) throw new Error("connection lost");
          return outcome;
        },
      },
      groupSessionId: session,
      epoch: 1,
      firstBatch: 3,
      logger: createLogger("silent"),
      onProvisional: () => undefined,
      onStale: () => undefined,
      onBroken,
    });
    const committed: number[] = [];
    const give = (sequence: number, ordinal: number) =>
      writer.appendEntries([{ entry: entry(sequence, counted(ordinal)) }], () => committed.push(sequence));
    give(1, 1);
    await writer.flush();
    expect([committed, onBroken.mock.calls]).toEqual([[1], []]);
    answered = true;
    give(2, 2);
    await writer.flush();
    expect(committed).toEqual([1, 2]);

    // The first attempt does not reach the database; what the second one finds there has its ordinal, and is not what it would write.
    const failing = vi.spyOn(clinic.pool, "query").mockRejectedValueOnce(new Error("connection lost") as never);
    give(3, 2);
    await writer.flush();
    failing.mockRestore();
    expect(committed).toEqual([1, 2]);
    expect(onBroken).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ kind: "append" }));
  });
});
