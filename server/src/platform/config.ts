// Everything that can be configured, read once from the environment into one frozen object. Defaults run locally.
import { fileURLToPath } from "node:url";
import type { OnRefusal } from "@ensemble/shared/session/recording-consent.ts";
import { z } from "zod";

const BUILT_CLIENT = fileURLToPath(new URL("../../../client/dist", import.meta.url));

const flag = z.enum(["0", "1", "true", "false"]).transform((text) => text === "1" || text === "true");
const turnUrls = z
  .string()
  .transform((text) =>
    text
      .split(",")
      .map((url) => url.trim())
      .filter((url) => url !== ""),
  )
  .pipe(z.array(z.string().regex(/^turns?:[^\s/]+$/, "must be like turn:host:3478?transport=udp")));
const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  PORT: port.default(2567),
  HOST: z.string().min(1).default("127.0.0.1"),
  PUBLIC_URL: z.url().optional(),
  DATABASE_URL: z.string().min(1).optional(),
  REDIS_URL: z.string().min(1).optional(),
  PUBLIC_ADDRESS: z.string().min(1).optional(),
  TRUSTED_FRONTS: z.coerce.number().int().min(0).max(4).default(0),
  COLYSEUS_TRANSPORT: z.enum(["auto", "ws", "uws"]).default("auto"),
  ENSEMBLE_DATA_DIR: z.string().min(1),
  ENSEMBLE_CACHE_DIR: z.string().min(1).optional(),
  ENSEMBLE_POSTGRES_BIN: z.string().min(1).optional(),
  ENSEMBLE_MODELS_DIR: z.string().min(1).optional(),
  ENSEMBLE_CLIENT_DIR: z.string().min(1).optional(),
  ENSEMBLE_KEYS_FILE: z.string().min(1).optional(),
  ENSEMBLE_RECORDING_KEYS_FILE: z.string().min(1).optional(),
  ENSEMBLE_RECORDINGS_DIR: z.string().min(1).optional(),
  RECORDINGS_S3_ENDPOINT: z.url({ protocol: /^https?$/ }).optional(),
  RECORDINGS_S3_BUCKET: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/, "must be the name of a bucket")
    .optional(),
  RECORDINGS_S3_REGION: z.string().min(1).default("us-east-1"),
  RECORDINGS_S3_ACCESS_KEY_ID: z.string().min(1).optional(),
  RECORDINGS_S3_SECRET_ACCESS_KEY: z.string().min(1).optional(),
  RECORDING_ON_REFUSAL: z.enum(["leave-out", "stop"]).default("leave-out"),
  RECORDINGS_KEPT_DAYS: z.coerce.number().int().min(1).max(36_500).default(90),
  ENSEMBLE_DEMO: flag.default(true),
  ENSEMBLE_DEMO_SESSION: flag.default(true),
  MEDIA_LISTEN_IP: z.string().min(1).default("127.0.0.1"),
  MEDIA_ANNOUNCED_ADDRESS: z.string().min(1).optional(),
  MEDIA_PORT: port.optional(),
  MEDIA_NODES: flag.default(false),
  MEDIA_SECRET: z
    .string()
    .regex(/^[\x21-\x7e]{32,}$/, "must have 32 signs or more and no blanks")
    .optional(),
  MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  TURN_URLS: turnUrls.default([]),
  TURN_SECRET: z.string().min(1).optional(),
  MEDIASOUP_WORKER_BIN: z.string().min(1).optional(),
  TLS_CERTIFICATE_FILE: z.string().min(1).optional(),
  TLS_KEY_FILE: z.string().min(1).optional(),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,}$/, "must have 16 signs or more and no blanks")
    .optional(),
  LOG_LEVEL: z.enum(["silent", "fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
});

