// A database that answers and takes nothing: read only, or without room on its disk. The server says so, to programs and to people, and
// all goes on by itself when something is taken again.
import { Client, type Room } from "@colyseus/sdk";
import { ROOM_NAME } from "@ensemble/shared/protocol/room-messages.ts";
import pg from "pg";
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import { onlyRead } from "../../scripts/cluster/trouble-database.ts";
import { DEMO_OPERATOR } from "../src/demo/demo-people.ts";
import { signInByLink } from "../src/demo/simulated-participant.ts";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";
import { lookAsOperator, signIn } from "./support/look-as-operator.ts";
import { readMetrics } from "./support/read-metrics.ts";
import { createSession } from "./support/simulated-class.ts";

const PATIENCE = { timeout: 30_000, interval: 100 };

describe("a database that takes nothing", () => {
  let opened: ClassOnOwnDatabase;
  let database: pg.Client;
  let operator: string;
  const rooms: Room[] = [];
  let end: () => Promise<unknown> = async () => undefined;
  beforeAll(async () => {
    opened = await openClassOnOwnDatabase();
    database = new pg.Client({ connectionString: opened.database.url });
    await database.connect();
    await database.query("SET default_transaction_read_only = off");
    operator = await signIn(opened.url, opened.inviteLink(DEMO_OPERATOR.personId));
  }, 180_000);
  afterEach(() => end());
  afterAll(async () => {
    for (const room of rooms) await room.leave();
    await database?.end();
    await opened?.close();
  });

  const ask = async (path: string) => {
    const response = await fetch(new URL(path, opened.url));
    return { status: response.status, body: (await response.json()) as unknown };
  };
  const askToSignIn = async (link: string) => {
    const answer = await fetch(new URL("/api/sign-in", opened.url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ link }),
    });
    return { status: answer.status, code: ((await answer.json()) as { readonly code?: string }).code };
  };
  const untilReady = () =>
    vi.waitFor(async () => expect(await ask("/readyz")).toMatchObject({ status: 200 }), PATIENCE);
  const lookedAt = async () => {
    const { processes } = await lookAsOperator(opened.url, operator);
    const [process] = processes;
    return {
      readiness: process?.readiness,
      database: process?.database,
      faults: process?.faults.map(({ kind }) => kind),
    };
  };

  it("is told apart from one that is away, and whoever comes is told in words, while it is read only", {
    timeout: 120_000,
  }, async () => {
    const created = await createSession(opened.url, 1);
    const { cookie } = await signInByLink(opened.url, created.therapist.link);
    const open = () =>
      new Client(opened.url, { headers: { cookie } }).joinOrCreate(ROOM_NAME, {
        groupSessionId: created.groupSessionId,
        page: "a-page",
      });
    end = await onlyRead(opened.database.url);
    await vi.waitFor(async () => {
      expect(await ask("/readyz")).toEqual({ status: 503, body: { ready: false, reason: "refusesWrites" } });
    }, PATIENCE);
    expect(await ask("/livez")).toMatchObject({ status: 200 });
    expect(await ask("/healthz")).toMatchObject({
      status: 503,
      body: { status: "degraded", database: { status: "refusesWrites", reason: "read_only" } },
    });
    const metrics = await readMetrics(opened.url);
    expect([metrics.get("ensemble_database_up"), metrics.get("ensemble_database_writable")]).toEqual([1, 0]);
    expect(await lookedAt()).toMatchObject({
      readiness: "refusesWrites",
      database: { reachable: true, refusesWritesSinceMs: expect.any(Number) },
      faults: expect.arrayContaining(["databaseRefusesWrites"]),
    });
    expect(await askToSignIn(created.patients[0]?.link ?? "")).toEqual({ status: 503, code: "server/refuses_writes" });
    await expect(open()).rejects.toThrow("server/refuses_writes");

    await end();
    await untilReady();
    rooms.push(await open());
    expect(await askToSignIn(created.patients[0]?.link ?? "")).toMatchObject({ status: 200 });
    expect(await lookedAt()).toMatchObject({ readiness: "ready", database: { reachable: true } });
    await opened.group.startSet("shoulder-abduction", 1);
    await opened.group.waitUntilMoved();
    await vi.waitFor(() => expect(opened.group.counts()).toEqual([1]), PATIENCE);
  });

  it("is noticed by what is refused for want of room, and its end without anybody's try", {
    timeout: 120_000,
  }, async () => {
    const { patients } = await createSession(opened.url, 1);
    await database.query(
      `CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
         RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$`,
    );
    await database.query("CREATE TRIGGER no_room BEFORE INSERT ON sign_in FOR EACH ROW EXECUTE FUNCTION no_room()");
    end = () => database.query("DROP FUNCTION IF EXISTS no_room() CASCADE");
    expect(await ask("/readyz")).toMatchObject({ status: 200 });
    // No class writes anything meanwhile that would show that there is room.
    for (const room of rooms.splice(0)) await room.leave();
    opened.group.close();
    await vi.waitFor(
      async () => expect((await readMetrics(opened.url)).get("ensemble_sessions_open")).toBe(0),
      PATIENCE,
    );
    // What a class that has just ended still writes would show that there is room elsewhere: then somebody else has to be refused.
    await vi.waitFor(async () => {
      expect(await askToSignIn(patients[0]?.link ?? "")).toEqual({ status: 503, code: "server/refuses_writes" });
      expect(await ask("/readyz")).toEqual({ status: 503, body: { ready: false, reason: "refusesWrites" } });
    }, PATIENCE);
    await end();
    await untilReady();
    expect(await askToSignIn(patients[0]?.link ?? "")).toMatchObject({ status: 200 });
  });
});
