// Audio and video of sessions. The media node behind it may run in this process or elsewhere.

export type { LineStep } from "./keep-lines.ts";
export { openMediaNodes } from "./nodes/open-media-nodes.ts";
export { offerTurn, type TurnServer } from "./offer-turn.ts";
export type { RecordingKeeper } from "./record-session.ts";
export { createSessionMedia, type SessionMedia } from "./session-media.ts";
