// What runs in the browser of the recording journey: it sends camera and microphone as a class does, and plays what was recorded.
import { NO_MORE_PIECES } from "@ensemble/shared/protocol/media-recording.ts";
import { type OutgoingMedia, openMediaPeer } from "../../src/call/media-peer.ts";
import type { AskMedia } from "../../src/call/media-signalling.ts";

declare global {
  interface Window {
    askMedia: (request: unknown) => Promise<unknown>;
    recorded: typeof recorded;
  }
}

export interface Played {
  readonly durationSeconds: number;
  readonly buffered: readonly (readonly [number, number])[];
  readonly frames: number;
  readonly corrupted: number;
  /** Whenever it changed, as "320x180". */
  readonly sizes: readonly string[];
  /** Times of the pictures shown after each jump. */
  readonly landedSeconds: readonly number[];
  /** Time of the picture shown last. */
  readonly lastSeconds: number;
}

export interface Heard {
  readonly durationSeconds: number;
  /** Root mean square of each tenth of a second. */
  readonly levels: readonly number[];
}

/** A picture this near to a jump's place is the one that was jumped to: the one before it stays for as long as there is no next one. */
const LANDED_SECONDS = 0.5;
/** A busy machine may put off the picture of a place that was jumped to. */
const PATIENCE_MS = 30_000;

const sent = new Map<string, OutgoingMedia>();

const recorded = {
  publish: async (video: MediaTrackConstraints): Promise<void> => {
    const stream = await navigator.mediaDevices.getUserMedia({ video, audio: { echoCancellation: false } });
    const peer = await openMediaPeer(window.askMedia as AskMedia, { low: false, onLine: () => undefined });
    for (const [source, [track]] of [
      ["camera", stream.getVideoTracks()],
      ["microphone", stream.getAudioTracks()],
    ] as const) {
      if (track) sent.set(source, await peer.send(source, track));
    }
  },

  sendAtMost: async (sizes: number): Promise<void> => sent.get("camera")?.sendAtMost(sizes),

  hold: async (source: "camera" | "microphone", held: boolean): Promise<void> => {
    sent.get(source)?.hold(held);
    await sent.get(source)?.tellHeld(held);
  },

  /** Nothing to be heard, and by and by nothing sent. */
  hush: (on: boolean): void => {
    const track = sent.get("microphone")?.track;
    if (track) track.enabled = !on;
  },

  /** Appends the pieces one by one, jumps to each place, and plays to the end from `fromSeconds`, over holes. */
  play: async (
    mimeType: string,
    pieces: readonly string[],
    jumps: readonly number[],
    playFromSeconds?: number,
    rate = 4,
  ): Promise<Played> => {
    const video = document.createElement("video");
    video.muted = true;
    document.body.append(video);
    const source = new MediaSource();
    video.src = URL.createObjectURL(source);
    await once(source, "sourceopen");
    const buffer = source.addSourceBuffer(mimeType);
    for (const bytes of [...(await fetchAll(pieces)), NO_MORE_PIECES]) {
      buffer.appendBuffer(bytes);
      await once(buffer, "updateend", "error");
    }
    source.endOfStream();
    if (video.readyState === 0) await once(video, "loadedmetadata", "error");
    const buffered = Array.from(
      { length: video.buffered.length },
      (_, index) => [video.buffered.start(index), video.buffered.end(index)] as const,
    );
    const sizes: string[] = [];
    let shownSeconds = Number.NEGATIVE_INFINITY;
    const notice: VideoFrameRequestCallback = (_, { mediaTime, width, height }) => {
      shownSeconds = mediaTime;
      if (sizes.at(-1) !== `${width}x${height}`) sizes.push(`${width}x${height}`);
      video.requestVideoFrameCallback(notice);
    };
    video.requestVideoFrameCallback(notice);
    const landedSeconds: number[] = [];
    for (const jump of jumps) {
      video.currentTime = jump;
      await once(video, "seeked", "error");
      await until(() => Math.abs(shownSeconds - jump) < LANDED_SECONDS);
      landedSeconds.push(shownSeconds);
    }
    if (playFromSeconds !== undefined) {
      video.currentTime = outOfHole(buffered, playFromSeconds);
      await once(video, "seeked", "error");
      video.playbackRate = rate;
      await video.play();
      while (!video.ended) {
        const next = buffered.find(([start]) => start > video.currentTime);
        const here = buffered.find(([start, end]) => start <= video.currentTime && video.currentTime < end - 0.3);
        if (!here && next) video.currentTime = next[0] + 0.001;
        if (video.error) throw new Error(video.error.message);
        await pass(20);
      }
      await pass(100);
    }
    const { totalVideoFrames, corruptedVideoFrames } = video.getVideoPlaybackQuality();
    const played = { durationSeconds: video.duration, buffered, frames: totalVideoFrames, sizes, landedSeconds };
    dismiss(video);
    return { ...played, corrupted: corruptedVideoFrames, lastSeconds: shownSeconds };
  },

  /** Plays it as a file, to its end. */
  playFile: async (pieces: readonly string[]): Promise<Played> => {
    const video = document.createElement("video");
    video.muted = true;
    const sizes: string[] = [];
    video.addEventListener("resize", () => sizes.push(`${video.videoWidth}x${video.videoHeight}`));
    video.src = URL.createObjectURL(new Blob(await fetchAll(pieces)));
    document.body.append(video);
    video.playbackRate = 4;
    await video.play();
    while (!video.ended) {
      if (video.error) throw new Error(video.error.message);
      await pass(50);
    }
    const { totalVideoFrames, corruptedVideoFrames } = video.getVideoPlaybackQuality();
    const played = { durationSeconds: video.currentTime, buffered: [], landedSeconds: [] };
    dismiss(video);
    const counted = { frames: totalVideoFrames, corrupted: corruptedVideoFrames, sizes };
    return { ...played, ...counted, lastSeconds: played.durationSeconds };
  },

  /** Decodes a file of sound as a whole. */
  hear: async (pieces: readonly string[]): Promise<Heard> => {
    const file = await new Blob(await fetchAll(pieces)).arrayBuffer();
    const sound = await new OfflineAudioContext(2, 1, 48_000).decodeAudioData(file);
    const samples = sound.getChannelData(0);
    const tenth = sound.sampleRate / 10;
    const levels = Array.from({ length: Math.floor(samples.length / tenth) }, (_, index) => {
      const part = samples.subarray(index * tenth, (index + 1) * tenth);
      return Math.sqrt(part.reduce((sum, sample) => sum + sample * sample, 0) / part.length);
    });
    return { durationSeconds: sound.duration, levels };
  },
};

