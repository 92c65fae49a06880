import { expect, it } from "vitest";
import type { OpenedDevices } from "../../camera/open-devices.ts";
import { type OwnDevicesState, openOwnDevices } from "./own-devices.ts";

class FakeTrack extends EventTarget {
  readonly kind: "audio" | "video";
  stopped = false;
  constructor(kind: "audio" | "video") {
    super();
    this.kind = kind;
  }
  stop() {
    this.stopped = true;
  }
}
const track = (kind: "audio" | "video") => new FakeTrack(kind) as FakeTrack & MediaStreamTrack;

/** Opens with one answer after the other. */
function open(...answers: OpenedDevices[]) {
  const plugs = new EventTarget();
  const states: OwnDevicesState[] = [];
  let told: () => void = () => undefined;
  const next = () => new Promise<void>((resolve) => (told = resolve));
  const devices = openOwnDevices(
    async () => answers.shift() ?? { picture: "no_device", sound: "no_device" },
    plugs,
    (state) => {
      states.push(state);
      told();
    },
  );
  return { ...devices, plugs, next, latest: () => states.at(-1) };
}

it("names everything that is missing", async () => {
  const own = open({ picture: "in_use", sound: "no_permission" });
  await own.next();
  expect(own.latest()).toEqual({ tracks: [], missing: { camera: "in_use", microphone: "no_permission" } });
});

it("tells of a camera that is lost in the middle, and keeps the sound", async () => {
  const [picture, sound] = [track("video"), track("audio")];
  const own = open({ picture, sound });
  await own.next();
  expect(own.latest()).toEqual({ tracks: [picture, sound], missing: {} });
  picture.dispatchEvent(new Event("ended"));
  expect(own.latest()).toEqual({ tracks: [sound], missing: { camera: "device_lost" } });
  sound.dispatchEvent(new Event("ended"));
  expect(own.latest()).toEqual({ tracks: [], missing: { camera: "device_lost", microphone: "device_lost" } });
});

it("opens again what the computer has lost in its sleep, and leaves what it still has", async () => {
  const [first, sound] = [track("video"), track("audio")];
  const own = open({ picture: first, sound }, { picture: track("video"), sound: track("audio") });
  await own.next();
  own.wake();
  expect(sound.stopped).toBe(false);
  first.dispatchEvent(new Event("ended"));
  own.wake();
  await own.next();
  expect(own.latest()?.missing).toEqual({});
});

it("opens again by itself when a lost device is back", async () => {
  const [first, sound, second, soundAgain] = [track("video"), track("audio"), track("video"), track("audio")];
  const own = open({ picture: first, sound }, { picture: second, sound: soundAgain });
  await own.next();
  first.dispatchEvent(new Event("ended"));
  own.plugs.dispatchEvent(new Event("devicechange"));
  await own.next();
  expect(sound.stopped).toBe(true);
  expect(own.latest()).toEqual({ tracks: [second, soundAgain], missing: {} });
});

it("does not disturb a call when some other device is plugged in", async () => {
  const [picture, sound] = [track("video"), track("audio")];
  const own = open({ picture, sound });
  await own.next();
  own.plugs.dispatchEvent(new Event("devicechange"));
  expect(picture.stopped).toBe(false);
});

it("lets go of everything when it is closed, also of what opens afterwards", async () => {
  const late = track("video");
  let answer: (devices: OpenedDevices) => void = () => undefined;
  const opening = new Promise<OpenedDevices>((resolve) => (answer = resolve));
  const states: OwnDevicesState[] = [];
  const own = openOwnDevices(
    () => opening,
    undefined,
    (state) => states.push(state),
  );
  own.close();
  answer({ picture: late, sound: "off" });
  await opening;
  await Promise.resolve();
  expect(late.stopped).toBe(true);
  expect(states).toEqual([]);
});
