// A page's parts have names of their own with every build: after the server was renewed, those that an open page has not loaded yet may be gone.

/** As browsers and the bundler say it: Chrome, Firefox, Safari; style sheets. */
const MISSING =
  /dynamically imported module|Importing a module script failed|Unable to preload CSS|is not a valid JavaScript MIME type/i;
/** A page that fails again so soon is not helped by it. */
const AT_MOST_EVERY_MS = 300_000;

export function isMissingPart(error: unknown): boolean {
  return error instanceof Error && (MISSING.test(error.message) || isMissingPart(error.cause));
}

/** Whether the page loads itself again without being asked; `lastMs`: when it did so before. */
export function mayReloadByItself(state: {
  readonly inClass: boolean;
  readonly lastMs: number | undefined;
  readonly nowMs: number;
}): boolean {
  if (state.inClass) return false;
  return state.lastMs === undefined || Math.abs(state.nowMs - state.lastMs) > AT_MOST_EVERY_MS;
}
