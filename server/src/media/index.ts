// Audio and video of sessions. The media node behind it may run in this process or elsewhere.

export type { LineStep } from "./line-watch-rules.ts";
export { openMediaNodes } from "./nodes/open-media-nodes.ts";
export type { RecordingKeeper } from "./record-session.ts";
export { createSessionMedia, type SessionMedia } from "./session-media.ts";
export { type OfferedNode, offerTurn, type TurnServer } from "./turn/offer-turn.ts";
export { watchTurn } from "./turn/watch-turn.ts";
