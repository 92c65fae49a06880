// Is the port free? Asked before anything is started, so that the answer comes at once and in plain words.
import { createServer } from "node:net";

export function checkPort(port: number, host: string): Promise<void> {
  if (port === 0) return Promise.resolve();
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", (error: NodeJS.ErrnoException) =>
      reject(new Error(explain(error, port, host), { cause: error })),
    );
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function explain(error: NodeJS.ErrnoException, port: number, host: string): string {
  if (error.code === "EADDRINUSE") {
    return `Port ${port} is taken, perhaps by another Ensemble. Stop that one, or take another port: PORT=${port + 1} npm start`;
  }
  if (error.code === "EACCES")
    return `Port ${port} may not be used by this user. Take one above 1023: PORT=2567 npm start`;
  return `${host}:${port} cannot be listened on (${error.code}). Set HOST to an address of this machine.`;
}
