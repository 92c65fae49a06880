export { type ChosenTransport, chooseTransport } from "./choose-transport.ts";
export { createSessionRoom, type SessionRoomParts } from "./session-room.ts";
