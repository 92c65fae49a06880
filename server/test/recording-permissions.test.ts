import { readdir } from "node:fs/promises";
import { describe, expect, it, vi } from "vitest";
import { ANA, madePieces, readAll, storeThat, THERAPIST, useVault } from "./support/vault.ts";

const use = useVault();
const { start, keepWhole, rowsOf, objectsOf } = use;

describe("a recording that is destroyed", () => {
  it("leaves a tombstone that says whose it was and nothing of what was on it, and nothing in the store", async () => {
    const recordingId = await keepWhole();
    await use.here.recordings.destroy(recordingId, "asked", THERAPIST);
    await expect(readAll(use.here, recordingId)).rejects.toMatchObject({ code: "recording/destroyed" });
    expect(await use.here.recordings.list(use.session, THERAPIST)).toMatchObject([
      {
        recordingId,
        state: "destroyed",
        participantId: "ana",
        bytes: 0,
        durationMs: 0,
        destroyed: { byRole: "therapist", why: "asked" },
      },
    ]);
    const left = await readdir(use.vault.storeDirectory, { recursive: true });
    expect(left.filter((name) => name.includes(recordingId) && !name.endsWith(recordingId))).toEqual([]);
    expect(await use.vault.store.getRange(`shares/${recordingId}`, 0, 1)).toBeUndefined();
    const { rows } = await use.vault.clinic.pool.query("SELECT * FROM recording WHERE id = $1", [recordingId]);
    expect(rows[0]).toMatchObject({ key_wrapped: null, clinic_key: null, end_sealed: null });
    expect(rows[0].cleared_at).not.toBeNull();
  });

  it("is not shown to whoever is in the middle of it", async () => {
    const recordingId = await keepWhole(madePieces(50, 100_000));
    const readable = await use.here.recordings.findReadable(recordingId, THERAPIST);
    const bytes = (await readable.open(0, readable.bytes, "recording.viewed"))[Symbol.asyncIterator]();
    await bytes.next();
    await use.here.recordings.destroy(recordingId, "consentWithdrawn", THERAPIST);
    const rest = async () => {
      while (!(await bytes.next()).done);
    };
    await expect(rest()).rejects.toMatchObject({ code: "recording/damaged" });
  });

  it("takes nothing more while it runs, and what was under way is gone too", async () => {
    const stopped = vi.fn();
    const keeping = await start(use.here, stopped);
    const pieces = madePieces(40);
    for (const piece of pieces.slice(0, 30)) await keeping.keepPiece(piece);
    await use.here.recordings.destroy(keeping.recordingId, "consentWithdrawn", THERAPIST);
    expect(await keeping.keepPiece(pieces[30]!)).toBe("stopped");
    await keeping.finish();
    expect(stopped.mock.calls).toEqual([["endedElsewhere"]]);
    expect(await objectsOf(keeping.recordingId)).toEqual([]);
    expect(await rowsOf(keeping.recordingId)).toBe(0);
  });

  it("is cleared from a store that was away, later", async () => {
    const recordingId = await keepWhole();
    const away = await use.vault.open({
      store: storeThat(use.vault.store, { delete: () => Promise.reject(new Error("away")) }),
    });
    await away.recordings.destroy(recordingId, "retention", "server");
    await expect(readAll(use.here, recordingId)).rejects.toMatchObject({ code: "recording/destroyed" });
    expect(await objectsOf(recordingId)).toHaveLength(2);
    await use.here.recordings.tidy();
    expect(await objectsOf(recordingId)).toEqual([]);
    expect(await use.here.rows.listUncleared()).toEqual([]);
  });

  it("stays while it is held, and is destroyed once", async () => {
    const recordingId = await keepWhole();
    await use.here.recordings.hold(recordingId, "complaint", THERAPIST);
    await expect(use.here.recordings.destroy(recordingId, "asked", THERAPIST)).rejects.toMatchObject({
      code: "recording/held",
    });
    await expect(use.here.recordings.destroy(recordingId, "retention", "server")).rejects.toMatchObject({
      code: "recording/held",
    });
    expect((await readAll(use.here, recordingId)).byteLength).toBeGreaterThan(0);
    await use.here.recordings.hold(recordingId, "authority", THERAPIST);
    expect(await use.here.recordings.listKept(use.session, "ana")).toMatchObject([{ held: { why: "complaint" } }]);
    await use.here.recordings.release(recordingId, THERAPIST);
    await use.here.recordings.release(recordingId, THERAPIST);
    const both = await Promise.allSettled([
      use.here.recordings.destroy(recordingId, "asked", THERAPIST),
      use.here.recordings.destroy(recordingId, "mistake", THERAPIST),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    const entries = (await use.here.audit.read("clinic", { limit: 50 })).filter(
      ({ subject }) => subject === recordingId,
    );
    const decisions = entries.filter(({ action }) => /held|released|destroyed/.test(action));
    expect(decisions.map(({ action, reason }) => [action, reason])).toEqual([
      ["recording.destroyed", expect.stringMatching(/^(asked|mistake)$/)],
      ["recording.released", null],
      ["recording.held", "complaint"],
    ]);
    const late = { code: "recording/destroyed" };
    await expect(use.here.recordings.hold(recordingId, "complaint", THERAPIST)).rejects.toMatchObject(late);
    await expect(use.here.recordings.release(recordingId, THERAPIST)).rejects.toMatchObject(late);
  });
});

describe("who may see a recording", () => {
  const stranger = { personId: "tom", clinicId: "another", role: "therapist" } as const;
  const operator = { personId: "olga", clinicId: "clinic", role: "operator" } as const;
  const ben = { personId: "ben", clinicId: "clinic", role: "patient" } as const;

  it("is the clinic's therapists, and the patient it was sent to, until it is taken back", async () => {
    const recordingId = await keepWhole(madePieces(3));
    const outcome = async (viewer: Parameters<typeof readAll>[2]) =>
      readAll(use.here, recordingId, viewer).then(
        () => "seen",
        (error: { code: string }) => error.code,
      );
    const all = async () => Promise.all([THERAPIST, ANA, ben, stranger, operator].map(outcome));
    const [no, unknown] = ["recording/not_allowed", "recording/unknown"];
    expect(await all()).toEqual(["seen", no, no, unknown, unknown]);
    await use.here.recordings.send(recordingId, true, THERAPIST);
    expect(await all()).toEqual(["seen", "seen", no, unknown, unknown]);
    expect((await use.here.recordings.list(use.session, ANA)).map((one) => one.recordingId)).toEqual([recordingId]);
    expect(await use.here.recordings.list(use.session, ben)).toEqual([]);
    expect(await use.here.recordings.list(use.session, operator)).toEqual([]);
    await expect(use.here.recordings.list(use.session, stranger)).rejects.toMatchObject({ code: "session/unknown" });
    await use.here.recordings.send(recordingId, false, THERAPIST);
    expect(await all()).toEqual(["seen", no, no, unknown, unknown]);
  });

  it("may not for that reason decide over it", async () => {
    const recordingId = await keepWhole(madePieces(3));
    await use.here.recordings.send(recordingId, true, THERAPIST);
    for (const [viewer, code] of [
      [ANA, "recording/not_allowed"],
      [ben, "recording/not_allowed"],
      [stranger, "recording/unknown"],
      [operator, "recording/unknown"],
    ] as const) {
      await expect(use.here.recordings.destroy(recordingId, "asked", viewer)).rejects.toMatchObject({ code });
      await expect(use.here.recordings.send(recordingId, true, viewer)).rejects.toMatchObject({ code });
      await expect(use.here.recordings.hold(recordingId, "complaint", viewer)).rejects.toMatchObject({ code });
      await expect(use.here.recordings.release(recordingId, viewer)).rejects.toMatchObject({ code });
    }
    for (const name of ["", "x", "../..", "\u0000", `${recordingId}x`]) {
      await expect(readAll(use.here, name)).rejects.toMatchObject({ code: "recording/unknown" });
    }
  });
});
