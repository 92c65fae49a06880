// Puts pictures together from packets in order. One that lacks a packet would smear over all that are built on it, so after a loss
// nothing is given until the next key frame.
import { FRAME_BYTES } from "./recording-limits.ts";
import type { ArrivedPacket, InOrder } from "./reorder-buffer.ts";
import { parseVp8Payload, readVp8Frame, type Vp8Frame } from "./vp8-payload.ts";

export interface AssembledFrame extends Vp8Frame {
  readonly timestamp: number;
  /** Of its first packet. */
  readonly arrivedAtMs: number;
  readonly bytes: Uint8Array;
  /** The packet that may say how the camera is held. */
  readonly lastPacket: ArrivedPacket;
}

interface Begun {
  readonly first: ArrivedPacket;
  last: ArrivedPacket;
  readonly parts: Uint8Array[];
  byteLength: number;
}

export class Vp8Frames {
  #begun: Begun | undefined;
  #broken = true;
  #begunOnce = false;
  #lost = 0;

  /** Nothing can be shown before the next key frame. */
  get broken(): boolean {
    return this.#broken;
  }

  /** Pictures dropped since the first key frame; several that were lost as a whole, one after the other, count as one. */
  get lost(): number {
    return this.#lost;
  }

  /** At most two: one that ended without saying so, and the one this packet ends. */
  push(next: InOrder): AssembledFrame[] {
    if (next.kind === "lost") {
      this.#break();
      return [];
    }
    const { packet } = next;
    if (packet.payload.length === 0) return [];
    const payload = parseVp8Payload(packet.payload);
    if (!payload) {
      this.#break();
      return [];
    }
    const frames: AssembledFrame[] = [];
    if (payload.startsFrame) {
      this.#finish(frames);
      this.#begun = { first: packet, last: packet, parts: [], byteLength: 0 };
    }
    const begun = this.#begun;
    if (!begun || begun.first.timestamp !== packet.timestamp || begun.byteLength + payload.bytes.length > FRAME_BYTES) {
      // The rest of a picture whose beginning was lost is no further loss.
      if (begun || !this.#broken) this.#break();
      return frames;
    }
    begun.parts.push(payload.bytes);
    begun.byteLength += payload.bytes.length;
    begun.last = packet;
    if (packet.marker) this.#finish(frames);
    return frames;
  }

  #finish(frames: AssembledFrame[]): void {
    const begun = this.#begun;
    if (!begun) return;
    this.#begun = undefined;
    const bytes = concatenate(begun.parts, begun.byteLength);
    const frame = readVp8Frame(bytes);
    if (!frame || (this.#broken && !frame.keyFrame)) {
      this.#break();
      return;
    }
    this.#broken = false;
    this.#begunOnce = true;
    const { timestamp, arrivedAtMs } = begun.first;
    frames.push({ ...frame, timestamp, arrivedAtMs, bytes, lastPacket: begun.last });
  }

  #break(): void {
    this.#begun = undefined;
    this.#broken = true;
    if (this.#begunOnce) this.#lost += 1;
  }
}

export function concatenate(parts: readonly Uint8Array[], byteLength: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(byteLength);
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.byteLength;
  }
  return bytes;
}
