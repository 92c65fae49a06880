// Keeps a demo session running: its simulated people live in a child process, and a session that has ended is followed by a new one.
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import type { Logger } from "../platform/logger.ts";
import { SIMULATED_PATIENTS, SIMULATED_THERAPIST } from "./demo-people.ts";
import type { Demonstration } from "./demonstration.ts";
import type { ServerAddresses } from "./seat-address-rules.ts";

const PROGRAM = fileURLToPath(new URL("./demo-session-program.ts", import.meta.url));
const AGAIN_AFTER_MS = 2_000;

/** Returns the way to stop. */
export function keepDemoSession(parts: {
  readonly demonstration: Demonstration;
  readonly inviteLink: (personId: string) => string;
  /** How the simulated people, beside the server, come to it. */
  readonly server: ServerAddresses;
  readonly exercisesDirectory: string;
  /** Certificate to trust when the server made it itself. */
  readonly certificateFile: string | undefined;
  readonly logger: Logger;
}): () => void {
  const { demonstration, inviteLink, server, exercisesDirectory, logger } = parts;
  let child: ChildProcess | undefined;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const run = async (): Promise<void> => {
    const groupSessionId = await demonstration.ensureSession();
    if (stopped) return;
    const plan = {
      ...server,
      groupSessionId,
      exercisesDirectory,
      therapistLink: inviteLink(SIMULATED_THERAPIST.personId),
      patientLinks: SIMULATED_PATIENTS.map(({ personId }) => inviteLink(personId)),
    };
    const env =
      parts.certificateFile === undefined
        ? process.env
        : { ...process.env, NODE_EXTRA_CA_CERTS: parts.certificateFile };
    child = fork(PROGRAM, [JSON.stringify(plan)], { stdio: ["ignore", "ignore", "inherit", "ipc"], env });
    child.on("exit", (code) => {
      child = undefined;
      if (code !== 0 && !stopped)
        logger.warn({ groupSessionId, code }, "the demo session's simulated people stopped and will come back");
      again();
    });
  };
  const again = () => {
    if (stopped) return;
    timer = setTimeout(() => {
      run().catch((error: unknown) => {
        logger.warn({ err: error }, "the demo session could not be started and will be tried again");
        again();
      });
    }, AGAIN_AFTER_MS);
  };
  run().catch((error: unknown) => {
    logger.warn({ err: error }, "the demo session could not be started and will be tried again");
    again();
  });
  return () => {
    stopped = true;
    clearTimeout(timer);
    child?.kill("SIGTERM");
  };
}
