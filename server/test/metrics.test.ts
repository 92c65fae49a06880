// The metrics of a running server, after a class has moved in it.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 30_000, interval: 50 };
const TOKEN = "a-token-of-the-clinic's-own";
const REPETITIONS = 3;
/** As a front on this machine passes on a request from elsewhere. */
const FROM_ELSEWHERE = { "x-forwarded-for": "192.0.2.7" };

describe("the metrics", () => {
  let server: RunningServer;
  let url: string;
  let group: SimulatedClass;
  let drop: (() => Promise<void>) | undefined;

  beforeAll(async () => {
    const environment = await testEnvironment();
    drop = environment.drop;
    server = await startServer(readConfig({ ...environment.env, METRICS_TOKEN: TOKEN }, []), createLogger("silent"));
    url = server.url.replace("localhost", "127.0.0.1");
    group = await startSimulatedClass(url, 2);
  }, 120_000);
  afterAll(async () => {
    group?.close();
    await server?.close();
    await drop?.();
  });

  const ask = (headers: Record<string, string> = {}) => fetch(new URL("/metrics", url), { headers });
  const figure = async (name: string) => (await readMetrics(url)).get(name);

  it("are for programs on this machine, and for whoever bears the token", async () => {
    const here = await ask();
    expect(here.status).toBe(200);
    expect(here.headers.get("content-type")).toMatch(/^text\/plain; .*version=0\.0\.4/);
    const bearing = (token: string) => ask({ ...FROM_ELSEWHERE, authorization: `Bearer ${token}` });
    expect((await bearing(TOKEN)).status).toBe(200);
    for (const refused of [await ask(FROM_ELSEWHERE), await bearing(`${TOKEN}x`), await bearing(TOKEN.slice(1))]) {
      expect([refused.status, await refused.json()]).toEqual([403, { code: "metrics/not_allowed" }]);
    }
  });

  it("tell what a class does", { timeout: 120_000 }, async () => {
    await group.startSet("shoulder-abduction", REPETITIONS);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([REPETITIONS, REPETITIONS]), PATIENCE);
    const { link } = group.therapist.participant;
    expect(await link.command({ name: "startSet" })).toMatchObject({ applied: false, code: "command/not_now" });
    await link.request("media", { op: "nothing of ours" });
    await vi.waitFor(async () => expect(await figure("ensemble_journal_entries_waiting")).toBe(0), PATIENCE);
    const metrics = await readMetrics(url);
    const value = (name: string) => metrics.get(name);
    expect({
      open: value("ensemble_sessions_open"),
      opened: value("ensemble_sessions_opened_total"),
      takenOver: value("ensemble_sessions_taken_over_total"),
      lost: value("ensemble_sessions_lost_total"),
      provisional: value("ensemble_sessions_provisional"),
      therapists: value('ensemble_connections{role="therapist"}'),
      patients: value('ensemble_connections{role="patient"}'),
      repetitions: value("ensemble_repetitions_counted_total"),
      refusedCommands: value('ensemble_commands_total{outcome="command/not_now"}'),
      refusedMedia: value('ensemble_media_requests_total{outcome="media/malformed"}'),
      database: value("ensemble_database_up"),
      media: value("ensemble_media_up"),
    }).toEqual({
      open: 1,
      opened: 1,
      takenOver: 0,
      lost: 0,
      provisional: 0,
      therapists: 1,
      patients: 2,
      repetitions: 2 * REPETITIONS,
      refusedCommands: 1,
      refusedMedia: 1,
      database: 1,
      media: 1,
    });
    // At 15 frames a second, a repetition takes more than one.
    expect(value('ensemble_frames_total{outcome="accepted"}')).toBeGreaterThan(2 * REPETITIONS * 15);
    expect(value('ensemble_commands_total{outcome="applied"}')).toBeGreaterThan(5);
    expect(value("ensemble_journal_append_duration_seconds_count")).toBeGreaterThan(2 * REPETITIONS);
    expect(value("process_cpu_seconds_total")).toBeGreaterThan(0);
    expect(value("nodejs_heap_size_used_bytes")).toBeGreaterThan(0);
    expect(value("nodejs_eventloop_lag_p99_seconds")).toBeGreaterThan(0);
  });

  it("name nobody, and no session", async () => {
    const text = await (await ask()).text();
    const people = [group.therapist.participant, ...group.patients.map((patient) => patient.participant)];
    for (const secret of [group.created.groupSessionId, ...people.flatMap(({ me }) => [me.personId, me.name])])
      expect(text).not.toContain(secret);
    const labels = new Set([...text.matchAll(/[{,](\w+)="/g)].map(([, label]) => label));
    expect([...labels].sort()).toEqual([
      "kind",
      "le",
      "major",
      "minor",
      "outcome",
      "patch",
      "role",
      "space",
      "type",
      "version",
    ]);
  });

  it("forget a session that nobody is in any more, and keep what was counted", async () => {
    group.close();
    await vi.waitFor(async () => expect(await figure("ensemble_sessions_open")).toBe(0), PATIENCE);
    expect(await figure('ensemble_connections{role="patient"}')).toBe(0);
    expect(await figure("ensemble_repetitions_counted_total")).toBe(2 * REPETITIONS);
  });
});
