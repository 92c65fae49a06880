// A live picture is one whose pictures keep being decoded: asked of the element itself, which is what a person looks at.
import type { Locator } from "playwright-core";
import { expect, vi } from "vitest";
import { PATIENCE } from "./patience.ts";

interface Watched {
  readonly width: number;
  readonly height: number;
  readonly decoded: number;
  readonly seconds: number;
}

/** Resolves when at least `pictures` more have been decoded, in a picture of some size. */
export async function expectMovingPicture(video: Locator, pictures = 5): Promise<Watched> {
  let before = await watch(video);
  await vi.waitFor(async () => {
    const now = await watch(video);
    // Counted anew: another element, or another stream in it. Against the one before it would have to go on for as long as that did.
    if (now.decoded < before.decoded || now.seconds < before.seconds) before = now;
    expect(now.width, "width of the picture").toBeGreaterThan(0);
    expect(now.decoded - before.decoded, "pictures decoded meanwhile").toBeGreaterThanOrEqual(pictures);
    expect(now.seconds, "time of the picture").toBeGreaterThan(before.seconds);
  }, PATIENCE);
  return watch(video);
}

async function watch(video: Locator): Promise<Watched> {
  return video.evaluate((element) => {
    const shown = element as HTMLVideoElement;
    return {
      width: shown.videoWidth,
      height: shown.videoHeight,
      decoded: shown.getVideoPlaybackQuality().totalVideoFrames,
      seconds: shown.currentTime,
    };
  });
}
