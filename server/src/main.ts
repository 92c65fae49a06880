// The server's process: reads the environment, starts everything, says where it is, and ends it in order.
import { DEMO_OPERATOR, DEMO_PATIENTS, DEMO_THERAPIST } from "./demo/index.ts";
import { endOnSignals } from "./end-on-signals.ts";
import { type Config, readConfig } from "./platform/config.ts";
import { describeReason } from "./platform/explain-failure.ts";
import { createLogger } from "./platform/logger.ts";
import { logUnhandledRejections } from "./platform/unhandled-rejections.ts";
import { type RunningServer, startServer } from "./start-server.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

const ending = endOnSignals();
try {
  const config = readConfig(process.env, process.argv.slice(2));
  const logger = createLogger(config.logLevel);
  const server = await startServer(config, logger, ending.signal);
  logUnhandledRejections(process, logger);
  greet(config, server);
  await ending.asked;
  await endInOrder(server);
  process.exit(0);
} catch (error) {
  // A start that was called off has taken itself back.
  if (ending.signal.aborted && error === ending.signal.reason) process.exit(0);
  process.stderr.write(`\n${describeReason(error)}\n`);
  if (process.env.LOG_LEVEL === "debug") process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
}

async function endInOrder(server: RunningServer): Promise<void> {
  try {
    await server.close();
  } catch (error) {
    throw new Error(`Not everything could be ended in order: ${(error as Error).message}`, { cause: error });
  }
}

function greet(config: Config, server: RunningServer): void {
  say(`\nEnsemble is running: ${server.url}`);
  const { kind, why } = server.app.transport;
  if (kind === "uws") say("WebSockets by uWebSockets.js");
  if (why !== undefined) say(`WebSockets by ws (uWebSockets.js: ${why})`);
  if (config.lan) {
    say(`On the local network: ${server.lanUrls.join("  ")}`);
    say(
      "The certificate is self-made: every browser will warn once. Use this on networks you trust, not on the internet.",
    );
  }
  if (!config.demo.clinic) return;
  const base = server.lanUrls[0] ?? server.url;
  say("\nDemo clinic. These links sign in for twelve hours; keep them to yourself:");
  for (const person of [DEMO_THERAPIST, ...DEMO_PATIENTS, DEMO_OPERATOR]) {
    say(
      `  ${person.role.padEnd(9)} ${person.name.padEnd(26)} ${base}/sign-in#${server.app.inviteLink(person.personId)}`,
    );
  }
  if (config.demo.session) say("\nA demo session with simulated patients is open: sign in and join it.");
  say("\nCtrl-C ends everything.\n");
}
