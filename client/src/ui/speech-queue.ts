// What is said next: one voice, so the more urgent sentence goes first and what has become stale is never said.
export const SPEECH_PRIORITIES = ["count", "cue", "coach", "safety"] as const;
export type SpeechPriority = (typeof SPEECH_PRIORITIES)[number];

export interface Sentence {
  readonly text: string;
  readonly priority: SpeechPriority;
  /** A newer sentence of the same topic takes the place of one that still waits. */
  readonly topic: string;
  /** After this moment it is no longer worth saying. */
  readonly staleAtMs: number;
}

export interface SpeechQueue {
  readonly speaking: Sentence | undefined;
  /** Most urgent first, older before newer. */
  readonly waiting: readonly Sentence[];
}

export const SILENCE: SpeechQueue = { speaking: undefined, waiting: [] };

/** A count is only worth its moment: it is dropped while anything else is being said. `interrupt`: stop the voice now. */
export function offerSentence(queue: SpeechQueue, sentence: Sentence): { queue: SpeechQueue; interrupt: boolean } {
  const { speaking } = queue;
  if (speaking === undefined) return { queue: enqueue(queue, sentence), interrupt: false };
  if (sentence.priority === "count" && speaking.priority !== "count") return { queue, interrupt: false };
  const sameTopic = speaking.topic === sentence.topic;
  if (sameTopic && speaking.text === sentence.text) return { queue, interrupt: false };
  return { queue: enqueue(queue, sentence), interrupt: sameTopic || rank(sentence) > rank(speaking) };
}

/** Called when the voice is free: takes the next sentence that is still worth saying. */
export function nextSentence(queue: SpeechQueue, nowMs: number): SpeechQueue {
  const waiting = queue.waiting.filter((sentence) => sentence.staleAtMs > nowMs);
  return { speaking: waiting[0], waiting: waiting.slice(1) };
}

function enqueue(queue: SpeechQueue, sentence: Sentence): SpeechQueue {
  const others = queue.waiting.filter((each) => each.topic !== sentence.topic);
  const place = others.findIndex((each) => rank(each) < rank(sentence));
  const at = place === -1 ? others.length : place;
  return { ...queue, waiting: [...others.slice(0, at), sentence, ...others.slice(at)] };
}

function rank(sentence: Sentence): number {
  return SPEECH_PRIORITIES.indexOf(sentence.priority);
}
