// A suite that holds over either transport: run over ws, and over uWebSockets.js where that can be had; elsewhere its title says why not.
import { join } from "node:path";
import { describe } from "vitest";
import { createServerProcess, type ServerProcess } from "../../../scripts/cluster/server-process.ts";
import {
  findTransportProgram,
  type TransportName,
  type TransportProgram,
} from "../../../scripts/cluster/transport-program.ts";
import { findPlaces } from "../../../scripts/setup/directories.mjs";

const CLONE = join(import.meta.dirname, "../../..");

export interface TransportUnderTest {
  readonly name: TransportName;
  readonly program: TransportProgram;
  /** A server in a process of its own. `auto`: it chooses the transport itself, and can have this one. */
  readonly createServer: (
    env: Readonly<Record<string, string>>,
    options?: { readonly auto?: boolean; readonly logFile?: string },
  ) => Promise<ServerProcess>;
}

export function findTransport(transport: TransportName): TransportProgram | { readonly reason: string } {
  return findTransportProgram(transport, findPlaces(CLONE).cacheDirectory);
}

export function describeOverBothTransports(what: string, suite: (transport: TransportUnderTest) => void): void {
  for (const name of ["ws", "uws"] as const) {
    const program = findTransport(name);
    if ("reason" in program) {
      describe.skip(`${what} over ${name} (skipped: ${program.reason})`, () => suite(underTest(name, NOTHING)));
    } else {
      describe(`${what} over ${name}`, () => suite(underTest(name, program)));
    }
  }
}

/** Of a suite that is only listed. */
const NOTHING: TransportProgram = { settings: {}, node: [process.execPath] };

function underTest(name: TransportName, program: TransportProgram): TransportUnderTest {
  return {
    name,
    program,
    createServer: (env, { auto = false, logFile } = {}) =>
      createServerProcess(
        { ...env, UWS_HOME: "", ...program.settings, ...(auto ? { COLYSEUS_TRANSPORT: "auto" } : {}) },
        { node: program.node, ...(logFile === undefined ? {} : { logFile }) },
      ),
  };
}
