import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { madePieces, readAll, THERAPIST, useVault } from "./support/vault.ts";

const use = useVault();
const { keepAll, keepWhole, objectsOf } = use;

function flipBit(bytes: Buffer, at: number): void {
  bytes[at] = bytes[at]! ^ 1;
}

describe("what was tampered with", () => {
  const change = (sql: string, ...values: unknown[]) => use.vault.clinic.pool.query(sql, values);
  const damaged = { code: "recording/damaged" };

  it.each([
    ["a bit", (bytes: Buffer) => void flipBit(bytes, bytes.byteLength >> 1)],
    ["its last byte", (bytes: Buffer) => void flipBit(bytes, bytes.byteLength - 1)],
    [
      "two pieces of one length exchanged",
      (bytes: Buffer) => {
        const piece = bytes.subarray(0, 1_029).toString("hex");
        bytes.copyWithin(0, 1_029, 2_058);
        bytes.write(piece, 1_029, "hex");
      },
    ],
    ["one piece repeated in the place of another", (bytes: Buffer) => void bytes.copyWithin(1_029, 0, 1_029)],
  ])("in an object of the store is found: %s", async (_what, spoil) => {
    const recordingId = await keepWhole(
      madePieces(10).map((piece) => ({ ...piece, bytes: piece.bytes.subarray(0, 1_000) })),
    );
    const file = join(use.vault.storeDirectory, (await objectsOf(recordingId))[0]!);
    const bytes = await readFile(file);
    spoil(bytes);
    await writeFile(file, bytes);
    await expect(readAll(use.here, recordingId)).rejects.toMatchObject(damaged);
  });

  it("an object of another recording in the place of one is found", async () => {
    const pieces = madePieces(10);
    const [one, other] = [await keepWhole(pieces), await keepWhole(pieces)];
    const [from, to] = [(await objectsOf(other))[0]!, (await objectsOf(one))[0]!];
    await writeFile(join(use.vault.storeDirectory, to), await readFile(join(use.vault.storeDirectory, from)));
    await expect(readAll(use.here, one)).rejects.toMatchObject(damaged);
  });

  it("a missing object, a missing piece and a cut end are found before anything is shown", async () => {
    const recordingId = await keepWhole(madePieces(50));
    const object = (await objectsOf(recordingId))[1]!;
    await use.vault.store.delete(object);
    await expect(readAll(use.here, recordingId)).rejects.toMatchObject(damaged);
    for (const first of [21, 41]) {
      const shortened = await keepWhole(madePieces(50));
      await change("DELETE FROM recording_object WHERE recording_id = $1 AND first_piece = $2", shortened, first);
      const readable = await use.here.recordings.findReadable(shortened, THERAPIST);
      await expect(readable.open(0, 1, "recording.viewed")).rejects.toMatchObject(damaged);
    }
  });

  it("an index that says something else of a piece is found", async () => {
    // When it begins, whether with a key frame, how long it lasts.
    for (const set of ["'{0,0}', '5'", "'{1,2}', '0'", "'{1,1}', '999'"]) {
      const recordingId = await keepWhole(madePieces(10));
      await change(
        `UPDATE recording_object SET pieces = jsonb_set(pieces, ${set}) WHERE recording_id = $1`,
        recordingId,
      );
      await expect(readAll(use.here, recordingId)).rejects.toMatchObject(damaged);
    }
  });

  it("pieces in rows that were exchanged, changed or removed are found", async () => {
    const spoil = [
      "UPDATE recording_piece SET sealed = set_byte(sealed, 40, get_byte(sealed, 40) # 1) WHERE recording_id = $1 AND piece = 3",
      "UPDATE recording_piece a SET sealed = b.sealed FROM recording_piece b WHERE a.recording_id = $1 AND b.recording_id = $1 AND a.piece IN (3, 4) AND b.piece = 7 - a.piece",
      "DELETE FROM recording_piece WHERE recording_id = $1 AND piece = 3",
      "UPDATE recording_piece SET starts_ms = starts_ms + 1 WHERE recording_id = $1 AND piece = 3",
    ];
    for (const sql of spoil) {
      const keeping = await keepAll(madePieces(8).map((piece) => ({ ...piece, bytes: piece.bytes.subarray(0, 900) })));
      await change(sql, keeping.recordingId);
      await expect(readAll(use.here, keeping.recordingId), sql).rejects.toMatchObject(damaged);
    }
  });

  it("another recording's key, or a recording's key under another clinic's key, opens nothing", async () => {
    const [one, other] = [await keepWhole(), await keepWhole()];
    await change(
      "UPDATE recording a SET key_wrapped = b.key_wrapped FROM recording b WHERE a.id = $1 AND b.id = $2",
      one,
      other,
    );
    await expect(readAll(use.here, one)).rejects.toMatchObject({ code: "recording/unopenable" });
    await change("UPDATE recording SET clinic_key = 'another' WHERE id = $1", other);
    await expect(readAll(use.here, other)).rejects.toMatchObject({ code: "recording/unopenable" });
  });
});
