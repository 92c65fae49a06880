// How much a process really holds: asked over its inspector, after everything that can be let go has been. What a process has of the
// system's memory says little of that: a heap that has room grows before it is collected.

/** An argument of Node's that opens the inspector, on a port that the process tells on stderr. */
export const INSPECTABLE = "--inspect=127.0.0.1:0";

const ADDRESS = /Debugger listening on (ws:\S+)/g;
const ANSWERS_WITHIN_MS = 30_000;
const MEGABYTE = 1_048_576;

interface HeapUsage {
  readonly usedSize: number;
  /** Of buffers, outside the heap itself. */
  readonly backingStorageSize: number;
}

/** `said`: the process's stderr so far; of one that was started several times the last start counts. */
export function findInspector(said: string): string {
  const address = [...said.matchAll(ADDRESS)].at(-1)?.[1];
  if (address === undefined) throw new Error("the process has not said where its inspector is");
  return address;
}

export async function measureHeapMegabytes(inspector: string): Promise<number> {
  const socket = new WebSocket(inspector);
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener("open", resolve);
      socket.addEventListener("error", () => reject(new Error("the inspector does not answer")));
    });
    await ask(socket, 1, "HeapProfiler.collectGarbage");
    const { usedSize, backingStorageSize } = (await ask(socket, 2, "Runtime.getHeapUsage")) as HeapUsage;
    return (usedSize + backingStorageSize) / MEGABYTE;
  } finally {
    socket.close();
  }
}

function ask(socket: WebSocket, id: number, method: string): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const giveUp = setTimeout(() => reject(new Error(`${method} was not answered`)), ANSWERS_WITHIN_MS);
    const end = (settle: () => void) => {
      clearTimeout(giveUp);
      settle();
    };
    socket.addEventListener("close", () => end(() => reject(new Error(`the inspector went away during ${method}`))));
    socket.addEventListener("message", ({ data }) => {
      const answer = JSON.parse(String(data)) as { id?: number; result?: unknown; error?: { message: string } };
      if (answer.id !== id) return;
      end(() => (answer.error === undefined ? resolve(answer.result) : reject(new Error(answer.error.message))));
    });
    socket.send(JSON.stringify({ id, method }));
  });
}
