import { describe, expect, it } from "vitest";
import { CLOSE_CODES } from "./close-codes.ts";
import { PROTOCOL_VERSION, UNACKNOWLEDGED_FRAMES_KEPT_MS, WIRE } from "./room-messages.ts";
import { connect, createFakeServer } from "./testing/fake-session-server.ts";

describe("the link to a session", () => {
  it("says hello and knows the server's clock and owner", async () => {
    const { link, statuses, settle } = connect(createFakeServer());
    await settle();
    expect(statuses).toEqual(["connected"]);
    expect([link.epoch(), link.serverOffsetMs()]).toEqual([1, 4_000]);
  });

  it("says what its clock shows, so that what it kept is not taken to be of the moment it arrives", async () => {
    const server = createFakeServer();
    const { settle, runDue } = connect(server);
    await settle();
    server.drop(1006);
    await runDue();
    expect(server.hellos).toHaveLength(2);
    const [first, second] = server.hellos;
    expect(first?.clockMs).toBe(1_000);
    expect(second?.clockMs).toBeGreaterThan(1_000);
  });

  it("comes back after a cut and sends what was not acknowledged, before it asks for anything", async () => {
    const server = createFakeServer();
    const { link, statuses, settle, runDue, frame } = connect(server);
    await settle();
    for (let i = 1; i <= 4; i++) frame(66 * i);
    await runDue();
    expect(server.frames).toEqual([4]);
    server.acknowledge(1);
    server.drop(1006);
    expect(statuses).toEqual(["connected", "reconnecting"]);
    await runDue();
    expect(statuses).toEqual(["connected", "reconnecting", "connected"]);
    expect(server.frames).toEqual([4, 3]);
    expect(link.unacknowledged()).toBe(3);
  });

  it("counts as acknowledged what was committed, not what waited too long, and nothing twice", async () => {
    const server = createFakeServer();
    const { link, settle, runDue, frame } = connect(server);
    await settle();
    for (let i = 1; i <= 3; i++) frame(66 * i);
    await runDue();
    for (let i = 1; i <= 4; i++) frame(UNACKNOWLEDGED_FRAMES_KEPT_MS + 1_000 + 66 * i);
    expect([link.unacknowledged(), link.framesAcknowledged()]).toEqual([4, 0]);
    server.acknowledge(5);
    server.acknowledge(5);
    expect([link.unacknowledged(), link.framesAcknowledged()]).toEqual([2, 2]);
    server.acknowledgeSilently(6);
    server.drop(1006);
    await runDue();
    expect([link.unacknowledged(), link.framesAcknowledged()]).toEqual([1, 3]);
  });

  it("tells of a refusal how often there was one", async () => {
    const server = createFakeServer();
    const { refusals, settle } = connect(server);
    await settle();
    server.refuse("frame/too_fast", 40);
    expect(refusals).toEqual(["frame/too_fast 40"]);
  });

  it("asks a command again with the same id until it is answered", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.setAnswering(false);
    const answer = link.command({ name: "startSet" });
    await settle();
    server.drop(1006);
    server.setAnswering(true);
    await runDue();
    expect(await answer).toMatchObject({ applied: true });
    expect([...server.commands.values()]).toEqual([2]);
  });

  it("does not carry again what was taken back meanwhile", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.setAnswering(false);
    const given = link.command({ name: "consentToPicture", given: true });
    const takenBack = link.command({ name: "consentToPicture", given: false });
    await settle();
    expect(await given).toMatchObject({ applied: false, code: "command/taken_back" });
    server.drop(1006);
    server.setAnswering(true);
    await runDue();
    expect(await takenBack).toMatchObject({ applied: true });
    expect([...server.commands.values()]).toEqual([1, 2]);
  });

  it("does not carry again what was outdone meanwhile: who has it next would do it after the last word", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.setAnswering(false);
    const closed = link.command({ name: "changePictureMode", mode: "therapistOnly" });
    const opened = link.command({ name: "changePictureMode", mode: "everybody" });
    await settle();
    server.drop(1006);
    server.setAnswering(true);
    await runDue();
    expect(await closed).toMatchObject({ applied: false, code: "command/taken_back" });
    expect(await opened).toMatchObject({ applied: true });
    expect([...server.commands.values()]).toEqual([1, 2]);
  });

  it("believes nobody who spoke for an earlier owner", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.restart();
    server.drop(CLOSE_CODES.moved);
    await runDue();
    expect(link.isCurrent({ epoch: 1 })).toBe(false);
    expect(link.isCurrent({ epoch: 2 })).toBe(true);
    expect(link.isCurrent({ epoch: 3 })).toBe(true);
    expect(link.isCurrent({ epoch: 2 })).toBe(false);
  });

  it("takes neither a refusal nor a command's answer from an earlier owner", async () => {
    const server = createFakeServer();
    server.restart();
    const { link, refusals, settle, runDue } = connect(server);
    await settle();
    server.tell(WIRE.refusal, { epoch: 1, code: "frame/too_fast", count: 1 });
    server.rewind();
    let answered = false;
    const answer = link.command({ name: "startSet" });
    void answer.then(() => {
      answered = true;
    });
    await settle();
    expect([answered, refusals]).toEqual([false, []]);
    server.restart();
    server.drop(1006);
    await runDue();
    expect(await answer).toMatchObject({ applied: true, epoch: 2 });
    expect([...server.commands.values()]).toEqual([2]);
  });

  it("takes no answer about audio and video from an earlier owner, and one that is not dated from any", async () => {
    const server = createFakeServer();
    server.restart();
    const { link, settle } = connect(server);
    await settle();
    const ask = () => link.request(WIRE.media, { op: "offers" });
    expect(await ask()).toEqual({ answer: "offers", epoch: 2 });
    server.rewind();
    await expect(ask()).rejects.toThrow("media/away");
    server.dateNoMedia();
    expect(await ask()).toEqual({ answer: "offers" });
    server.setReachable(false);
    server.drop(1006);
    await expect(ask()).rejects.toThrow("media/away");
  });

  it("sends what was not acknowledged when it wakes on a line that is well", async () => {
    const server = createFakeServer();
    const { link, settle, runDue, frame } = connect(server);
    await settle();
    for (let i = 1; i <= 3; i++) frame(66 * i);
    await runDue();
    server.acknowledgeSilently(1);
    link.lookNow();
    await settle();
    expect(server.frames).toEqual([3, 2]);
  });

  it("knows how long its clock stood still while the device slept", async () => {
    const server = createFakeServer();
    const { link, settle } = connect(server);
    await settle();
    expect(link.sleptMs()).toBe(0);
    server.goOn(600_000);
    link.lookNow();
    await settle();
    expect([link.sleptMs(), link.serverOffsetMs()]).toEqual([600_000, 604_000]);
  });

  it("knows that its server speaks a newer protocol, and goes on with it", async () => {
    const server = createFakeServer();
    server.speak(PROTOCOL_VERSION);
    const { link, statuses, settle, runDue } = connect(server);
    await settle();
    expect(link.isOutdated()).toBe(false);
    server.restart();
    server.speak(PROTOCOL_VERSION + 1);
    server.drop(1006);
    await runDue();
    expect([link.isOutdated(), statuses.at(-1)]).toEqual([true, "connected"]);
  });

  it("asks again when it asked too much, instead of dropping the command", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    await settle();
    server.refuseCommands("protocol/too_many");
    const answer = link.command({ name: "stopForPain" });
    await settle();
    server.refuseCommands(undefined);
    await runDue();
    expect(await answer).toMatchObject({ applied: true });
    expect([...server.commands.values()]).toEqual([2]);
  });

  it("tells what is the case on this device after every welcome", async () => {
    const server = createFakeServer();
    const { link, settle, runDue } = connect(server);
    link.announce(WIRE.framing, { framing: "too_dark" });
    await settle();
    link.announce(WIRE.framing, { framing: "step_back" });
    server.restart();
    server.drop(1006);
    await runDue();
    expect(server.framings).toEqual([{ framing: "too_dark" }, { framing: "step_back" }, { framing: "step_back" }]);
  });
});
