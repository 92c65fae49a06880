// The checker can fail: each rule on a small history that keeps it and one that breaks it.
import type { JournalEntry, SessionFact } from "@ensemble/shared/session/session-fact.ts";
import type { SessionSummary } from "@ensemble/shared/session/session-summary.ts";
import { describe, expect, it } from "vitest";
import { checkHistory, type Violation } from "./check-history.ts";
import type { Observation } from "./observation.ts";
import { expectProof } from "./testing/made-history.ts";

const MINUTE_MS = 60_000;

const facts = (ordinals: readonly number[]) => [
  { kind: "participantJoined", participantId: "ana" },
  ...ordinals.map((ordinal) => ({ kind: "repetitionCounted", participantId: "ana", setId: "set", ordinal })),
  { kind: "sessionEnded" },
];
const entriesOf = (list: readonly object[]): JournalEntry[] =>
  list.map((fact, index) => ({
    sequence: index + 1,
    epoch: 1,
    atMs: index * MINUTE_MS,
    fact: fact as SessionFact,
    commandId: `c${index + 1}` as never,
  }));
const journal = (entries = entriesOf(facts([1, 2]))): Observation => ({ kind: "journal", entries });
const summary = (minutesPresent: number, repetitionsOfGroup = 2): Observation => ({
  kind: "summary",
  by: "thea",
  summary: { repetitionsOfGroup, patients: [{ participantId: "ana", minutesPresent }] } as unknown as SessionSummary,
});
const performed = (repetitions: number): Observation => ({ kind: "performed", by: "ana", setId: "set", repetitions });
const shown = (repetitions: number, setId = "set"): Observation => ({
  kind: "shown",
  by: "thea",
  of: "ana",
  setId,
  repetitions,
});
const asked = (commandId: string, allowed = true): Observation => ({
  kind: "asked",
  by: "ana",
  commandId,
  command: { name: "chooseExercise", exerciseId: "squat" as never },
  allowed,
});
const answered = (commandId: string, sequence: number): Observation => ({
  kind: "answered",
  by: "ana",
  commandId,
  applied: true,
  sequence,
});
const refused = (commandId: string): Observation => ({
  kind: "answered",
  by: "ana",
  commandId,
  applied: false,
  code: "x",
});
const finallyShown = (count: number): Observation => ({
  kind: "finally",
  by: "bruno",
  setId: "set",
  counts: { ana: count },
});
const countedAgain = (repetitions: number | null, differences: readonly object[] = []): Observation => ({
  kind: "countedAgain",
  of: "ana",
  setId: "set",
  frames: 90,
  repetitions,
  differences,
});
const change = (at: number, part: Partial<JournalEntry>) =>
  entriesOf(facts([1, 2])).map((entry, index) => (index === at ? { ...entry, ...part } : entry));

const took = (minutes: number): Observation => ({ kind: "took", minutes });
/** The picture of Ana, asked for and answered. */
const picture = (by = "bruno", answer: "gotPicture" | "refusedPicture" = "gotPicture"): readonly Observation[] => [
  { kind: "askedPicture", by, requestId: "r", of: "ana", source: "camera", what: "consume" },
  { kind: answer, by, requestId: "r", code: "media/not_allowed" },
];
const member = (participantId: string, role: string) => ({ participantId, role, mark: 0, simulated: true });
const consented = journal(
  entriesOf([
    {
      kind: "sessionOpened",
      members: [member("thea", "therapist"), member("ana", "patient"), member("bruno", "patient")],
    },
    { kind: "pictureModeChanged", mode: "everybody" },
    { kind: "phaseStarted", phase: "exercise" },
    { kind: "agreementAccepted", participantId: "ana", version: 1 },
    { kind: "pictureConsentChanged", participantId: "ana", given: true },
    { kind: "pictureConsentChanged", participantId: "ana", given: false },
  ]),
);

const paired = (pairs: readonly (readonly number[])[], to?: readonly string[], back?: string) =>
  journal(
    entriesOf([
      {
        kind: "sessionOpened",
        members: [
          { ...member("thea", "therapist"), mark: -1 },
          ...["ana", "bruno", "cora"].map((name, mark) => ({ ...member(name, "patient"), mark })),
        ],
      },
      { kind: "agreementAccepted", participantId: "ana", version: 1 },
      { kind: "pictureModeChanged", mode: "pairs", pairs },
      { kind: "pictureConsentChanged", participantId: "ana", given: true, ...(to === undefined ? {} : { to }) },
      ...(back === undefined ? [] : [{ kind: "pictureModeChanged", mode: back }]),
    ]),
  );

