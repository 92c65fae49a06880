import { describe, expect, it } from "vitest";
import { advanceCourse, beginCourse, type CourseMemory, createCourse } from "./movement-course.ts";
import { judgeSmoothness, logDimensionlessJerk, smoothnessOf, spectralArcLength } from "./smoothness-rules.ts";

/** Position over time of a natural reach (Flash and Hogan 1985). */
const reach = (t: number) => t * t * t * (10 + t * (6 * t - 15));
/** There and back, each way one reach of half the time. */
const thereAndBack = (t: number) => (t < 0.5 ? reach(2 * t) : reach(2 - 2 * t));

function courseOf(shareAt: (t: number) => number, durationMs: number, framesPerSecond: number): CourseMemory {
  const course = createCourse();
  beginCourse(course, shareAt(0), 0);
  const frames = Math.round((durationMs * framesPerSecond) / 1000);
  for (let i = 1; i <= frames; i++) advanceCourse(course, shareAt(i / frames), (i * durationMs) / frames);
  return course;
}

describe("smoothness", () => {
  it("[QUA5] is what the authors' own program gives for the movement of its documentation", () => {
    // Speed exp(−5 t²) from −1 to 1 s at 100 values a second: spectral arc length −1.41403, log dimensionless jerk −5.81636.
    const speeds = Float64Array.from({ length: 200 }, (_, i) => Math.exp(-5 * (i / 100 - 1) ** 2));
    expect(spectralArcLength(speeds, 200, 0.01)).toBeCloseTo(-1.41403, 5);
    expect(logDimensionlessJerk(speeds, 200, 0.01)).toBeCloseTo(-5.81636, 4);
  });

  it("[QUA5] does not hang on size and duration, and jerk of a minimum-jerk reach is ln 204.8", () => {
    // 720 A²/T⁵ is the integral of its squared jerk, 1.875 A/T its highest speed: 720 ÷ 1.875².
    const speedOf = (t: number) => 30 * t * t * (1 - t) * (1 - t);
    for (const [size, seconds] of [
      [1, 1],
      [40, 1],
      [1, 3],
    ] as const) {
      const speeds = Float64Array.from({ length: 400 }, (_, i) => (size / seconds) * speedOf((i + 0.5) / 400));
      expect(logDimensionlessJerk(speeds, 400, seconds / 400)).toBeCloseTo(-Math.log(720 / 1.875 ** 2), 1);
    }
  });

  it("[QUA5] is told of nothing that does not move", () => {
    expect(spectralArcLength(new Float64Array(20), 20, 0.05)).toBeNaN();
    expect(logDimensionlessJerk(new Float64Array(20), 20, 0.05)).toBeNaN();
  });

  it("[QUA6] is the same from 8 to 60 frames a second, and for a repetition of one second and of twenty", () => {
    const reference = smoothnessOf(courseOf(thereAndBack, 3000, 30), 90)!;
    for (const framesPerSecond of [8, 10, 15, 24, 30, 60]) {
      const own = smoothnessOf(courseOf(thereAndBack, 3000, framesPerSecond), 90)!;
      expect(judgeSmoothness(own, reference)).toBeGreaterThan(0.95);
    }
    for (const durationMs of [1000, 20_000]) {
      expect(judgeSmoothness(smoothnessOf(courseOf(thereAndBack, durationMs, 30), 90)!, reference)).toBeGreaterThan(
        0.95,
      );
    }
  });

  it("[QUA6] falls with stops on the way, but not with one at the height", () => {
    const stopping = (stops: number) => (t: number) =>
      thereAndBack(t + Math.sin(2 * Math.PI * stops * t) / (2 * Math.PI * stops));
    const reference = smoothnessOf(courseOf(thereAndBack, 4000, 30), 90)!;
    const shareOf = (shareAt: (t: number) => number) =>
      judgeSmoothness(smoothnessOf(courseOf(shareAt, 4000, 30), 90)!, reference);
    // Once in the middle of either way; four times on either way.
    expect(shareOf(stopping(2))).toBeLessThan(0.8);
    expect(shareOf(stopping(8))).toBeLessThan(0.8);
    expect(
      shareOf((t) => thereAndBack(Math.min(1, t < 0.35 ? t / 0.7 : t < 0.65 ? 0.5 : 0.5 + (t - 0.65) / 0.7))),
    ).toBeGreaterThan(0.95);
  });

  it("[QUA6] is unknown of a way under 40°, where a camera's jitter would be judged, and of a movement over in a moment", () => {
    expect(smoothnessOf(courseOf(thereAndBack, 3000, 30), 39)).toBeNull();
    expect(smoothnessOf(courseOf(thereAndBack, 300, 30), 90)).toBeNull();
  });

  it("[QUA6] needs no more memory for a long movement: its course keeps its shape at wider steps", () => {
    const short = courseOf(thereAndBack, 2000, 60);
    const long = courseOf(thereAndBack, 16_000, 60);
    expect(long.shares).toHaveLength(short.shares.length);
    expect(long.count).toBeLessThanOrEqual(long.shares.length);
    for (let i = 0; i < long.count; i++) {
      expect(long.shares[i]).toBeCloseTo(thereAndBack((i * long.stepMs) / 16_000), 2);
    }
    expect(long.count * long.stepMs).toBeGreaterThan(15_000);
  });
});
