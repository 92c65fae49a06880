// All that runs in the product for a stream: the media node in the process, and on it sessions with their rules, looked after as rooms do.
import { createMediaNode } from "../../../media/src/index.ts";
import { createSessionMedia, type SessionMedia } from "../../../server/src/media/index.ts";
import type { GroupSessionId } from "../../../shared/src/session/identifiers.ts";
import { classInMode } from "./class-plan.ts";
import type { Forwarder, ForwarderSettings } from "./forwarding.ts";

/** As the rooms do. */
const LOOK_AT_LINES_MS = 1_000;
/** Six patients finish about two repetitions a second, and each changes the session's state. */
const STATE_CHANGES_MS = 500;

export async function createProductForwarder({ workerBinary, port, mode }: ForwarderSettings): Promise<Forwarder> {
  const report = (what: string, detail?: unknown) => process.stderr.write(`${what} ${String(detail ?? "")}\n`);
  const node = await createMediaNode({ workers: 1, workerBinary, listen: [{ ip: "127.0.0.1", port }], report });
  const state = classInMode(mode);
  const sessions = new Map<number, { readonly media: SessionMedia; readonly stop: () => void }>();

  function sessionOf(session: number): SessionMedia {
    const found = sessions.get(session);
    if (found) return found.media;
    const media = createSessionMedia({
      node,
      groupSessionId: `class${session}` as GroupSessionId,
      state: () => state,
      epoch: () => 1,
      nowMs: () => performance.now(),
      schedule: (delayMs, run) => {
        const timer = setTimeout(run, delayMs);
        return () => clearTimeout(timer);
      },
      tell: () => undefined,
      report,
    });
    const timers = [
      setInterval(media.lookAtLines, LOOK_AT_LINES_MS),
      setInterval(media.sessionChanged, STATE_CHANGES_MS),
    ];
    sessions.set(session, { media, stop: () => timers.forEach(clearInterval) });
    return media;
  }

  async function closeSession(session: number): Promise<void> {
    const found = sessions.get(session);
    sessions.delete(session);
    found?.stop();
    await found?.media.close();
  }

  return {
    ask: (session, participantId, request) => sessionOf(session).handle(participantId, request),
    closeSession,
    workerMs: async () => (await node.usedMs()).reduce((sum, ms) => sum + ms, 0),
    close: async () => {
      for (const session of [...sessions.keys()]) await closeSession(session);
      await node.close();
    },
  };
}
