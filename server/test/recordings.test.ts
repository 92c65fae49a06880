// The vault: what is kept comes back byte for byte, whoever packs and whatever breaks in between; what was changed is found out.
import { randomBytes } from "node:crypto";
import { buffer } from "node:stream/consumers";
import { describe, expect, it, vi } from "vitest";
import { LostLease } from "../src/platform/session-owner.ts";
import { packPieces } from "../src/recordings/pack-pieces.ts";
import type { SealedPiece } from "../src/recordings/pieces-store.ts";
import { openS3Store } from "../src/recordings/s3-gateway.ts";
import { type RecordingStore, StoreAway } from "../src/recordings/stored-objects.ts";
import { startS3Emulator } from "./support/s3-emulator.ts";
import {
  cameraOf,
  failIfStopped,
  joined,
  madePieces,
  type OpenVault,
  readAll,
  storeThat,
  THERAPIST,
  useVault,
  withoutPieces,
} from "./support/vault.ts";

const use = useVault();
const { start, keepAll, keepWhole, rowsOf, objectsOf, stateOf } = use;

describe("a recording", () => {
  it("comes back byte for byte while it runs, when it is finished, and in any range", async () => {
    const pieces = madePieces(50);
    const all = joined(pieces);
    const keeping = await start();
    const { recordingId } = keeping;
    for (const piece of pieces.slice(0, 30)) await keeping.keepPiece(piece);
    expect(await stateOf(recordingId)).toBe("running");
    expect((await readAll(use.here, recordingId)).equals(joined(pieces.slice(0, 30)))).toBe(true);
    for (const piece of pieces.slice(30)) await keeping.keepPiece(piece);
    await keeping.finish();
    expect(await stateOf(recordingId)).toBe("whole");
    expect((await readAll(use.here, recordingId)).equals(all)).toBe(true);
    for (const [begin, end] of [
      [0, 1],
      [999, 1_001],
      [all.byteLength - 1, all.byteLength],
      [25_000, 48_123],
    ] as const) {
      expect((await readAll(use.here, recordingId, THERAPIST, [begin, end])).equals(all.subarray(begin, end))).toBe(
        true,
      );
    }
  });

  it("is gathered into objects of about twenty seconds, and has no rows any more when it is finished", async () => {
    const recordingId = await keepWhole(madePieces(50));
    expect(await rowsOf(recordingId)).toBe(0);
    expect((await objectsOf(recordingId)).map((name) => name.slice(-13))).toEqual([
      "000000-000020",
      "000021-000040",
      "000041-000049",
    ]);
  });

  it("is described without being opened", async () => {
    const recordingId = await keepWhole(madePieces(5));
    expect(await use.here.recordings.list(use.session, THERAPIST)).toEqual([
      {
        recordingId,
        participantId: "ana",
        source: "camera",
        contentType: "video/webm",
        beginsAtMs: 0,
        startedAtMs: expect.any(Number),
        endedAtMs: expect.any(Number),
        durationMs: 4_000,
        bytes: 5_010,
        state: "whole",
        sentAtMs: null,
        held: false,
        destroyed: null,
      },
    ]);
  });

  it("may be empty", async () => {
    const recordingId = await keepWhole([]);
    expect(await stateOf(recordingId)).toBe("whole");
    expect((await readAll(use.here, recordingId)).byteLength).toBe(0);
  });

  it("is kept of one whose pieces are given without waiting, beside others", async () => {
    const keepings = await Promise.all(Array.from({ length: 6 }, () => start()));
    const pieces = madePieces(25);
    await Promise.all(keepings.flatMap((keeping) => pieces.map((piece) => keeping.keepPiece(piece))));
    await Promise.all(keepings.map((keeping) => keeping.finish()));
    for (const { recordingId } of keepings)
      expect((await readAll(use.here, recordingId)).equals(joined(pieces))).toBe(true);
  });

  it("seals each piece within the call: what happens to the bytes afterwards changes nothing", async () => {
    const keeping = await start();
    const bytes = randomBytes(500);
    const before = Buffer.from(bytes);
    const kept = keeping.keepPiece({ index: 0, kind: "header", startMs: 0, durationMs: 0, keyFrame: false, bytes });
    bytes.fill(0);
    await kept;
    expect((await readAll(use.here, keeping.recordingId)).equals(before)).toBe(true);
    await keeping.finish();
  });

  it("takes a piece once, and stops when one is missing", async () => {
    const stopped = vi.fn();
    const keeping = await start(use.here, stopped);
    const pieces = madePieces(4);
    expect(await keeping.keepPiece(pieces[0]!)).toBe("kept");
    expect(await keeping.keepPiece(pieces[0]!)).toBe("again");
    expect(await keeping.keepPiece(pieces[1]!)).toBe("kept");
    expect(await keeping.keepPiece(pieces[3]!)).toBe("stopped");
    expect(await keeping.keepPiece(pieces[2]!)).toBe("stopped");
    await keeping.finish();
    expect(stopped.mock.calls).toEqual([["outOfOrder"]]);
    expect(await stateOf(keeping.recordingId)).toBe("cutOff");
    expect((await readAll(use.here, keeping.recordingId)).equals(joined(pieces.slice(0, 2)))).toBe(true);
  });

  it("waits while the database takes nothing, up to a bound, and then stops with what is durable", async () => {
    const opened = Promise.withResolvers<void>();
    const away = {
      ...use.here.pieces,
      append: async (pieces: readonly SealedPiece[]) => opened.promise.then(() => use.here.pieces.append(pieces)),
    };
    const slow = await use.vault.open({ pieces: away });
    const stopped = vi.fn();
    const keeping = await start(slow, stopped);
    const pieces = madePieces(12, 1_000_000);
    const outcomes = pieces.map((piece) => keeping.keepPiece(piece));
    expect(stopped.mock.calls).toEqual([["tooSlow"]]);
    opened.resolve();
    const kept = (await Promise.all(outcomes)).filter((outcome) => outcome === "kept").length;
    await keeping.finish();
    expect(kept).toBe(8);
    expect((await readAll(use.here, keeping.recordingId)).equals(joined(pieces.slice(0, kept)))).toBe(true);
  });

  it("goes on when the database fails and comes back, with nothing lost and nothing twice", async () => {
    let calls = 0;
    const flaky = {
      ...use.here.pieces,
      append: async (pieces: readonly SealedPiece[]) => {
        calls += 1;
        if (calls % 3 === 1) throw new Error("the database is away");
        const open = await use.here.pieces.append(pieces);
        // It took effect, and nobody was told.
        if (calls % 3 === 2) throw new Error("the connection broke");
        return open;
      },
    };
    const there = await use.vault.open({ pieces: flaky });
    const pieces = madePieces(4);
    const recordingId = await keepWhole(pieces, there);
    expect((await readAll(use.here, recordingId)).equals(joined(pieces))).toBe(true);
  });
});