export interface Config {
  readonly port: number;
  readonly host: string;
  /** What people type: used in printed links. Undefined: made of host and port. */
  readonly publicUrl: string | undefined;
  readonly lan: boolean;
  readonly resetDemo: boolean;
  readonly transport: "auto" | "ws" | "uws";
  readonly publicAddress: string | undefined;
  /** Fronts before this server whose X-Forwarded-For is believed. */
  readonly fronts: number;
  readonly directories: {
    readonly state: string;
    readonly models: string | undefined;
    readonly client: string;
    readonly postgresBinaries: string | undefined;
    readonly keysFile: string | undefined;
    readonly recordingKeysFile: string | undefined;
    /** Unless there is a bucket. */
    readonly recordings: string | undefined;
  };
  /** Where recordings are instead of in a directory; its secret is among the secrets. */
  readonly recordingsBucket:
    | {
        readonly endpoint: string;
        readonly bucket: string;
        readonly region: string;
        readonly accessKeyId: string;
      }
    | undefined;
  readonly recordings: {
    /** What becomes of a recording when somebody says no. */
    readonly onRefusal: OnRefusal;
    /** Unless a recording is held, it is destroyed so many days after its end. */
    readonly keptDays: number;
  };
  readonly demo: { readonly clinic: boolean; readonly session: boolean };
  readonly media: {
    readonly listenIp: string;
    readonly announcedAddress: string | undefined;
    /** Of the first worker, UDP and TCP; undefined: any free one. */
    readonly port: number | undefined;
    readonly workers: number;
    /** Nodes of their own carry audio and video, none in this process: what is said above is theirs. */
    readonly nodes: boolean;
    readonly workerBinary: string | undefined;
    /** Of a TURN server that shares `secrets.turn` with us; empty where there is none. */
    readonly turnUrls: readonly string[];
  };
  readonly tls: { readonly certificateFile: string; readonly keyFile: string } | undefined;
  readonly logLevel: string;
  /** Kept out of logs by the logger. */
  readonly secrets: {
    readonly databaseUrl: string | undefined;
    readonly redisUrl: string | undefined;
    readonly turn: string | undefined;
    /** What room servers and media nodes know each other by. */
    readonly media: string | undefined;
    readonly recordingsBucket: string | undefined;
    /** Who bears it may read the metrics from elsewhere. */
    readonly metrics: string | undefined;
  };
}

