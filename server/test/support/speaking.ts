// A server of another time, for a process of its own: the same code with other numbers of its protocol.
import { fileURLToPath } from "node:url";

const OTHER_PROTOCOL = fileURLToPath(new URL("other-protocol.ts", import.meta.url));

/** The program and its first arguments, for `createServerProcess`. */
export function speaking(protocol: {
  readonly newest: number;
  readonly oldest: number;
}): readonly [string, ...string[]] {
  const { newest, oldest } = protocol;
  return [process.execPath, "--import", `file://${OTHER_PROTOCOL}?newest=${newest}&oldest=${oldest}`];
}
