// Brings up a whole server from its configuration and takes it down again in order; `main.ts` and the tests both use it.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type App, createApp } from "./app.ts";
import { DEMO_CLINIC_ID, keepDemoSession, resetDemo } from "./demo/index.ts";
import { loadExerciseCatalogue, loadExerciseLibrary, loadProtocolLibrary } from "./movement/index.ts";
import { checkPort } from "./platform/check-port.ts";
import { checkRedis } from "./platform/check-redis.ts";
import type { Config } from "./platform/config.ts";
import { areCoreDumpsOn } from "./platform/core-dumps.ts";
import { explainFailure } from "./platform/explain-failure.ts";
import { findKeysFile, type Keys, loadKeys } from "./platform/keys.ts";
import { ensureLanCertificate, lanAddresses } from "./platform/lan-certificate.ts";
import type { Logger } from "./platform/logger.ts";
import { openServerDatabase } from "./platform/open-server-database.ts";
import { readCertificate } from "./platform/read-certificate.ts";
import { tuneCollector } from "./platform/tune-collector.ts";
import { forgetRecordings } from "./recordings/index.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const MIGRATIONS = join(ROOT, "server/prisma/migrations");
const EXERCISES = join(ROOT, "assets/exercises");
const CLINICAL = join(ROOT, "assets/clinical");
const TEMPLATES = join(ROOT, "assets/protocols");

export interface RunningServer {
  readonly app: App;
  /** What people type, without a slash at the end. */
  readonly url: string;
  readonly lanUrls: readonly string[];
  readonly close: () => Promise<void>;
}

/** `calledOff`: aborted while the server is being started, it takes back what was begun and rejects with the reason. */
export async function startServer(
  config: Config,
  logger: Logger,
  calledOff: AbortSignal = new AbortController().signal,
): Promise<RunningServer> {
  tuneCollector();
  if (await areCoreDumpsOn()) {
    logger.warn(
      "core dumps are on: a crash would write what is in memory to a file; docs/recordings.md says how to turn them off",
    );
  }
  await checkPort(config.port, config.host);
  const unlessCalledOff = createRace(calledOff);
  await unlessCalledOff(checkRedis(config.secrets.redisUrl));
  const undo: (() => Promise<void> | void)[] = [];
  const close = () => undoAll(undo.splice(0).reverse());
  try {
    const keys = await loadClinicKeys(config.directories);
    const library = await loadExerciseLibrary(EXERCISES);
    const catalogue = await loadExerciseCatalogue(CLINICAL, library.all);
    const protocols = await loadProtocolLibrary({ templates: TEMPLATES, clinical: CLINICAL, exercises: library.all });
    const addresses = config.lan ? lanAddresses() : [];
    const tls = await readTls(config, addresses);
    const opening = openServerDatabase(config, MIGRATIONS, logger);
    // An embedded one outlives this process, so even one that is just being started has to be ended.
    if (config.secrets.databaseUrl === undefined) undo.push(() => opening.then(({ close }) => close(), ignoreFailure));
    const opened = await unlessCalledOff(opening);
    if (config.secrets.databaseUrl !== undefined) undo.push(opened.close);
    const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
    if (config.resetDemo) {
      await forgetRecordings(config, opened.database.pool, DEMO_CLINIC_ID);
      await resetDemo(opened.database.pool);
    }
    const app = await unlessCalledOff(
      createApp({
        config,
        lanAddresses: addresses,
        keys,
        database: opened.database,
        library,
        catalogue,
        protocols,
        logger,
        tls,
        version,
      }),
    );
    undo.push(app.close);
    if (config.demo.clinic) await app.demonstration.ensureClinic();
    const port = await unlessCalledOff(app.listen(config.port, config.host));
    const scheme = tls === undefined ? "http" : "https";
    const ownUrl = `${scheme}://localhost:${port}`;
    if (config.demo.session) {
      undo.push(
        keepDemoSession({
          demonstration: app.demonstration,
          inviteLink: app.inviteLink,
          server: {
            url: ownUrl.replace("localhost", config.host === "0.0.0.0" ? "127.0.0.1" : config.host),
            publicAddress: config.publicAddress,
            publicUrl: config.publicUrl,
          },
          exercisesDirectory: EXERCISES,
          certificateFile: tls?.certificateFile,
          logger,
        }),
      );
    }
    const lanUrls = addresses.map((address) => `${scheme}://${address}:${port}`);
    return { app, url: config.publicUrl?.replace(/\/$/, "") ?? ownUrl, lanUrls, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** What fails to be undone must not leave the rest standing. */
async function undoAll(steps: readonly (() => Promise<void> | void)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw new AggregateError(failures, failures.map(String).join("; "));
}

/** A step that may take long is not waited for when the start is called off. */
function createRace(calledOff: AbortSignal): <T>(step: Promise<T>) => Promise<T> {
  const off = new Promise<never>((_, reject) => {
    if (calledOff.aborted) reject(calledOff.reason);
    calledOff.addEventListener("abort", () => reject(calledOff.reason), { once: true });
  });
  // Called off after the start, there is nobody left to be told.
  off.catch(() => undefined);
  return (step) => Promise.race([off, step]);
}

/** Whoever waited for the step was told. */
function ignoreFailure(): void {}

function loadClinicKeys(directories: Config["directories"]): Promise<Keys> {
  const { keysFile, state } = directories;
  const setting = keysFile === undefined ? "ENSEMBLE_DATA_DIR" : "ENSEMBLE_KEYS_FILE";
  return explainFailure(
    loadKeys(findKeysFile(directories)),
    (reason) =>
      `The clinic's keys can be neither read nor made: ${reason}. ${setting} (${keysFile ?? state}) must be a place that ` +
      "this user may write, with space left; or start as the user to whom it belongs.",
  );
}

async function readTls(config: Config, addresses: readonly string[]) {
  if (config.tls !== undefined) {
    return explainFailure(
      readCertificate(config.tls),
      (reason) =>
        `The certificate cannot be used: ${reason}. TLS_CERTIFICATE_FILE and TLS_KEY_FILE must name a certificate and ` +
        "its key, in PEM format, that this user may read.",
    );
  }
  return config.lan ? ensureLanCertificate(join(config.directories.state, "lan"), addresses, Date.now()) : undefined;
}
