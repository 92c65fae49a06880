import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { startTestServer, type TestServer } from "./support/test-server.ts";

const PATIENCE = { timeout: 20_000, interval: 50 };

describe("a patient who has stopped for pain", () => {
  let server: TestServer;
  let group: SimulatedClass;
  beforeAll(async () => {
    server = await startTestServer();
    group = await startSimulatedClass(server.url, 1);
  });
  afterAll(async () => {
    group?.close();
    await server?.close();
  });

  it("is neither left behind by the end nor made to go on before the alarm is taken", async () => {
    const { link, me } = group.patients[0]!.participant;
    const therapist = group.therapist.participant;
    expect(await link.command({ name: "stopForPain" })).toMatchObject({ applied: true });
    for (const command of [{ name: "finishSession" }, { name: "agreeResume", participantId: me.personId }] as const) {
      expect(await therapist.link.command(command)).toMatchObject({ applied: false, code: "command/alarm_first" });
    }
    expect(therapist.state()?.phase).toBe("lobby");
  });

  it("can go on with a simulated therapist, who takes the alarm and agrees", async () => {
    const { link, me } = group.patients[0]!.participant;
    const clinical = () => group.therapist.participant.state()?.clinical.get(me.personId);
    await vi.waitFor(() => expect(clinical()?.stopped).toBe(true), PATIENCE);
    await group.therapist.answerStops();
    await vi.waitFor(() => expect(clinical()?.stopTakenById).not.toBe(""), PATIENCE);
    await link.command({ name: "agreeResume" });
    await vi.waitFor(async () => {
      await group.therapist.answerStops();
      expect(clinical()?.stopped).toBe(false);
    }, PATIENCE);
  });

  it("does not keep a simulated therapist from ending the class", async () => {
    await group.patients[0]!.participant.link.command({ name: "stopForPain" });
    await group.therapist.finishSession();
    await vi.waitFor(() => expect(group.therapist.participant.state()?.phase).toBe("summary"), PATIENCE);
  });
});
