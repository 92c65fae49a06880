// What commands are answered, in whose order they take effect, and whose last word holds.
import { describe, expect, it } from "vitest";
import { checkHistory } from "./check-history.ts";
import { applied, asked, type Case, itHoldsAndBreaks, journalOf } from "./testing/made-history.ts";
import { changeAt, readChanges, wishOf } from "./wish-rules.ts";

const ANSWERED = "what a command was answered is so";
const ORDER = "commands of one person take effect in their order";
const LAST_WORD = "a person's last word holds";

const opened = { kind: "sessionOpened", members: [], pictureMode: "therapistOnly" };
const cue = { kind: "cueGiven", participantId: "ana" };
const stop = (commandId?: string) => ({ kind: "painStopped", participantId: "ana", commandId });
const taken = { kind: "alarmTaken", participantId: "ana", byId: "thea" };
const agreed = (by: string, commandId?: string) => ({ kind: "resumeAgreed", participantId: "ana", by, commandId });
const picture = (given: boolean, commandId?: string) => ({
  kind: "pictureConsentChanged",
  participantId: "ana",
  given,
  commandId,
});
const mode = (to: string, commandId: string) => ({ kind: "pictureModeChanged", mode: to, commandId });
const target = { repetitions: 3, side: "both" };
const targetSet = (commandId: string) => ({
  kind: "targetSet",
  participantId: "ana",
  exerciseId: "squat",
  target,
  commandId,
});

const stops = asked("stop", { name: "stopForPain" });
const goesOn = asked("on", { name: "agreeResume" });
const shows = asked("shows", { name: "consentToPicture", given: true });
const hides = asked("hides", { name: "consentToPicture", given: false });
const doses = asked("dose", { name: "setTarget", participantId: "ana", exerciseId: "squat", target }, "thea");
const closes = asked("closes", { name: "changePictureMode", mode: "therapistOnly" }, "thea");
const opens = asked("opens", { name: "changePictureMode", mode: "everybody" }, "thea");
const chooses = asked("chooses", { name: "chooseExercise", exerciseId: "squat" }, "thea");
const squat = (commandId: string) => ({ kind: "exerciseChosen", exerciseId: "squat", commandId });
const reports = asked("reports", { name: "reportPain", level: 4 });
const pain = (level: number) => ({ kind: "painReported", participantId: "ana", level });

const starts = asked("start", { name: "startSet" }, "thea");
const pauses = asked("pause", { name: "pauseSet" }, "thea");
const set = (commandId: string) => ({ kind: "setStarted", setId: "set", phase: "exercise", commandId });
const paused = { kind: "setPaused", setId: "set", commandId: "pause" };

