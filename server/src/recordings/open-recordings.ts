// Recordings of a server from its configuration: where they are stored, which keys wrap theirs, and what is done about leftovers.
import { join } from "node:path";
import type { Config } from "../platform/config.ts";
import { explainFailure } from "../platform/explain-failure.ts";
import type { Keys } from "../platform/keys.ts";
import type { Logger } from "../platform/logger.ts";
import type { Database } from "../platform/open-database.ts";
import { auditKey } from "./audit-chain.ts";
import { type AuditStore, createAuditStore } from "./audit-store.ts";
import { type AuditSubjects, createAuditSubjects } from "./audit-subjects-store.ts";
import { findRecordingKeysFile, openClinicKeys } from "./clinic-keys.ts";
import { markGone, removeObjects } from "./destroy-recording.ts";
import { openDirectoryStore } from "./directory-gateway.ts";
import { createPiecesStore } from "./pieces-store.ts";
import { createRecordingRows } from "./recording-rows-store.ts";
import { createRecordings, type Recordings } from "./recordings.ts";
import { openS3Store } from "./s3-gateway.ts";
import { createStandingConsentStore } from "./standing-consent-store.ts";
import { createStandingConsents, type StandingConsents } from "./standing-consents.ts";
import { consentShareName, type RecordingStore } from "./stored-objects.ts";

export interface OpenRecordings {
  readonly recordings: Recordings;
  readonly audit: AuditStore;
  readonly subjects: AuditSubjects;
  readonly consents: StandingConsents;
  readonly close: () => Promise<void>;
}

const TIDIED_EVERY_MS = 30_000;

export async function openRecordings(parts: {
  readonly config: Config;
  readonly keys: Pick<Keys, "fields">;
  readonly database: Pick<Database, "pool">;
  readonly nowMs: () => number;
  readonly logger: Logger;
}): Promise<OpenRecordings> {
  const { config, database, nowMs, logger } = parts;
  const store = await openConfiguredStore(config);
  const keysFile = findRecordingKeysFile(config.directories);
  const clinicKeys = await explainFailure(
    openClinicKeys(keysFile, nowMs()),
    (reason) =>
      `The clinic's keys for recordings can be neither read nor made: ${reason}. ENSEMBLE_RECORDING_KEYS_FILE (${keysFile}) ` +
      "must be a file that this user may read and write.",
  );
  const rows = createRecordingRows(database.pool);
  const audit = createAuditStore(database.pool, auditKey(parts.keys.fields));
  for (const id of await rows.listKeysInUse()) {
    if ((await clinicKeys.find(id)) === undefined) {
      logger.error(
        { key: id },
        "a key that recordings are wrapped with is missing: restore the file of the clinic's keys for recordings",
      );
    }
  }
  const recordings = createRecordings({
    rows,
    pieces: createPiecesStore(database.pool),
    audit,
    store,
    clinicKeys,
    keptDays: config.recordings.keptDays,
    nowMs,
    monotonicMs: () => performance.now(),
    logger,
  });
  const monotonicMs = () => performance.now();
  const kept = createStandingConsentStore(database.pool);
  const consents = createStandingConsents({ kept, audit, store, nowMs, monotonicMs, logger });
  const tidy = async () => {
    await recordings.tidy();
    await consents.tidy();
  };
  const tidying = repeat(tidy, (error) => logger.warn({ err: error }, "recordings could not be tidied"));
  return {
    recordings,
    audit,
    subjects: createAuditSubjects(database.pool),
    consents,
    close: async () => {
      await tidying.end();
      await recordings.close();
    },
  };
}

/**
 * For a demo clinic that begins anew: takes its recordings and consents out of the store, before its rows are removed. With the rows goes what the
 * database knows of it; the store keeps that they are gone, so that copies of it follow and no older database brings them back from one.
 */
export async function forgetRecordings(config: Config, pool: Database["pool"], clinicId: string): Promise<void> {
  const store = await openConfiguredStore(config);
  for (const recordingId of await createRecordingRows(pool).listOfClinic(clinicId))
    await removeObjects(store, recordingId);
  for (const consentId of await createStandingConsentStore(pool).listOfClinic(clinicId)) {
    await store.delete(consentShareName(consentId));
    await markGone(store, consentId);
  }
}

/** Throws one sentence when the directory cannot be used. A bucket is asked when it is needed. */
export function openConfiguredStore({ directories, recordingsBucket, secrets }: Config): Promise<RecordingStore> {
  if (recordingsBucket !== undefined && secrets.recordingsBucket !== undefined) {
    return Promise.resolve(openS3Store({ ...recordingsBucket, secretAccessKey: secrets.recordingsBucket }));
  }
  const directory = directories.recordings ?? join(directories.state, "recordings");
  return explainFailure(
    openDirectoryStore(directory, Date.now),
    (reason) =>
      `The directory for recordings cannot be used: ${reason}. ENSEMBLE_RECORDINGS_DIR (${directory}) must be a directory ` +
      "that this user may write, with space left.",
  );
}

function repeat(work: () => Promise<void>, report: (error: unknown) => void) {
  let underWay: Promise<void> = Promise.resolve();
  let isFree = true;
  const timer = setInterval(() => {
    if (!isFree) return;
    isFree = false;
    underWay = work()
      .catch(report)
      .finally(() => {
        isFree = true;
      });
  }, TIDIED_EVERY_MS);
  timer.unref();
  return {
    end: () => {
      clearInterval(timer);
      return underWay;
    },
  };
}
