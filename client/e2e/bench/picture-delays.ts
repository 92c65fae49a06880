// What goes into the measurement of a picture's age and comes out of it.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";

export interface PictureDelayRequest {
  readonly url: string;
  readonly created: DemonstrationAnswer;
  /** Of the patient's camera; undefined: as the page asks for it in its sparing way, on a device that estimates bodies besides. */
  readonly widthPixels: number | undefined;
  readonly picturesPerSecond: number;
  readonly seconds: number;
}

export interface SeenClock {
  /** From drawing in the camera to being shown, a picture each. */
  readonly delaysMs: readonly number[];
  /** As decoded, at the end. */
  readonly width: number;
  readonly height: number;
  /** Pictures of which the clock could not be read. */
  readonly spoilt: number;
}

export interface PictureDelays extends SeenClock {
  /** Pictures that the camera gave meanwhile. */
  readonly given: number;
}
