// The hour for which the operator's page is made: the database neither answers nor refuses, and the page still does.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { haltPostgres } from "../../scripts/cluster/halt-postgres.ts";
import { DEMO_OPERATOR } from "../src/demo/demo-people.ts";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";
import { lookAsOperator, signIn } from "./support/look-as-operator.ts";

const PATIENCE = { timeout: 60_000, interval: 100 };

describe("an operator whose database hangs", () => {
  let opened: ClassOnOwnDatabase;
  let goOn: () => void = () => {};
  beforeAll(async () => {
    opened = await openClassOnOwnDatabase();
  }, 180_000);
  afterAll(async () => {
    goOn();
    await opened?.close();
  });

  it("sees since when it is away, what waits for it, and that it is back", { timeout: 240_000 }, async () => {
    const { url, group, inviteLink } = opened;
    const operator = await signIn(url, inviteLink(DEMO_OPERATOR.personId));
    const therapist = await signIn(url, inviteLink("demo-therapist"));
    const look = async () => {
      const { processes } = await lookAsOperator(url, operator);
      if (processes[0] === undefined) throw new Error("there is no process");
      return processes[0];
    };
    await group.startSet("shoulder-abduction", 4);
    await vi.waitFor(async () => expect((await look()).journal.lastCommitAtMs).not.toBeNull(), PATIENCE);
    expect(await look()).toMatchObject({ readiness: "ready", database: { reachable: true }, faults: [] });
    const haltedAtMs = Date.now();
    goOn = await haltPostgres(opened.database.directory);

    await vi.waitFor(async () => {
      expect(await look()).toMatchObject({
        readiness: "database",
        database: { reachable: false },
        sessions: [{ provisional: true }],
      });
    }, PATIENCE);
    const away = await look();
    expect(away.journal.waiting).toBeGreaterThan(0);
    expect(away.journal.oldestWaitingMs).toBeGreaterThan(1_000);
    expect(away.sessions[0]?.waiting).toBe(away.journal.waiting);
    expect(away.journal.lastCommitAtMs).toBeLessThanOrEqual(haltedAtMs + 1_000);
    expect(away.database).toMatchObject({ sinceMs: expect.toSatisfy((at: number) => at >= haltedAtMs - 1_000) });
    expect(away.faults.map(({ kind }) => kind)).toContain("databaseAway");
    // Nobody else is let in by memory: who may see a clinic's people is the database's to say.
    const others = await fetch(new URL("/api/sessions", url), { headers: { cookie: therapist } });
    expect(others.ok).toBe(false);
    // A statement that hangs is given up after a while, and tried again.
    await vi.waitFor(async () => {
      expect((await look()).faults).toContainEqual(
        expect.objectContaining({ kind: "journalRetried", groupSessionId: group.created.groupSessionId }),
      );
    }, PATIENCE);

    goOn();
    await vi.waitFor(async () => {
      expect(await look()).toMatchObject({ readiness: "ready", database: { reachable: true } });
    }, PATIENCE);
    await group.waitUntilMoved();
    await vi.waitFor(async () => expect((await look()).journal.oldestWaitingMs ?? 0).toBeLessThan(1_000), PATIENCE);
    const kinds = (await look()).faults.map(({ kind }) => kind);
    expect(kinds).toContain("databaseBack");
    expect(kinds.indexOf("databaseBack")).toBeLessThan(kinds.indexOf("databaseAway"));
  });
});