/** A piece is the same wherever it is played, and comes by way of the test. */
const fetched = new Map<string, Promise<ArrayBuffer>>();

async function fetchAll(pieces: readonly string[]): Promise<ArrayBuffer[]> {
  return Promise.all(
    pieces.map((piece) => {
      const bytes = fetched.get(piece) ?? fetch(piece).then((answer) => answer.arrayBuffer());
      fetched.set(piece, bytes);
      return bytes;
    }),
  );
}

/** The place itself, or where the hole it lies in ends: no player gets anywhere inside. */
function outOfHole(buffered: Played["buffered"], seconds: number): number {
  const inside = buffered.some(([start, end]) => start <= seconds && seconds < end);
  return inside ? seconds : (buffered.find(([start]) => start > seconds)?.[0] ?? seconds);
}

function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** What is not true in time is for the test to say. */
async function until(condition: () => boolean): Promise<void> {
  for (const giveUpAtMs = performance.now() + PATIENCE_MS; !condition() && performance.now() < giveUpAtMs; )
    await pass(10);
}

function once(target: EventTarget, event: string, failure?: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const state =
      target instanceof HTMLMediaElement ? ` at ${target.currentTime} s, readiness ${target.readyState}` : "";
    const patience = setTimeout(() => reject(new Error(`no ${event} in time${state}`)), PATIENCE_MS);
    const settle = (done: () => void) => () => {
      clearTimeout(patience);
      done();
    };
    target.addEventListener(event, settle(resolve), { once: true });
    const fail = settle(() => reject(new Error(`${failure} instead of ${event}`)));
    if (failure) target.addEventListener(failure, fail, { once: true });
  });
}

/** Gives its decoder back. */
function dismiss(video: HTMLVideoElement): void {
  video.remove();
  video.removeAttribute("src");
  video.load();
}

window.recorded = recorded;
