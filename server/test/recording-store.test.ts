// What the recordings' store promises, asked of both: a directory, and a bucket behind the S3 protocol (an emulator, which checks signatures).
import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, readdir, rm, stat, truncate, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDirectoryStore } from "../src/recordings/directory-gateway.ts";
import { openS3Store } from "../src/recordings/s3-gateway.ts";
import { piecesName, piecesPrefix, type RecordingStore, shareName } from "../src/recordings/stored-objects.ts";
import { type S3Emulator, startS3Emulator } from "./support/s3-emulator.ts";

const ACCOUNT = { bucket: "recordings", region: "eu-test-1", accessKeyId: "KEYID", secretAccessKey: "secret/+key" };
const QUICK = { attemptMs: 400, pausesMs: [1, 1] };

let directory: string;
let emulator: S3Emulator;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "ensemble-store-"));
  emulator = await startS3Emulator(ACCOUNT);
});
afterAll(async () => {
  await emulator?.close();
  await rm(directory, { recursive: true, force: true });
});

const openDirectory = () => openDirectoryStore(join(directory, "recordings"), Date.now);
const openBucket = async () => openS3Store({ ...ACCOUNT, endpoint: emulator.endpoint }, QUICK);

interface Kind {
  readonly name: string;
  readonly open: () => Promise<RecordingStore>;
  /** Makes an object lose its end, behind the store's back. */
  readonly cut: (name: string, length: number) => Promise<void>;
}
const KINDS: readonly Kind[] = [
  {
    name: "a directory",
    open: openDirectory,
    cut: (name, length) => truncate(join(directory, "recordings", name), length),
  },
  {
    name: "a bucket (S3 emulator)",
    open: openBucket,
    cut: async (name, length) => void emulator.objects.set(name, emulator.objects.get(name)!.subarray(0, length)),
  },
];

describe.each(KINDS)("the recordings' store in $name", ({ open, cut }) => {
  let store: RecordingStore;
  beforeAll(async () => {
    store = await open();
  });

  it("gives back what was put, whole and in part, also over another opening", async () => {
    const name = piecesName(randomUUID(), 0, 19);
    const bytes = randomBytes(300_000);
    await store.put(name, bytes);
    expect(Buffer.from((await store.getRange(name, 0, bytes.byteLength))!).equals(bytes)).toBe(true);
    expect(Buffer.from((await store.get(name))!).equals(bytes)).toBe(true);
    expect(await store.get(piecesName(randomUUID(), 0, 1))).toBeUndefined();
    const part = await (await open()).getRange(name, 1_000, 5);
    expect([...part!]).toEqual([...bytes.subarray(1_000, 1_005)]);
    expect([...(await store.getRange(name, bytes.byteLength - 1, 1))!]).toEqual([bytes.at(-1)]);
  });

  it("says that an object is not there", async () => {
    expect(await store.getRange(shareName(randomUUID()), 0, 32)).toBeUndefined();
    expect(await store.getRange(piecesName(randomUUID(), 0, 1), 0, 32)).toBeUndefined();
  });

  it("replaces an object by another of the same name", async () => {
    const name = shareName(randomUUID());
    await store.put(name, Buffer.from("the longer one"));
    await store.put(name, Buffer.from("shorter"));
    expect(Buffer.from((await store.getRange(name, 0, 7))!).toString()).toBe("shorter");
    await expect(store.getRange(name, 0, 8)).rejects.toThrow("shorter than it should be");
  });

  it("deletes for good, and what is gone may be deleted again", async () => {
    const name = piecesName(randomUUID(), 0, 3);
    await store.put(name, Buffer.from("bytes"));
    await store.delete(name);
    expect(await store.getRange(name, 0, 1)).toBeUndefined();
    await store.delete(name);
    await store.delete(shareName(randomUUID()));
  });

  it("lists the objects of one recording in order, of however many there are, and of no other", async () => {
    const recordingId = randomUUID();
    const names = [0, 20, 40, 60, 80, 100, 120].map((first) => piecesName(recordingId, first, first + 19));
    for (const name of [...names].reverse()) await store.put(name, Buffer.from("x"));
    await store.put(piecesName(randomUUID(), 0, 19), Buffer.from("y"));
    await store.put(shareName(recordingId), Buffer.from("z"));
    expect(await store.list(piecesPrefix(recordingId))).toEqual(names);
    expect(await store.list(piecesPrefix(randomUUID()))).toEqual([]);
  });

  it("does not give the rest of an object that has lost its end", async () => {
    const name = piecesName(randomUUID(), 0, 2);
    await store.put(name, Buffer.from("0123456789"));
    await cut(name, 6);
    expect(Buffer.from((await store.getRange(name, 0, 6))!).toString()).toBe("012345");
    await expect(store.getRange(name, 4, 4)).rejects.toThrow("shorter than it should be");
    await expect(store.getRange(name, 8, 2)).rejects.toThrow("shorter than it should be");
  });

  it.each(["../keys.json", "shares/../../keys.json", "/etc/passwd", "shares/x", `shares/${"a".repeat(36)}/..`, ""])(
    "takes no name that is none of ours: %s",
    async (name) => {
      await expect(async () => store.put(name, Buffer.from("x"))).rejects.toThrow(
        "a name that no recording's object has",
      );
      await expect(async () => store.getRange(name, 0, 1)).rejects.toThrow("a name that no recording's object has");
      await expect(async () => store.delete(name)).rejects.toThrow("a name that no recording's object has");
    },
  );

  it("is put to by two at once, and one of them has it whole", async () => {
    const name = piecesName(randomUUID(), 0, 9);
    const both = [Buffer.alloc(200_000, 1), Buffer.alloc(200_000, 2)];
    await Promise.all(both.map((bytes) => store.put(name, bytes)));
    expect(new Set((await store.getRange(name, 0, 200_000))!).size).toBe(1);
  });
});

