// How long a journey waits for something to become true. A busy machine needs long; what is not true by then never will be.
export const ACTION_PATIENCE_MS = 120_000;
export const PATIENCE = { timeout: 120_000, interval: 100 } as const;
