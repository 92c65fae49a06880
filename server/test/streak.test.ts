import type { PatientHome } from "@ensemble/shared/protocol/http-messages.ts";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { readConfig } from "../src/platform/config.ts";
import { createLogger } from "../src/platform/logger.ts";
import { type RunningServer, startServer } from "../src/start-server.ts";
import { type SimulatedClass, startSimulatedClass } from "./support/simulated-class.ts";
import { testEnvironment } from "./support/test-server.ts";

const PATIENCE = { timeout: 20_000, interval: 50 };

describe("a streak", () => {
  let environment: Awaited<ReturnType<typeof testEnvironment>>;
  let server: RunningServer | undefined;
  let group: SimulatedClass;
  const url = () => server?.url.replace("localhost", "127.0.0.1") ?? "";
  const start = async () => {
    server = await startServer(readConfig(environment.env, []), createLogger("silent"));
  };
  beforeAll(async () => {
    environment = await testEnvironment();
    await start();
    group = await startSimulatedClass(url(), 2);
  });
  afterAll(async () => {
    group?.close();
    await server?.close();
    await environment?.drop();
  });

  const homeOf = async (patient: number): Promise<PatientHome> => {
    const signedIn = await fetch(new URL("/api/sign-in", url()), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ link: group.created.patients[patient]?.link }),
    });
    const cookie = signedIn.headers.get("set-cookie")?.split(";")[0] ?? "";
    return (await (await fetch(new URL("/api/home", url()), { headers: { cookie } })).json()) as PatientHome;
  };
  const exercisedDays = ({ days }: PatientHome) => days.filter(({ exercised }) => exercised).length;
  /** As the therapist's screen has it. */
  const inClass = (patient: number) => {
    const id = group.patients[patient]?.participant.me.personId ?? "";
    return group.therapist.participant.state()?.clinical.get(id)?.streakDays;
  };

  it("has not begun before the first repetition", async () => {
    expect([inClass(0), inClass(1)]).toEqual([0, 0]);
    const home = await homeOf(0);
    expect([home.streakDays, exercisedDays(home)]).toEqual([0, 0]);
  });

  it("begins with the first repetition ever, and is seen in the class when the set is finished", async () => {
    group.patients[1]?.stopMoving();
    await group.startSet("squat", 1);
    await vi.waitFor(() => expect(group.counts()).toEqual([1, 0]), { ...PATIENCE, timeout: 40_000 });
    await group.therapist.participant.link.command({ name: "finishSet" });
    await vi.waitFor(() => expect([inClass(0), inClass(1)]).toEqual([1, 0]), PATIENCE);
    const [moved, rested] = [await homeOf(0), await homeOf(1)];
    expect([moved.streakDays, exercisedDays(moved)]).toEqual([1, 1]);
    expect([rested.streakDays, exercisedDays(rested)]).toEqual([0, 0]);
  });

  it("is read from the journal again after a restart", async () => {
    group.close();
    await server?.close();
    await start();
    const home = await homeOf(0);
    expect([home.streakDays, exercisedDays(home)]).toEqual([1, 1]);
  });
});
