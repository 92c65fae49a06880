import { describe, expect, it, vi } from "vitest";
import type { DataKey } from "./key-door.ts";
import type { Actor, Recording } from "./recording.ts";
import { createViewings } from "./viewings.ts";

const MINUTE_MS = 60_000;
const tess: Actor = { personId: "tess", role: "therapist" };
const ana: Actor = { personId: "ana", role: "patient" };
const recording = (recordingId: string) => ({ recordingId }) as Recording;

function opened() {
  let nowMs = 0;
  const open = vi.fn(async () => ({}) as DataKey);
  return { open, pass: (ms: number) => (nowMs += ms), viewings: createViewings({ open }, () => nowMs) };
}

describe("a viewing", () => {
  it("is one entry for all its ranges, and another one for somebody else, another recording or a download", async () => {
    const { open, viewings } = opened();
    for (let range = 0; range < 5; range++) await viewings.open(recording("a"), tess, "recording.viewed");
    expect(open).toHaveBeenCalledTimes(1);
    await viewings.open(recording("a"), ana, "recording.viewed");
    await viewings.open(recording("b"), tess, "recording.viewed");
    await viewings.open(recording("a"), tess, "recording.downloaded");
    expect(open).toHaveBeenCalledTimes(4);
  });

  it("is over after two minutes without a request, and after half an hour of them", async () => {
    const { open, viewings, pass } = opened();
    const look = () => viewings.open(recording("a"), tess, "recording.viewed");
    await look();
    pass(2 * MINUTE_MS - 1);
    await look();
    expect(open).toHaveBeenCalledTimes(1);
    pass(2 * MINUTE_MS);
    await look();
    expect(open).toHaveBeenCalledTimes(2);
    for (let minute = 0; minute < 30; minute++) {
      pass(MINUTE_MS);
      await look();
    }
    expect(open).toHaveBeenCalledTimes(3);
  });

  it("is forgotten with its recording", async () => {
    const { open, viewings } = opened();
    await viewings.open(recording("a"), tess, "recording.viewed");
    viewings.forget("a");
    await viewings.open(recording("a"), tess, "recording.viewed");
    expect(open).toHaveBeenCalledTimes(2);
  });

  it("that was refused is none: who asks again is judged again", async () => {
    const { open, viewings } = opened();
    open.mockRejectedValueOnce(new Error("refused"));
    await expect(viewings.open(recording("a"), tess, "recording.viewed")).rejects.toThrow("refused");
    await viewings.open(recording("a"), tess, "recording.viewed");
    expect(open).toHaveBeenCalledTimes(2);
  });
});
