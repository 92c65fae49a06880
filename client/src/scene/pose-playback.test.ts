import { AVATAR_SEGMENTS, type AvatarPose, createAvatarPose } from "@ensemble/shared/movement/avatar-pose.ts";
import fc from "fast-check";
import { expect, test } from "vitest";
import { addPose, createPosePlayback, readPose } from "./pose-playback.ts";

const KNEE = 4 * AVATAR_SEGMENTS.indexOf("leftShin");

/** A knee that bends by 60° a second: its angle tells which moment is shown. */
function poseAt(atMs: number): AvatarPose {
  const half = ((atMs / 1000) * 60 * Math.PI) / 360;
  const pose = createAvatarPose();
  pose.tracked = true;
  pose.rotations.set([Math.sin(half), 0, 0, Math.cos(half)], KNEE);
  return pose;
}

function shownMs(pose: AvatarPose): number {
  return ((2 * Math.atan2(pose.rotations[KNEE]!, pose.rotations[KNEE + 3]!) * 180) / Math.PI / 60) * 1000;
}

test("an even source is shown evenly, at most one and a half of its intervals late", () => {
  for (const fps of [10, 15, 30]) {
    const playback = createPosePlayback();
    const interval = 1000 / fps;
    const shown = createAvatarPose();
    let next = 0;
    for (let now = 0; now < 2000; now += 16) {
      for (; next * interval <= now; next++)
        addPose(playback, poseAt(next * interval), next * interval, next * interval);
      if (now < 1500) continue;
      expect(readPose(playback, now, shown)).toBe(true);
      expect(now - shownMs(shown)).toBeGreaterThan(0);
      expect(now - shownMs(shown)).toBeLessThan(1.5 * interval + 1);
    }
  }
});

test("what arrives unevenly is still shown in even steps, never backwards", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 40, maxLength: 40 }), (delays) => {
      const interval = 1000 / 15;
      const arrivals = delays.map((delay, i) => ({ at: i * interval, now: i * interval + 20 + delay }));
      // A message cannot overtake the one before it.
      arrivals.forEach((arrival, i) => {
        arrival.now = Math.max(arrival.now, arrivals[i - 1]?.now ?? 0);
      });
      const playback = createPosePlayback();
      const shown = createAvatarPose();
      let last = Number.NEGATIVE_INFINITY;
      let next = 0;
      for (let now = 0; now < 2300; now += 16) {
        for (; next < arrivals.length && arrivals[next]!.now <= now; next++)
          addPose(playback, poseAt(arrivals[next]!.at), arrivals[next]!.at, arrivals[next]!.now);
        if (!readPose(playback, now, shown) || now < 500) continue;
        const moment = shownMs(shown);
        expect(moment).toBeGreaterThanOrEqual(last - 1e-6);
        if (Number.isFinite(last)) expect(Math.abs(moment - last)).toBeLessThan(16 + 60);
        last = moment;
      }
    }),
  );
});

test("a source that falls silent is carried on for a tenth of a second and then stands", () => {
  const playback = createPosePlayback();
  for (let i = 0; i <= 20; i++) addPose(playback, poseAt(i * 50), i * 50, i * 50);
  const shown = createAvatarPose();
  readPose(playback, 5000, shown);
  expect(shownMs(shown)).toBeCloseTo(1100, 3);
});

test("what is older than the newest is dropped", () => {
  const playback = createPosePlayback();
  addPose(playback, poseAt(500), 500, 500);
  addPose(playback, poseAt(400), 400, 510);
  expect(playback.samples.map(({ atMs }) => atMs)).toEqual([500]);
});

test("a participant who comes back with a new clock is shown at once", () => {
  const playback = createPosePlayback();
  addPose(playback, poseAt(600_000), 600_000, 600_000);
  addPose(playback, poseAt(100), 100, 601_000);
  const shown = createAvatarPose();
  expect(readPose(playback, 601_200, shown)).toBe(true);
  expect(shownMs(shown)).toBeCloseTo(100, 3);
});

test("nothing is invented across a gap", () => {
  const playback = createPosePlayback();
  for (let i = 0; i <= 10; i++) addPose(playback, poseAt(i * 50), i * 50, i * 50);
  addPose(playback, poseAt(2500), 2500, 2500);
  const shown = createAvatarPose();
  readPose(playback, 2501, shown);
  expect(shownMs(shown)).toBeCloseTo(500, 3);
});

test("nobody is shown before the first pose", () => {
  expect(readPose(createPosePlayback(), 100, createAvatarPose())).toBe(false);
});
