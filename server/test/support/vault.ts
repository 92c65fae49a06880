// Everything that keeps recordings, over a database of its own and a store in a directory: without a server, and as often as somebody restarts it.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type pg from "pg";
import { afterAll, beforeAll, beforeEach, expect } from "vitest";
import { openDirectoryStore } from "../../src/recordings/directory-gateway.ts";
import type { KeepingStart } from "../../src/recordings/keepings.ts";
import type { Actor, RecordedPiece } from "../../src/recordings/recording.ts";
import type { RecordingsParts } from "../../src/recordings/recordings.ts";
import { piecesPrefix, type RecordingStore } from "../../src/recordings/stored-objects.ts";
import type { Viewer } from "../../src/recordings/view-rules.ts";
import { madePieces } from "./made-pieces.ts";
import { openTestClinic } from "./test-clinic.ts";
import { findEpoch, openVaultAt, type VaultPlaces } from "./vault-places.ts";

export const THERAPIST: Viewer & Actor = { personId: "tess", clinicId: "clinic", role: "therapist" };
export const ANA: Viewer & Actor = { personId: "ana", clinicId: "clinic", role: "patient" };
export const AUDIT_KEY = Buffer.alloc(32, 7);

export async function openTestVault() {
  const clinic = await openTestClinic();
  const directory = await mkdtemp(join(tmpdir(), "ensemble-vault-"));
  const places: VaultPlaces = {
    databaseUrl: clinic.databaseUrl,
    storeDirectory: join(directory, "recordings"),
    keysFile: join(directory, "recording-keys.json"),
    auditKey: AUDIT_KEY,
  };
  const pools: pg.Pool[] = [];
  return {
    ...places,
    clinic,
    directory,
    places,
    store: await openDirectoryStore(places.storeDirectory, Date.now),
    open: async (over: Partial<RecordingsParts> = {}, others: Partial<VaultPlaces> = {}) => {
      const opened = await openVaultAt({ ...places, ...others }, over);
      pools.push(opened.pool);
      return opened;
    },
    close: async () => {
      await Promise.all(pools.map((pool) => pool.end()));
      await clinic.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}
export type TestVault = Awaited<ReturnType<typeof openTestVault>>;
export type OpenVault = Awaited<ReturnType<TestVault["open"]>>;

export const cameraOf = (groupSessionId: GroupSessionId, participantId = "ana", epoch = 1): KeepingStart => ({
  groupSessionId,
  epoch,
  participantId,
  source: "camera",
  contentType: "video/webm",
  beginsAtMs: 0,
});

export { madePieces };
export const joined = (pieces: readonly RecordedPiece[]): Buffer => Buffer.concat(pieces.map(({ bytes }) => bytes));

export async function readAll(
  { recordings }: Pick<OpenVault, "recordings">,
  recordingId: string,
  viewer: Viewer = THERAPIST,
  range?: readonly [number, number],
): Promise<Buffer> {
  const readable = await recordings.findReadable(recordingId, viewer);
  const [begin, end] = range ?? [0, readable.bytes];
  return buffer(await readable.open(begin, end, "recording.viewed"));
}

export function failIfStopped(cause: string): never {
  throw new Error(`the recording stopped: ${cause}`);
}

/** Nothing is put into it before it is let; what is put then is. */
export function storeThat(store: RecordingStore, over: Partial<RecordingStore>): RecordingStore {
  return { ...store, ...over };
}

/** The store takes shares, and pieces when it is back. */
export const withoutPieces = (store: RecordingStore): RecordingStore =>
  storeThat(store, {
    put: (name, bytes) => (name.startsWith("shares/") ? store.put(name, bytes) : Promise.reject(new Error("away"))),
  });

/** A vault for all tests of a file, and a session for each; with what nearly all of them do. */
export function useVault() {
  let vault: TestVault;
  let here: OpenVault;
  let session: GroupSessionId;
  beforeAll(async () => {
    vault = await openTestVault();
    here = await vault.open();
  });
  afterAll(() => vault?.close());
  beforeEach(async () => {
    session = await vault.clinic.planSession();
    await findEpoch(vault.clinic.pool, session);
  });
  const start = (at: OpenVault = here, stopped: (cause: string) => void = failIfStopped) =>
    at.recordings.startKeeping(cameraOf(session), THERAPIST, stopped);
  const keepAll = async (pieces: readonly RecordedPiece[], at?: OpenVault) => {
    const keeping = await start(at);
    for (const piece of pieces) expect(await keeping.keepPiece(piece)).toBe("kept");
    return keeping;
  };
  return {
    get vault() {
      return vault;
    },
    get here() {
      return here;
    },
    get session() {
      return session;
    },
    start,
    keepAll,
    keepWhole: async (pieces: readonly RecordedPiece[] = madePieces(30), at?: OpenVault): Promise<string> => {
      const keeping = await keepAll(pieces, at);
      await keeping.finish();
      return keeping.recordingId;
    },
    rowsOf: async (recordingId: string) => (await here.pieces.readHeads(recordingId)).length,
    objectsOf: (recordingId: string) => vault.store.list(piecesPrefix(recordingId)),
    stateOf: async (recordingId: string) =>
      (await here.recordings.list(session, THERAPIST)).find((one) => one.recordingId === recordingId)?.state,
  };
}
