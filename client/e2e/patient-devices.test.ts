// Camera and microphone of a patient in a real browser with pretended devices, on the whole of the patient's page but without a server.
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Gallery, openGallery } from "./support/open-gallery.ts";
import { PATIENCE } from "./support/patience.ts";
import { LOOKS_RIGHT } from "./support/patient.ts";

interface Watched {
  /** What was asked for, one entry for each question. */
  readonly asked: string[];
  readonly tracks: MediaStreamTrack[];
  /** Lets a question that waits be answered. */
  answer: () => void;
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
    flags: [
      "--use-fake-device-for-media-stream=device-count=2",
      "--use-fake-ui-for-media-stream",
      "--enable-unsafe-swiftshader",
    ],
  });
  await gallery.page.addInitScript(watchDevices);
  // There is no server, and none that happens to run on this machine is asked: the movement recognition is loading for ever.
  await gallery.page.route("**/models/**", () => undefined);
});
afterAll(() => gallery?.close());
beforeEach(() => gallery.page.evaluate(() => sessionStorage.clear()).catch(() => undefined));

const button = (name: string) => gallery.page.getByRole("button", { name, exact: true });
const asked = () => gallery.page.evaluate(() => window.devices.asked);
const liveCameras = () =>
  gallery.page.evaluate(
    () => window.devices.tracks.filter(({ kind, readyState }) => kind === "video" && readyState === "live").length,
  );

const own = () => gallery.page.getByRole("region", { name: "Your own picture, as in a mirror" });
/** For the next screen. */
const answerWith = (way: "allow" | "refuse" | "wait") =>
  gallery.page.evaluate((chosen) => sessionStorage.setItem("test.answer", chosen), way);
/** What the browser tells of a device that is pulled out, or covered. */
const tell = (kind: "video" | "audio", event: "ended" | "mute") =>
  gallery.page.evaluate(
    ([wanted, name]) => {
      for (const track of window.devices.tracks) if (track.kind === wanted) track.dispatchEvent(new Event(name));
    },
    [kind, event] as const,
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

describe("two cameras", () => {
  it("are opened no more once somebody leaves in the middle of it", async () => {
    await gallery.show("scene-patient-room-lobby", { asked: "quality=low" });
    await button("Turn on camera and microphone").click();
    await vi.waitUntil(async () => (await liveCameras()) > 0, PATIENCE);
    await button("Which camera sees more?").click();
    await button("Take part without a camera").click();
    await button("Go on without a camera").click();
    await vi.waitUntil(async () => (await asked()).at(-1) === "audio", PATIENCE);
    await button("I’m ready").click();
    await gallery.page.getByRole("heading", { name: "You’re ready" }).waitFor();
    await vi.waitUntil(async () => (await liveCameras()) === 0, PATIENCE);
  });
});

describe("a device that fails after it was checked", () => {
  it("is named in the waiting step instead of being ready, and tried again", async () => {
    const { page } = gallery;
    await gallery.show("scene-patient-room-lobby", { asked: "quality=low" });
    await button("Turn on camera and microphone").click();
    await gallery.page.getByRole("button", { name: LOOKS_RIGHT }).click();
    await button("I’m ready").click();
    await page.getByRole("heading", { name: "You’re ready" }).waitFor();
    await tell("video", "ended");
    await page.getByRole("heading", { name: "Nearly there" }).waitFor();
    await page.getByText("The camera was disconnected").waitFor();
    await button("Try again").click();
    await page.getByRole("heading", { name: "You’re ready" }).waitFor();
    expect(await asked()).toEqual(["audio+video", "audio+video"]);
  });

  it("has its words and its button in place of the own picture", async () => {
    await gallery.show("scene-patient-room-class", { asked: "quality=low" });
    await own().locator("video").waitFor();
    await tell("video", "mute");
    await own().getByText("The camera sends no picture").waitFor();
    await gallery.page.getByText("Not counted").waitFor();
    // What was counted stays.
    await gallery.page.getByText("7 of 10").waitFor();
    await own().getByRole("button", { name: "Try again" }).click();
    await own().locator("video").waitFor();
    await gallery.page.getByText("Not counted").waitFor({ state: "detached" });
  });

  it("may be the microphone, while the picture stays", async () => {
    await gallery.show("scene-patient-room-class", { asked: "quality=low" });
    await own().locator("video").waitFor();
    await tell("audio", "ended");
    await own().getByText("The microphone was disconnected").waitFor();
    expect(await own().locator("video").count()).toBe(1);
  });
});

describe("the question for camera and microphone", () => {
  it("is explained to somebody who comes in the middle of the class, and can be asked again", async () => {
    await answerWith("wait");
    await gallery.show("scene-patient-room-class", { asked: "quality=low" });
    await own().getByText("Your browser asks for the camera").waitFor();
    await own().getByText("Choose “Allow”").waitFor();
    await answerWith("refuse");
    await gallery.show("scene-patient-room-class", { asked: "quality=low" });
    await own().getByText("The camera is not allowed yet").waitFor();
    await answerWith("allow");
    await own().getByRole("button", { name: "Try again" }).click();
    await own().locator("video").waitFor();
  });

  it("is explained while it waits, and the button that was pressed keeps the keyboard", async () => {
    const { page } = gallery;
    await answerWith("wait");
    await gallery.show("scene-patient-room-lobby", { asked: "quality=low" });
    await button("Turn on camera and microphone").press("Enter");
    await page.getByText("Choose “Allow”").waitFor();
    const right = page.getByRole("button", { name: LOOKS_RIGHT });
    expect(await right.getAttribute("aria-disabled")).toBe("true");
    expect(await right.evaluate((element) => element === document.activeElement)).toBe(true);
    // Not yet: there is nothing to look at.
    await page.keyboard.press("Enter");
    await page.evaluate(() => window.devices.answer());
    await page.getByText("Choose “Allow”").waitFor({ state: "detached" });
    expect(await right.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press("Enter");
    await button("I’m ready").waitFor();
  });
});

/** Runs on the page before anything else: notes what is asked of the devices and what they gave. */
function watchDevices(): void {
  const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  const clone = MediaStreamTrack.prototype.clone;
  window.devices = { asked: [], tracks: [], answer: () => undefined };
  MediaStreamTrack.prototype.clone = function (this: MediaStreamTrack) {
    const copy = clone.call(this);
    window.devices.tracks.push(copy);
    return copy;
  };
  navigator.mediaDevices.getUserMedia = async (constraints = {}) => {
    window.devices.asked.push(Object.keys(constraints).sort().join("+"));
    const way = sessionStorage.getItem("test.answer");
    if (way === "refuse") throw new DOMException("refused", "NotAllowedError");
    if (way === "wait") await new Promise<void>((resolve) => Object.assign(window.devices, { answer: resolve }));
    const stream = await ask(constraints);
    window.devices.tracks.push(...stream.getTracks());
    return stream;
  };
}
