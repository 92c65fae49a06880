import type { Health } from "@ensemble/shared/protocol/http-messages.ts";
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import { createSessionState } from "@ensemble/shared/session/open-session-state.ts";
import { expect, it } from "vitest";
import { createMetrics, type WatchedSession } from "./metrics.ts";

const WELL: Health = { status: "ok", database: { status: "ok" }, media: { status: "ok" }, version: "1.2.3" };

const session = (change: Partial<WatchedSession> = {}): WatchedSession => ({
  groupSessionId: "class" as GroupSessionId,
  epoch: 1,
  state: () => createSessionState("class" as GroupSessionId),
  framesTaken: () => 0,
  backlog: () => ({ oldestWaitingForMs: undefined, committedAgoMs: undefined, chunksWaiting: 0 }),
  connections: () => ({ therapist: 1, patient: 3 }),
  entriesWaiting: () => 5,
  isProvisional: () => false,
  media: () => ({ transports: 8, producers: 5, consumers: 6 }),
  ...change,
});

async function read(metrics: ReturnType<typeof createMetrics>, health = WELL): Promise<Map<string, number>> {
  const lines = (await metrics.page.render(health)).split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(" ")), Number(line.slice(line.lastIndexOf(" ")))]),
  );
}

it("counts outcomes by code, and what goes well from nothing on", async () => {
  const metrics = createMetrics();
  metrics.command("applied");
  metrics.command("applied");
  metrics.command("command/not_now");
  const values = await read(metrics);
  expect(values.get('ensemble_commands_total{outcome="applied"}')).toBe(2);
  expect(values.get('ensemble_commands_total{outcome="command/not_now"}')).toBe(1);
  expect(values.get('ensemble_frames_total{outcome="accepted"}')).toBe(0);
  metrics.frame("accepted");
  expect((await read(metrics)).get('ensemble_frames_total{outcome="accepted"}')).toBe(1);
  expect((await read(metrics)).get('ensemble_frames_total{outcome="accepted"}')).toBe(1);
});

it("adds up the sessions that run, until they run no more", async () => {
  const metrics = createMetrics();
  metrics.watch(session());
  const stop = metrics.watch(session({ isProvisional: () => true, connections: () => ({ therapist: 0, patient: 2 }) }));
  const values = await read(metrics);
  expect(values.get("ensemble_sessions_open")).toBe(2);
  expect(values.get("ensemble_sessions_provisional")).toBe(1);
  expect(values.get('ensemble_connections{role="therapist"}')).toBe(1);
  expect(values.get('ensemble_connections{role="patient"}')).toBe(5);
  expect(values.get("ensemble_journal_entries_waiting")).toBe(10);
  expect(values.get("ensemble_media_consumers")).toBe(12);
  stop();
  const later = await read(metrics);
  expect(later.get("ensemble_sessions_open")).toBe(1);
  expect(later.get("ensemble_sessions_provisional")).toBe(0);
});

it("says whether Redis answers, where there is one", async () => {
  const metrics = createMetrics();
  expect((await read(metrics)).has("ensemble_redis_up")).toBe(false);
  metrics.usesRedis();
  expect((await read(metrics)).get("ensemble_redis_up")).toBe(1);
  metrics.redisWent("away");
  expect((await read(metrics)).get("ensemble_redis_up")).toBe(0);
  metrics.redisWent("back");
  expect((await read(metrics)).get("ensemble_redis_up")).toBe(1);
});

it("says which part is away, and which version runs", async () => {
  const metrics = createMetrics();
  const values = await read(metrics, {
    ...WELL,
    status: "degraded",
    database: { status: "down", reason: "no_answer" },
  });
  expect(values.get("ensemble_database_up")).toBe(0);
  expect(values.get("ensemble_media_up")).toBe(1);
  expect(values.get('ensemble_build_info{version="1.2.3"}')).toBe(1);
  expect(values.get("ensemble_database_writable")).toBe(0);
  expect((await read(metrics)).get("ensemble_database_up")).toBe(1);
  expect((await read(metrics)).get("ensemble_database_writable")).toBe(1);
});

it("tells a database that takes nothing from one that is away", async () => {
  const metrics = createMetrics();
  const values = await read(metrics, {
    ...WELL,
    status: "degraded",
    database: { status: "refusesWrites", reason: "read_only" },
  });
  expect([values.get("ensemble_database_up"), values.get("ensemble_database_writable")]).toEqual([1, 0]);
  metrics.databaseWent("refusesWrites");
  expect(metrics.overview.faults().map(({ kind }) => kind)).toEqual(["databaseRefusesWrites"]);
});

it("puts an append into the first bucket that holds it", async () => {
  const metrics = createMetrics();
  metrics.journalAppended(0.03);
  const values = await read(metrics);
  expect(values.get('ensemble_journal_append_duration_seconds_bucket{le="0.025"}')).toBe(0);
  expect(values.get('ensemble_journal_append_duration_seconds_bucket{le="0.05"}')).toBe(1);
  expect(values.get("ensemble_journal_append_duration_seconds_sum")).toBe(0.03);
});

it("keeps the figures of two servers in one process apart", async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.repetitionCounted();
  expect((await read(one)).get("ensemble_repetitions_counted_total")).toBe(1);
  expect((await read(other)).get("ensemble_repetitions_counted_total")).toBe(0);
});

it("keeps what went wrong with its session, where it is counted", async () => {
  const metrics = createMetrics(() => 1_000);
  metrics.journalAppendFailed("class");
  metrics.mediaWorkerDied();
  metrics.databaseWent("away");
  metrics.databaseWent("back");
  expect(metrics.overview.faults().map(({ kind, groupSessionId }) => [kind, groupSessionId])).toEqual([
    ["databaseBack", null],
    ["databaseAway", null],
    ["mediaWorkerDied", null],
    ["journalRetried", "class"],
  ]);
  expect(metrics.overview.mediaWorkerDeaths()).toBe(1);
  expect((await read(metrics)).get("ensemble_media_worker_deaths_total")).toBe(1);
});

it("tells refusals by what was refused, and nothing of what went well", () => {
  const metrics = createMetrics();
  metrics.frame("accepted");
  metrics.frame("frame/too_fast");
  metrics.frame("frame/too_fast");
  metrics.mediaRequest("media/malformed");
  expect(metrics.overview.refusals()).toEqual([
    { of: "frame", code: "frame/too_fast", count: 2 },
    { of: "media", code: "media/malformed", count: 1 },
  ]);
});
