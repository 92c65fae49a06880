// The process that keeps a recording is killed: whatever it had said to be durable is there, byte for byte, and nothing that was never kept.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { describe, expect, it } from "vitest";
import { keptPiece } from "./support/kept-piece.ts";
import { readAll, THERAPIST, useVault } from "./support/vault.ts";

const KEEPER = join(import.meta.dirname, "support/keep-until-killed.ts");
const use = useVault();

describe("a recording whose process was killed", () => {
  it.each([1, 19, 47])("has all that was durable, when that were %i pieces", async (pieces) => {
    const { databaseUrl, storeDirectory, keysFile } = use.vault;
    const keeper = spawn(process.execPath, [KEEPER, databaseUrl, storeDirectory, keysFile, use.session], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    let recordingId = "";
    let durable = 0;
    const ended = once(keeper, "exit");
    for await (const line of createInterface(keeper.stdout)) {
      const [what, value = ""] = line.split(" ");
      if (what === "recording") recordingId = value;
      else durable = Number(value);
      if (durable >= pieces) keeper.kill("SIGKILL");
    }
    await ended;
    await use.here.recordings.endAbandoned({ groupSessionId: use.session, epoch: 1 });
    const all = await readAll(use.here, recordingId);
    const [listed] = await use.here.recordings.list(use.session, THERAPIST);
    expect(listed).toMatchObject({ state: "cutOff", bytes: all.byteLength });
    // It may have had one more than it came to say.
    const written: Buffer[] = [];
    for (let index = 0; Buffer.concat(written).byteLength < all.byteLength; index++)
      written.push(Buffer.from(keptPiece(index).bytes));
    expect(written.length).toBeGreaterThanOrEqual(durable);
    expect(all.equals(Buffer.concat(written))).toBe(true);
    expect(await use.rowsOf(recordingId)).toBe(0);
    expect((await use.here.audit.verify("clinic")).faults).toEqual([]);
  });
});
