// A database that is gone for a while and comes back as it was.
import { randomUUID } from "node:crypto";
import { setTimeout as pass } from "node:timers/promises";
import type { CommandId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import pg from "pg";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };
const AWAY_MS = 10_000;
const LOOK_EVERY_MS = 50;

describe("a class whose database goes away", () => {
  let opened: ClassOnOwnDatabase;
  beforeAll(async () => {
    opened = await openClassOnOwnDatabase();
  }, 180_000);
  afterAll(() => opened?.close());

  it("takes a patient back whose line breaks meanwhile, and counts what was moved before, between and after", {
    timeout: 180_000,
  }, async () => {
    const { group, database, line } = opened;
    const state = () => group.therapist.participant.state();
    const status = () => group.patients[0]?.participant.link.status();
    await group.startSet("shoulder-abduction", 8);
    await database.stop();
    await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
    line.strand();
    await vi.waitFor(() => expect(status()).toBe("reconnecting"), PATIENCE);
    await vi.waitFor(() => expect(status()).toBe("connected"), PATIENCE);
    const before = group.counts()[0] ?? 0;
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThan(before), PATIENCE);
    expect(state()?.provisional).toBe(true);
    await database.start();
    await group.waitUntilMoved();
    await vi.waitFor(() => expect([group.counts(), state()?.provisional]).toEqual([[8], false]), PATIENCE);
    expect(await group.therapist.participant.link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    expect([status(), group.refusals]).toEqual(["connected", []]);
  });

  it("exercises on for ten seconds of it, while commands wait, and has each repetition and each command once in the end", {
    timeout: 180_000,
  }, async () => {
    const { group, database } = opened;
    const repetitions = 6;
    const { link } = group.therapist.participant;
    const patient = group.patients[0]?.participant;
    const state = () => group.therapist.participant.state();
    const setId = async () => {
      const started = "SELECT set_id FROM journal_entry WHERE kind = 'setStarted' ORDER BY sequence DESC LIMIT 1";
      return ((await select(database.url, started))[0] as { readonly set_id: string }).set_id;
    };
    await group.startSet("shoulder-abduction", repetitions);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
    await database.stop();
    const fromMs = performance.now();
    const [before = 0] = group.counts();
    await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
    const answered: string[] = [];
    const ask = (name: string, command: Parameters<typeof link.command>[0], of = link) => {
      const commandId = randomUUID() as CommandId;
      const answer = of.command(command, commandId).then((given) => {
        answered.push(name);
        return given;
      });
      return { commandId, answer };
    };
    const participantId = patient?.me.personId as ParticipantId;
    const asked = [
      ask("spotlight", { name: "moveSpotlight", participantId }),
      ask("effort", { name: "reportEffort", level: 4 }, patient?.link),
    ];
    let most = before;
    while (performance.now() - fromMs < AWAY_MS) {
      await pass(LOOK_EVERY_MS);
      const [now = 0] = group.counts();
      expect(now).toBeGreaterThanOrEqual(most);
      most = now;
      expect([state()?.provisional, link.status(), patient?.link.status()]).toEqual([true, "connected", "connected"]);
      expect(answered).toEqual([]);
    }
    expect(most).toBeGreaterThan(before);
    expect(patient?.link.unacknowledged()).toBeGreaterThan(10);
    await database.start();
    const answers = await Promise.all(asked.map(({ answer }) => answer));
    expect(answers).toEqual(asked.map(() => expect.objectContaining({ applied: true })));
    await group.waitUntilMoved();
    await vi.waitFor(() => expect([group.counts(), state()?.provisional]).toEqual([[repetitions], false]), PATIENCE);
    group.patients[0]?.stopMoving();
    await vi.waitFor(() => expect(patient?.link.unacknowledged()).toBe(0), PATIENCE);

    const ordinals = await select(
      database.url,
      `SELECT ordinal FROM journal_entry WHERE kind = 'repetitionCounted' AND set_id = '${await setId()}' ORDER BY sequence`,
    );
    expect(ordinals).toEqual(Array.from({ length: repetitions }, (_, index) => ({ ordinal: index + 1 })));
    for (const { commandId } of asked) {
      const taken = `SELECT count(*)::int AS times FROM journal_entry WHERE command_id = '${commandId}'`;
      expect(await select(database.url, taken)).toEqual([{ times: 1 }]);
    }
    expect(await link.command({ name: "finishSet" })).toMatchObject({ applied: true });
    expect(group.refusals).toEqual([]);
  });

  // After the class has moved, because it ends it.
  it("ends, and is in nobody's list of open sessions once the database is back", { timeout: 120_000 }, async () => {
    const { group, database } = opened;
    const state = () => group.therapist.participant.state();
    await database.stop();
    const finished = group.therapist.participant.link.command({ name: "finishSession" });
    await vi.waitFor(() => expect([state()?.phase, state()?.provisional]).toEqual(["summary", true]), PATIENCE);
    await database.start();
    expect(await finished).toMatchObject({ applied: true });
    const endedAt = "SELECT ended_at FROM group_session WHERE ended_at IS NOT NULL";
    await vi.waitFor(async () => expect(await select(database.url, endedAt)).toHaveLength(1), PATIENCE);
  });
});

async function select(databaseUrl: string, query: string): Promise<readonly unknown[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    return (await client.query(query)).rows;
  } finally {
    await client.end();
  }
}
