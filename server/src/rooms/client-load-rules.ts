// What becomes of a client that does not take what it is sent: everything else of it waits in the server's memory.
export interface ClientLoad {
  /** The client has said that it is ready for messages; until then they are kept for it. */
  readonly ready: boolean;
  readonly seatedForMs: number;
  /** Sent, and still on its way out of this process. */
  readonly bufferedBytes: number;
}

const READY_WITHIN_MS = 10_000;
/** Three bundles of six bodies fit. */
const BODIES_UP_TO_BYTES = 65_536;
const LOST_ABOVE_BYTES = 1_048_576;

/**
 * `behind`: bodies are left out, the next ones are newer anyway; state must not be, it comes in differences.
 * `lost`: the connection is closed; who is still there joins again.
 */
export function judgeLoad({ ready, seatedForMs, bufferedBytes }: ClientLoad): "keepsUp" | "behind" | "lost" {
  if (bufferedBytes > LOST_ABOVE_BYTES || (!ready && seatedForMs > READY_WITHIN_MS)) return "lost";
  return ready && bufferedBytes <= BODIES_UP_TO_BYTES ? "keepsUp" : "behind";
}
