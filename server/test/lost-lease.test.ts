// Whoever has lost a session's lease, because it stood still or was cut off, writes nothing for it any more: neither a recording, nor one's
// pieces, nor one's end, nor the audit log's entries of them, nor the session's end.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { openDatabase } from "../src/platform/open-database.ts";
import { LostLease } from "../src/platform/session-owner.ts";
import { createGroupSessionStore } from "../src/session/index.ts";
import { cameraOf, madePieces, THERAPIST, useVault } from "./support/vault.ts";

const use = useVault();
type Opened = ReturnType<typeof openDatabase>;
let opened: Opened;
beforeAll(async () => {
  opened = openDatabase({ url: use.vault.databaseUrl, onIdleError: () => undefined });
});
afterAll(() => opened?.close());

const ask = async (sql: string) => (await use.vault.clinic.pool.query(sql, [use.session])).rows;
/** As another process does that finds the lease standing still. */
const takeOver = () => ask("UPDATE session_lease SET epoch = epoch + 1, holder = 'other' WHERE group_session_id = $1");
const entriesOf = async (recordingId: string) =>
  (
    await use.here.audit.readAbout("clinic", {
      subjects: [recordingId],
      actions: ["recording.started", "recording.finished", "recording.cutOff"],
      limit: 10,
    })
  ).map(({ action }) => action);

describe("a former owner", () => {
  it("begins no recording, and the audit log has no entry of one", async () => {
    await takeOver();
    const before = await use.here.audit.verify("clinic");
    const recordingId = "6fa459ea-ee8a-4ca4-894e-db77e160355e";
    const begun = use.here.recordings.startKeeping({ ...cameraOf(use.session), recordingId }, THERAPIST, vi.fn());
    await expect(begun).rejects.toBeInstanceOf(LostLease);
    expect(await ask("SELECT id FROM recording WHERE group_session_id = $1")).toEqual([]);
    expect(await entriesOf(recordingId)).toEqual([]);
    expect(await use.here.audit.verify("clinic")).toEqual(before);
  });

  it("adds nothing to a recording it had begun, and is told that it is over", async () => {
    const stopped = vi.fn();
    const keeping = await use.start(use.here, stopped);
    const [header, first, second] = madePieces(3);
    expect(await keeping.keepPiece(header!)).toBe("kept");
    expect(await keeping.keepPiece(first!)).toBe("kept");
    await takeOver();
    expect(await keeping.keepPiece(second!)).toBe("stopped");
    expect(stopped).toHaveBeenCalledWith("endedElsewhere");
    expect(await use.rowsOf(keeping.recordingId)).toBe(2);
    await keeping.finish();
    // It is the next owner's to say how it ended.
    expect(await use.stateOf(keeping.recordingId)).toBe("running");
    expect(await entriesOf(keeping.recordingId)).toEqual(["recording.started"]);
  });

  it("does not say of a recording that it is finished, which the next owner cut off", async () => {
    const stopped = vi.fn();
    const keeping = await use.start(use.here, stopped);
    for (const piece of madePieces(3)) await keeping.keepPiece(piece);
    await takeOver();
    await keeping.finish();
    expect(stopped).toHaveBeenCalledWith("lostLease");
    expect(await entriesOf(keeping.recordingId)).toEqual(["recording.started"]);
    const next = await use.vault.open();
    await next.recordings.endAbandoned({ groupSessionId: use.session, epoch: 2 });
    expect(await use.stateOf(keeping.recordingId)).toBe("cutOff");
    expect(await entriesOf(keeping.recordingId)).toEqual(["recording.cutOff", "recording.started"]);
  });

  it("cuts off nothing that the next owner records", async () => {
    await takeOver();
    const next = await use.vault.open();
    const its = await next.recordings.startKeeping(cameraOf(use.session, "ana", 2), THERAPIST, vi.fn());
    const late = use.here.recordings.endAbandoned({ groupSessionId: use.session, epoch: 1 });
    await expect(late).rejects.toBeInstanceOf(LostLease);
    expect(await use.stateOf(its.recordingId)).toBe("running");
    await its.finish();
    expect(await use.stateOf(its.recordingId)).toBe("whole");
  });

  it("does not end the session", async () => {
    const sessions = createGroupSessionStore(opened.prisma);
    await takeOver();
    const owner = { groupSessionId: use.session, epoch: 1 };
    expect(await sessions.recordEnd(owner, 5_000)).toBe("stale");
    expect(await ask("SELECT ended_at FROM group_session WHERE id = $1")).toEqual([{ ended_at: null }]);
    expect(await sessions.recordEnd({ ...owner, epoch: 2 }, 6_000)).toBe("recorded");
    expect(await sessions.recordEnd({ ...owner, epoch: 2 }, 7_000)).toBe("recorded");
    expect(await ask("SELECT ended_at FROM group_session WHERE id = $1")).toEqual([{ ended_at: new Date(6_000) }]);
  });
});
