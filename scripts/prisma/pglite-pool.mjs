// A pg.Pool over an in-process PGlite, without a socket: pg.Client accepts a custom stream, and this one feeds the
// wire protocol to PGlite. Only for schema work; PGlite does not sync to disk and is no clinic's database.
import { Duplex } from "node:stream";
import pg from "pg";

/** Message types after which PGlite may be asked to run what has been collected: Sync, Query, Flush, Copy…, password. */
const UNIT_ENDS = "SQHcfp";

/** One connection at most: PGlite is a single backend, so the pool queues transactions by itself. */
export function createPglitePool(database) {
  return new pg.Pool({
    max: 1,
    idleTimeoutMillis: 0,
    user: "postgres",
    database: "postgres",
    stream: () => new PgliteStream(database),
  });
}

class PgliteStream extends Duplex {
  #database;
  #received = Buffer.alloc(0);
  #started = false;
  #pending = [];

  constructor(database) {
    super({ allowHalfOpen: false });
    this.#database = database;
  }

  // What pg.Client expects of a socket.
  connect() {
    queueMicrotask(() => this.emit("connect"));
    return this;
  }
  setNoDelay() {
    return this;
  }
  setKeepAlive() {
    return this;
  }
  ref() {
    return this;
  }
  unref() {
    return this;
  }

  _read() {}

  _final(done) {
    this.push(null);
    done();
  }

  _write(chunk, _encoding, done) {
    this.#received = Buffer.concat([this.#received, chunk]);
    this.#forwardWholeMessages().then(() => done(), done);
  }

  async #forwardWholeMessages() {
    for (;;) {
      const tagBytes = this.#started ? 1 : 0; // the start-up message has no type byte
      if (this.#received.length < 4 + tagBytes) return;
      const length = this.#received.readInt32BE(tagBytes) + tagBytes;
      if (this.#received.length < length) return;
      const message = this.#received.subarray(0, length);
      this.#received = this.#received.subarray(length);
      if (!this.#started) {
        this.#started = true;
        await this.#run(message);
        continue;
      }
      const type = String.fromCharCode(message[0]);
      if (type === "X") {
        this.push(null); // Terminate must not reach PGlite: it would end the only backend
        return;
      }
      this.#pending.push(message);
      if (UNIT_ENDS.includes(type)) {
        const unit = Buffer.concat(this.#pending);
        this.#pending = [];
        await this.#run(unit);
      }
    }
  }

  async #run(bytes) {
    await this.#database.runExclusive(() =>
      this.#database.execProtocolRawStream(new Uint8Array(bytes), {
        onRawData: (answer) => this.push(Buffer.from(answer)),
      }),
    );
  }
}
