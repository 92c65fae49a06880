import { beforeEach, describe, expect, it } from "vitest";
import { createDatabaseHealth, type DatabaseHealth } from "./database-health.ts";

const noRoom = () => Object.assign(new Error("could not extend file"), { code: "53100" });

describe("whether a database takes what is written", () => {
  let nowMs: number;
  let readOnly: "on" | "off";
  /** What a trial comes to. */
  let trial: (() => Error) | undefined;
  let trials: number;
  let health: DatabaseHealth;
  beforeEach(() => {
    nowMs = 0;
    readOnly = "off";
    trial = undefined;
    trials = 0;
    const query = async (text: string) => {
      if (text.startsWith("SELECT")) return { rows: [{ read_only: readOnly }] };
      trials += 1;
      if (trial !== undefined) throw trial();
      return { rows: [] };
    };
    health = createDatabaseHealth({ query } as never, () => nowMs);
  });

  it("is what it says itself when it is read only, and over when it says so", async () => {
    readOnly = "on";
    expect(await health.read()).toEqual({ status: "refusesWrites", reason: "read_only" });
    health.failed(Object.assign(new Error("read only"), { code: "25006" }));
    readOnly = "off";
    expect(await health.read()).toEqual({ status: "ok" });
    expect(trials).toBe(0);
  });

  it("is seen by what was refused, and over when something is taken", async () => {
    health.failed(noRoom());
    expect(await health.read()).toEqual({ status: "refusesWrites", reason: "no_room" });
    health.written();
    expect(await health.read()).toEqual({ status: "ok" });
    expect(trials).toBe(0);
  });

  it("is tried when nobody else has for a while, until a trial is taken", async () => {
    health.failed(noRoom());
    trial = noRoom;
    nowMs = 3_000;
    expect(await health.read()).toEqual({ status: "refusesWrites", reason: "no_room" });
    trial = undefined;
    nowMs = 4_000;
    expect(await health.read()).toEqual({ status: "refusesWrites", reason: "no_room" });
    nowMs = 6_000;
    expect(await health.read()).toEqual({ status: "ok" });
    expect(trials).toBe(2);
  });

  it("is not doubted because something failed for another reason, nor for ever because a trial did", async () => {
    health.failed(Object.assign(new Error("there already"), { code: "23505" }));
    expect(await health.read()).toEqual({ status: "ok" });
    health.failed(noRoom());
    trial = () => Object.assign(new Error("no right to temporary tables"), { code: "42501" });
    nowMs = 3_000;
    expect(await health.read()).toEqual({ status: "ok" });
  });
});
