// A referee's memory that cannot be read is health data still: the class goes on by its frames, and the log has none of it.
import { promisify } from "node:util";
import { zstdCompress } from "node:zlib";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { findKeysFile, type Keys, readKeys } from "../src/platform/keys.ts";
import { createLogger } from "../src/platform/logger.ts";
import { createJournalStore } from "../src/session/index.ts";
import { unpackCheckpoint } from "../src/session/pack-pose-chunk.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { findLeaks, mark, parseLine } from "./support/search-log.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const REPETITIONS = 6;
/** Of the rule, before the memory itself. */
const HASH_CHARACTERS = 64;

describe("a class whose owner goes, with a checkpoint that cannot be read", { timeout: 180_000 }, () => {
  let server: RunningServer;
  let keys: Keys;
  let group: SimulatedClass;
  let client: pg.Client;
  let drop: (() => Promise<void>) | undefined;
  const lines: string[] = [];

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    const config = readConfig(environment.env, []);
    const logger = createLogger("trace", { write: (line: string) => void lines.push(line) });
    server = await startServer(config, logger);
    keys = await readKeys(findKeysFile(config.directories));
    client = new pg.Client({ connectionString: environment.env.DATABASE_URL ?? "" });
    await client.connect();
    group = await startSimulatedClass(server.url.replace("localhost", "127.0.0.1"), 1);
  }, 180_000);
  afterAll(async () => {
    group?.close();
    await client?.end();
    await server?.close();
    await drop?.();
  });
  const link = () => group.therapist.participant.link;

  /** As if its owner had died after it had stored this as the memory of the running set. */
  const takeAway = async (memory: string) => {
    const { groupSessionId } = group.created;
    const session = [groupSessionId];
    await client.query("BEGIN");
    await client.query(
      "UPDATE session_lease SET epoch = epoch + 1, holder = NULL WHERE group_session_id = $1",
      session,
    );
    const journal = createJournalStore(client as unknown as pg.Pool, keys);
    const [newest] = await journal.readNewestChunks(groupSessionId);
    if (newest?.checkpoint === undefined || newest.setId !== group.therapist.participant.state()?.setId) {
      await client.query("ROLLBACK");
      throw new Error("there is no checkpoint of this set yet");
    }
    const hash = (await unpackCheckpoint(newest.checkpoint)).slice(0, HASH_CHARACTERS);
    const checkpoint = await promisify(zstdCompress)(hash + memory);
    await client.query("DELETE FROM pose_chunk WHERE group_session_id = $1 AND first_frame = $2", [
      ...session,
      newest.firstFrame,
    ]);
    await journal.append(groupSessionId, await epochOf(groupSessionId), [], 0, undefined, [{ ...newest, checkpoint }]);
    await client.query("COMMIT");
  };
  const epochOf = async (groupSessionId: GroupSessionId): Promise<number> => {
    const { rows } = await client.query("SELECT epoch FROM session_lease WHERE group_session_id = $1", [
      groupSessionId,
    ]);
    return rows[0].epoch;
  };

  it("goes on, counts right, and says nothing of what it read", async () => {
    await group.startSet("shoulder-abduction", REPETITIONS);
    lines.length = 0;
    const before = link().epoch();
    await vi.waitFor(() => takeAway(`${mark("knee")} bends 91 degrees`), PATIENCE);
    await vi.waitFor(() => expect(link().epoch()).toBeGreaterThan(before), PATIENCE);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS]), PATIENCE);
    expect(await link().command({ name: "finishSet" })).toMatchObject({ applied: true });
    const told = lines.map(parseLine).filter((line) => line?.msg === "fed a set's frames from its start");
    expect(told).toEqual([
      expect.objectContaining({ where: expect.arrayContaining([expect.stringContaining("restoreReferee")]) }),
    ]);
    expect(findLeaks(lines, [])).toEqual([]);
  });
});