/** Rule, what keeps it, what breaks it. */
const CASES: readonly (readonly [Violation["rule"], readonly Observation[], readonly Observation[]])[] = [
  ["no repetition is lost", [performed(2), journal()], [performed(3), journal()]],
  ["none is counted twice", [performed(2), journal()], [performed(1), journal()]],
  ["none is counted twice", [journal()], [journal(entriesOf(facts([1, 1])))]],
  ["counts never go back on any screen", [shown(1), shown(2), shown(0, "next")], [shown(2), shown(1)]],
  [
    "what is stored counts again what was counted",
    [countedAgain(2)],
    [countedAgain(1, [{ ordinal: 2, journal: {}, replayed: null }])],
  ],
  ["what is stored counts again what was counted", [countedAgain(0)], [countedAgain(null)]],
  [
    "what is stored counts again what was counted",
    [],
    [{ kind: "notCountedAgain", why: "a stored frame cannot be read" }],
  ],
  ["all screens and the journal agree at the end", [finallyShown(2), journal()], [finallyShown(1), journal()]],
  ["all screens and the journal agree at the end", [summary(3), journal()], [summary(3, 1), journal()]],
  ["everybody has a summary at the end", [summary(3), journal()], [{ kind: "noSummary", by: "ana", why: "refused" }]],
  ["commands take effect once", [journal()], [journal(change(2, { commandId: "c2" as never }))]],
  ["what a command was answered is so", [answered("c2", 2), journal()], [answered("c2", 3), journal()]],
  ["what a command was answered is so", [answered("settled", 4), journal()], [answered("lost", 5), journal()]],
  ["what a command was answered is so", [refused("other"), journal()], [refused("c2"), journal()]],
  [
    "commands of one person take effect in their order",
    [asked("c1"), asked("c2"), journal()],
    [asked("c2"), asked("c1"), journal()],
  ],
  [
    "nobody does what their role may not",
    [asked("c1", false), refused("c1"), asked("c2"), answered("c2", 2)],
    [asked("c1", false), answered("c1", 1)],
  ],
  ["nobody is told what only others may know", [], [{ kind: "saw", by: "bruno", of: "ana", what: "clinical pain" }]],
  ["nobody does what their role may not", [asked("c9", false), journal()], [asked("c2", false), journal()]],
  // Consent is entry 5 and command c5, taking it back entry 6 and command c6; see `consented`.
  [
    "nobody is shown or heard against their will",
    [asked("c5"), ...picture(), consented],
    [...picture(), asked("c5"), answered("c5", 5), consented],
  ],
  [
    "nobody is shown or heard against their will",
    [asked("c6"), ...picture(), answered("c6", 6), consented],
    [asked("c6"), answered("c6", 6), ...picture(), consented],
  ],
  [
    "nobody is shown or heard against their will",
    [...picture("bruno", "refusedPicture"), asked("c5"), consented],
    [...picture("bruno"), asked("c5"), consented],
  ],
  [
    "nobody is shown or heard against their will",
    [...picture("thea"), asked("c5"), consented],
    [...picture("thea"), asked("c4"), consented],
  ],
  ...(
    [
      ["a third", [picture("bruno"), paired([[0, 1]], ["bruno"])], [picture("cora"), paired([[0, 1]], ["bruno"])]],
      [
        "another partner",
        [picture("cora"), paired([[0, 2]], ["cora"])],
        [picture("cora"), paired([[0, 2]], ["bruno"])],
      ],
      ["consent to the group", [picture("bruno"), paired([[0, 1]], ["bruno"])], [picture("bruno"), paired([[0, 1]])]],
    ] as const
  ).map(
    ([, [kept, keeps], [broken, breaks]]) =>
      [
        "nobody is shown or heard against their will",
        [asked("c4"), answered("c4", 4), ...kept, keeps],
        [asked("c4"), answered("c4", 4), ...broken, breaks],
      ] as const,
  ),
  // Once paired, and the therapist alone sees pictures again.
  [
    "nobody is shown or heard against their will",
    [asked("c4"), answered("c4", 4), ...picture(), asked("c5"), paired([[0, 1]], ["bruno"], "therapistOnly")],
    [asked("c5"), answered("c5", 5), ...picture(), paired([[0, 1]], ["bruno"], "therapistOnly")],
  ],
  ["nothing honest is refused", [], [{ kind: "refused", by: "ana", code: "frame/out_of_order" }]],
  ["one owner at any time", [journal()], [journal(change(1, { epoch: 2 }))]],
  ["one owner at any time", [journal()], [journal(entriesOf(facts([1, 2])).toSpliced(1, 1))]],
  [
    "one owner at any time",
    [
      { kind: "believed", by: "ana", epoch: 1 },
      { kind: "believed", by: "ana", epoch: 2 },
    ],
    [
      { kind: "believed", by: "ana", epoch: 2 },
      { kind: "believed", by: "ana", epoch: 1 },
    ],
  ],
  ["minutes add up", [summary(3), journal()], [summary(4), journal()]],
  ["minutes add up", [took(3.2), summary(3), journal()], [took(2.2), summary(3), journal()]],
];

describe("a history", () => {
  it.each(CASES)("holds or breaks: %s", (rule, kept, broken) => {
    expect(checkHistory(kept)).toEqual([]);
    expect(checkHistory(broken).map((violation) => violation.rule)).toContain(rule);
    expectProof(broken, rule);
  });

  it("breaks no other rule by what nobody observed", () => {
    for (const whole of CASES.flatMap(([, kept, broken]) => [kept, broken])) {
      const breaches = checkHistory(whole).map((violation) => violation.rule);
      for (const left of whole)
        for (const { rule } of checkHistory(whole.filter((one) => one !== left))) expect(breaches).toContain(rule);
    }
  });

  it("has an end of presence where somebody leaves, and counts none after the session's end", () => {
    const list = [
      { kind: "participantJoined", participantId: "ana" },
      { kind: "participantLeft", participantId: "ana", reason: "lost" },
      { kind: "participantJoined", participantId: "ana" },
      { kind: "sessionEnded" },
      { kind: "participantLeft", participantId: "ana", reason: "left" },
    ];
    expect(checkHistory([summary(2, 0), journal(entriesOf(list))])).toEqual([]);
  });
});
