// What has been handed over and not yet stored by whoever received it. When it is too much the recording waits: a gap in a file is
// better than a server that fills up.
import { UNACKNOWLEDGED_BYTES } from "./recording-limits.ts";

export class Unacknowledged {
  readonly #byteLengths = new Map<number, number>();
  #bytes = 0;
  #holding = false;

  /** Nothing more is to be taken; ends when half of it is stored. */
  get holding(): boolean {
    return this.#holding;
  }

  add(index: number, byteLength: number): void {
    this.#byteLengths.set(index, byteLength);
    this.#bytes += byteLength;
    if (this.#bytes >= UNACKNOWLEDGED_BYTES) this.#holding = true;
  }

  /** All up to `index`. */
  acknowledge(index: number): void {
    for (const [waiting, byteLength] of this.#byteLengths) {
      if (waiting > index) break;
      this.#byteLengths.delete(waiting);
      this.#bytes -= byteLength;
    }
    if (this.#bytes <= UNACKNOWLEDGED_BYTES / 2) this.#holding = false;
  }
}
