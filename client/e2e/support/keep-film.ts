// A film of a class as its server would have kept one: encoded by the browser that will show it, cut into pieces as a media node cuts
// them. Its grey says which second it is.
import type { GroupSessionId } from "@ensemble/shared/session/identifiers.ts";
import type { Page } from "playwright-core";
import type { Clinic } from "./clinic.ts";
import { cutIntoPieces, type EncodedFrame, keepPieces } from "./keep-pieces.ts";

const WIDTH = 320;
const HEIGHT = 240;
const FRAME_MS = 100;
const KEY_FRAME_EVERY = 20;
const DARKEST = 20;
const GREY_A_SECOND = 7;

export interface Film {
  readonly groupSessionId: GroupSessionId;
  readonly participantId: string;
  /** Session time. */
  readonly beginsAtMs: number;
  readonly durationMs: number;
  /** Of the film's own time: nothing was recorded then. */
  readonly hole: { readonly fromMs: number; readonly untilMs: number };
}

export async function keepFilm(clinic: Clinic, page: Page, film: Film): Promise<void> {
  const pieces = await cutIntoPieces(
    { kind: "video", width: WIDTH, height: HEIGHT },
    await encode(page, film),
    FRAME_MS,
  );
  if (pieces.length < 3) throw new Error("the browser encoded no film");
  await keepPieces(clinic, [{ ...film, source: "camera" }], pieces);
}

export interface ReadFilm {
  /** The second its grey says. */
  readonly seconds: number;
  /** How many seconds the video stands from the wanted one; many where there is none. */
  readonly apart: number;
  /** In words, for the message of a test. */
  readonly state: string;
}

export function readFilm(page: Page, wantedSeconds: number): Promise<ReadFilm> {
  return page.evaluate(
    ({ wantedSeconds, darkest, greyASecond }) => {
      const video = document.querySelector<HTMLVideoElement>("video[data-recorded]");
      const context = new OffscreenCanvas(8, 8).getContext("2d");
      const buffered = Array.from({ length: video?.buffered.length ?? 0 }, (_, i) => [
        video?.buffered.start(i),
        video?.buffered.end(i),
      ]);
      const { currentTime, readyState, seeking, error } = video ?? {};
      const there = document.querySelectorAll("video").length;
      const state = JSON.stringify({ there, currentTime, readyState, seeking, buffered, error: error?.message });
      if (video === null || context === null || video.readyState < 2 || video.seeking)
        return { seconds: -9, apart: 99, state };
      context.drawImage(video, 0, 0, 8, 8);
      const grey = context.getImageData(4, 4, 1, 1).data[0] ?? 0;
      return {
        seconds: Math.round((grey - darkest) / greyASecond),
        apart: Math.abs(video.currentTime - wantedSeconds),
        state,
      };
    },
    { wantedSeconds, darkest: DARKEST, greyASecond: GREY_A_SECOND },
  );
}

async function encode(page: Page, { durationMs, hole }: Film): Promise<readonly EncodedFrame[]> {
  const times = Array.from({ length: Math.floor(durationMs / FRAME_MS) }, (_, i) => i * FRAME_MS).filter(
    (atMs) => atMs < hole.fromMs || atMs >= hole.untilMs,
  );
  return page.evaluate(
    async ({ times, width, height, keyFrameEvery, frameMs, darkest, greyASecond }) => {
      const frames: { atMs: number; keyFrame: boolean; base64: string }[] = [];
      const failed: unknown[] = [];
      const encoder = new VideoEncoder({
        output: (chunk) => {
          const bytes = new Uint8Array(chunk.byteLength);
          chunk.copyTo(bytes);
          const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
          frames.push({ atMs: chunk.timestamp / 1_000, keyFrame: chunk.type === "key", base64 });
        },
        error: (problem) => failed.push(problem),
      });
      encoder.configure({ codec: "vp8", width, height, bitrate: 300_000 });
      const canvas = new OffscreenCanvas(width, height);
      const context = canvas.getContext("2d");
      for (const [i, atMs] of times.entries()) {
        const grey = darkest + greyASecond * Math.floor(atMs / 1_000);
        if (context) context.fillStyle = `rgb(${grey} ${grey} ${grey})`;
        context?.fillRect(0, 0, width, height);
        const frame = new VideoFrame(canvas, { timestamp: 1_000 * atMs, duration: 1_000 * frameMs });
        const isAfterHole = atMs - (times[i - 1] ?? 0) > frameMs;
        encoder.encode(frame, { keyFrame: i % keyFrameEvery === 0 || isAfterHole });
        frame.close();
      }
      await encoder.flush();
      encoder.close();
      if (failed.length > 0) throw failed[0];
      return frames;
    },
    {
      times,
      width: WIDTH,
      height: HEIGHT,
      keyFrameEvery: KEY_FRAME_EVERY,
      frameMs: FRAME_MS,
      darkest: DARKEST,
      greyASecond: GREY_A_SECOND,
    },
  );
}
