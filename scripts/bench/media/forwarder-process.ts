// The measured side: forwards as it is asked, and tells its processor time; ends with whoever started it.
import { createBareNode } from "../../../media/test/load/bare-node.ts";
import type { Forwarder, ForwarderAnswer, ForwarderRequest, ForwarderSettings, Numbered, Usage } from "./forwarding.ts";
import { createProductForwarder } from "./product-forwarder.ts";

const settings = JSON.parse(process.argv[2] ?? "") as ForwarderSettings;
const forwarder = settings.name === "product" ? await createProductForwarder(settings) : await createBare(settings);

process.on("message", ({ id, asked }: Numbered) => {
  const send = (answer: ForwarderAnswer) => process.send?.(answer);
  answerTo(asked).then(
    (answer) => send({ id, answer }),
    (error: unknown) => send({ id, error: String((error as Error).stack ?? error) }),
  );
});
process.on("disconnect", () => process.exit(0));
process.send?.({ id: 0 } satisfies ForwarderAnswer);

function answerTo(asked: ForwarderRequest): Promise<unknown> {
  if (asked.kind === "ask") return forwarder.ask(asked.session, asked.participantId, asked.request);
  if (asked.kind === "closeSession") return forwarder.closeSession(asked.session);
  if (asked.kind === "usage") return usage();
  return forwarder.close();
}

async function usage(): Promise<Usage> {
  const workerMs = await forwarder.workerMs();
  const { user, system } = process.cpuUsage();
  return { nodeMs: (user + system) / 1_000, workerMs };
}

async function createBare(bare: ForwarderSettings): Promise<Forwarder> {
  const node = await createBareNode(bare);
  return {
    ask: node.ask,
    closeSession: async (session) => node.closeSession(session),
    workerMs: node.usedMs,
    close: node.close,
  };
}
