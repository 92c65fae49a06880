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
