// Recordings do not outlast what the clinic has set, unless somebody holds them.
import { describe, expect, it } from "vitest";
import { THERAPIST, useVault } from "./support/vault.ts";

const DAY_MS = 86_400_000;
const use = useVault();

describe("a recording that is older than the clinic keeps any", () => {
  it("is destroyed as the server's own doing, and none before its time, none that is held", async () => {
    const [old, held] = [await use.keepWhole(), await use.keepWhole()];
    await use.here.recordings.hold(held, "complaint", THERAPIST);
    const after = (days: number) => use.vault.open({ keptDays: 30, nowMs: () => Date.now() + days * DAY_MS });
    const states = async () => [await use.stateOf(old), await use.stateOf(held)];
    const early = await after(29.9);
    await early.recordings.tidy();
    expect(await states()).toEqual(["whole", "whole"]);
    const [late, beside] = [await after(30.1), await after(30.1)];
    await Promise.all([late.recordings.tidy(), beside.recordings.tidy()]);
    expect(await states()).toEqual(["destroyed", "whole"]);
    expect(await use.objectsOf(old)).toEqual([]);
    const [listed] = (await use.here.recordings.list(use.session, THERAPIST)).filter((one) => one.recordingId === old);
    expect(listed?.destroyed).toMatchObject({ byRole: "server", why: "retention" });
    await use.here.recordings.release(held, THERAPIST);
    await late.recordings.tidy();
    expect(await use.stateOf(held)).toBe("destroyed");
  });

  it("ends by itself where its class never ended, and then counts its days like any other", async () => {
    const cutOff = (await use.keepAll([])).recordingId;
    const after = (days: number) => use.vault.open({ keptDays: 30, nowMs: () => Date.now() + days * DAY_MS });
    await (await after(0.9)).recordings.tidy();
    expect(await use.stateOf(cutOff)).toBe("running");
    await (await after(1.1)).recordings.tidy();
    expect(await use.stateOf(cutOff)).not.toBe("running");
    await (await after(32)).recordings.tidy();
    expect(await use.stateOf(cutOff)).toBe("destroyed");
  });

  it("stays where nothing is set", async () => {
    const old = await use.keepWhole();
    const later = await use.vault.open({ nowMs: () => Date.now() + 40_000 * DAY_MS });
    await later.recordings.tidy();
    expect(await use.stateOf(old)).toBe("whole");
  });
});
