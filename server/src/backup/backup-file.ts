// The file of a backup: a line that says what it is, one zstd stream of records, the SHA-256 of both. First comes the head, which
// decides whether it can be restored here at all; then of each table its rows, as PostgreSQL writes them, and the account of them.
import { createHash, type Hash } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream";
import { pipeline as pipelineEnd } from "node:stream/promises";
import { createZstdCompress, createZstdDecompress } from "node:zlib";
import { z } from "zod";
import { describeReason } from "../platform/explain-failure.ts";

export const BACKUP_FORMAT = 1;

const FIRST_LINE = Buffer.from("Ensemble backup\n");
/** One byte says what a record is, four how long. */
const RECORD_HEAD_BYTES = 5;
const KINDS = { head: 1, rows: 2, account: 3 } as const;
const DIGEST_BYTES = 32;
const READ_BYTES = 64 * 1024;
/** A longer one was never written. */
const LONGEST_RECORD_BYTES = 16 * 1024 * 1024;

const head = z.object({
  format: z.literal(BACKUP_FORMAT),
  /** Of Ensemble. */
  version: z.string(),
  takenAt: z.iso.datetime(),
  migrations: z.array(z.object({ name: z.string(), checksum: z.string() })).readonly(),
  /** Sealed with the clinic's keys, to see whether others are the same. */
  probes: z.object({ fields: z.base64(), poses: z.base64() }),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()).readonly() })).readonly(),
});
const account = z.object({ table: z.string(), rows: z.int().min(0), sha256: z.hash("sha256") });
const anyFormat = z.object({ format: z.int(), version: z.string() });

export type BackupHead = Readonly<z.output<typeof head>>;
export type TableAccount = Readonly<z.output<typeof account>>;
export type BackupRecord =
  | { readonly kind: "head"; readonly head: BackupHead }
  | { readonly kind: "rows"; readonly bytes: Buffer }
  | { readonly kind: "account"; readonly account: TableAccount };

/** Everything is on the disk when it resolves. */
export async function writeRecords(handle: FileHandle, records: AsyncIterable<BackupRecord>): Promise<void> {
  const hash = createHash("sha256");
  const write = async (part: Buffer) => {
    hash.update(part);
    await handle.writeFile(part);
  };
  await write(FIRST_LINE);
  await pipelineEnd(encodeRecords(records), createZstdCompress(), async (bytes: AsyncIterable<Buffer>) => {
    for await (const part of bytes) await write(part);
  });
  await handle.writeFile(hash.digest());
  await handle.sync();
}

/** Throws a sentence that goes on after the file's name when it is no backup, damaged, incomplete or of a later format. */
export async function* readRecords(handle: FileHandle): AsyncGenerator<BackupRecord, void, void> {
  const line = Buffer.alloc(FIRST_LINE.byteLength);
  const { bytesRead } = await handle.read(line, 0, line.byteLength, 0);
  if (bytesRead < line.byteLength || !line.equals(FIRST_LINE)) throw new Error("is no backup of Ensemble.");
  // Whoever reads the records hears of the failure; there is nobody else to tell.
  const hash = createHash("sha256").update(line);
  const until = (await handle.stat()).size - DIGEST_BYTES;
  const plain = pipeline(readBetween(handle, line.byteLength, until, hash), createZstdDecompress(), () => undefined);
  try {
    yield* decodeRecords(plain);
    const { buffer } = await handle.read(Buffer.alloc(DIGEST_BYTES), 0, DIGEST_BYTES, until);
    if (!hash.digest().equals(buffer)) throw new Error("its checksum is another");
  } catch (error) {
    if (error instanceof LaterFormat) throw error;
    throw new Error(`is damaged or incomplete (${describeReason(error)}).`, { cause: error });
  }
}

/** A stream of the handle's own would keep it from being closed. */
async function* readBetween(handle: FileHandle, from: number, until: number, hash: Hash): AsyncGenerator<Buffer> {
  for (let at = from; at < until; ) {
    const wanted = Math.min(READ_BYTES, until - at);
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(wanted), 0, wanted, at);
    if (bytesRead === 0) throw new Error("it became shorter while it was read");
    at += bytesRead;
    const bytes = buffer.subarray(0, bytesRead);
    hash.update(bytes);
    yield bytes;
  }
}

class LaterFormat extends Error {}

async function* encodeRecords(records: AsyncIterable<BackupRecord>): AsyncGenerator<Buffer> {
  for await (const record of records) {
    const content =
      record.kind === "rows"
        ? record.bytes
        : Buffer.from(JSON.stringify(record.kind === "head" ? record.head : record.account));
    const start = Buffer.alloc(RECORD_HEAD_BYTES);
    start.writeUInt8(KINDS[record.kind]);
    start.writeUInt32BE(content.byteLength, 1);
    yield start;
    yield content;
  }
}

async function* decodeRecords(plain: AsyncIterable<Buffer>): AsyncGenerator<BackupRecord> {
  let held: Buffer = Buffer.alloc(0);
  for await (const chunk of plain) {
    held = held.byteLength === 0 ? chunk : Buffer.concat([held, chunk]);
    let at = 0;
    while (held.byteLength - at >= RECORD_HEAD_BYTES) {
      const length = held.readUInt32BE(at + 1);
      if (length > LONGEST_RECORD_BYTES) throw new Error("a record of impossible length");
      const end = at + RECORD_HEAD_BYTES + length;
      if (end > held.byteLength) break;
      yield decodeRecord(held.readUInt8(at), held.subarray(at + RECORD_HEAD_BYTES, end));
      at = end;
    }
    held = held.subarray(at);
  }
  if (held.byteLength > 0) throw new Error("it ends within a record");
}

function decodeRecord(kind: number, bytes: Buffer): BackupRecord {
  switch (kind) {
    case KINDS.head:
      return { kind: "head", head: parseHead(JSON.parse(bytes.toString())) };
    case KINDS.rows:
      return { kind: "rows", bytes };
    case KINDS.account:
      return { kind: "account", account: account.parse(JSON.parse(bytes.toString())) };
    default:
      throw new Error("a record of unknown kind");
  }
}

function parseHead(json: unknown): BackupHead {
  const { format, version } = anyFormat.parse(json);
  if (format > BACKUP_FORMAT) {
    throw new LaterFormat(`was made by Ensemble ${version}, in a form that this version does not know yet.`);
  }
  return head.parse(json);
}
