export { chooseTransport } from "./choose-transport.ts";
export { createSessionRoom } from "./session-room.ts";