describe("packing that is cut off", () => {
  it.each(["before the store has it", "after the store has it", "after the account is written"])(
    "%s loses nothing and doubles nothing",
    async (when) => {
      const pieces = madePieces(50);
      const keeping = await keepAll(
        pieces,
        await use.vault.open({
          store: withoutPieces(use.vault.store),
        }),
      );
      const { recordingId } = keeping;
      await keeping.finish();
      expect(await rowsOf(recordingId)).toBe(50);
      const crash = new Error("crash");
      const fail =
        <A extends unknown[], T>(first: (...args: A) => Promise<T>) =>
        async (...args: A): Promise<T> => {
          await first(...args);
          throw crash;
        };
      const cut = {
        "before the store has it": {
          ...use.here,
          store: storeThat(use.vault.store, { put: () => Promise.reject(crash) }),
        },
        "after the store has it": {
          ...use.here,
          store: storeThat(use.vault.store, { put: fail(use.vault.store.put) }),
        },
        "after the account is written": {
          ...use.here,
          pieces: { ...use.here.pieces, moveIntoObject: fail(use.here.pieces.moveIntoObject) },
        },
      }[when]!;
      await expect(packPieces(cut, recordingId)).rejects.toBe(crash);
      expect((await readAll(use.here, recordingId)).equals(joined(pieces))).toBe(true);
      await use.here.recordings.tidy();
      expect(await rowsOf(recordingId)).toBe(0);
      expect(await objectsOf(recordingId)).toHaveLength(3);
      expect((await readAll(use.here, recordingId)).equals(joined(pieces))).toBe(true);
    },
  );

  it("is done by two processes at once as by one", async () => {
    const keeping = await keepAll(madePieces(18));
    const pieces = madePieces(70);
    for (const piece of pieces.slice(18)) await keeping.keepPiece(piece);
    const elsewhere = await use.vault.open();
    await Promise.all([
      packPieces(use.here, keeping.recordingId),
      packPieces(elsewhere, keeping.recordingId),
      keeping.finish(),
    ]);
    await use.here.recordings.tidy();
    const objects = await use.here.pieces.readObjects(keeping.recordingId);
    expect(objects.flatMap(({ firstPiece, lastPiece }) => [firstPiece, lastPiece])).toEqual([
      0, 20, 21, 40, 41, 60, 61, 69,
    ]);
    expect(await stateOf(keeping.recordingId)).toBe("whole");
  });

  it("goes on while somebody reads", async () => {
    const pieces = madePieces(50);
    const blocked = await use.vault.open({
      store: withoutPieces(use.vault.store),
    });
    const recordingId = await keepWhole(pieces, blocked);
    const readable = await use.here.recordings.findReadable(recordingId, THERAPIST);
    const bytes = await readable.open(0, readable.bytes, "recording.viewed");
    // Its index says that all are rows.
    await packPieces(use.here, recordingId);
    expect(await rowsOf(recordingId)).toBe(0);
    expect((await buffer(bytes)).equals(joined(pieces))).toBe(true);
  });
});

