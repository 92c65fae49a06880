// Starts a measured side in a process of its own, and the callers that will call it: these have to be there first.
import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { type Callers, createCallers, freePort } from "../../../media/test/load/callers.ts";
import type { MediaAnswers, MediaRequest } from "../../../shared/src/protocol/media-messages.ts";
import type { ParticipantId } from "../../../shared/src/session/identifiers.ts";
import { pinWithChildren } from "../load/pin-processes.ts";
import type { ForwarderAnswer, ForwarderName, ForwarderRequest, ForwarderSettings, Usage } from "./forwarding.ts";

const ENDS_WITHIN_MS = 10_000;

export interface RunningForwarder {
  readonly callers: Callers;
  /** Whether it has a core of its own. */
  readonly pinned: boolean;
  readonly ask: <Op extends MediaRequest["op"]>(
    session: number,
    participantId: ParticipantId,
    request: Extract<MediaRequest, { readonly op: Op }>,
  ) => Promise<MediaAnswers[Op]>;
  readonly closeSession: (session: number) => Promise<void>;
  readonly usage: () => Promise<Usage>;
  readonly close: () => Promise<void>;
}

/** `connections`: how many will be made to it in all. */
export async function startForwarder(
  name: ForwarderName,
  { workerBinary, mode, connections }: Omit<ForwarderSettings, "name" | "port"> & { readonly connections: number },
): Promise<RunningForwarder> {
  const port = await freePort();
  const callers = await createCallers({ workerBinary, remotePort: port, connections });
  const settings: ForwarderSettings = { name, workerBinary, port, mode };
  const child = fork(join(import.meta.dirname, "forwarder-process.ts"), [JSON.stringify(settings)], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const exited = once(child, "exit");
  const waiting = new Map<number, (answer: ForwarderAnswer) => void>();
  child.on("message", (answer: ForwarderAnswer) => {
    waiting.get(answer.id)?.(answer);
    waiting.delete(answer.id);
  });
  void exited.then(([status]) => {
    for (const [id, tell] of waiting) tell({ id, error: `the ${name} forwarder ended with status ${status}` });
  });
  let asked = 0;
  const answered = (id: number) =>
    new Promise<unknown>((resolve, reject) => {
      waiting.set(id, ({ answer, error }) => (error === undefined ? resolve(answer) : reject(new Error(error))));
    });
  const request = (what: ForwarderRequest): Promise<unknown> => {
    const id = ++asked;
    const answer = answered(id);
    child.send({ id, asked: what });
    return answer;
  };
  await answered(0);
  const pinned = await pinWithChildren(child.pid ?? 0, [callers.pid]);
  return {
    callers,
    pinned,
    ask: async (session, participantId, media) =>
      (await request({ kind: "ask", session, participantId, request: media })) as never,
    closeSession: async (session) => void (await request({ kind: "closeSession", session })),
    usage: async () => (await request({ kind: "usage" })) as Usage,
    close: async () => {
      await request({ kind: "close" });
      await callers.close();
      child.disconnect();
      const late = setTimeout(() => child.kill("SIGKILL"), ENDS_WITHIN_MS);
      await exited;
      clearTimeout(late);
    },
  };
}
