// The whole server as it is, with an embedded database in ENSEMBLE_DATA_DIR, to be measured.
import { ownServerEnvironment } from "../../../server/src/demo/own-server-rules.ts";
import { readConfig } from "../../../server/src/platform/config.ts";
import { createLogger } from "../../../server/src/platform/logger.ts";
import { startServer } from "../../../server/src/start-server.ts";
import { answerMeasurements } from "./answer-measurements.ts";

const { MEASURED_SETTINGS = "{}", ENSEMBLE_DATA_DIR = "" } = process.env;
const settings: Readonly<Record<string, string>> = JSON.parse(MEASURED_SETTINGS);
const config = readConfig({ ...ownServerEnvironment(process.env, ENSEMBLE_DATA_DIR), ...settings }, []);
const server = await startServer(config, createLogger(config.logLevel));
answerMeasurements({ url: server.url.replace("localhost", "127.0.0.1"), close: server.close });