const CASES: readonly Case[] = [
  [
    "a stop that was answered stands, written by this command or an earlier one",
    ANSWERED,
    [stops, applied("stop", 3), journalOf(opened, stop(), cue)],
    [stops, applied("stop", 3), journalOf(opened, cue, cue)],
  ],
  [
    "a stop that was answered is not one whose end the patient still agrees to",
    ANSWERED,
    [stops, applied("stop", 4), journalOf(opened, stop(), agreed("therapist"), cue)],
    [stops, applied("stop", 4), journalOf(opened, stop(), agreed("patient"), cue)],
  ],
  [
    "a consent taken back is taken back at that entry",
    ANSWERED,
    [hides, applied("hides", 3), journalOf(opened, picture(true), picture(false))],
    [hides, applied("hides", 3), journalOf(opened, picture(false), picture(true))],
  ],
  [
    "an entry says what its command asked for",
    ANSWERED,
    [shows, applied("shows", 2), journalOf(opened, picture(true, "shows"))],
    [shows, applied("shows", 2), journalOf(opened, picture(false, "shows"))],
  ],
  [
    "what is never so already has an entry of its own",
    ANSWERED,
    [chooses, applied("chooses", 2, "thea"), journalOf(opened, squat("chooses"))],
    [chooses, applied("chooses", 3, "thea"), journalOf(opened, squat("other"), cue)],
  ],
  [
    "a report given twice in a row has no second entry, and another level never none",
    ANSWERED,
    [reports, applied("reports", 3), journalOf(opened, pain(4), cue)],
    [reports, applied("reports", 3), journalOf(opened, pain(5), cue)],
  ],
  [
    "a pause leaves no set running, also where its start was taken back",
    ANSWERED,
    [pauses, applied("pause", 1, "thea"), journalOf(opened)],
    [pauses, applied("pause", 2, "thea"), journalOf(opened, set("other"))],
  ],
  [
    "what is urgent may come before what waits, nothing else may",
    ORDER,
    [doses, closes, journalOf(opened, mode("therapistOnly", "closes"), targetSet("dose"))],
    [doses, opens, journalOf(opened, mode("everybody", "opens"), targetSet("dose"))],
  ],
  [
    "what waits never comes before what was urgent earlier",
    ORDER,
    [closes, doses, journalOf(opened, mode("therapistOnly", "closes"), targetSet("dose"))],
    [closes, doses, journalOf(opened, targetSet("dose"), mode("therapistOnly", "closes"))],
  ],
  [
    "a consent taken back while it waited to be given is not given afterwards",
    LAST_WORD,
    [
      shows,
      hides,
      applied("shows", 2),
      applied("hides", 3),
      journalOf(opened, picture(true, "shows"), picture(false, "hides")),
    ],
    [shows, hides, applied("hides", 1), applied("shows", 2), journalOf(opened, picture(true, "shows"))],
  ],
  [
    "who agreed to go on and stopped at once is stopped",
    LAST_WORD,
    [
      goesOn,
      stops,
      applied("on", 5),
      applied("stop", 6),
      journalOf(opened, stop(), taken, agreed("therapist"), agreed("patient", "on"), stop("stop")),
    ],
    [
      goesOn,
      stops,
      applied("stop", 4),
      applied("on", 5),
      journalOf(opened, stop(), taken, agreed("therapist"), agreed("patient", "on")),
    ],
  ],
  [
    "a set that was paused while its start waited is not started afterwards",
    LAST_WORD,
    [starts, pauses, applied("start", 2, "thea"), applied("pause", 3, "thea"), journalOf(opened, set("start"), paused)],
    [starts, pauses, applied("pause", 1, "thea"), applied("start", 2, "thea"), journalOf(opened, set("start"))],
  ],
  [
    "a set that is said to be started has been started by that",
    ANSWERED,
    [starts, applied("start", 2, "thea"), journalOf(opened, set("start"))],
    [starts, applied("start", 2, "thea"), journalOf(opened, set("other"))],
  ],
  [
    "nothing changes it that nobody asked for",
    LAST_WORD,
    [hides, applied("hides", 2), journalOf(opened, picture(false, "hides"), picture(true, "unseen"))],
    [hides, applied("hides", 2), journalOf(opened, picture(false, "hides"), picture(true))],
  ],
];

describe("a history's commands", () => {
  itHoldsAndBreaks(CASES);

  it("may see a private word end by itself when its therapist has left, and not otherwise", () => {
    const speaks = asked("speaks", { name: "movePrivateWord", participantId: "ana" }, "thea");
    const word = { kind: "privateWordMoved", participantId: "ana", byId: "thea", commandId: "speaks" };
    const ended = { kind: "privateWordMoved", participantId: null };
    const gone = (participantId: string, reason: string) => ({ kind: "participantLeft", participantId, reason });
    const breaks = (...facts: readonly Readonly<Record<string, unknown>>[]) =>
      checkHistory([speaks, applied("speaks", 2, "thea"), journalOf(opened, word, ...facts)]).map(({ rule }) => rule);
    expect(breaks(gone("thea", "left"), ended)).toEqual([]);
    const minute = Array.from({ length: 59 }, () => cue);
    expect(breaks(gone("thea", "lost"), ...minute, ended)).toEqual([]);
    expect(breaks(gone("thea", "lost"), ...minute.slice(1), ended)).toEqual([LAST_WORD]);
    expect(breaks(gone("ana", "left"), ended)).toEqual([LAST_WORD]);
    expect(breaks(ended)).toEqual([LAST_WORD]);
  });

  it("may have done what was taken back before its answer came, but not after what took it back", () => {
    const takenBack = {
      kind: "answered",
      by: "ana",
      commandId: "shows",
      applied: false,
      code: "command/taken_back",
    } as const;
    const history = [shows, hides, takenBack, applied("hides", 3)];
    expect(checkHistory([...history, journalOf(opened, picture(true, "shows"), picture(false, "hides"))])).toEqual([]);
    const late = checkHistory([...history, journalOf(opened, cue, picture(false, "hides"), picture(true, "shows"))]);
    expect(late.map(({ rule }) => rule)).toEqual([LAST_WORD]);
  });

  it("may be changed by whoever has a say in the matter, and by the person's own next word", () => {
    const thea = asked("thea", { name: "agreeResume", participantId: "ana" }, "thea");
    const history = [
      goesOn,
      applied("on", 3),
      thea,
      applied("thea", 4, "thea"),
      stops,
      applied("stop", 5),
      journalOf(opened, stop(), agreed("patient", "on"), agreed("therapist", "thea"), stop("stop")),
    ];
    expect(checkHistory(history)).toEqual([]);
  });
});

