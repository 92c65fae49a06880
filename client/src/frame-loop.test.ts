import { createPoseFrame, type PoseFrame } from "@ensemble/shared/movement/pose-frame.ts";
import { describe, expect, test } from "vitest";
import type { SeenPose } from "./camera/pose-worker-messages.ts";
import { createFrameLoop } from "./frame-loop.ts";
import type { QualitySettings } from "./quality-rules.ts";

function seen(atMs: number, inferenceMs = 5, drawsInSoftware = false): [PoseFrame, SeenPose] {
  const frame = Object.assign(createPoseFrame(), { atMs });
  return [frame, { frame, model: "lite", drawsInSoftware, inferenceMs, light: undefined, carriedHz: 30 }];
}

describe("the frame loop", () => {
  test("sends before anything is drawn, the frame itself and its model", () => {
    const order: string[] = [];
    const loop = createFrameLoop({
      asked: undefined,
      nowMs: () => 0,
      isHidden: () => false,
      parts: {
        drawOwn: () => order.push("draw"),
        moveOwnAvatar: () => order.push("avatar"),
        send: (frame, model) => order.push(`send ${frame.atMs} ${model}`),
      },
    });
    loop.step(...seen(120));
    expect(order).toEqual(["send 120 lite", "avatar", "draw"]);
  });

  test("goes on counting while the page is hidden and draws nothing", () => {
    const sent: number[] = [];
    let drawn = 0;
    const loop = createFrameLoop({ asked: undefined, nowMs: () => 0, isHidden: () => true });
    loop.parts.send = (frame) => sent.push(frame.atMs);
    loop.parts.drawOwn = () => drawn++;
    loop.step(...seen(1));
    loop.step(...seen(2));
    expect(sent).toEqual([1, 2]);
    expect(drawn).toBe(0);
  });

  test("says the quality with the first frame and again when the device turns out slow", () => {
    const told: QualitySettings[] = [];
    const loop = createFrameLoop({ asked: undefined, nowMs: () => 0, isHidden: () => false });
    loop.parts.followQuality = (settings) => told.push(settings);
    for (let atMs = 0; atMs < 8_000; atMs += 100) loop.step(...seen(atMs, 90));
    expect(told.map((settings) => settings.level)).toEqual(["full", "reduced"]);
    expect(loop.quality().poseHz).toBe(15);
  });

  test("a device without a graphics processor is asked for least from the first frame", () => {
    const loop = createFrameLoop({ asked: undefined, nowMs: () => 0, isHidden: () => false });
    loop.step(...seen(0, 5, true));
    expect(loop.quality().level).toBe("least");
  });

  test("a part that comes later learns the quality with the next frame, once", () => {
    const told: string[] = [];
    const loop = createFrameLoop({ asked: undefined, nowMs: () => 0, isHidden: () => false });
    loop.step(...seen(0, 5, true));
    loop.parts.followQuality = (settings) => told.push(settings.level);
    loop.step(...seen(80, 5, true));
    loop.step(...seen(160, 5, true));
    expect(told).toEqual(["least"]);
  });

  test("parts may be missing", () => {
    const loop = createFrameLoop({ asked: "low", nowMs: () => 0, isHidden: () => false });
    expect(loop.quality().level).toBe("low");
    loop.step(...seen(10));
    expect(loop.quality().level).toBe("low");
  });
});
