// A database that is gone for a while, and comes back as it was.
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";

const PATIENCE = { timeout: 60_000, interval: 50 };

describe("a class whose database goes away", () => {
  let opened: ClassOnOwnDatabase;
  beforeAll(async () => {
    opened = await openClassOnOwnDatabase();
  }, 180_000);
  afterAll(() => opened?.close());

  it("goes on moving and counting, says that counts are provisional, and loses nothing", {
    timeout: 180_000,
  }, async () => {
    const { group, database } = opened;
    const state = () => group.therapist.participant.state();
    const unacknowledged = () => group.patients[0]?.participant.link.unacknowledged() ?? 0;
    await group.startSet("shoulder-abduction", 4);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThanOrEqual(1), PATIENCE);
    await database.stop();
    const before = group.counts()[0] ?? 0;
    await vi.waitFor(() => expect(state()?.provisional).toBe(true), PATIENCE);
    await vi.waitFor(() => expect(group.counts()[0]).toBeGreaterThan(before), PATIENCE);
    expect(unacknowledged()).toBeGreaterThan(10);
    const stopped = group.patients[0]?.participant.link.command({ name: "reportPain", level: 2 });
    await database.start();
    expect(await stopped).toMatchObject({ applied: true });
    await vi.waitFor(() => expect(state()?.provisional).toBe(false), PATIENCE);
    await group.waitUntilMoved();
    await vi.waitFor(() => expect(group.counts()).toEqual([4]), PATIENCE);
    group.patients[0]?.stopMoving();
    await vi.waitFor(() => expect(unacknowledged()).toBe(0), PATIENCE);
  });
});
