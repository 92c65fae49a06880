// RTP as browsers send it, made by hand: headers are right, what would be pictures and sound is invented and shows nothing.

export interface InventedPacket {
  readonly payloadType: number;
  readonly marker?: boolean;
  readonly sequenceNumber: number;
  readonly timestamp: number;
  readonly ssrc: number;
  readonly payload: Uint8Array;
  readonly paddingBytes?: number;
  readonly contributors?: number;
  /** One-byte elements by number. */
  readonly extensions?: Readonly<Record<number, Uint8Array>>;
}

export function writeRtp(packet: InventedPacket): Uint8Array {
  const { paddingBytes = 0, contributors = 0, extensions = {} } = packet;
  const elements = Object.entries(extensions).flatMap(([number, value]) => [
    (Number(number) << 4) | (value.length - 1),
    ...value,
  ]);
  while (elements.length % 4 !== 0) elements.push(0);
  const header = new Uint8Array(12 + 4 * contributors);
  header[0] = 0x80 | (paddingBytes ? 0x20 : 0) | (elements.length ? 0x10 : 0) | contributors;
  header[1] = (packet.marker ? 0x80 : 0) | packet.payloadType;
  const view = new DataView(header.buffer);
  view.setUint16(2, packet.sequenceNumber & 0xff_ff);
  view.setUint32(4, packet.timestamp >>> 0);
  view.setUint32(8, packet.ssrc);
  const extension = elements.length ? [0xbe, 0xde, 0, elements.length / 4, ...elements] : [];
  const padding = Array.from({ length: paddingBytes }, (_, index) => (index === paddingBytes - 1 ? paddingBytes : 0));
  return Uint8Array.of(...header, ...extension, ...packet.payload, ...padding);
}

/** A VP8 key frame's header with `length` bytes behind it. */
export function inventKeyFrame(width: number, height: number, length = 200): Uint8Array {
  const size = [width & 0xff, width >> 8, height & 0xff, height >> 8];
  return Uint8Array.of(0x10, 0, 0, 0x9d, 0x01, 0x2a, ...size, ...inventBytes(length));
}

/** A VP8 frame that is built on the one before. */
export function inventDeltaFrame(length = 60): Uint8Array {
  return Uint8Array.of(0x11, 0, 0, ...inventBytes(length));
}

/** 20 ms of the full band. */
export function inventOpus(length = 40): Uint8Array {
  return Uint8Array.of(0xf8, ...inventBytes(length));
}

export interface Descriptor {
  readonly pictureId?: number;
  readonly longPictureId?: boolean;
  readonly tl0PicIdx?: number;
  readonly temporalLayer?: number;
  /** Built on nothing above the lowest layer. */
  readonly layerSync?: boolean;
  readonly keyIndex?: number;
}

/** The VP8 payload descriptor of RFC 7741, 4.2. */
export function writeDescriptor(starts: boolean, descriptor: Descriptor = {}): number[] {
  const { pictureId, longPictureId = true, tl0PicIdx, temporalLayer, layerSync, keyIndex } = descriptor;
  const has = [pictureId, tl0PicIdx, temporalLayer, keyIndex].map((field) => field !== undefined);
  const first = (has.includes(true) ? 0x80 : 0) | (starts ? 0x10 : 0);
  if (!has.includes(true)) return [first];
  const flags = has.reduce((bits, there, index) => bits | (there ? 0x80 >> index : 0), 0);
  const bytes = [first, flags];
  if (pictureId !== undefined) {
    if (longPictureId) bytes.push(0x80 | ((pictureId >> 8) & 0x7f), pictureId & 0xff);
    else bytes.push(pictureId & 0x7f);
  }
  if (tl0PicIdx !== undefined) bytes.push(tl0PicIdx & 0xff);
  if (temporalLayer !== undefined || keyIndex !== undefined)
    bytes.push(((temporalLayer ?? 0) << 6) | (layerSync ? 0x20 : 0) | ((keyIndex ?? 0) & 0x1f));
  return bytes;
}

/** The payloads of one picture. */
export function packetizeVp8(frame: Uint8Array, mostBytes: number, descriptor?: Descriptor): Uint8Array[] {
  const payloads: Uint8Array[] = [];
  for (let at = 0; at < frame.length; at += mostBytes)
    payloads.push(Uint8Array.of(...writeDescriptor(at === 0, descriptor), ...frame.subarray(at, at + mostBytes)));
  return payloads;
}

/** Numbers and times packets on, as a sender does. */
export class InventedSender {
  readonly #fixed: { readonly payloadType: number; readonly ssrc: number };
  #sequenceNumber: number;

  constructor(fixed: { readonly payloadType: number; readonly ssrc: number }, firstSequenceNumber = 65_500) {
    this.#fixed = fixed;
    this.#sequenceNumber = firstSequenceNumber;
  }

  picture(
    frame: Uint8Array,
    timestamp: number,
    mostBytes = 100,
    descriptor: Descriptor = { pictureId: 7, tl0PicIdx: 1, temporalLayer: 0 },
  ): Uint8Array[] {
    const payloads = packetizeVp8(frame, mostBytes, descriptor);
    return payloads.map((payload, index) => this.#write(payload, timestamp, index === payloads.length - 1));
  }

  sound(packet: Uint8Array, timestamp: number): Uint8Array {
    return this.#write(packet, timestamp, false);
  }

  #write(payload: Uint8Array, timestamp: number, marker: boolean): Uint8Array {
    return writeRtp({ ...this.#fixed, sequenceNumber: this.#sequenceNumber++, timestamp, marker, payload });
  }
}

/** Neither zero nor alike, so that what is cut or mixed up shows. */
function inventBytes(length: number): number[] {
  return Array.from({ length }, (_, index) => ((index * 37) % 251) + 1);
}
