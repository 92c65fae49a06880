// Notices a line that is dead though nobody has closed it: a router that went away says nothing, and TCP waits for minutes.
// Counts beats, not time: a page that was too busy to listen for a while hears first what has come meanwhile.

/** Three beats without a sign: between three and four seconds. */
const BEAT_EVERY_MS = 1_000;
const SILENT_BEATS = 3;

export interface Heartbeat {
  /** Something came from the other side. */
  readonly heard: () => void;
  readonly stop: () => void;
}

export function startHeartbeat(parts: {
  readonly ping: (answered: () => void) => void;
  readonly schedule: (delayMs: number, run: () => void) => () => void;
  readonly onSilence: () => void;
}): Heartbeat {
  let silentBeats = 0;
  let cancel: (() => void) | undefined;
  const heard = () => {
    silentBeats = 0;
  };
  const beat = () => {
    if (silentBeats >= SILENT_BEATS) {
      parts.onSilence();
      return;
    }
    silentBeats += 1;
    cancel = parts.schedule(BEAT_EVERY_MS, beat);
    parts.ping(heard);
  };
  beat();
  return { heard, stop: () => cancel?.() };
}
