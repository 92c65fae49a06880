import { randomBytes } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { describe, expect, it, vi } from "vitest";
import type { AuditStore, Transaction } from "./audit-store.ts";
import type { ClinicKey } from "./clinic-keys.ts";
import { createKeyDoor } from "./key-door.ts";
import type { Actor, KeyLock, Recording } from "./recording.ts";
import type { RecordingStore } from "./stored-objects.ts";

const TESS: Actor = { personId: "tess", role: "therapist" };
const clinicKey = (id: string): ClinicKey => ({ id, madeAt: "", key: randomBytes(32) });

function door(over: Partial<RecordingStore> = {}) {
  const shares = new Map<string, Uint8Array>();
  const keys = [clinicKey("first")];
  const log: string[] = [];
  const audit = {
    append: vi.fn(
      async (_clinic: string, fact: { action: string }, along?: (client: Transaction) => Promise<unknown>) => {
        log.push(fact.action);
        return along?.({} as Transaction);
      },
    ),
  };
  const store = {
    put: async (name: string, bytes: Uint8Array) => void shares.set(name, bytes),
    getRange: async (name: string) => {
      log.push("share read");
      return shares.get(name);
    },
    ...over,
  };
  const parts = {
    audit: audit as unknown as AuditStore,
    store: store as unknown as RecordingStore,
    clinicKeys: {
      newest: async () => keys.at(-1)!,
      find: async (id: string) => keys.find((key) => key.id === id),
    },
    nowMs: () => 0,
  };
  const opened = createKeyDoor(parts);
  const make = async (recordingId: string) => {
    let lock: KeyLock | undefined;
    const key = await opened.make({ recordingId, clinicId: "north" }, TESS, async (_client, made) => {
      lock = made;
    });
    return { key, recording: { recordingId, clinicId: "north", lock } as Recording };
  };
  return { ...opened, make, audit, shares, keys, log };
}

describe("a recording's key", () => {
  it("opens what it sealed, another time too, at that place only", async () => {
    const { make, open } = door();
    const { key, recording } = await make("r");
    const sealed = key.seal("here", Buffer.from("picture"));
    const again = await open(recording, TESS, "recording.viewed");
    expect(again.open("here", sealed).toString()).toBe("picture");
    expect(() => again.open("there", sealed)).toThrow();
  });

  it("is not opened before its entry is written, and not at all when it cannot be", async () => {
    const { make, open, rewrap, audit, log, keys } = door();
    const { recording } = await make("r");
    await open(recording, TESS, "recording.viewed");
    keys.push(clinicKey("second"));
    await rewrap(recording, TESS);
    const looked = "share read";
    expect(log).toEqual([looked, "recording.started", "recording.viewed", looked, "recording.rewrapped", looked]);
    audit.append.mockRejectedValue(new Error("away"));
    for (const step of [
      () => open(recording, TESS, "recording.viewed"),
      () => rewrap(recording, TESS),
      () => make("other"),
    ]) {
      await expect(step()).rejects.toThrow("away");
    }
    // Whether the store is there is looked at before.
    expect(log.slice(6)).toEqual([looked]);
  });

  it("leaves no share behind where its row is not written, and makes no entry where the store is away", async () => {
    const { make, audit, shares, log } = door();
    audit.append.mockRejectedValueOnce(new Error("another owns the session"));
    await expect(make("r")).rejects.toThrow("another owns the session");
    expect([...shares.keys()]).toEqual([]);
    const away = door({ getRange: () => Promise.reject(new Error("the store is away")) });
    await expect(away.make("r")).rejects.toThrow("the store is away");
    expect([away.log, log]).toEqual([[], ["share read"]]);
  });

  it("needs the row, the share and the clinic's key, each its own", async () => {
    const { make, open, shares, keys } = door();
    const [one, other] = [await make("one"), await make("other")];
    const look = (recording: Recording) => open(recording, TESS, "recording.viewed");
    const unopenable = { code: "recording/unopenable" };
    await expect(look({ ...one.recording, lock: other.recording.lock })).rejects.toMatchObject(unopenable);
    await expect(
      look({ ...one.recording, lock: { ...one.recording.lock!, clinicKeyId: "gone" } }),
    ).rejects.toMatchObject(unopenable);
    const share = shares.get("shares/one")!;
    shares.set("shares/one", shares.get("shares/other")!);
    await expect(look(one.recording)).rejects.toMatchObject(unopenable);
    shares.delete("shares/one");
    await expect(look(one.recording)).rejects.toMatchObject({ code: "recording/destroyed" });
    shares.set("shares/one", share);
    keys[0] = { ...keys[0]!, key: randomBytes(32) };
    await expect(look(one.recording)).rejects.toMatchObject(unopenable);
    await expect(look({ ...one.recording, lock: undefined })).rejects.toMatchObject({ code: "recording/destroyed" });
  });

  it("is the same under the clinic's next key, for which nothing in the store is written", async () => {
    const { make, open, rewrap, keys, shares } = door();
    const { key, recording } = await make("r");
    const sealed = key.seal("here", Buffer.from("picture"));
    const before = new Map(shares);
    expect(await rewrap(recording, TESS)).toBeUndefined();
    keys.push(clinicKey("second"));
    const lock = await rewrap(recording, TESS);
    expect(lock?.clinicKeyId).toBe("second");
    keys.shift();
    const again = await open({ ...recording, lock }, TESS, "recording.viewed");
    expect(again.open("here", sealed).toString()).toBe("picture");
    expect(shares).toEqual(before);
  });

  it("shows nothing of itself to whoever prints, copies or enumerates it", async () => {
    const { key } = await door().make("r");
    expect(inspect(key, { depth: 9, showHidden: true })).not.toMatch(/[0-9a-f]{2} [0-9a-f]{2}|Buffer|Secret/);
    expect(JSON.stringify(key)).toBe("{}");
    expect({ ...key }).toEqual({});
  });

  it("is derived and unwrapped nowhere else in the server", async () => {
    const source = join(import.meta.dirname, "..");
    const files = (await readdir(source, { recursive: true })).filter((file) => /(?<!\.test)\.ts$/.test(file));
    const using = async (word: string) => {
      const texts = await Promise.all(
        files.map(async (file) => [file, await readFile(join(source, file), "utf8")] as const),
      );
      return texts
        .filter(([, text]) => text.includes(word))
        .map(([file]) => file)
        .sort();
    };
    expect(await using("hkdfSync(")).toEqual(["recordings/audit-chain.ts", "recordings/key-door.ts"]);
    expect(await using("recording.key_wrapped:")).toEqual(["recordings/key-door.ts"]);
  });
});
