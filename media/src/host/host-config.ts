// Everything that can be configured of a media node that runs by itself, read once from the environment.
import { hostname } from "node:os";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);

const environment = z.object({
  REDIS_URL: z.string().min(1),
  MEDIA_SECRET: z.string().regex(/^[\x21-\x7e]{32,}$/, "must have 32 signs or more and no blanks"),
  MEDIA_NODE_ID: z
    .string()
    .regex(/^[0-9a-zA-Z_.-]{1,64}$/)
    .optional(),
  MEDIA_CHANNEL_HOST: z.string().min(1).default("127.0.0.1"),
  MEDIA_CHANNEL_PORT: port.default(0),
  MEDIA_CHANNEL_ADDRESS: z
    .string()
    .regex(/^wss?:\/\/[^\s]+$/)
    .optional(),
  MEDIA_LISTEN_IP: z.string().min(1).default("127.0.0.1"),
  MEDIA_ANNOUNCED_ADDRESS: z.string().min(1).optional(),
  MEDIA_PORT: port.optional(),
  MEDIA_WORKERS: z.coerce.number().int().min(1).max(64).default(1),
  MEDIASOUP_WORKER_BIN: z.string().min(1).optional(),
});

export interface HostConfig {
  readonly redisUrl: string;
  readonly secret: string;
  readonly nodeId: string;
  /** Where room servers are answered. `address`: what they are told instead, through a front or another network. */
  readonly channel: { readonly host: string; readonly port: number; readonly address: string | undefined };
  readonly media: {
    readonly listen: {
      readonly ip: string;
      readonly announcedAddress: string | undefined;
      readonly port: number | undefined;
    };
    readonly workers: number;
    readonly workerBinary: string | undefined;
  };
}

/** Throws one message that names every wrong variable. */
export function readHostConfig(env: Readonly<Record<string, string | undefined>>): HostConfig {
  const filled = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ""));
  const parsed = environment.safeParse(filled);
  if (!parsed.success) {
    const problems = parsed.error.issues.map((issue) => `  ${issue.path.join(".")}: ${issue.message}`);
    throw new Error(`The configuration cannot be used (.env.example explains every variable):\n${problems.join("\n")}`);
  }
  const value = parsed.data;
  return {
    redisUrl: value.REDIS_URL,
    secret: value.MEDIA_SECRET,
    nodeId:
      value.MEDIA_NODE_ID ??
      `${hostname()
        .replaceAll(/[^0-9a-zA-Z_.-]/g, "-")
        .slice(0, 48)}-${process.pid}`,
    channel: { host: value.MEDIA_CHANNEL_HOST, port: value.MEDIA_CHANNEL_PORT, address: value.MEDIA_CHANNEL_ADDRESS },
    media: {
      listen: {
        ip: value.MEDIA_LISTEN_IP,
        announcedAddress: value.MEDIA_ANNOUNCED_ADDRESS,
        port: value.MEDIA_PORT === 0 ? undefined : value.MEDIA_PORT,
      },
      workers: value.MEDIA_WORKERS,
      workerBinary: value.MEDIASOUP_WORKER_BIN,
    },
  };
}

export const HOST_VARIABLES: readonly string[] = Object.keys(environment.shape);
