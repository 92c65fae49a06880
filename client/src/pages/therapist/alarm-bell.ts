// Rings until the alarm is taken: a therapist may be looking at another window.
import type { Sounds } from "../../ui/sounds.ts";

export const RING_EVERY_MS = 2_500;

/** Rings at once and again and again; returns the way to stop. `repeat` is an interval of the page. */
export function ringAlarm(
  sounds: Pick<Sounds, "play">,
  repeat: (run: () => void, everyMs: number) => () => void,
): () => void {
  const ring = () => sounds.play("alarm");
  ring();
  return repeat(ring, RING_EVERY_MS);
}
