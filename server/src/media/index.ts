// Audio and video of sessions. The media node behind it may run in this process or elsewhere.
export { createSessionMedia, type SessionMedia, type SessionMediaOptions } from "./session-media.ts";
