// What an Opus packet says of its own length (RFC 6716, 3), and packets that stand for sound that is missing. A payload of RTP is one
// packet as it is (RFC 7587, 4.2).

/** RTP and WebM count Opus at this rate whatever it was made from. */
export const OPUS_RATE = 48_000;
export const LONGEST_PACKET_MS = 120;

const SAMPLES_PER_MS = OPUS_RATE / 1_000;
const SILK_FRAME_MS = [10, 20, 40, 60] as const;
const HYBRID_FRAME_MS = [10, 20] as const;
const CELT_FRAME_MS = [2.5, 5, 10, 20] as const;
const FIRST_HYBRID = 12;
const FIRST_CELT = 16;
/** Six frames of 20 ms of the full band, each the one that means silence. */
const LONG_SILENCE = Uint8Array.of(0xfb, 6, ...Array.from({ length: 6 }, () => [0xff, 0xfe]).flat());
const SHORT_SILENCE = Uint8Array.of(0xf8, 0xff, 0xfe);

export interface OpusPacket {
  readonly bytes: Uint8Array;
  readonly samples: number;
}

/** Undefined when it is no Opus packet. */
export function readOpusPacket(bytes: Uint8Array): OpusPacket | undefined {
  const [toc, counts] = bytes;
  if (toc === undefined) return undefined;
  const code = toc & 3;
  if (code === 3 && counts === undefined) return undefined;
  const frames = code === 0 ? 1 : code === 3 ? (counts ?? 0) & 0x3f : 2;
  const samples = frames * frameSamples(toc);
  return samples === 0 || samples > LONGEST_PACKET_MS * SAMPLES_PER_MS ? undefined : { bytes, samples };
}

/**
 * What a decoder is told for the time after `last` when nothing came: one empty frame of the same kind, which it carries on from what it
 * heard last, as it does for an encoder that sends nothing while nobody speaks.
 */
export function carryOn(last: Uint8Array): OpusPacket {
  const toc = (last[0] ?? 0) & ~3;
  return { bytes: Uint8Array.of(toc), samples: frameSamples(toc) };
}

/** Silence for at most `samples`; undefined when that is less than its shortest packet. */
export function beSilent(samples: number): OpusPacket | undefined {
  for (const bytes of [LONG_SILENCE, SHORT_SILENCE]) {
    const silence = readOpusPacket(bytes);
    if (silence && silence.samples <= samples) return silence;
  }
  return undefined;
}

/** The identification header (RFC 7845, 5.1) of a stream taken from its middle: there is no beginning to skip. */
export function opusHead(channels: number): Uint8Array<ArrayBuffer> {
  const head = new Uint8Array(19);
  head.set(new TextEncoder().encode("OpusHead"));
  head.set([1, channels], 8);
  new DataView(head.buffer).setUint32(12, OPUS_RATE, true);
  return head;
}

function frameSamples(toc: number): number {
  const kind = toc >> 3;
  const sizes = kind < FIRST_HYBRID ? SILK_FRAME_MS : kind < FIRST_CELT ? HYBRID_FRAME_MS : CELT_FRAME_MS;
  return (sizes[kind % sizes.length] ?? 0) * SAMPLES_PER_MS;
}
