// One mediasoup worker process and the port it listens on. When the process dies another takes its place by itself.
import type { TransportListenInfo, WebRtcServer, Worker } from "mediasoup/types";
import type { Report } from "./refuse-media.ts";
import { endWorkerProcess, startWorkerProcess, type WorkerProgram } from "./worker-process.ts";

export interface ListenAddress {
  readonly ip: string;
  /** What clients are told instead, behind a translating router. */
  readonly announcedAddress?: string | undefined;
  /** Of the first worker, UDP and TCP; each further worker takes the next. Absent: any free one. */
  readonly port?: number | undefined;
}

export interface MediaWorkerOptions extends WorkerProgram {
  readonly listen: readonly ListenAddress[];
  /** 0 for the first worker of the node. */
  readonly index: number;
  /** A process that runs already and listens nowhere, to take the place of one that died; undefined while there is none. */
  readonly takeSpare?: (() => Worker | undefined) | undefined;
  readonly report: Report;
  readonly onDeath: (reason: string) => void;
}

export interface LiveWorker {
  readonly worker: Worker;
  readonly server: WebRtcServer;
}

const FIRST_RETRY_MS = 100;
const SLOWEST_RETRY_MS = 5_000;
/** A busy machine is not a dead worker. */
const ANSWER_WITHIN_MS = 2_000;

export class MediaWorker {
  readonly #options: MediaWorkerOptions;
  #live: LiveWorker | undefined;
  #downReason = "starting";
  #closed = false;
  #retryMs = FIRST_RETRY_MS;
  #retryTimer: NodeJS.Timeout | undefined;
  /** What `close` has to wait for. */
  #unfinished: Promise<void> = Promise.resolve();
  #waiting: ((live: LiveWorker | undefined) => void)[] = [];

  constructor(options: MediaWorkerOptions) {
    this.#options = options;
  }

  /** Throws when the first process cannot start: a wrong program or a taken port is the operator's to know at once. */
  async start(): Promise<void> {
    this.#accept(await listenOn(await startWorkerProcess(this.#options), this.#options));
  }

  get pid(): number | undefined {
    return this.#live?.worker.pid;
  }

  /** The living worker; waits while it is being replaced, undefined once closed. */
  live(): Promise<LiveWorker | undefined> {
    if (this.#live || this.#closed) return Promise.resolve(this.#live);
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** Why it does not work, undefined when it answers. */
  async trouble(): Promise<string | undefined> {
    const live = this.#live;
    if (!live) return this.#downReason;
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<string>((resolve) => {
      timer = setTimeout(() => resolve("worker does not answer"), ANSWER_WITHIN_MS);
    });
    const answer = live.worker.getResourceUsage().then(
      () => undefined,
      (error: unknown) => String(error),
    );
    return Promise.race([answer, silence]).finally(() => clearTimeout(timer));
  }

  /** CPU time of the living process since it began; 0 while it is being replaced. */
  async usedMs(): Promise<number> {
    const usage = await this.#live?.worker.getResourceUsage().catch(() => undefined);
    return usage === undefined ? 0 : usage.ru_utime + usage.ru_stime;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#downReason = "closed";
    clearTimeout(this.#retryTimer);
    const live = this.#live;
    this.#live = undefined;
    this.#wake(undefined);
    if (live) await endWorkerProcess(live.worker);
    await this.#unfinished;
  }

  #accept(live: LiveWorker): void {
    this.#live = live;
    this.#retryMs = FIRST_RETRY_MS;
    live.worker.observer.once("close", () => this.#lose(live));
    this.#wake(live);
  }

  #lose(live: LiveWorker): void {
    if (this.#live !== live) return;
    this.#live = undefined;
    if (live.worker.died) {
      this.#downReason = "worker died";
      this.#options.report(`media worker ${live.worker.pid} is gone`, this.#downReason);
      this.#options.onDeath(this.#downReason);
      this.#unfinished = this.#replace();
    } else {
      // mediasoup closes its workers by itself on a signal that ends this process, whose end the sessions hear of anyway.
      this.#closed = true;
      this.#downReason = "closed by a signal";
      this.#wake(undefined);
      this.#unfinished = endWorkerProcess(live.worker);
    }
  }

  async #replace(): Promise<void> {
    if (this.#closed) return;
    try {
      const worker = this.#options.takeSpare?.() ?? (await startWorkerProcess(this.#options));
      const live = await listenOn(worker, this.#options);
      if (this.#closed) await endWorkerProcess(live.worker);
      else this.#accept(live);
    } catch (error) {
      this.#downReason = `worker cannot be started: ${String(error)}`;
      this.#options.report("a media worker cannot be started, trying again", error);
      if (this.#closed) return;
      this.#retryTimer = setTimeout(() => {
        this.#unfinished = this.#replace();
      }, this.#retryMs);
      this.#retryMs = Math.min(this.#retryMs * 2, SLOWEST_RETRY_MS);
    }
  }

  #wake(live: LiveWorker | undefined): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const resolve of waiting) resolve(live);
  }
}

/** Ends the process where it cannot listen. */
async function listenOn(worker: Worker, options: MediaWorkerOptions): Promise<LiveWorker> {
  try {
    return { worker, server: await worker.createWebRtcServer({ listenInfos: listenInfos(options) }) };
  } catch (error) {
    await endWorkerProcess(worker);
    throw error;
  }
}

function listenInfos({ listen, index }: MediaWorkerOptions): TransportListenInfo[] {
  return listen.flatMap(({ ip, announcedAddress, port }) =>
    (["udp", "tcp"] as const).map((protocol) => ({
      protocol,
      ip,
      ...(announcedAddress === undefined ? {} : { announcedAddress }),
      ...(port === undefined ? {} : { port: port + index }),
    })),
  );
}
