// What goes into the measurement of a class whose media worker or node is killed, and comes out of it.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";

export interface PicturesAfterLossRequest {
  readonly url: string;
  readonly created: DemonstrationAnswer;
  readonly strikes: number;
}

/** Said on standard output each time the class is whole; whoever hears it kills, and answers on standard input with how many milliseconds ago. */
export const STRIKE_NOW = "strike now";

export interface PicturesAfterLoss {
  /** Of each strike: until every picture of everybody is another, moving one. */
  readonly backMs: readonly number[];
  /** Looks at which anybody was told that the line to the class is away. */
  readonly linesAway: number;
}
