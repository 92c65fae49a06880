// Whether a process lives and whether it takes new work are two questions: whoever restarts what does not live must not do so because
// something it needs is away, or because it is just leaving.
import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type ClassOnOwnDatabase, openClassOnOwnDatabase } from "./support/class-on-own-database.ts";

const PATIENCE = { timeout: 40_000, interval: 100 };

describe("a process with a class", { timeout: 120_000 }, () => {
  let opened: ClassOnOwnDatabase;
  beforeAll(async () => {
    opened = await openClassOnOwnDatabase();
    await opened.group.startSet("shoulder-abduction", 20);
  }, 180_000);
  afterAll(() => opened?.close());

  const ask = async (path: string) => {
    const response = await fetch(new URL(path, opened.url));
    return [response.status, await response.json()];
  };
  const live = async () => ({ live: await ask("/livez"), ready: await ask("/readyz") });
  const alive = [200, { alive: true }];
  const notFor = (reason: string) => ({ live: alive, ready: [503, { ready: false, reason }] });
  const untilNotFor = (reason: string) =>
    vi.waitFor(async () => expect(await live()).toEqual(notFor(reason)), PATIENCE);
  const untilReady = () =>
    vi.waitFor(async () => expect(await live()).toEqual({ live: alive, ready: [200, { ready: true }] }), PATIENCE);

  it("takes no new work while its media worker does not answer, and lives", async () => {
    await untilReady();
    const workers = execFileSync("pgrep", ["--oldest", "-P", String(process.pid), "-f", "mediasoup-worker"])
      .toString()
      .trim();
    const worker = Number(workers);
    process.kill(worker, "SIGSTOP");
    try {
      await untilNotFor("media");
    } finally {
      process.kill(worker, "SIGCONT");
    }
    await untilReady();
  });

  it("takes no new work without its database, and lives", async () => {
    await opened.database.stop();
    await untilNotFor("database");
  });

  it("takes no new work while it leaves, whatever else it lacks, and lives until it has left", async () => {
    // Its class has frames that the database cannot take: it does not leave at once.
    await vi.waitFor(() => expect(opened.group.therapist.participant.state()?.provisional).toBe(true), PATIENCE);
    let left = false;
    const leaving = opened.closeServer().then(() => {
      left = true;
    });
    expect(await live()).toEqual(notFor("leaving"));
    expect(left).toBe(false);
    await opened.database.start();
    await leaving;
  });
});
