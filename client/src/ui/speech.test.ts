import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { openSpeech } from "./speech.ts";

class FakeUtterance {
  voice: unknown = null;
  lang = "";
  rate = 1;
  onend: (() => void) | null = null;
  onerror: (() => void) | null = null;
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

class FakeSynthesis extends EventTarget {
  voices: Partial<SpeechSynthesisVoice>[] = [];
  spoken: FakeUtterance[] = [];
  getVoices() {
    return this.voices;
  }
  speak(utterance: FakeUtterance) {
    this.spoken.push(utterance);
  }
  cancel() {
    this.spoken.at(-1)?.onerror?.();
  }
  endLast() {
    this.spoken.at(-1)?.onend?.();
  }
  texts() {
    return this.spoken.map((each) => each.text);
  }
}

const LOCAL = { lang: "de-DE", localService: true, default: false, name: "local" };
const REMOTE = { lang: "de-DE", localService: false, default: true, name: "remote" };
let fake: FakeSynthesis;

function open(on = true) {
  return openSpeech({ language: "de", on, synthesis: fake as unknown as SpeechSynthesis, nowMs: () => 0 });
}

describe("speech", () => {
  beforeEach(() => {
    vi.stubGlobal("SpeechSynthesisUtterance", FakeUtterance);
    fake = new FakeSynthesis();
    fake.voices = [REMOTE, LOCAL];
  });
  afterEach(() => vi.unstubAllGlobals());

  it("speaks with a voice of this device only", () => {
    open().say("Hallo", { priority: "coach", topic: "a" });
    expect(fake.spoken[0]?.voice).toBe(LOCAL);
  });

  it("stays silent and says so when only voices from elsewhere speak the language", () => {
    fake.voices = [REMOTE];
    const speech = open();
    speech.say("Hallo", { priority: "coach", topic: "a" });
    expect(fake.spoken).toEqual([]);
    expect(speech.isAvailable()).toBe(false);
  });

  it("shows what is said as a caption, and nothing in silence", () => {
    const speech = open();
    speech.say("Hallo", { priority: "coach", topic: "a" });
    expect(speech.caption()).toBe("Hallo");
    fake.endLast();
    expect(speech.caption()).toBe("");
  });

  it("says one sentence after the other", () => {
    const speech = open();
    speech.say("Eins", { priority: "coach", topic: "a" });
    speech.say("Zwei", { priority: "coach", topic: "b" });
    expect(fake.texts()).toEqual(["Eins"]);
    fake.endLast();
    expect(fake.texts()).toEqual(["Eins", "Zwei"]);
  });

  it("breaks off for safety and does not take the broken end for its own", () => {
    const speech = open();
    speech.say("Knie auseinander", { priority: "cue", topic: "cue" });
    const broken = fake.spoken[0];
    speech.say("Angehalten", { priority: "safety", topic: "stop" });
    broken?.onend?.();
    expect(fake.texts()).toEqual(["Knie auseinander", "Angehalten"]);
    expect(speech.caption()).toBe("Angehalten");
  });

  it("is quiet at once when switched off, and speaks again when switched on", () => {
    const speech = open();
    speech.say("Eins", { priority: "coach", topic: "a" });
    speech.setOn(false);
    speech.say("Zwei", { priority: "safety", topic: "b" });
    expect(speech.caption()).toBe("");
    expect(fake.texts()).toEqual(["Eins"]);
    speech.setOn(true);
    speech.say("Drei", { priority: "count", topic: "c" });
    expect(fake.texts()).toEqual(["Eins", "Drei"]);
  });
});
