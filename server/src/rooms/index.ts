export { chooseTransport } from "./choose-transport.ts";
export { createCoreLogger } from "./core-logger.ts";
export { findReady } from "./find-ready.ts";
export { gatherReports } from "./gather-reports.ts";
export { LISTINGS } from "./listing-driver.ts";
export { scaleOut } from "./scale-out.ts";
export { createSessionRoom } from "./session-room.ts";
export { getMeter } from "./socket-meter.ts";
