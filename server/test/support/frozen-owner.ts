// The owner of a class stands still for some time and wakes up in the belief that the class is its own.
import { setTimeout as pass } from "node:timers/promises";
import { CLOSE_CODES } from "@ensemble/shared/protocol/close-codes.ts";
import { Redis } from "ioredis";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { findOwner } from "../../../scripts/cluster/find-owner.ts";
import type { Cluster } from "../../../scripts/cluster/start-cluster.ts";
import { type RawSeat, takeRawSeat } from "./raw-seat.ts";
import { readMetrics } from "./read-metrics.ts";
import { type SimulatedClass, startSimulatedClass } from "./simulated-class.ts";
import { startTestCluster } from "./test-cluster.ts";

const PATIENCE = { timeout: 60_000, interval: 20 };
const MINUTE_MS = 60_000;
const REPETITIONS = 3;

/** Of what a session's owner says, all by which it could be believed. */
const isDated = (said: unknown): said is { readonly epoch: number } =>
  typeof (said as { readonly epoch?: unknown } | undefined)?.epoch === "number";

/** `standsStillMs`: more than the others take to give the class another owner. */
export function describeFrozenOwner(standsStillMs: number, haste: number): void {
  describe(`an owner that stands still for ${standsStillMs / 1_000} s`, () => {
    let cluster: Cluster;
    let redis: Redis;
    let database: pg.Client;
    let group: SimulatedClass;
    /** Somebody who stays on the old owner's line, and hears what it still says. */
    let witness: RawSeat;
    beforeAll(async () => {
      cluster = await startTestCluster({ processes: 2 });
      redis = new Redis(cluster.redis.url);
      database = new pg.Client({ connectionString: cluster.database.url });
      await database.connect();
      group = await startSimulatedClass(cluster.url, 2, {
        ownAddress: cluster.processes[0]?.url ?? "",
        others: 1,
        haste,
      });
      const { groupSessionId, patients } = group.created;
      witness = await takeRawSeat(cluster.url, { groupSessionId, link: patients[2]?.link ?? "" });
      await witness.hello();
    }, 3 * MINUTE_MS);
    afterAll(async () => {
      group?.close();
      await database?.end();
      redis?.disconnect();
      await cluster?.close();
    });

    const links = () => [group.therapist, ...group.patients].map(({ participant }) => participant.link);
    const epochs = () => links().map((link) => link.epoch());
    const ask = async (sql: string, ...more: readonly unknown[]) =>
      (await database.query(sql, [group.created.groupSessionId, ...more])).rows;
    /** All that was written under the epoch; what was moved into chunks since is no batch any more. */
    const writtenUnder = async (epoch: number) => ({
      entries: await ask(
        "SELECT sequence FROM journal_entry WHERE group_session_id = $1 AND epoch = $2 ORDER BY 1",
        epoch,
      ),
      chunks: await ask(
        "SELECT first_frame FROM pose_chunk WHERE group_session_id = $1 AND epoch = $2 ORDER BY 1",
        epoch,
      ),
      batches: await ask("SELECT batch FROM frame_batch WHERE group_session_id = $1 AND epoch = $2 ORDER BY 1", epoch),
    });
    const finishSet = async () => {
      await group.waitUntilMoved();
      await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
      expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    };

    it("can write nothing when it wakes up, and nothing it still says is believed", {
      timeout: 6 * MINUTE_MS,
    }, async () => {
      const { groupSessionId } = group.created;
      const owner = await findOwner(cluster, redis, groupSessionId);
      const before = group.therapist.participant.link.epoch();
      await group.startSet("shoulder-abduction", REPETITIONS);
      await vi.waitFor(() => expect(Math.max(...group.counts())).toBeGreaterThanOrEqual(1), PATIENCE);

      owner.freeze();
      const standsStill = pass(standsStillMs);
      await vi.waitFor(() => {
        expect(links().map((link) => link.status())).toEqual(links().map(() => "connected"));
        expect(epochs()).toEqual(epochs().map(() => before + 1));
      }, PATIENCE);
      await finishSet();
      await standsStill;
      const commandId = "what-is-asked-of-one-that-stands-still";
      // What has reached it is the first thing it reads when it wakes up, before it can learn from anybody that it owns nothing.
      const greeted = witness.hello().catch(() => undefined);
      const offered = witness.media({ op: "offers" }).catch(() => undefined);
      const asked = witness.command({ name: "reportEffort", level: 3 }, commandId).catch(() => undefined);
      // It wakes up in the middle of a set.
      await group.startSet("squat", REPETITIONS);
      const written = await writtenUnder(before);
      const heard = witness.messages.length;
      expect(written.entries.length).toBeGreaterThan(0);

      owner.thaw();
      expect(await witness.ended).toBe(CLOSE_CODES.moved);
      await vi.waitFor(
        async () => expect((await readMetrics(owner.url)).get("ensemble_sessions_lost_total")).toBe(1),
        PATIENCE,
      );
      const { link } = group.therapist.participant;
      const welcome = await Promise.race([greeted, witness.ended]);
      expect(welcome).toMatchObject({ welcome: true, epoch: before });
      // Somebody who asked it for a picture is not believed either.
      const answered = await Promise.race([offered, witness.ended]);
      const said = [welcome, answered, ...witness.messages.slice(heard).map(({ message }) => message)].filter(isDated);
      expect(said.filter((one) => link.isCurrent(one))).toEqual([]);
      expect(await Promise.race([asked, witness.ended])).not.toMatchObject({ applied: true });

      await finishSet();
      expect(epochs()).toEqual(epochs().map(() => before + 1));
      expect(await findOwner(cluster, redis, groupSessionId)).not.toBe(owner);
      expect(
        await ask("SELECT sequence FROM journal_entry WHERE group_session_id = $1 AND command_id = $2", commandId),
      ).toEqual([]);
      const now = await writtenUnder(before);
      expect({ entries: now.entries, chunks: now.chunks }).toEqual({
        entries: written.entries,
        chunks: written.chunks,
      });
      expect(now.batches.filter((batch) => !written.batches.some((one) => one.batch === batch.batch))).toEqual([]);
      expect(await ask("SELECT epoch FROM session_lease WHERE group_session_id = $1")).toEqual([{ epoch: before + 1 }]);
      expect(group.refusals).toEqual([]);
    });
  });
}
