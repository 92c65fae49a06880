// One mediasoup worker as a process: how it is started, and how it is ended for certain.
import { createWorker } from "mediasoup";
import type { Worker } from "mediasoup/types";

export interface WorkerProgram {
  /** Path of the mediasoup-worker program; absent: mediasoup's own. */
  readonly workerBinary?: string | undefined;
  /** A signal that ends this process does not end the worker: whoever ends the node does, in order. */
  readonly outlivesSignals?: boolean;
}

const END_WITHIN_MS = 2_000;

/** Rejects when it cannot be started. It listens nowhere yet. */
export async function startWorkerProcess({ workerBinary, outlivesSignals }: WorkerProgram): Promise<Worker> {
  const worker = await createWorker({
    logLevel: "error",
    ...(workerBinary === undefined ? {} : { workerBin: workerBinary }),
  });
  if (outlivesSignals) {
    // mediasoup's own listener, which it does not name in its types.
    const { onSignal } = worker as unknown as { onSignal: NodeJS.SignalsListener };
    for (const signal of ["SIGINT", "SIGTERM"] as const) process.off(signal, onSignal);
  }
  return worker;
}

/** Resolves once it has ended, by force if need be. */
export async function endWorkerProcess(worker: Worker): Promise<void> {
  if (worker.subprocessClosed) return;
  const ended = new Promise<void>((resolve) => worker.once("subprocessclose", () => resolve()));
  const patience = setTimeout(() => process.kill(worker.pid, "SIGKILL"), END_WITHIN_MS);
  worker.close();
  await ended;
  clearTimeout(patience);
}
