// Which keys stop for pain: two corners of every keyboard, no letters, so that no speech software and no tremor presses them by chance.
export const STOP_KEYS: readonly string[] = ["Escape", "Backspace"];

export function isStopPress({ key, repeat }: Pick<KeyboardEvent, "key" | "repeat">): boolean {
  return STOP_KEYS.includes(key) && !repeat;
}

/**
 * Whether leaving the full screen was the stop key: where the page cannot keep Escape to itself, the browser takes that press and says only that the
 * full screen is over. A stop too many is asked about; one too few hurts.
 */
export function isStopByLeaving(how: { leftByPage: boolean; escapeIsKept: boolean; hasKeyboard: boolean }): boolean {
  return !how.leftByPage && !how.escapeIsKept && how.hasKeyboard;
}
