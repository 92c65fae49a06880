import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { LineCheck } from "../../call/line-check-rules.ts";
import { FakeStream } from "../../call/testing/fake-stream.ts";
import type { PictureSeen } from "../../camera/picture-check-rules.ts";
import {
  CHECKED_WITHIN_MS,
  type CheckedDevices,
  createDeviceCheck,
  type DeviceCheck,
  LINE_AGAIN_AFTER_MS,
} from "./device-check.ts";
import { type FoundDevices, overallTone } from "./device-check-rules.ts";

const PICTURE: PictureSeen = { widthPixels: 960, heightPixels: 540, framesPerSecond: 30, brightness: 0.4, moves: true };
const GOOD_LINE: LineCheck = { verdict: "good", cause: "", numbers: undefined };
const BLOCKED_LINE: LineCheck = { verdict: "none", cause: "blocked", numbers: undefined };
const UNTESTED_LINE: LineCheck = { verdict: "untested", cause: "", numbers: undefined };

let check: DeviceCheck;
let seen: ((picture: PictureSeen | undefined) => void)[];
let hear: ((level: number, silent: boolean) => void)[];
let listening: number;
let tones: number;
let lines: { readonly found: (line: LineCheck) => void }[];
let speaking: boolean;

function make(kept?: FoundDevices, beginsWithoutPicture = false): void {
  check = createDeviceCheck({
    kept,
    lookAtPicture: (onSeen) => {
      seen.push(onSeen);
      return () => undefined;
    },
    listen: (_stream, onLevel) => {
      hear.push(onLevel);
      listening += 1;
      return () => {
        listening -= 1;
      };
    },
    playTone: () => {
      tones += 1;
    },
    isSpeaking: () => speaking,
    nowMs: () => performance.now(),
    beginsWithoutPicture,
  });
}
const checkLine = () =>
  new Promise<LineCheck>((found) => {
    lines.push({ found });
  });
const devicesOf = (changes: Partial<CheckedDevices> = {}): CheckedDevices => ({
  stream: new FakeStream() as unknown as MediaStream,
  microphone: "running",
  picture: "shown",
  shown: true,
  checkLine,
  ...changes,
});
const speak = () => {
  for (let look = 0; look < 4; look++) hear.at(-1)?.(0.8, false);
};

beforeEach(() => {
  vi.useFakeTimers();
  seen = [];
  hear = [];
  lines = [];
  listening = 0;
  tones = 0;
  speaking = false;
  make();
});
afterEach(() => {
  check.dispose();
  vi.useRealTimers();
});