describe("a directory", () => {
  it("is for the server's user alone, down to every file, and holds nothing unfinished", async () => {
    const store = await openDirectory();
    await store.put(piecesName(randomUUID(), 0, 1), Buffer.from("x"));
    const root = join(directory, "recordings");
    const found = await readdir(root, { recursive: true, withFileTypes: true });
    const modes = await Promise.all(
      found.map(
        async (entry) => [entry.isFile(), (await stat(join(entry.parentPath, entry.name))).mode & 0o777] as const,
      ),
    );
    expect(new Set(modes.map(([isFile, mode]) => `${isFile ? "file" : "folder"} ${mode.toString(8)}`))).toEqual(
      new Set(["file 600", "folder 700"]),
    );
    expect((await stat(root)).mode & 0o777).toBe(0o700);
    expect(await readdir(join(root, "unfinished"))).toEqual([]);
  });

  it("removes what a process that died left unfinished, and not what somebody is writing", async () => {
    await openDirectory();
    const unfinished = join(directory, "recordings/unfinished");
    for (const name of ["left", "fresh"]) await writeFile(join(unfinished, name), "half");
    await utimes(join(unfinished, "left"), 1, 1);
    await openDirectory();
    expect(await readdir(unfinished)).toEqual(["fresh"]);
    await rm(join(unfinished, "fresh"));
  });

  it("keeps the old object when a new one cannot be written, and leaves nothing behind", async () => {
    const store = await openDirectory();
    const recordingId = randomUUID();
    await store.put(shareName(recordingId), Buffer.from("old"));
    // Something of that name that no file can replace.
    await store.put(piecesName(recordingId, 0, 1), Buffer.from("x"));
    await expect(store.put(`pieces/${recordingId}`, Buffer.from("new"))).rejects.toThrow();
    expect(Buffer.from((await store.getRange(shareName(recordingId), 0, 3))!).toString()).toBe("old");
    expect(await readdir(join(directory, "recordings/unfinished"))).toEqual([]);
  });
});

describe("a bucket", () => {
  const name = () => piecesName(randomUUID(), 0, 4);

  it("refuses who does not know the secret, and what was changed on its way", async () => {
    const other = openS3Store({ ...ACCOUNT, secretAccessKey: "another", endpoint: emulator.endpoint }, QUICK);
    await expect(other.put(name(), Buffer.from("x"))).rejects.toThrow("status 403");
    await expect(other.list(piecesPrefix(randomUUID()))).rejects.toThrow("status 403");
    const elsewhere = openS3Store({ ...ACCOUNT, region: "eu-test-2", endpoint: emulator.endpoint }, QUICK);
    await expect(elsewhere.getRange(name(), 0, 1)).rejects.toThrow("status 403");
  });

  it.each(["fails", "busy", "silent", "cutRequest"] as const)(
    "is asked again when it %s, and no more than it takes",
    async (fault) => {
      const store = await openBucket();
      const object = name();
      emulator.faults.push(fault, fault);
      await store.put(object, Buffer.alloc(100_000, 7));
      expect(emulator.objects.get(object)?.byteLength).toBe(100_000);
      expect(emulator.faults).toEqual([]);
    },
  );

  it("is asked again when an answer breaks off in its middle", async () => {
    const store = await openBucket();
    const object = name();
    await store.put(object, Buffer.alloc(100_000, 7));
    emulator.faults.push("cutAnswer");
    expect((await store.getRange(object, 10, 90_000))?.byteLength).toBe(90_000);
  });

  it("is given up after a few attempts, in bounded time", async () => {
    const store = await openBucket();
    const before = emulator.requests.length;
    emulator.faults.push("silent", "silent", "silent");
    await expect(store.getRange(name(), 0, 1)).rejects.toThrow("cannot be reached");
    emulator.faults.push("fails", "fails", "fails");
    await expect(store.put(name(), Buffer.from("x"))).rejects.toThrow("status 500");
    expect(emulator.requests.length - before).toBe(6);
  });

  it("has no object of a write that was cut off each time", async () => {
    const store = await openBucket();
    const object = name();
    emulator.faults.push("cutRequest", "cutRequest", "cutRequest");
    await expect(store.put(object, Buffer.alloc(100_000, 7))).rejects.toThrow("cannot be reached");
    expect(await store.getRange(object, 0, 1)).toBeUndefined();
  });
});
