// What goes into the measurement of bad networks and comes out of it.
import type { DemonstrationAnswer } from "@ensemble/shared/protocol/http-messages.ts";

export interface BadNetwork {
  readonly what: string;
  readonly losePercent?: number;
  readonly kilobits?: number;
  /** It stands still for so long, and is well again by itself. */
  readonly outageMs?: number;
  readonly movesAddress?: boolean;
}

export interface BadNetworkRequest {
  readonly url: string;
  readonly created: DemonstrationAnswer;
  /** What sound and pictures go over; no other way is offered. */
  readonly over: "udp" | "tcp";
  readonly networks: readonly BadNetwork[];
  /** How long each is bad, unless it stands still. */
  readonly seconds: number;
}

export interface BadNetworkReport {
  readonly what: string;
  /** The steps that the therapist was shown of the patient, in the order of their coming; and that the patient was shown. */
  readonly therapistSaw: readonly string[];
  readonly patientSaw: readonly string[];
  /** Of the sound that the therapist heard, what had to be made up, 0…1, while the network was bad and until all was back. */
  readonly madeUpShare: number;
  /** How long each stretch was in which more than half of it was made up or nothing came. */
  readonly soundGapsMs: readonly number[];
  /** The longest time without a new picture on the therapist's screen, until all was back. */
  readonly longestStillMs: number;
  /** From the network being well again until the picture moves and nobody is told of a weak network; undefined: not within the patience. */
  readonly backAfterMs: number | undefined;
}
