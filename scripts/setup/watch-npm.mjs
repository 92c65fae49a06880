// Notices when the npm that started us was killed: it cannot tell, and its shell lives on.
import { readFileSync } from "node:fs";

const CHECK_MS = 500;
const SHELL = /^(sh|dash|bash|zsh|ksh|busybox)$/;

/**
 * npm runs a script through a shell, which some systems replace by the script itself.
 * @param {() => void} onGone may be called more than once
 */
export function watchNpm(onGone) {
  const started = findStarter();
  return setInterval(() => {
    const starter = findStarter();
    if (starter !== undefined && starter !== started) onGone();
  }, CHECK_MS).unref();
}

/** Our parent, or its parent where ours is a shell; undefined when that could not be seen this time. */
function findStarter() {
  // Only Linux tells; elsewhere the direct parent has to do.
  if (process.platform !== "linux") return process.ppid;
  const parent = readProcess(process.ppid);
  if (parent === undefined) return undefined;
  return SHELL.test(parent.name) ? parent.parent : process.ppid;
}

function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    return undefined;
  }
}
