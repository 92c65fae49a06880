// The one statement that moves frames out of batches into chunks, on a real database.
import { randomBytes } from "node:crypto";
import type { GroupSessionId, ParticipantId, SetId } from "@ensemble/shared/session/identifiers.ts";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { createJournalStore, createLeaseStore } from "../src/session/index.ts";
import type { PackedChunk } from "../src/session/pack-pose-chunk.ts";
import { openTestClinic, type TestClinic } from "./support/test-clinic.ts";

const ANA = "ana" as ParticipantId;
let clinic: TestClinic;
let journal: ReturnType<typeof createJournalStore>;
let session: GroupSessionId;
let epoch: number;

beforeAll(async () => {
  clinic = await openTestClinic();
  journal = createJournalStore(clinic.pool, { fields: randomBytes(32), poses: randomBytes(32) });
});
afterAll(() => clinic?.close());
beforeEach(async () => {
  session = await clinic.planSession();
  epoch = (await createLeaseStore(clinic.pool).takeLease(session, "server", undefined)) ?? 0;
});

const chunk = (firstFrame: number, lastFrame: number, change: Partial<PackedChunk> = {}): PackedChunk => ({
  participantId: ANA,
  setId: "set" as SetId,
  firstFrame,
  lastFrame,
  frames: new Uint8Array([firstFrame & 255, 1, 2]),
  checkpoint: new Uint8Array([9]),
  ...change,
});
const bytesOf = (value: Uint8Array | undefined) => (value === undefined ? undefined : [...value]);
const batches = async () => (await journal.readFrameBatches(session, 0)).map(({ batch }) => batch);

describe("frames that move into chunks", () => {
  it("leave the batches before, and stay in those after", async () => {
    for (const batch of [0, 1, 2]) await journal.append(session, epoch, [], batch, new Uint8Array([batch]));
    expect(await journal.append(session, epoch, [], 3, new Uint8Array([3]), [chunk(1, 30)])).toBe("appended");
    expect(await batches()).toEqual([3]);
    expect(await journal.append(session, epoch, [], 4, undefined, [chunk(31, 40)])).toBe("appended");
    expect(await batches()).toEqual([]);
    const read = await journal.readChunks(session, ANA);
    expect(read.map(({ firstFrame, lastFrame }) => [firstFrame, lastFrame])).toEqual([
      [1, 30],
      [31, 40],
    ]);
    expect([bytesOf(read[0]?.frames), bytesOf(read[0]?.checkpoint)]).toEqual([[1, 1, 2], [9]]);
  });

  it("stay where they are when the lease has another epoch", async () => {
    await journal.append(session, epoch, [], 0, new Uint8Array([0]));
    expect(await journal.append(session, epoch - 1, [], 1, undefined, [chunk(1, 30)])).toBe("stale");
    expect([await batches(), await journal.readChunks(session, ANA)]).toEqual([[0], []]);
  });

  it("may have any number a device can count to, and need no checkpoint", async () => {
    const high = chunk(4_294_967_290, 4_294_967_295, { checkpoint: undefined });
    expect(await journal.append(session, epoch, [], 0, undefined, [chunk(1, 3), high])).toBe("appended");
    expect(await journal.readNewestChunks(session)).toMatchObject([
      { firstFrame: 4_294_967_290, lastFrame: 4_294_967_295, checkpoint: undefined },
    ]);
  });

  it("are found by set and by participant, the newest of each", async () => {
    const ben = { participantId: "ben" as ParticipantId };
    const next = { setId: "next" as SetId };
    await journal.append(session, epoch, [], 0, undefined, [chunk(1, 5), chunk(6, 9, next), chunk(2, 7, ben)]);
    expect((await journal.readChunks(session, ANA, next.setId)).map(({ firstFrame }) => firstFrame)).toEqual([6]);
    const newest = await journal.readNewestChunks(session);
    expect(newest.map(({ participantId, lastFrame }) => [participantId, lastFrame])).toEqual([
      ["ana", 9],
      ["ben", 7],
    ]);
  });

  it("cannot be read under another's name, set or number", async () => {
    const { pool } = clinic;
    await journal.append(session, epoch, [], 0, undefined, [chunk(1, 5)]);
    for (const change of ["participant_id = 'ben'", "set_id = 'other'", "first_frame = 2", "last_frame = 6"]) {
      const column = change.split(" ")[0] ?? "";
      const { rows } = await pool.query(`SELECT ${column} AS before FROM pose_chunk WHERE group_session_id = $1`, [
        session,
      ]);
      await pool.query(`UPDATE pose_chunk SET ${change} WHERE group_session_id = $1`, [session]);
      await expect(journal.readNewestChunks(session), change).rejects.toThrow();
      await pool.query(`UPDATE pose_chunk SET ${column} = $2 WHERE group_session_id = $1`, [session, rows[0].before]);
    }
    expect(await journal.readNewestChunks(session)).toHaveLength(1);
  });
});