describe("a store that is away", () => {
  it("is told as that, to whoever opens a recording and in the log, and the recording is there when it is back", async () => {
    const pieces = madePieces(30);
    const recordingId = await keepWhole(pieces);
    let isAway = true;
    const getRange: RecordingStore["getRange"] = (...args) =>
      isAway ? Promise.reject(new StoreAway("away")) : use.vault.store.getRange(...args);
    const there = await use.vault.open({ store: storeThat(use.vault.store, { getRange }) });
    await expect(readAll(there, recordingId)).rejects.toMatchObject({ code: "recording/away" });
    expect(there.logged).toHaveLength(1);
    isAway = false;
    const readable = await there.recordings.findReadable(recordingId, THERAPIST);
    const bytes = await readable.open(0, readable.bytes, "recording.viewed");
    isAway = true;
    await expect(buffer(bytes)).rejects.toMatchObject({ code: "recording/away" });
    isAway = false;
    expect((await readAll(there, recordingId)).equals(joined(pieces))).toBe(true);
  });
});

describe("a process that is gone", () => {
  it("ends its recordings where they were durable, by whoever takes over; what comes late is refused", async () => {
    const pieces = madePieces(10);
    const stopped = vi.fn();
    const gone = await use.vault.open();
    const keeping = await start(gone, stopped);
    for (const piece of pieces.slice(0, 9)) await keeping.keepPiece(piece);
    await use.here.recordings.endAbandoned({ groupSessionId: use.session, epoch: 1 });
    expect(await keeping.keepPiece(pieces[9]!)).toBe("stopped");
    expect(stopped.mock.calls).toEqual([["endedElsewhere"]]);
    expect(await stateOf(keeping.recordingId)).toBe("cutOff");
    expect((await readAll(use.here, keeping.recordingId)).equals(joined(pieces.slice(0, 9)))).toBe(true);
  });

  it("is noticed by the tidying when the session is long over, and not before", async () => {
    const keeping = await keepAll(madePieces(3), await use.vault.open());
    await use.here.recordings.tidy();
    expect(await stateOf(keeping.recordingId)).toBe("running");
    await use.vault.clinic.pool.query("UPDATE group_session SET ended_at = now() - interval '2 hours' WHERE id = $1", [
      use.session,
    ]);
    await use.here.recordings.tidy();
    expect(await stateOf(keeping.recordingId)).toBe("cutOff");
  });
});

