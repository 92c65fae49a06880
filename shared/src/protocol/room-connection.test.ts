import { describe, expect, it } from "vitest";
import { CLOSE_CODES } from "./close-codes.ts";
import { connect, createFakeServer } from "./testing/fake-session-server.ts";

/** Three to four seconds without a sign, and then some. */
const SILENCE_MS = 5_000;

describe("the connection to a session's room", () => {
  it("keeps trying while the server is away", async () => {
    const server = createFakeServer();
    server.joinFailures.push("fetch failed", "session/moved", "fetch failed");
    const { statuses, settle, runDue } = connect(server);
    await settle();
    for (let i = 0; i < 3; i++) await runDue();
    expect(statuses).toEqual(["reconnecting", "connected"]);
  });

  it("leaves a process that greets it with an earlier owner's epoch, and tries again", async () => {
    const server = createFakeServer();
    server.restart();
    const { link, statuses, settle, runDue } = connect(server);
    await settle();
    server.rewind();
    server.drop(1006);
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting"]);
    expect([link.epoch(), server.room()?.gone]).toEqual([2, true]);
    server.restart();
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "connected"]);
  });

  it("notices that nothing comes any more though nobody has closed the line, and comes back over a new one", async () => {
    const server = createFakeServer();
    const { link, statuses, settle, pass, runDue, frame } = connect(server);
    await settle();
    await pass(60_000);
    expect(statuses).toEqual(["connected"]);
    server.setReachable(false);
    const dead = server.room();
    await pass(SILENCE_MS);
    expect([link.status(), dead?.gone]).toEqual(["reconnecting", true]);
    frame(66);
    server.setReachable(true);
    await settle();
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "connected"]);
    expect(server.frames).toEqual([1]);
  });

  it("hears a line on which anything comes, though pings are not answered in time", async () => {
    const server = createFakeServer();
    const { link, settle, pass } = connect(server);
    await settle();
    server.setReachable(false);
    for (let i = 0; i < 10; i++) {
      link.isCurrent({ epoch: 1 });
      await pass(2_000);
    }
    expect(link.status()).toBe("connected");
  });

  it("does not wait for ever for a join that hangs, and leaves the seat it gets too late", async () => {
    const server = createFakeServer();
    server.setReachable(false);
    const { statuses, settle, pass } = connect(server);
    await settle();
    await pass(12_000);
    expect(statuses).toEqual(["reconnecting"]);
    server.setReachable(true);
    await settle();
    await pass(2_000);
    expect(statuses).toEqual(["reconnecting", "connected"]);
    expect(server.joined.map((room) => room.gone)).toEqual([true, false]);
  });

  it("stays away when it was told that another page has its seat", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.drop(CLOSE_CODES.takenOver);
    await runDue();
    expect(link.status()).toBe("takenOver");
  });

  it("comes back by itself, but not soon, when it is told that it sent far too much", async () => {
    const server = createFakeServer();
    const { statuses, settle, pass } = connect(server);
    await settle();
    server.drop(CLOSE_CODES.flooding);
    await pass(29_000);
    expect([statuses, server.joined.length]).toEqual([["connected", "reconnecting"], 1]);
    await pass(2_000);
    expect([statuses.at(-1), server.joined.length]).toEqual(["connected", 2]);
    server.drop(1006);
    await pass(1_000);
    expect(server.joined.length).toBe(3);
  });

  it("goes for good when it is greeted as too old, so that the page can be loaded again", async () => {
    const server = createFakeServer();
    server.refuseProtocol("protocol/too_old");
    const { statuses, settle, runDue } = connect(server);
    await settle();
    await runDue();
    expect(statuses).toEqual(["tooOld: protocol/too_old"]);
    expect(server.joined.map((room) => room.gone)).toEqual([true]);
  });

  it("waits for its server to be renewed when it is newer, and says why", async () => {
    const server = createFakeServer();
    server.refuseProtocol("protocol/too_new");
    server.joinFailures.push("protocol/too_new");
    const { statuses, settle, runDue } = connect(server);
    await settle();
    await runDue();
    expect(new Set(statuses)).toEqual(new Set(["reconnecting: protocol/too_new"]));
    server.refuseProtocol(undefined);
    await runDue();
    expect(statuses.at(-1)).toBe("connected");
  });

  it("goes for good when it is refused as too old before it has a seat", async () => {
    const server = createFakeServer();
    server.joinFailures.push("protocol/too_old");
    const { statuses, settle, runDue } = connect(server);
    await settle();
    await runDue();
    expect([statuses, server.joined]).toEqual([["tooOld: protocol/too_old"], []]);
  });

  it("finds out two seconds after waking that the line is dead, and comes back over a new one", async () => {
    const server = createFakeServer();
    const { link, statuses, settle, pass, runDue } = connect(server);
    await settle();
    server.setReachable(false);
    link.lookNow();
    await pass(1_900);
    expect(statuses).toEqual(["connected"]);
    await pass(200);
    expect(statuses).toEqual(["connected", "reconnecting"]);
    server.setReachable(true);
    await settle();
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "connected"]);
  });

  it("keeps a line that is well when it wakes, however often it is told to look", async () => {
    const server = createFakeServer();
    const { link, statuses, settle, pass } = connect(server);
    await settle();
    for (let i = 0; i < 3; i++) link.lookNow();
    await settle();
    await pass(10_000);
    expect([statuses, server.joined.length]).toEqual([["connected"], 1]);
  });

  it("does not wait for its next try when the network is there again", async () => {
    const server = createFakeServer();
    server.joinFailures.push(...Array.from({ length: 5 }, () => "fetch failed"));
    const { link, statuses, settle, pass } = connect(server);
    await settle();
    await pass(250 + 500 + 1_000 + 2_000);
    expect(server.joinFailures).toEqual([]);
    await pass(100);
    link.lookNow();
    await settle();
    expect(statuses).toEqual(["reconnecting", "connected"]);
    await pass(10_000);
    expect(server.joined.length).toBe(1);
  });

  it("leaves its seat when the device falls asleep, does nothing until it wakes, and is back at once", async () => {
    const server = createFakeServer();
    const { link, statuses, settle, pass } = connect(server);
    await settle();
    link.rest();
    await pass(60_000);
    expect([statuses, server.joined.map((room) => room.gone)]).toEqual([["connected", "reconnecting"], [true]]);
    link.lookNow();
    await settle();
    expect([statuses.at(-1), server.joined.length]).toEqual(["connected", 2]);
  });

  it("does not come back with a seat it had asked for before it fell asleep", async () => {
    const server = createFakeServer();
    server.setReachable(false);
    const { link, statuses, settle, pass } = connect(server);
    await settle();
    link.rest();
    server.setReachable(true);
    await settle();
    await pass(30_000);
    expect([statuses, server.joined.map((room) => room.gone)]).toEqual([["reconnecting"], [true]]);
    link.lookNow();
    await settle();
    expect(link.status()).toBe("connected");
  });

  it("has as much patience with the join it asks for after waking as with any other", async () => {
    const server = createFakeServer();
    server.setReachable(false);
    const { link, settle, pass } = connect(server);
    await pass(5_000);
    link.rest();
    link.lookNow();
    await pass(6_000);
    server.setReachable(true);
    await settle();
    expect([link.status(), server.joined.map((room) => room.gone)]).toEqual(["connected", [true, false]]);
  });

  it("stays away when another page was opened while it had no line", async () => {
    const server = createFakeServer();
    const { statuses, settle, runDue } = connect(server);
    await settle();
    server.joinFailures.push("session/taken_over");
    server.drop(1006);
    await runDue();
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "takenOver"]);
  });

  it("asks more and more seldom, and says so, while the session cannot be opened, and comes in when it can", async () => {
    const server = createFakeServer();
    server.joinFailures.push(...Array.from({ length: 12 }, () => "session/unreadable"));
    const { statuses, settle, pass } = connect(server);
    await settle();
    await pass(60_000);
    expect(new Set(statuses)).toEqual(new Set(["heldBack: session/unreadable"]));
    expect(server.joinFailures.length).toBeGreaterThanOrEqual(3);
    await pass(10 * 30_000);
    expect(statuses.at(-1)).toBe("connected");
  });

  it("says that nothing can be stored to whoever comes, not to whoever was in already, and goes on asking", async () => {
    const server = createFakeServer();
    const refused = Array.from({ length: 4 }, () => "server/refuses_writes");
    server.joinFailures.push(...refused);
    const { statuses, settle, pass } = connect(server);
    await settle();
    await pass(10_000);
    expect(statuses.slice(0, -1)).toEqual(refused.map((code) => `heldBack: ${code}`));
    expect(statuses.at(-1)).toBe("connected");
    server.joinFailures.push(...refused);
    server.drop(1006);
    await pass(10_000);
    expect(statuses.slice(-2)).toEqual(["reconnecting", "connected"]);
  });

  it("stops asking when the answer will not change", async () => {
    const server = createFakeServer();
    server.joinFailures.push("session/not_a_member");
    const { statuses, settle, runDue } = connect(server);
    await settle();
    await runDue();
    expect(statuses).toEqual(["refused: session/not_a_member"]);
  });
});
