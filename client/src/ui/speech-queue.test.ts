import { describe, expect, it } from "vitest";
import {
  nextSentence,
  offerSentence,
  type Sentence,
  SILENCE,
  type SpeechPriority,
  type SpeechQueue,
} from "./speech-queue.ts";

function sentence(text: string, priority: SpeechPriority, topic = text, staleAtMs = 10_000): Sentence {
  return { text, priority, topic, staleAtMs };
}
function speaking(text: string, priority: SpeechPriority, ...then: Sentence[]): SpeechQueue {
  const started = nextSentence(offerSentence(SILENCE, sentence(text, priority)).queue, 0);
  return then.reduce((queue, each) => offerSentence(queue, each).queue, started);
}

describe("speech queue", () => {
  it("says the first sentence when nobody speaks", () => {
    const { queue, interrupt } = offerSentence(SILENCE, sentence("Stand tall", "coach"));
    expect(interrupt).toBe(false);
    expect(nextSentence(queue, 0).speaking?.text).toBe("Stand tall");
  });

  it("interrupts a cue for what concerns safety", () => {
    const { queue, interrupt } = offerSentence(speaking("Knees apart", "cue"), sentence("Stopped", "safety"));
    expect(interrupt).toBe(true);
    expect(nextSentence(queue, 0).speaking?.text).toBe("Stopped");
  });

  it("lets a sentence of the same urgency end before the next", () => {
    const offered = offerSentence(speaking("Rest", "coach"), sentence("Next: squat", "coach"));
    expect(offered.interrupt).toBe(false);
    expect(offered.queue.waiting.map((each) => each.text)).toEqual(["Next: squat"]);
  });

  it("says the more urgent of two waiting sentences first", () => {
    const queue = speaking("Stopped", "safety", sentence("Knees apart", "cue"), sentence("Rest", "coach"));
    expect(queue.waiting.map((each) => each.text)).toEqual(["Rest", "Knees apart"]);
  });

  it("drops a count that comes while something else is said", () => {
    expect(speaking("Knees apart", "cue", sentence("7", "count")).waiting).toEqual([]);
  });

  it("replaces the count being said by the newer one", () => {
    const offered = offerSentence(speaking("7", "count"), sentence("8", "count", "7"));
    expect(offered.interrupt).toBe(true);
    expect(nextSentence(offered.queue, 0).speaking?.text).toBe("8");
  });

  it("keeps only the newest waiting sentence of a topic", () => {
    const queue = speaking(
      "Stopped",
      "safety",
      sentence("Step back", "coach", "framing"),
      sentence("Come closer", "coach", "framing"),
    );
    expect(queue.waiting.map((each) => each.text)).toEqual(["Come closer"]);
  });

  it("does not repeat what it is just saying", () => {
    const before = speaking("Rest", "coach");
    const offered = offerSentence(before, sentence("Rest", "coach"));
    expect(offered).toEqual({ queue: before, interrupt: false });
  });

  it("never says a sentence that has become stale", () => {
    const queue = speaking(
      "Stopped",
      "safety",
      sentence("Old", "coach", "a", 500),
      sentence("Fresh", "cue", "b", 5_000),
    );
    const next = nextSentence(queue, 1_000);
    expect(next.speaking?.text).toBe("Fresh");
    expect(next.waiting).toEqual([]);
  });
});
