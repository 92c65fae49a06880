// The processes of one browser, found by the film in its camera: a computer whose lid is closed stops all of them at once.
import { readdirSync, readFileSync } from "node:fs";

export interface BrowserProcesses {
  /** The lid closes. */
  readonly halt: () => void;
  /** It opens. */
  readonly goOn: () => void;
}

/** `ofPages`: only those that run pages; what carries their lines goes on, as when a browser freezes a tab. */
export function processesWithCamera(cameraFile: string, ofPages?: "ofPages"): BrowserProcesses {
  const signal = (name: NodeJS.Signals) => {
    const all = listProcesses();
    const found = new Set(all.filter(({ words }) => words.includes(cameraFile)).map(({ pid }) => pid));
    if (found.size === 0) throw new Error(`no browser has ${cameraFile} in its camera`);
    // Whoever was started by one of them is one of them.
    for (let before = -1; before < found.size; ) {
      before = found.size;
      for (const { pid, parent } of all) if (found.has(parent)) found.add(pid);
    }
    const meant = all.filter(({ pid, words }) => found.has(pid) && (!ofPages || words.includes("--type=renderer")));
    for (const { pid } of meant) if (pid !== process.pid) process.kill(pid, name);
  };
  return { halt: () => signal("SIGSTOP"), goOn: () => signal("SIGCONT") };
}

function listProcesses(): readonly { readonly pid: number; readonly parent: number; readonly words: string }[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => {
      try {
        const parent = Number(/\) \S (\d+)/.exec(readFileSync(`/proc/${name}/stat`, "utf8"))?.[1]);
        return [{ pid: Number(name), parent, words: readFileSync(`/proc/${name}/cmdline`, "utf8") }];
      } catch (error) {
        // Ended since the folder was read.
        if (["ENOENT", "ESRCH"].includes((error as NodeJS.ErrnoException).code ?? "")) return [];
        throw error;
      }
    });
}
