// What every relay of the tests needs: the page's calls led to it by what they are told of the media node, and sockets that give up quietly.
import { createSocket, type Socket } from "node:dgram";
import type { Page } from "playwright-core";

/** Of this machine, which is all there is to a test's network. */
export const HOST = "127.0.0.1";

/** `change`: what the media node says of itself, with the relay's ports for its own. Call before the page is opened for the first time. */
export async function leadThrough(page: Page, change: (description: string) => Promise<string>): Promise<void> {
  await page.exposeFunction("leadThrough", change);
  await page.addInitScript(() => {
    const { setRemoteDescription } = RTCPeerConnection.prototype;
    RTCPeerConnection.prototype.setRemoteDescription = async function (description) {
      const { leadThrough } = globalThis as unknown as { leadThrough: (sdp: string) => Promise<string> };
      const sdp = await leadThrough(description.sdp ?? "");
      // Of its two forms, the one that answers with a promise.
      return (setRemoteDescription as (given: RTCSessionDescriptionInit) => Promise<void>).call(this, {
        type: description.type,
        sdp,
      });
    };
  });
}

/** What was under way when it was closed goes nowhere. */
export function sendDatagram(socket: Socket, packet: Buffer, port: number, host: string): void {
  socket.send(packet, port, host, () => undefined);
}

/** On a port that is free, put to the others. */
export function bindDatagrams(all: { push: (socket: Socket) => unknown }): Promise<Socket> {
  const socket = createSocket("udp4");
  all.push(socket);
  return new Promise((resolve, reject) => {
    socket.once("error", reject);
    socket.bind(0, HOST, () => resolve(socket));
  });
}
