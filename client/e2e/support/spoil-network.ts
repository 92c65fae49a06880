// What a home's network may do to the picture, done to what the browser is told of the way to the media node.
import type { Page } from "playwright-core";

/** Call before the page is opened. `tcpOnly`: UDP is not let through; `blocked`: nothing of the picture is. */
export async function spoilNetwork(page: Page, how: "tcpOnly" | "blocked"): Promise<void> {
  await page.addInitScript((way) => {
    type SetDescription = (this: RTCPeerConnection, description: RTCSessionDescriptionInit) => Promise<void>;
    const { prototype } = RTCPeerConnection as unknown as { prototype: { setRemoteDescription: SetDescription } };
    const set = prototype.setRemoteDescription;
    prototype.setRemoteDescription = function (description) {
      const candidate = way === "tcpOnly" ? /^a=candidate:\S+ \d udp .*\r\n/gim : /^a=candidate:.*\r\n/gim;
      return set.call(this, { type: description.type, sdp: description.sdp?.replace(candidate, "") ?? "" });
    };
  }, how);
}

/** Call before the page is opened: only the camera can be used. */
export async function withoutMicrophone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (constraints) => {
      if (constraints?.audio) throw new DOMException("none", "NotFoundError");
      return ask(constraints);
    };
  });
}
