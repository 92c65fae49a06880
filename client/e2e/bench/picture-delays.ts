// What goes into the measurement of a picture's age and comes out of it.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";

export interface PictureDelayRequest {
  readonly url: string;
  readonly created: DemonstrationAnswer;
  /** Of the patient's page: which size its camera is asked for. */
  readonly quality: "low" | "reduced";
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
  /** What the picture shows at the end, milliseconds of the machine's clock modulo `CLOCK_ROUND_MS`; null where it cannot be read. */
  readonly showsMs: number | null;
}

/** After so long the clock in a picture begins anew. */
export const CLOCK_ROUND_MS: number = 2 ** 20;

export interface PictureDelays extends SeenClock {
  /** Pictures that the camera gave meanwhile. */
  readonly given: number;
}
