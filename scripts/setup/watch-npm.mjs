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
  return setInterval(() => findStarter() !== started && onGone(), CHECK_MS).unref();
}

/** Our parent, or its parent where ours is a shell. */
function findStarter() {
  const parent = readProcess(process.ppid);
  return parent && SHELL.test(parent.name) ? parent.parent : process.ppid;
}

/** Only Linux tells; elsewhere the direct parent has to do. */
function readProcess(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    const end = stat.lastIndexOf(")");
    return { name: stat.slice(stat.indexOf("(") + 1, end), parent: Number(stat.slice(end + 2).split(" ")[1]) };
  } catch {
    return undefined;
  }
}
