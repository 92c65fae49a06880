// Something like a voice for a pretended microphone: syllables of a hundred harmonics, which a browser's noise suppression lets through.
import { writeFile } from "node:fs/promises";

const RATE = 48_000;
const SECONDS = 3;
const PITCH_HZ = 140;
const SYLLABLES_PER_SECOND = 3;

/** Writes a wav file: 16 bits, one channel. */
export async function writeSpokenSound(path: string): Promise<void> {
  const samples = Int16Array.from({ length: RATE * SECONDS }, (_, index) => {
    const seconds = index / RATE;
    const loud = Math.max(0, Math.sin(2 * Math.PI * SYLLABLES_PER_SECOND * seconds));
    // A voice is never quite steady.
    const phase = PITCH_HZ * seconds + 0.4 * Math.sin(2 * Math.PI * 5 * seconds);
    const saw = 2 * (phase % 1) - 1;
    return Math.round(20_000 * loud * saw);
  });
  const head = Buffer.alloc(44);
  head.write("RIFF", 0);
  head.writeUInt32LE(36 + samples.byteLength, 4);
  head.write("WAVEfmt ", 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write("data", 36);
  head.writeUInt32LE(samples.byteLength, 40);
  await writeFile(path, Buffer.concat([head, Buffer.from(samples.buffer)]));
}
