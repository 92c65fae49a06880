// The server's process: reads the environment, starts everything, says where it is, and ends it in order.
import { DEMO_PATIENTS, DEMO_THERAPIST } from "./demo/index.ts";
import { type Config, readConfig } from "./platform/config.ts";
import { createLogger } from "./platform/logger.ts";
import { logUnhandledRejections } from "./platform/unhandled-rejections.ts";
import { type RunningServer, startServer } from "./start-server.ts";

const say = (text: string) => process.stdout.write(`${text}\n`);

try {
  const config = readConfig(process.env, process.argv.slice(2));
  const logger = createLogger(config.logLevel);
  const server = await startServer(config, logger);
  logUnhandledRejections(process, logger);
  endOnSignals(server);
  greet(config, server);
} catch (error) {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  if (process.env.LOG_LEVEL === "debug") process.stderr.write(`${(error as Error).stack}\n`);
  process.exit(1);
}

function endOnSignals(server: RunningServer): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    server.close().then(
      () => process.exit(0),
      (error: unknown) => {
        process.stderr.write(`Not everything could be ended in order: ${(error as Error).message}\n`);
        process.exit(1);
      },
    );
  };
  process.on("SIGINT", end);
  process.on("SIGTERM", end);
}

function greet(config: Config, server: RunningServer): void {
  say(`\nEnsemble is running: ${server.url}`);
  if (server.app.transport.why !== undefined) say(`WebSockets by ws (uWebSockets.js: ${server.app.transport.why})`);
  if (config.lan) {
    say(`On the local network: ${server.lanUrls.join("  ")}`);
    say(
      "The certificate is self-made: every browser will warn once. Use this on networks you trust, not on the internet.",
    );
  }
  if (!config.demo.clinic) return;
  const base = server.lanUrls[0] ?? server.url;
  say("\nDemo clinic. These links sign in for twelve hours; keep them to yourself:");
  for (const person of [DEMO_THERAPIST, ...DEMO_PATIENTS]) {
    say(
      `  ${person.role.padEnd(9)} ${person.name.padEnd(26)} ${base}/sign-in#${server.app.inviteLink(person.personId)}`,
    );
  }
  if (config.demo.session) say("\nA demo session with simulated patients is open: sign in and join it.");
  say("\nCtrl-C ends everything.\n");
}
