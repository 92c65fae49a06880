// When a camera is asked for a key frame. Each takes the bytes of many other pictures, from every viewer too, so no more than the
// recording needs: to begin, to go on after a loss, and often enough that a player who enters anywhere has not much to decode first.
// Pieces need none, they may end after any picture. docs/load.md has what key frames cost.

export interface KeyFrameState {
  /** Nothing can be written before the next one. */
  readonly broken: boolean;
  readonly lastKeyFrameAtMs: number | undefined;
  readonly lastAskedAtMs: number | undefined;
  readonly lastPacketAtMs: number | undefined;
}

const KEY_FRAME_EVERY_MS = 10_000;
/** A question takes a way there and back, and may be lost. */
const ASK_AGAIN_MS = 1_000;
const ASK_AGAIN_BROKEN_MS = 500;
/** A camera that sends nothing is asked again when it does. */
const SILENT_MS = 1_000;

export function isKeyFrameDue(state: KeyFrameState, nowMs: number): boolean {
  const since = (atMs: number | undefined) => nowMs - (atMs ?? Number.NEGATIVE_INFINITY);
  if (since(state.lastPacketAtMs) > SILENT_MS) return false;
  if (state.broken) return since(state.lastAskedAtMs) >= ASK_AGAIN_BROKEN_MS;
  return since(state.lastKeyFrameAtMs) >= KEY_FRAME_EVERY_MS && since(state.lastAskedAtMs) >= ASK_AGAIN_MS;
}
