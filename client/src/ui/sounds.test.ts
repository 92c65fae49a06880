import { describe, expect, it } from "vitest";
import { SOUND_NAMES, SOUND_RECIPES } from "./sound-recipes.ts";
import { openSounds } from "./sounds.ts";

class FakeContext extends EventTarget {
  state: AudioContextState = "running";
  currentTime = 100;
  destination = {};
  started: number[] = [];
  volumes: number[] = [];
  createGain() {
    const set = (value: number) => this.volumes.push(value);
    return {
      gain: {
        value: 0,
        setValueAtTime: () => undefined,
        linearRampToValueAtTime: () => undefined,
        exponentialRampToValueAtTime: () => undefined,
        setTargetAtTime: set,
      },
      connect: () => undefined,
    };
  }
  createOscillator() {
    return {
      frequency: { value: 0 },
      connect: () => undefined,
      start: (at: number) => this.started.push(at),
      stop: () => undefined,
    };
  }
  async resume() {
    this.state = "running";
    this.dispatchEvent(new Event("statechange"));
  }
  async close() {
    this.state = "closed";
  }
}

function open(context: FakeContext, on = true) {
  return openSounds({ on, createContext: () => context as unknown as AudioContext });
}

describe("sounds", () => {
  it("plays every note of a sound at its time", () => {
    const context = new FakeContext();
    open(context).play("repetition");
    expect([...new Set(context.started)]).toEqual([100, 100.07]);
  });

  it("keeps nothing for later while the device has taken the sound away, and asks for it again", async () => {
    const context = new FakeContext();
    context.state = "interrupted" as AudioContextState;
    const sounds = open(context);
    sounds.play("repetition");
    expect([context.started, context.state]).toEqual([[], "running"]);
    sounds.play("repetition");
    expect(context.started.length).toBeGreaterThan(0);
  });

  it("makes no sound and opens no audio device when switched off", () => {
    let opened = 0;
    const sounds = openSounds({
      on: false,
      createContext: () => {
        opened += 1;
        return new FakeContext() as unknown as AudioContext;
      },
    });
    sounds.play("repetition");
    expect(opened).toBe(0);
  });

  it("asks again instead of playing late when the browser does not allow sound yet", async () => {
    const context = new FakeContext();
    context.state = "suspended";
    const sounds = open(context);
    sounds.play("repetition");
    expect(context.started).toEqual([]);
    await Promise.resolve();
    sounds.play("repetition");
    expect(context.started.length).toBeGreaterThan(0);
  });

  it("tells that the browser keeps it silent, until a touch lets it be heard", async () => {
    const context = new FakeContext();
    context.state = "suspended";
    const sounds = open(context);
    const told: boolean[] = [];
    sounds.subscribe(() => told.push(sounds.isBlocked()));
    expect(sounds.isBlocked()).toBe(false);
    sounds.unblock();
    await Promise.resolve();
    expect(told).toEqual([true, false]);
  });

  it("goes down while the voice speaks and up again after it", () => {
    const context = new FakeContext();
    const sounds = open(context);
    sounds.play("tick");
    sounds.duck(true);
    sounds.duck(false);
    const [during, after] = context.volumes;
    expect(during).toBeLessThan(after as number);
  });

  it("closes its audio device when it is no longer needed", () => {
    const context = new FakeContext();
    const sounds = open(context);
    sounds.play("tick");
    sounds.dispose();
    expect(context.state).toBe("closed");
  });

  it.each(SOUND_NAMES)("keeps %s short and gentle", (name) => {
    for (const note of SOUND_RECIPES[name]) {
      expect(note.startMs + note.lengthMs).toBeLessThanOrEqual(1_500);
      expect(note.loudness).toBeLessThanOrEqual(0.7);
      expect(note.frequencyHz).toBeLessThanOrEqual(1_000);
    }
  });
});
