// Everything that keeps recordings, over given places and without a server.
import pg from "pg";
import { createAuditStore } from "../../src/recordings/audit-store.ts";
import { openClinicKeys } from "../../src/recordings/clinic-keys.ts";
import { openDirectoryStore } from "../../src/recordings/directory-gateway.ts";
import { createPiecesStore } from "../../src/recordings/pieces-store.ts";
import { createRecordingRows } from "../../src/recordings/recording-rows-store.ts";
import { createRecordings, type RecordingsParts } from "../../src/recordings/recordings.ts";

export interface VaultPlaces {
  readonly databaseUrl: string;
  readonly storeDirectory: string;
  readonly keysFile: string;
  readonly auditKey: Buffer;
}

/** Of the session's lease, which is made where nobody has opened the session yet. */
export async function findEpoch(pool: Pick<pg.Pool, "query">, groupSessionId: string): Promise<number> {
  const { rows } = await pool.query<{ epoch: number }>(
    `INSERT INTO session_lease (group_session_id, epoch) VALUES ($1, 1)
     ON CONFLICT (group_session_id) DO UPDATE SET epoch = session_lease.epoch RETURNING epoch`,
    [groupSessionId],
  );
  return rows[0]?.epoch ?? Number.NaN;
}

/** As a process would that has these places; `over`: what is different there. */
export async function openVaultAt(places: VaultPlaces, over: Partial<RecordingsParts> = {}) {
  const logged: unknown[] = [];
  const note = (...line: unknown[]) => void logged.push(line);
  const pool = new pg.Pool({ connectionString: places.databaseUrl, max: 4 });
  const parts: RecordingsParts = {
    rows: createRecordingRows(pool),
    pieces: createPiecesStore(pool),
    audit: createAuditStore(pool, places.auditKey),
    store: await openDirectoryStore(places.storeDirectory, Date.now),
    clinicKeys: await openClinicKeys(places.keysFile, Date.now()),
    nowMs: () => Date.now(),
    monotonicMs: () => performance.now(),
    logger: { warn: note, error: note, info: note } as unknown as RecordingsParts["logger"],
    ...over,
  };
  return { ...parts, pool, logged, recordings: createRecordings(parts) };
}