describe("what lasts of a command", () => {
  const said: readonly (readonly [string, object, object])[] = [
    ["acceptAgreement", { version: 2 }, { kind: "agreementAccepted", version: 2 }],
    ["stateWhereabouts", { place: "x", emergencyContact: "y" }, { kind: "whereaboutsStated" }],
    ["declareReady", { ready: true }, { kind: "readinessDeclared", ready: true }],
    ["consentToPicture", { given: true }, { kind: "pictureConsentChanged", given: true }],
    [
      "consentToPicture",
      { given: true, to: ["b", "a"] },
      { kind: "pictureConsentChanged", given: true, to: ["a", "b"] },
    ],
    ["openMicrophone", { toGroup: true }, { kind: "microphoneChanged", toGroup: true }],
    ["answerRecording", { given: true }, { kind: "recordingAnswered", given: true }],
    ["answerRecording", { given: false }, { kind: "recordingAnswered", given: false }],
    ["runRecording", { running: true }, { kind: "recordingStarted" }],
    ["chooseStanding", { standing: "hidden" }, { kind: "standingChosen", standing: "hidden" }],
    ["shareStreak", { shared: false }, { kind: "streakSharingChosen", shared: false }],
    ["stopForPain", {}, { kind: "painStopped" }],
    ["changePictureMode", { mode: "everybody" }, { kind: "pictureModeChanged", mode: "everybody" }],
    [
      "changePictureMode",
      { mode: "pairs", pairs: [[1, 0]] },
      { kind: "pictureModeChanged", mode: "pairs", pairs: [[0, 1]] },
    ],
    ["changePictureMode", { mode: "pairs" }, { kind: "pictureModeChanged", mode: "pairs", pairs: [[0, 2]] }],
    [
      "showDemonstration",
      { participantId: "ana", place: "over", inStep: true },
      { kind: "demonstrationShown", place: "over", inStep: true },
    ],
    ["moveSpotlight", { participantId: "ana" }, { kind: "spotlightMoved" }],
    ["movePrivateWord", { participantId: "ana" }, { kind: "privateWordMoved" }],
    ["startPhase", { phase: "warmUp" }, { kind: "phaseStarted", phase: "warmUp" }],
    [
      "setTarget",
      { participantId: "ana", exerciseId: "squat", target },
      { kind: "targetSet", exerciseId: "squat", target },
    ],
  ];
  const journalEntries = (...facts: readonly object[]) => {
    const journal = journalOf(...facts.map((fact) => ({ participantId: "ana", ...fact })));
    return journal.kind === "journal" ? journal.entries : [];
  };

  it.each(said)("is so after its own entry and not before: %s", (name, asks, fact) => {
    const wish = wishOf("ana", { name, ...asks } as never);
    const changes = readChanges(journalEntries(opened, fact));
    expect(wish?.holds(changeAt(changes, wish.matter, 1)?.value)).toBe(false);
    expect(wish?.holds(changeAt(changes, wish.matter, 2)?.value)).toBe(true);
  });

  it("ends a private word with somebody else when an alarm is taken", () => {
    const word = wishOf("thea", { name: "movePrivateWord", participantId: "bruno" } as never);
    const changes = readChanges(
      journalEntries(opened, { kind: "privateWordMoved", participantId: "bruno" }, stop(), taken),
    );
    const during = [2, 3, 4].map((sequence) => word?.holds(changeAt(changes, "private word", sequence)?.value));
    expect(during).toEqual([true, true, false]);
  });

  it("is of an alarm who took it, and of a stop who agrees that it ends", () => {
    const changes = readChanges(journalEntries(opened, stop(), taken, agreed("therapist"), agreed("patient")));
    const during = (by: string, command: object) => {
      const wish = wishOf(by, command as never);
      return [2, 3, 4, 5].map((sequence) => wish?.holds(changeAt(changes, wish.matter, sequence)?.value));
    };
    expect(during("thea", { name: "takeAlarm", participantId: "ana" })).toEqual([false, true, true, true]);
    expect(during("thea", { name: "agreeResume", participantId: "ana" })).toEqual([false, false, true, true]);
    expect(during("ana", { name: "agreeResume" })).toEqual([false, false, false, true]);
    expect(during("ana", { name: "stopForPain" })).toEqual([true, true, true, false]);
  });
});
