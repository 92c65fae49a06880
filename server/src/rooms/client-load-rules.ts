// What becomes of a client that does not take what it is sent: everything else of it waits in the server's memory.
export interface ClientLoad {
  /** The client has said that it is ready for messages; until then they are kept for it. */
  readonly ready: boolean;
  readonly seatedForMs: number;
  /** Sent, and still on its way out of this process. */
  readonly bufferedBytes: number;
  /** Since the oldest ping, sent behind everything before it, that nothing has come back of; 0 where all were answered. */
  readonly unansweredMs: number;
}

const READY_WITHIN_MS = 10_000;
/** Three bundles of six bodies fit. */
const BODIES_UP_TO_BYTES = 65_536;
const LOST_ABOVE_BYTES = 1_048_576;
/** More than the way there and back takes on a bad line: what was sent before is not through yet, and what is sent now would come later still. */
const ECHOES_WITHIN_MS = 1_000;

/**
 * `joining`: not ready yet, so that nothing of it is late. `behind`: bodies are left out, the next ones are newer anyway; state must not be, it comes in differences.
 * `lost`: the connection is closed; who is still there joins again.
 */
export function judgeLoad({
  ready,
  seatedForMs,
  bufferedBytes,
  unansweredMs,
}: ClientLoad): "keepsUp" | "joining" | "behind" | "lost" {
  if (bufferedBytes > LOST_ABOVE_BYTES || (!ready && seatedForMs > READY_WITHIN_MS)) return "lost";
  if (!ready) return "joining";
  const isThrough = bufferedBytes <= BODIES_UP_TO_BYTES && unansweredMs <= ECHOES_WITHIN_MS;
  return isThrough ? "keepsUp" : "behind";
}
