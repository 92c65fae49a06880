// A camera that shows what time it is, and a reading of that clock from a picture on another screen: how old the picture is that somebody sees.
// The time is drawn as black and white fields, once as it is and once inverted, so that a spoilt one is known.
import type { Locator, Page } from "playwright-core";
import { CLOCK_ROUND_MS, type SeenClock } from "../bench/picture-delays.ts";

/** Milliseconds of the machine's clock, the last so many bits of them: nobody sees a picture that is 17 minutes old. */
const BITS = Math.log2(CLOCK_ROUND_MS);

interface Clock {
  readonly pictures: number;
}

/** Call before the page is opened: its camera is of the size that is asked for and gives so many pictures a second. */
export async function carryClock(page: Page, picturesPerSecond: number): Promise<void> {
  await page.addInitScript(
    ({ bits, rate }) => {
      const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
      const clock = { pictures: 0 };
      (globalThis as unknown as { clock: Clock }).clock = clock;
      navigator.mediaDevices.getUserMedia = async (constraints) => {
        const wanted = constraints?.video;
        if (typeof wanted !== "object") return ask(constraints);
        const canvas = document.createElement("canvas");
        canvas.width = (wanted.width as ConstrainULongRange).ideal ?? 640;
        canvas.height = (wanted.height as ConstrainULongRange).ideal ?? 360;
        const pen = canvas.getContext("2d") as CanvasRenderingContext2D;
        const stream = canvas.captureStream(0);
        const [track] = stream.getVideoTracks() as [CanvasCaptureMediaStreamTrack];
        const timer = setInterval(() => {
          if (track.readyState === "ended") return clearInterval(timer);
          const now = Date.now();
          for (let bit = 0; bit < bits; bit++) {
            const isSet = Math.floor(now / 2 ** bit) % 2 === 1;
            for (const [row, white] of [isSet, !isSet].entries()) {
              pen.fillStyle = white ? "#fff" : "#000";
              pen.fillRect(
                (bit * canvas.width) / bits,
                (row * canvas.height) / 2,
                canvas.width / bits,
                canvas.height / 2,
              );
            }
          }
          track.requestFrame();
          clock.pictures += 1;
        }, 1000 / rate);
        if (constraints?.audio)
          for (const one of (await ask({ audio: constraints.audio })).getTracks()) stream.addTrack(one);
        return stream;
      };
    },
    { bits: BITS, rate: picturesPerSecond },
  );
}

/** How many pictures the camera has given so far. */
export function picturesGiven(page: Page): Promise<number> {
  return page.evaluate(() => (globalThis as unknown as { clock: Clock }).clock.pictures);
}

/** Looks at every picture that is shown meanwhile. Both screens go by the same machine's clock. */
export function readClock(video: Locator, forMs: number): Promise<SeenClock> {
  return video.evaluate(
    (element, { bits, forMs }) =>
      new Promise<SeenClock>((resolve) => {
        const shown = element as HTMLVideoElement;
        const canvas = document.createElement("canvas");
        canvas.width = bits;
        canvas.height = 2;
        const pen = canvas.getContext("2d", { willReadFrequently: true }) as CanvasRenderingContext2D;
        const delaysMs: number[] = [];
        let spoilt = 0;
        const read = (): number | undefined => {
          const { videoWidth: width, videoHeight: height } = shown;
          // The middle of each field, away from its edges.
          for (let bit = 0; bit < bits; bit++)
            for (const row of [0, 1])
              pen.drawImage(
                shown,
                ((bit + 0.3) * width) / bits,
                ((row + 0.3) * height) / 2,
                (0.4 * width) / bits,
                (0.4 * height) / 2,
                bit,
                row,
                1,
                1,
              );
          const { data } = pen.getImageData(0, 0, bits, 2);
          let time = 0;
          for (let bit = 0; bit < bits; bit++) {
            const [above, below] = [data[bit * 4] ?? 0, data[(bits + bit) * 4] ?? 0];
            if (Math.abs(above - below) < 64) return undefined;
            if (above > below) time += 2 ** bit;
          }
          return time;
        };
        const look: VideoFrameRequestCallback = (_now, { expectedDisplayTime }) => {
          const shownAtMs = Date.now() + expectedDisplayTime - performance.now();
          const time = read();
          if (time === undefined) spoilt += 1;
          else delaysMs.push((((shownAtMs - time) % 2 ** bits) + 2 ** bits) % 2 ** bits);
          shown.requestVideoFrameCallback(look);
        };
        shown.requestVideoFrameCallback(look);
        setTimeout(() => {
          // Whoever looks once more finds nobody waiting.
          const { videoWidth: width, videoHeight: height } = shown;
          resolve({ delaysMs: [...delaysMs], width, height, spoilt, showsMs: read() ?? null });
        }, forMs);
      }),
    { bits: BITS, forMs },
  );
}
