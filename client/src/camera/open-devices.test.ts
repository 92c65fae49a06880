import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { openDevices } from "./open-devices.ts";

class Stream {
  readonly tracks: readonly { kind: string }[];
  constructor(kinds: readonly string[]) {
    this.tracks = kinds.map((kind) => ({ kind }));
  }
  getTracks() {
    return this.tracks;
  }
}

/** A browser in which some devices answer and others refuse with the name of a DOMException. */
function browser(refusals: { video?: string; audio?: string }) {
  const asked: string[] = [];
  const ask = async (constraints: MediaStreamConstraints): Promise<MediaStream> => {
    const kinds = (["video", "audio"] as const).filter((kind) => constraints[kind] !== undefined);
    asked.push(kinds.join("+"));
    for (const kind of kinds) if (refusals[kind]) throw Object.assign(new Error("refused"), { name: refusals[kind] });
    return new Stream(kinds) as unknown as MediaStream;
  };
  return { ask, asked };
}
const wish = { low: false, microphone: true };

describe("opening camera and microphone", () => {
  beforeEach(() => void vi.stubGlobal("MediaStream", Stream));
  afterEach(() => void vi.unstubAllGlobals());

  test("asks the person once where both are there", async () => {
    const { ask, asked } = browser({});
    expect(await openDevices(wish, ask)).toEqual({ picture: { kind: "video" }, sound: { kind: "audio" } });
    expect(asked).toEqual(["video+audio"]);
  });

  test("takes the camera that was chosen and no other that fits better, unless it is gone", async () => {
    const asked: unknown[] = [];
    const ask = async ({ video }: MediaStreamConstraints): Promise<MediaStream> => {
      const { deviceId } = video as MediaTrackConstraints;
      asked.push(deviceId);
      const gone = (deviceId as ConstrainDOMStringParameters).exact === "gone";
      if (gone) throw Object.assign(new Error("refused"), { name: "OverconstrainedError" });
      return new Stream(["video", "audio"]) as unknown as MediaStream;
    };
    await openDevices({ ...wish, cameraId: "wide" }, ask);
    expect(asked).toEqual([{ exact: "wide" }]);
    const opened = await openDevices({ ...wish, cameraId: "gone" }, ask);
    expect(asked.slice(1)).toEqual([{ exact: "gone" }, { ideal: "gone" }]);
    expect(opened.picture).toEqual({ kind: "video" });
  });

  test("without a microphone the camera still works, and the other way round", async () => {
    expect(await openDevices(wish, browser({ audio: "NotFoundError" }).ask)).toEqual({
      picture: { kind: "video" },
      sound: "no_device",
    });
    expect(await openDevices(wish, browser({ video: "NotReadableError" }).ask)).toEqual({
      picture: "in_use",
      sound: { kind: "audio" },
    });
  });

  test("says why when nothing works", async () => {
    const denied = browser({ video: "NotAllowedError", audio: "NotAllowedError" });
    expect(await openDevices(wish, denied.ask)).toEqual({ picture: "no_permission", sound: "no_permission" });
    const odd = browser({ video: "SomethingNew" });
    expect((await openDevices({ ...wish, microphone: false }, odd.ask)).picture).toBe("picture_failed");
  });

  test("does not ask for a microphone that is not wanted", async () => {
    const { ask, asked } = browser({});
    expect((await openDevices({ ...wish, microphone: false }, ask)).sound).toBe("off");
    expect(asked).toEqual(["video"]);
  });

  test("a page that may not ask says so", async () => {
    vi.stubGlobal("isSecureContext", false);
    vi.stubGlobal("navigator", {});
    expect(await openDevices(wish)).toEqual({ picture: "insecure_page", sound: "insecure_page" });
    vi.stubGlobal("isSecureContext", true);
    expect((await openDevices(wish)).picture).toBe("not_supported");
  });
});
