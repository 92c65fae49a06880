// Puts packets back in the order they were sent in. What is missing is waited for, since a retransmission may bring it, but neither
// for ever nor with unlimited memory; then it is given up, and said so at its place in the order.
import { REORDER_WAIT_MS, RESTART_DISTANCE, WAITING_BYTES, WAITING_PACKETS } from "./recording-limits.ts";
import type { RtpPacket } from "./rtp-packet.ts";

export interface ArrivedPacket extends RtpPacket {
  readonly arrivedAtMs: number;
}

/** `lost`: at least one packet is missing here. */
export type InOrder = { readonly kind: "packet"; readonly packet: ArrivedPacket } | { readonly kind: "lost" };

const SEQUENCE_MASK = 0xff_ff;
const LOST: InOrder = { kind: "lost" };

export class ReorderBuffer {
  #next: number | undefined;
  readonly #waiting = new Map<number, ArrivedPacket>();
  #waitingBytes = 0;
  /** Since when something behind the gap has been waiting. */
  #blockedSinceMs = 0;

  get waiting(): { readonly packets: number; readonly bytes: number } {
    return { packets: this.#waiting.size, bytes: this.#waitingBytes };
  }

  /** What can be passed on now. A packet that comes twice, or after it was given up, is dropped. */
  push(packet: ArrivedPacket): InOrder[] {
    const { sequenceNumber } = packet;
    const ordered: InOrder[] = [];
    this.#next ??= sequenceNumber;
    const ahead = distance(this.#next, sequenceNumber);
    if (Math.abs(ahead) > RESTART_DISTANCE) {
      ordered.push(...this.flush(), LOST);
      this.#next = sequenceNumber;
    } else if (ahead < 0 || this.#waiting.has(sequenceNumber)) return ordered;
    if (this.#waiting.size === 0) this.#blockedSinceMs = packet.arrivedAtMs;
    this.#waiting.set(sequenceNumber, packet);
    this.#waitingBytes += packet.payload.byteLength;
    this.#passOn(ordered);
    while (this.#waiting.size > WAITING_PACKETS || this.#waitingBytes > WAITING_BYTES) this.#skipGap(ordered);
    return ordered;
  }

  /** What has been waited for long enough. */
  expire(nowMs: number): InOrder[] {
    const ordered: InOrder[] = [];
    while (this.#waiting.size > 0 && nowMs - this.#blockedSinceMs >= REORDER_WAIT_MS) this.#skipGap(ordered);
    return ordered;
  }

  /** All of it, as if nothing more could come. */
  flush(): InOrder[] {
    const ordered: InOrder[] = [];
    while (this.#waiting.size > 0) this.#skipGap(ordered);
    return ordered;
  }

  #skipGap(ordered: InOrder[]): void {
    const next = this.#next ?? 0;
    const gap = Math.min(...[...this.#waiting.keys()].map((sequenceNumber) => distance(next, sequenceNumber)));
    this.#next = (next + gap) & SEQUENCE_MASK;
    ordered.push(LOST);
    this.#passOn(ordered);
  }

  #passOn(ordered: InOrder[]): void {
    const before = ordered.length;
    while (this.#next !== undefined) {
      const packet = this.#waiting.get(this.#next);
      if (!packet) break;
      this.#waiting.delete(this.#next);
      this.#waitingBytes -= packet.payload.byteLength;
      ordered.push({ kind: "packet", packet });
      this.#next = (this.#next + 1) & SEQUENCE_MASK;
    }
    if (ordered.length === before || this.#waiting.size === 0) return;
    this.#blockedSinceMs = Math.min(...[...this.#waiting.values()].map(({ arrivedAtMs }) => arrivedAtMs));
  }
}

/** How far `to` comes after `from`, negative when before, round the wrap. */
function distance(from: number, to: number): number {
  return (((to - from) & SEQUENCE_MASK) ^ 0x80_00) - 0x80_00;
}
