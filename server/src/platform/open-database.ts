// The two ways to the database: Prisma for what is read and written by people's actions, a plain pool for the hot
// paths (journal, pose chunks, leases), where a query builder's price would be paid thousands of times a minute.
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { PrismaClient } from "./generated/prisma/client.ts";

/** adapter-pg sends timestamps without an offset: the connection must read them as UTC, whatever the server's setting. */
const CONNECTION_OPTIONS = "-c TimeZone=UTC";
const DEFAULT_CONNECTIONS = 10;
/**
 * A server that hangs is given up like one that refuses: no statement takes this long on one that works. What it may still do
 * with a statement that was given up is found again by all that it wrote (`find-append.ts`).
 */
const PATIENCE = { connectionTimeoutMillis: 5_000, query_timeout: 10_000, keepAlive: true };

export interface Database {
  readonly prisma: PrismaClient;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export interface OpenDatabaseOptions {
  readonly url: string;
  /** Most connections of both ways together; split evenly. */
  readonly connections?: number;
  /** An idle connection broke (the server went away). The pool replaces it by itself; this is for the log. */
  readonly onIdleError: (error: Error) => void;
}

export function openDatabase(options: OpenDatabaseOptions): Database {
  const max = Math.max(2, Math.floor((options.connections ?? DEFAULT_CONNECTIONS) / 2));
  const config = { connectionString: options.url, max, options: CONNECTION_OPTIONS, ...PATIENCE };
  const pool = new pg.Pool(config);
  pool.on("error", options.onIdleError);
  const adapter = new PrismaPg(config, { onPoolError: options.onIdleError, onConnectionError: options.onIdleError });
  const prisma = new PrismaClient({ adapter });
  const close = async () => {
    await Promise.all([prisma.$disconnect(), pool.end()]);
  };
  return { prisma, pool, close };
}
