// A promise nobody waited for and that failed is a bug in one request or one handler: it is logged, and everybody's class goes on.
import { randomUUID } from "node:crypto";
import type { EventEmitter } from "node:events";
import type { Logger } from "./logger.ts";

/** `process`, once it serves; while it starts, such a failure shall end it. */
export function logUnhandledRejections(process: EventEmitter, logger: Logger): void {
  process.on("unhandledRejection", (reason: unknown) => {
    logger.error({ err: reason, reference: randomUUID() }, "something nobody waited for failed");
  });
}