/** Reads environment and command line; throws one message that names every wrong variable. */
export function readConfig(env: Readonly<Record<string, string | undefined>>, args: readonly string[]): Config {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(filled);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration cannot be used (.env.example explains every variable):\n${problems.join("\n")}`);
  }
  const unknown = args.filter((arg) => arg !== "--lan" && arg !== "--reset-demo");
  if (unknown.length > 0) throw new Error(`Unknown option ${unknown.join(" ")}: there are --lan and --reset-demo.`);
  const value = parsed.data;
  if (printsMessages(env.DEBUG ?? "")) {
    throw new Error("DEBUG would make the room server print every message, health data included: use LOG_LEVEL=debug.");
  }
  if ((value.TLS_CERTIFICATE_FILE === undefined) !== (value.TLS_KEY_FILE === undefined)) {
    throw new Error("TLS_CERTIFICATE_FILE and TLS_KEY_FILE belong together: set both or none.");
  }
  if ((value.TURN_URLS.length === 0) !== (value.TURN_SECRET === undefined)) {
    throw new Error("TURN_URLS and TURN_SECRET belong together: set both or none.");
  }
  if (value.MEDIA_NODES && (value.MEDIA_SECRET === undefined || value.REDIS_URL === undefined)) {
    throw new Error(
      "MEDIA_NODES needs MEDIA_SECRET, which the nodes have as well, and REDIS_URL, where they are listed.",
    );
  }
  const recordingsBucket = bucketOf(value);
  const lan = args.includes("--lan");
  return freeze({
    port: value.PORT,
    host: lan && env.HOST === undefined ? "0.0.0.0" : value.HOST,
    publicUrl: value.PUBLIC_URL,
    lan,
    resetDemo: args.includes("--reset-demo"),
    transport: value.COLYSEUS_TRANSPORT,
    publicAddress: value.PUBLIC_ADDRESS,
    fronts: value.TRUSTED_FRONTS,
    directories: {
      state: value.ENSEMBLE_DATA_DIR,
      models: value.ENSEMBLE_MODELS_DIR,
      client: value.ENSEMBLE_CLIENT_DIR ?? BUILT_CLIENT,
      postgresBinaries: value.ENSEMBLE_POSTGRES_BIN,
      keysFile: value.ENSEMBLE_KEYS_FILE,
      recordingKeysFile: value.ENSEMBLE_RECORDING_KEYS_FILE,
      recordings: value.ENSEMBLE_RECORDINGS_DIR,
    },
    recordingsBucket,
    recordings: {
      onRefusal: value.RECORDING_ON_REFUSAL === "stop" ? "stop" : "leaveOut",
      keptDays: value.RECORDINGS_KEPT_DAYS,
    },
    demo: { clinic: value.ENSEMBLE_DEMO, session: value.ENSEMBLE_DEMO && value.ENSEMBLE_DEMO_SESSION },
    media: {
      listenIp: value.MEDIA_LISTEN_IP,
      announcedAddress: value.MEDIA_ANNOUNCED_ADDRESS,
      port: value.MEDIA_PORT,
      workers: value.MEDIA_WORKERS,
      nodes: value.MEDIA_NODES,
      workerBinary: value.MEDIASOUP_WORKER_BIN,
      turnUrls: value.TURN_URLS,
    },
    tls:
      value.TLS_CERTIFICATE_FILE !== undefined && value.TLS_KEY_FILE !== undefined
        ? { certificateFile: value.TLS_CERTIFICATE_FILE, keyFile: value.TLS_KEY_FILE }
        : undefined,
    logLevel: value.LOG_LEVEL,
    secrets: {
      databaseUrl: value.DATABASE_URL,
      redisUrl: value.REDIS_URL,
      turn: value.TURN_SECRET,
      media: value.MEDIA_SECRET,
      recordingsBucket: value.RECORDINGS_S3_SECRET_ACCESS_KEY,
      metrics: value.METRICS_TOKEN,
    },
  });
}

/** The names of all variables, for the test that keeps .env.example true. */
export const CONFIG_VARIABLES: readonly string[] = Object.keys(environment.shape);

function bucketOf(value: z.infer<typeof environment>): Config["recordingsBucket"] {
  const { RECORDINGS_S3_ENDPOINT: endpoint, RECORDINGS_S3_BUCKET: bucket, RECORDINGS_S3_REGION: region } = value;
  const { RECORDINGS_S3_ACCESS_KEY_ID: accessKeyId, RECORDINGS_S3_SECRET_ACCESS_KEY: secret } = value;
  if ([endpoint, bucket, accessKeyId, secret].every((one) => one === undefined)) return undefined;
  if (endpoint === undefined || bucket === undefined || accessKeyId === undefined || secret === undefined) {
    throw new Error(
      "RECORDINGS_S3_ENDPOINT, RECORDINGS_S3_BUCKET, RECORDINGS_S3_ACCESS_KEY_ID and RECORDINGS_S3_SECRET_ACCESS_KEY " +
        "belong together: set all or none.",
    );
  }
  return { endpoint, bucket, region, accessKeyId };
}

/** The core's own switch: names apart by commas or blanks, `*` for anything, `-` before what is left out. */
function printsMessages(debug: string): boolean {
  return debug.split(/[\s,]+/).some((name) => {
    const [start = "", ...rest] = name.split("*");
    return start.startsWith("colyseus") || (rest.length > 0 && "colyseus:".startsWith(start));
  });
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === "object" && part !== null) freeze(part);
  return Object.freeze(value);
}
