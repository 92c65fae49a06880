// The end of a session, recorded beside its journal: tried again while the database is away. Until it is there, everybody's list of
// sessions offers this one as open.
const AGAIN_AFTER_MS = 2_000;

export async function recordUntilDone(parts: {
  readonly record: () => Promise<void>;
  /** Nobody is there any more to try again; whoever opens the session next does. */
  readonly isOver: () => boolean;
  readonly schedule: (delayMs: number, run: () => void) => void;
  /** Told once, however often it fails. */
  readonly failed: (error: unknown) => void;
}): Promise<void> {
  try {
    await parts.record();
  } catch (error) {
    parts.failed(error);
    const again = () => void recordUntilDone({ ...parts, failed: () => undefined });
    if (!parts.isOver()) parts.schedule(AGAIN_AFTER_MS, again);
  }
}