describe("the check of the devices", () => {
  it("waits for a picture, and does without one where somebody may have none", () => {
    const without = devicesOf({ picture: "failed" });
    check.follow(without);
    expect(tones).toBe(0);
    check.dispose();
    make(undefined, true);
    check.follow({ ...without, picture: "waiting" });
    expect(tones).toBe(0);
    check.follow(without);
    expect([seen.length, hear.length, lines.length, tones]).toEqual([0, 1, 1, 1]);
    expect(check.found()).toMatchObject({ camera: "none", microphone: "checking" });
  });

  it("begins by itself once the picture is there, all at once, and once only", async () => {
    const devices = devicesOf();
    check.follow({ ...devices, picture: "waiting" });
    check.follow({ ...devices, shown: false });
    expect([seen.length, hear.length, lines.length, tones]).toEqual([0, 0, 0, 0]);
    check.follow(devices);
    // Whoever goes on is not held up, and what was begun goes on.
    check.follow({ ...devices, shown: false });
    expect([seen.length, hear.length, lines.length, tones]).toEqual([1, 1, 1, 1]);
    await vi.advanceTimersByTimeAsync(2_500);
    seen[0]?.(PICTURE);
    speak();
    lines[0]?.found(GOOD_LINE);
    await vi.advanceTimersByTimeAsync(0);
    expect(check.found()).toMatchObject({ camera: "good", microphone: "good", speaker: "unanswered", line: GOOD_LINE });
    expect(overallTone(check.found())).toBe("open");
    check.answer(true);
    expect(overallTone(check.found())).toBe("good");
    expect(listening).toBe(0);
  });

  it("is over in time whatever does not answer, and takes what comes later", async () => {
    check.follow(devicesOf());
    await vi.advanceTimersByTimeAsync(3_000);
    hear[0]?.(0.1, false);
    await vi.advanceTimersByTimeAsync(CHECKED_WITHIN_MS - 3_000);
    expect(check.found()).toMatchObject({ camera: "none", microphone: "quiet", line: { verdict: "untested" } });
    lines[0]?.found(GOOD_LINE);
    await vi.advanceTimersByTimeAsync(0);
    expect(check.found()).toMatchObject({ line: GOOD_LINE });
    speak();
    check.answer(false);
    expect(check.found()).toMatchObject({ microphone: "good", speaker: "unheard" });
    check.answer(true);
    expect(check.found().speaker).toBe("good");
  });

  it("says of a microphone that gives nothing at all that it is silent", async () => {
    check.follow(devicesOf());
    hear[0]?.(0, true);
    await vi.advanceTimersByTimeAsync(CHECKED_WITHIN_MS);
    expect(check.found().microphone).toBe("muted");
  });

  it("does not take its own tune or voice for the person's", async () => {
    check.follow(devicesOf());
    speak();
    expect(check.found().microphone).toBe("checking");
    await vi.advanceTimersByTimeAsync(3_000);
    speaking = true;
    speak();
    expect(check.found().microphone).toBe("checking");
    speaking = false;
    check.playTone();
    speak();
    expect(check.found().microphone).toBe("checking");
    await vi.advanceTimersByTimeAsync(3_000);
    speak();
    expect(check.found().microphone).toBe("good");
  });

  it("waits for a call that comes about later, and asks it once", () => {
    const devices = devicesOf();
    check.follow({ ...devices, checkLine: undefined });
    expect(lines).toHaveLength(0);
    check.follow(devices);
    check.follow(devices);
    expect(lines).toHaveLength(1);
  });

  it("says of a line that it carries nothing when a second look finds so, too, and looks again for as long as it says so", async () => {
    const tell = async (line: LineCheck) => {
      lines.at(-1)?.found(line);
      await vi.advanceTimersByTimeAsync(0);
    };
    check.follow(devicesOf());
    await tell(BLOCKED_LINE);
    expect([check.found().line, lines.length]).toEqual(["checking", 2]);
    await vi.advanceTimersByTimeAsync(CHECKED_WITHIN_MS);
    expect(check.found().line).toMatchObject({ verdict: "untested" });
    await tell(BLOCKED_LINE);
    expect(check.found().line).toEqual(BLOCKED_LINE);
    await vi.advanceTimersByTimeAsync(LINE_AGAIN_AFTER_MS);
    expect(lines).toHaveLength(3);
    // A look that saw nothing takes nothing back.
    await tell(UNTESTED_LINE);
    expect(check.found().line).toEqual(BLOCKED_LINE);
    await vi.advanceTimersByTimeAsync(LINE_AGAIN_AFTER_MS);
    expect(lines).toHaveLength(4);
    await tell(BLOCKED_LINE);
    expect(lines).toHaveLength(4);
    await vi.advanceTimersByTimeAsync(LINE_AGAIN_AFTER_MS);
    expect(lines).toHaveLength(5);
    await tell(GOOD_LINE);
    expect(check.found().line).toEqual(GOOD_LINE);
    await vi.advanceTimersByTimeAsync(2 * LINE_AGAIN_AFTER_MS);
    expect(lines).toHaveLength(5);
  });

  it("says nothing of a line of which only one look found that it carries nothing", async () => {
    check.follow(devicesOf());
    for (const line of [BLOCKED_LINE, GOOD_LINE]) {
      lines.at(-1)?.found(line);
      await vi.advanceTimersByTimeAsync(0);
      expect(check.found().line).not.toEqual(BLOCKED_LINE);
    }
    expect(check.found().line).toEqual(GOOD_LINE);
    expect(lines).toHaveLength(2);
  });

  it("looks again at a line that could not be measured, until it could be", async () => {
    check.follow(devicesOf());
    lines[0]?.found(UNTESTED_LINE);
    await vi.advanceTimersByTimeAsync(1);
    expect(check.found().line).toEqual(UNTESTED_LINE);
    await vi.advanceTimersByTimeAsync(LINE_AGAIN_AFTER_MS);
    lines[1]?.found(GOOD_LINE);
    await vi.advanceTimersByTimeAsync(2 * LINE_AGAIN_AFTER_MS);
    expect(check.found().line).toEqual(GOOD_LINE);
    expect(lines).toHaveLength(2);
  });

  it("looks at no line any more once it is over, or begun anew", async () => {
    check.follow(devicesOf());
    for (let look = 0; look < 2; look++) {
      lines.at(-1)?.found(BLOCKED_LINE);
      await vi.advanceTimersByTimeAsync(0);
    }
    expect(check.found().line).toEqual(BLOCKED_LINE);
    check.again();
    expect(lines).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(2 * LINE_AGAIN_AFTER_MS);
    expect(lines).toHaveLength(3);
    check.dispose();
    await vi.advanceTimersByTimeAsync(2 * LINE_AGAIN_AFTER_MS);
    expect(lines).toHaveLength(3);
  });

  it("looks anew at a camera or microphone that was chosen instead, and only at that", async () => {
    check.follow(devicesOf());
    seen[0]?.(PICTURE);
    lines[0]?.found(GOOD_LINE);
    await vi.advanceTimersByTimeAsync(3_000);
    speak();
    check.follow(devicesOf());
    expect([seen.length, hear.length, lines.length, tones]).toEqual([2, 2, 1, 1]);
    expect(check.found()).toMatchObject({ camera: "checking", microphone: "checking", line: GOOD_LINE });
    await vi.advanceTimersByTimeAsync(CHECKED_WITHIN_MS);
    expect(overallTone(check.found())).toBe("trouble");
  });

  it("does not ask for another word of the microphone that was heard, when it is opened again with another camera", async () => {
    const withMicrophone = (deviceId: string) => {
      const stream = new FakeStream();
      for (const track of stream.tracks) Object.assign(track, { getSettings: () => ({ deviceId }) });
      return devicesOf({ stream: stream as unknown as MediaStream });
    };
    check.follow(withMicrophone("built in"));
    await vi.advanceTimersByTimeAsync(3_000);
    speak();
    check.follow(withMicrophone("built in"));
    expect(check.found().microphone).toBe("good");
    expect(hear).toHaveLength(1);
    check.follow(withMicrophone("headset"));
    expect(check.found().microphone).toBe("checking");
    expect(hear).toHaveLength(2);
  });

  it("knows that there is no microphone, and that a camera was lost", () => {
    check.follow(devicesOf({ microphone: "no_device" }));
    expect(check.found().microphone).toBe("none");
    check.follow(devicesOf({ picture: "failed" }));
    expect(check.found().camera).toBe("none");
  });

  it("is made again when it is asked for, and takes nothing from the one before", async () => {
    check.follow(devicesOf());
    check.again();
    expect([seen.length, hear.length, lines.length, tones]).toEqual([2, 2, 2, 2]);
    expect(listening).toBe(1);
    lines[0]?.found({ verdict: "weak", cause: "radio", numbers: undefined });
    await vi.advanceTimersByTimeAsync(0);
    expect(check.found().line).toBe("checking");
    lines[1]?.found(GOOD_LINE);
    await vi.advanceTimersByTimeAsync(0);
    expect(check.found().line).toEqual(GOOD_LINE);
  });

  it("is made again by itself when the one before found that nothing gets through", () => {
    check.dispose();
    make({ camera: "good", microphone: "good", speaker: "good", line: BLOCKED_LINE, picture: undefined });
    check.follow(devicesOf());
    expect(lines).toHaveLength(1);
    expect(check.found().line).toBe("checking");
  });

  it("is not made again by itself when it was made before in this class", () => {
    const kept: FoundDevices = {
      camera: "good",
      microphone: "quiet",
      speaker: "good",
      line: GOOD_LINE,
      picture: undefined,
    };
    check.dispose();
    make(kept);
    check.follow(devicesOf());
    check.follow(devicesOf());
    expect([seen.length, hear.length, lines.length, tones]).toEqual([0, 0, 0, 0]);
    expect(check.found()).toEqual(kept);
    check.again();
    expect(lines).toHaveLength(1);
  });
});
