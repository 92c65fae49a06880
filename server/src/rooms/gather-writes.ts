// Everything sent to one client in one turn leaves in one system call: bundle, acknowledgement and patch instead of three.
import type { Duplex } from "node:stream";

/**
 * ws corks a socket around the two pieces of every message; from the first of a turn on it stays corked until the turn is
 * over. Nothing waits longer than the code that is running.
 */
export function gatherWrites(socket: Duplex): void {
  const cork = socket.cork.bind(socket);
  let gathering = false;
  socket.cork = () => {
    if (!gathering) {
      gathering = true;
      cork();
      process.nextTick(() => {
        gathering = false;
        socket.uncork();
      });
    }
    cork();
  };
}
