// A way into the server that is attacked: inputs, and what is done with one of them; what it throws is what was wrong.
import type { Arbitrary } from "fast-check";

export interface Channel {
  readonly name: string;
  readonly inputs: Arbitrary<unknown>;
  readonly attempt: (input: unknown) => Promise<void>;
  /** Inputs a round. */
  readonly runs: number;
  /** Leaves what is open for this channel. */
  readonly close: () => void;
}
