// Camera and microphone of a patient in a real browser with pretended devices, on the whole of the patient's page but without a server.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Gallery, openGallery } from "./support/open-gallery.ts";
import { PATIENCE } from "./support/patience.ts";

interface Watched {
  readonly asked: string[];
  readonly tracks: MediaStreamTrack[];
}
declare global {
  interface Window {
    devices: Watched;
  }
}

let gallery: Gallery;
beforeAll(async () => {
  gallery = await openGallery({
    context: { viewport: { width: 1024, height: 640 }, permissions: ["camera", "microphone"], reducedMotion: "reduce" },
    flags: ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", "--enable-unsafe-swiftshader"],
  });
  await gallery.page.addInitScript(watchDevices);
  // There is no server, and none that happens to run on this machine is asked: the movement recognition does not load.
  await gallery.page.route("**/models/**", (route) => route.fulfill({ status: 404 }));
});
afterAll(() => gallery?.close());
beforeEach(() => gallery.page.evaluate(() => sessionStorage.clear()).catch(() => undefined));

const button = (name: string) => gallery.page.getByRole("button", { name, exact: true });
const asked = () => gallery.page.evaluate(() => window.devices.asked);
const liveCameras = () =>
  gallery.page.evaluate(
    () => window.devices.tracks.filter(({ kind, readyState }) => kind === "video" && readyState === "live").length,
  );

describe("without a camera", () => {
  it("closes the camera that was open and leaves the microphone", async () => {
    await gallery.show("scene-patient-room-lobby", { asked: "quality=low" });
    await button("Turn on camera and microphone").click();
    await vi.waitUntil(async () => (await liveCameras()) > 0, PATIENCE);
    await button("Take part without a camera").click();
    await button("Go on without a camera").click();
    await vi.waitUntil(async () => (await liveCameras()) === 0, PATIENCE);
    await vi.waitUntil(async () => (await asked()).at(-1) === "audio", PATIENCE);
    await button("I’m ready").click();
    await gallery.page.getByRole("heading", { name: "You’re ready" }).waitFor();
    expect(await asked()).toEqual(["audio+video", "audio"]);
    expect(await liveCameras()).toBe(0);
  });

  it("never opens one in the class, nor after a reload", async () => {
    await gallery.show("scene-patient-room-lobby", { asked: "quality=low" });
    await button("Take part without a camera").click();
    await button("Go on without a camera").click();
    await gallery.page.getByText("You take part without a camera").waitFor();
    for (const screen of ["scene-patient-room-lobby", "scene-patient-room-class"]) {
      await gallery.show(screen, { asked: "quality=low" });
      if (screen.endsWith("lobby")) await button("I’m ready").click();
      else await gallery.page.getByText("Not counted").waitFor();
      await vi.waitUntil(async () => (await asked()).length > 0, PATIENCE);
      expect(await asked(), screen).toEqual(["audio"]);
    }
  });

  it("opens it again for somebody who turns it on after all", async () => {
    await gallery.show("scene-patient-room-lobby", { asked: "quality=low" });
    await button("Take part without a camera").click();
    await button("Go on without a camera").click();
    await button("Back").click();
    await button("Turn on camera and microphone").click();
    await vi.waitUntil(async () => (await liveCameras()) > 0, PATIENCE);
  });
});

/** Runs on the page before anything else: notes what is asked of the devices and what they gave. */
function watchDevices(): void {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const clone = MediaStreamTrack.prototype.clone;
  window.devices = { asked: [], tracks: [] };
  MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
    const copy = clone.call(this);
    window.devices.tracks.push(copy);
    return copy;
  };
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    window.devices.asked.push(Object.keys(constraints).sort().join("+"));
    const stream = await ask(constraints);
    window.devices.tracks.push(...stream.getTracks());
    return stream;
  };
}