describe("a recording that cannot begin", () => {
  const shares = () => use.vault.store.list("shares/");
  const from = (store: Partial<RecordingStore>) => use.vault.open({ store: storeThat(use.vault.store, store) });
  const startAt = async (at: OpenVault, epoch = 1) =>
    at.recordings.startKeeping(cameraOf(use.session, "ana", epoch), THERAPIST, failIfStopped);

  it("leaves nothing where another process owns the session by now", async () => {
    const before = await shares();
    await expect(startAt(use.here, 0)).rejects.toThrow(LostLease);
    expect(await shares()).toEqual(before);
    expect(await use.here.recordings.list(use.session, THERAPIST)).toEqual([]);
  });

  it("leaves nothing where the store is away, and a line that it was cut off where the store takes nothing", async () => {
    const before = await shares();
    const away = () => Promise.reject(new StoreAway("away"));
    await expect(startAt(await from({ getRange: away }))).rejects.toThrow("away");
    expect(await use.here.recordings.list(use.session, THERAPIST)).toEqual([]);
    await expect(startAt(await from({ put: away }))).rejects.toThrow("away");
    expect(await shares()).toEqual(before);
    expect(await use.here.recordings.list(use.session, THERAPIST)).toMatchObject([{ state: "cutOff", bytes: 0 }]);
  });

  it("leaves no share where it was destroyed in the moment in which it began", async () => {
    const before = await shares();
    const quick = await from({
      put: async (name, bytes) => {
        const [{ recordingId = "" } = {}] = await use.here.recordings.list(use.session, THERAPIST);
        if (name === `shares/${recordingId}`) await use.here.recordings.destroy(recordingId, "mistake", THERAPIST);
        await use.vault.store.put(name, bytes);
      },
    });
    await expect(startAt(quick)).rejects.toMatchObject({ code: "recording/destroyed" });
    expect(await shares()).toEqual(before);
  });
});

describe("a recording in a bucket (S3 emulator)", () => {
  it("costs a request for its share and one for twenty seconds, comes back by ranges, and leaves nothing", async () => {
    const account = { bucket: "recordings", region: "eu-test-1", accessKeyId: "KEYID", secretAccessKey: "secret" };
    const emulator = await startS3Emulator(account);
    const store = openS3Store({ ...account, endpoint: emulator.endpoint }, { attemptMs: 5_000, pausesMs: [1, 1] });
    const there = await use.vault.open({ store });
    const pieces = madePieces(61);
    // It is away for a moment in between.
    emulator.faults.push("fails", "busy");
    const recordingId = await keepWhole(pieces, there);
    const asked = (method: string) => emulator.requests.filter((request) => request.startsWith(method)).length;
    expect([asked("GET"), asked("PUT")]).toEqual([2 + 1, 1 + 3]);
    expect((await readAll(there, recordingId)).equals(joined(pieces))).toBe(true);
    expect(
      (await readAll(there, recordingId, THERAPIST, [30_000, 30_010])).equals(joined(pieces).subarray(30_000, 30_010)),
    ).toBe(true);
    await there.recordings.destroy(recordingId, "asked", THERAPIST);
    // That there was one, for copies of the bucket.
    expect([...emulator.objects.keys()]).toEqual([`gone/${recordingId}`]);
    await emulator.close();
  });
});
