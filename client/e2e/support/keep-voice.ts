// Voices of a class as its server would have kept them: a tone whose pitch says which second it is.
import type { Page } from "playwright-core";
import type { Clinic } from "./clinic.ts";
import { cutIntoPieces, type EncodedFrame, type KeptRecording, keepPieces } from "./keep-pieces.ts";

const RATE = 48_000;
const PACKET_MS = 20;
const LOWEST_HZ = 400;
const HZ_A_SECOND = 150;

/** The same voice for each of them. */
export async function keepVoices(
  clinic: Clinic,
  page: Page,
  voices: readonly Omit<KeptRecording, "source">[],
  durationMs: number,
): Promise<void> {
  const pieces = await cutIntoPieces({ kind: "audio", channels: 1 }, await encode(page, durationMs), PACKET_MS);
  if (pieces.length < 3) throw new Error("the browser encoded no voice");
  const recordings = voices.map((voice) => ({ ...voice, source: "microphone" as const }));
  await keepPieces(clinic, recordings, pieces);
}

export interface HeardVoice {
  /** Of the recording: where the player stands, and which second its pitch says, −1 where nothing is heard. */
  readonly atSeconds: number;
  readonly heardSecond: number;
  readonly paused: boolean;
  readonly volume: number;
  readonly speed: number;
  readonly keepsPitch: boolean;
}

/** Each voice that is there now, listened to for a moment. */
export function hearVoices(page: Page): Promise<readonly HeardVoice[]> {
  return page.evaluate(
    async ({ lowest, step }) => {
      const hear = async (audio: HTMLAudioElement): Promise<HeardVoice> => {
        const context = new AudioContext();
        const analyser = context.createAnalyser();
        analyser.fftSize = 8_192;
        analyser.smoothingTimeConstant = 0;
        // Not all browsers have it; the one that runs this does.
        const capture = (audio as unknown as { captureStream: () => MediaStream }).captureStream();
        if (capture.getAudioTracks().length > 0) context.createMediaStreamSource(capture).connect(analyser);
        await new Promise((resolve) => setTimeout(resolve, 300));
        const levels = new Float32Array(analyser.frequencyBinCount);
        analyser.getFloatFrequencyData(levels);
        const loudest = levels.reduce((best, level, i) => (level > (levels[best] ?? 0) ? i : best), 0);
        const hertz = (loudest * context.sampleRate) / analyser.fftSize;
        const isHeard = (levels[loudest] ?? Number.NEGATIVE_INFINITY) > -60;
        await context.close();
        return {
          atSeconds: audio.currentTime,
          heardSecond: isHeard ? Math.round((hertz - lowest) / step) : -1,
          paused: audio.paused,
          volume: audio.volume,
          speed: audio.playbackRate,
          keepsPitch: audio.preservesPitch,
        };
      };
      return Promise.all([...document.querySelectorAll<HTMLAudioElement>("audio[data-recorded]")].map(hear));
    },
    { lowest: LOWEST_HZ, step: HZ_A_SECOND },
  );
}

async function encode(page: Page, durationMs: number): Promise<readonly EncodedFrame[]> {
  return page.evaluate(
    async ({ durationMs, rate, packetMs, lowest, step }) => {
      const packets: { atMs: number; keyFrame: boolean; base64: string }[] = [];
      const failed: unknown[] = [];
      const encoder = new AudioEncoder({
        output: (chunk) => {
          const bytes = new Uint8Array(chunk.byteLength);
          chunk.copyTo(bytes);
          const base64 = btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(""));
          packets.push({ atMs: packets.length * packetMs, keyFrame: true, base64 });
        },
        error: (problem) => failed.push(problem),
      });
      encoder.configure({ codec: "opus", sampleRate: rate, numberOfChannels: 1, bitrate: 32_000 });
      const frames = (rate * packetMs) / 1_000;
      let phase = 0;
      for (let atMs = 0; atMs < durationMs; atMs += packetMs) {
        const hertz = lowest + step * Math.floor(atMs / 1_000);
        const data = Float32Array.from({ length: frames }, () => {
          phase += (2 * Math.PI * hertz) / rate;
          return 0.5 * Math.sin(phase);
        });
        const sound = new AudioData({
          format: "f32",
          sampleRate: rate,
          numberOfFrames: frames,
          numberOfChannels: 1,
          timestamp: 1_000 * atMs,
          data,
        });
        encoder.encode(sound);
        sound.close();
      }
      await encoder.flush();
      encoder.close();
      if (failed.length > 0) throw failed[0];
      return packets;
    },
    { durationMs, rate: RATE, packetMs: PACKET_MS, lowest: LOWEST_HZ, step: HZ_A_SECOND },
  );
}
