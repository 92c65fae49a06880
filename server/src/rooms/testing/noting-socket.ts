// A socket that notes what leaves it together.
import { Duplex } from "node:stream";

export function createNotingSocket(): { readonly socket: Duplex; readonly left: string[][] } {
  const left: string[][] = [];
  const socket = new Duplex({
    read: () => {},
    write: (chunk: Buffer, _encoding, done) => {
      left.push([chunk.toString()]);
      done();
    },
    writev: (chunks, done) => {
      left.push(chunks.map(({ chunk }) => (chunk as Buffer).toString()));
      done();
    },
  });
  return { socket, left };
}

export function turnIsOver(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
