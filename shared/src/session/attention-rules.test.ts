import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  ATTENTION_REASONS,
  type AttentionMemory,
  type AttentionSubject,
  orderAttention,
  rememberAttention,
} from "./attention-rules.ts";
import type { ParticipantId } from "./identifiers.ts";

function patient(name: string, changes: Partial<AttentionSubject> = {}): AttentionSubject {
  return {
    participantId: name as ParticipantId,
    mark: "ABCDEF".indexOf(name),
    everPresent: true,
    present: true,
    connection: "good",
    stopped: false,
    tracking: "good",
    cue: "",
    confidence: 0.9,
    repetitions: 5,
    targetRepetitions: 10,
    ...changes,
  };
}

/** The list after everything has held for ten seconds. */
function listed(subjects: readonly AttentionSubject[], moving = true): string[] {
  const memory = rememberAttention({}, subjects, moving, 1_000);
  return orderAttention(memory, subjects, 11_000).map((item) => `${item.participantId} ${item.reason}`);
}

describe("who needs the therapist first", () => {
  it("says nothing in a calm session", () => {
    expect(listed([patient("A"), patient("B"), patient("C")])).toEqual([]);
  });

  it("puts pain before a lost patient, tracking, a lasting cue, doubt, and falling behind", () => {
    const group = [
      patient("A", { repetitions: 1 }),
      patient("B", { confidence: 0.3 }),
      patient("C", { cue: "knees-inward" }),
      patient("D", { tracking: "lost" }),
      patient("E", { present: false }),
      patient("F", { stopped: true }),
    ];
    expect(listed(group)).toEqual([
      "F painStop",
      "E lost",
      "D trackingLost",
      "C cuePersists",
      "B lowConfidence",
      "A behind",
    ]);
  });

  it("names each patient once, with what is most urgent", () => {
    expect(listed([patient("A", { stopped: true, connection: "lost", cue: "lean", confidence: 0.1 })])).toEqual([
      "A painStop",
    ]);
  });

  it("does not miss somebody who has not come yet, but somebody who was here", () => {
    expect(listed([patient("A", { present: false, everPresent: false })])).toEqual([]);
    expect(listed([patient("A", { present: false, everPresent: true })])).toEqual(["A lost"]);
  });

  it("keeps an alarm between sets, but says nothing of movement while nobody moves", () => {
    const group = [patient("A", { stopped: true }), patient("B", { tracking: "lost", cue: "lean", confidence: 0.1 })];
    expect(listed(group, false)).toEqual(["A painStop"]);
  });

  it("waits before it shows a cue, and starts again when the cue was gone in between", () => {
    const cued = [patient("A", { cue: "lean" })];
    let memory = rememberAttention({}, cued, true, 0);
    expect(orderAttention(memory, cued, 4_999)).toEqual([]);
    expect(orderAttention(memory, cued, 5_000)).toHaveLength(1);
    memory = rememberAttention(memory, [patient("A")], true, 6_000);
    memory = rememberAttention(memory, cued, true, 7_000);
    expect(orderAttention(memory, cued, 11_999)).toEqual([]);
    expect(orderAttention(memory, cued, 12_000)).toEqual([
      { participantId: "A", reason: "cuePersists", sinceMs: 7_000 },
    ]);
  });

  it("still shows an alarm when the estimated clock steps back", () => {
    const stopped = [patient("A", { stopped: true })];
    const memory = rememberAttention(rememberAttention({}, stopped, true, 30_000), stopped, true, 5_000);
    expect(orderAttention(memory, stopped, 5_000)).toHaveLength(1);
  });

  it("shows the one who has waited longest first", () => {
    const first = [patient("A"), patient("B", { stopped: true })];
    const both = [patient("A", { stopped: true }), patient("B", { stopped: true })];
    const memory = rememberAttention(rememberAttention({}, first, true, 0), both, true, 500);
    expect(orderAttention(memory, both, 1_000).map((item) => item.participantId)).toEqual(["B", "A"]);
  });

  it("does not call somebody behind for a single repetition, or with a small dose", () => {
    expect(listed([patient("A", { repetitions: 4 }), patient("B"), patient("C")])).toEqual([]);
    expect(
      listed([
        patient("A", { repetitions: 0, targetRepetitions: 4 }),
        patient("B", { repetitions: 2, targetRepetitions: 4 }),
        patient("C", { repetitions: 2, targetRepetitions: 4 }),
      ]),
    ).toEqual([]);
  });

  it("gives the same list whatever order the patients come in, nobody twice, in order of urgency", () => {
    const subject = fc.record({
      present: fc.boolean(),
      everPresent: fc.boolean(),
      connection: fc.constantFrom("good" as const, "weak" as const, "lost" as const),
      stopped: fc.boolean(),
      tracking: fc.constantFrom("good" as const, "partial" as const, "lost" as const),
      cue: fc.constantFrom("", "lean"),
      confidence: fc.option(fc.double({ min: 0, max: 1, noNaN: true }), { nil: undefined }),
      repetitions: fc.nat(20),
      targetRepetitions: fc.nat(20),
    });
    fc.assert(
      fc.property(fc.array(subject, { minLength: 1, maxLength: 6 }), fc.nat(20_000), (changes, laterMs) => {
        const group = changes.map((change, index) => patient("ABCDEF"[index] ?? "A", change));
        const memory: AttentionMemory = rememberAttention({}, group, true, 0);
        const list = orderAttention(memory, group, laterMs);
        expect(orderAttention(memory, group.toReversed(), laterMs)).toEqual(list);
        expect(new Set(list.map((item) => item.participantId)).size).toBe(list.length);
        const ranks = list.map((item) => ATTENTION_REASONS.indexOf(item.reason));
        expect(ranks).toEqual(ranks.toSorted((one, other) => one - other));
        for (const stopped of group.filter((each) => each.stopped)) {
          expect(list.find((item) => item.participantId === stopped.participantId)?.reason).toBe("painStop");
        }
      }),
    );
  });
});
