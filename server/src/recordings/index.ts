export { appendUnlessDone } from "./append-unless-done.ts";
export type { AuditStore, Transaction } from "./audit-store.ts";
export type { Keeping } from "./keep-recording.ts";
export { forgetRecordings, openRecordings } from "./open-recordings.ts";
export { recordingRoutes } from "./recording-routes.ts";
export type { Recordings } from "./recordings.ts";
export { standingConsentRoutes } from "./standing-consent-routes.ts";
export type { StandingConsents } from "./standing-consents.ts";
