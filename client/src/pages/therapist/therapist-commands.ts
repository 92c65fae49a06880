// What the therapist's buttons and keys do, in one place, so that a key never does anything its button does not.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { AttentionItem } from "@ensemble/shared/session/attention-rules.ts";
import type { ExerciseId, ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { SessionCommand } from "@ensemble/shared/session/session-command.ts";
import type { MovingPhase, Pairs, PictureMode } from "@ensemble/shared/session/session-fact.ts";
import { DEMONSTRATION_PLACES, type SideBySide } from "@ensemble/shared/session/side-by-side.ts";
import type { CommandKeys } from "../../ui/use-command-keys.ts";
import type { Choice } from "../patient/use-choice.ts";
import { waitsForTherapist } from "./alarm-rules.ts";
import { nextStep, setIsOpen } from "./next-step.ts";

export type Dialog = "choose" | "help" | "finish" | "pairs" | "recording" | "check";

/** A patient in pain does not wait for a dialog to be closed. */
const TAKES_ALARM: ReadonlySet<string> = new Set(["t"]);

export interface CommandContext {
  readonly view: SessionView;
  readonly patients: readonly ParticipantView[];
  readonly attention: readonly AttentionItem[];
  readonly selectedId: ParticipantId | undefined;
  readonly send: (command: SessionCommand) => void;
  readonly pictureMode: Choice<PictureMode>;
  /** Whom the therapist speaks with alone. */
  readonly privateWord: Choice<ParticipantId | undefined>;
  readonly select: (id: ParticipantId) => void;
  readonly open: (dialog: Dialog) => void;
  readonly closeDialog: () => void;
  /** Puts the keyboard on the dose of the selected patient. */
  readonly toDose: () => void;
  readonly devices: { readonly toggleMicrophone: () => void; readonly toggleCamera: () => void } | undefined;
}

export interface TherapistCommands {
  readonly primary: () => void;
  readonly finishSet: () => void;
  readonly choose: (phase: MovingPhase, exerciseId: ExerciseId) => void;
  readonly pictureMode: (mode: PictureMode) => void;
  readonly changePairs: () => void;
  readonly applyPairs: (pairs: Pairs) => void;
  /** Shows this patient large, the selected one unless another is named; where that is so already, nobody. */
  readonly spotlight: (id?: ParticipantId) => void;
  readonly endSpotlight: () => void;
  /** Of whom is shown large: the exercise beside the picture, over it or not, in step or not. */
  readonly showDemonstration: (change: Partial<SideBySide>) => void;
  /** With the selected patient alone; where somebody is spoken with alone, with everybody again. */
  readonly privateWord: () => void;
  readonly takeAlarm: (id: ParticipantId) => void;
  readonly finishSession: () => void;
  readonly keys: CommandKeys;
  /** Those that work in dialogs and empty fields now; without an alarm the letters belong to the field. */
  readonly urgent: ReadonlySet<string> | undefined;
}

export function therapistCommands(context: CommandContext): TherapistCommands {
  const { view, patients, attention, selectedId, send, select, open, closeDialog, toDose, devices } = context;
  const selected = patients.find((each) => each.participantId === selectedId);

  const primary = () => {
    const step = nextStep(view);
    if (step === "choose") open("choose");
    if (step === "start") send({ name: "startSet" });
    if (step === "pause") send({ name: "pauseSet" });
    if (step === "goOn") send({ name: "resumeSet" });
  };
  const finishSet = () => {
    if (setIsOpen(view)) send({ name: "finishSet" });
  };
  const choose = (phase: MovingPhase, exerciseId: ExerciseId) => {
    if (phase !== view.phase) send({ name: "startPhase", phase });
    send({ name: "chooseExercise", exerciseId });
  };
  const { chosen, choose: choosePictureMode } = context.pictureMode;
  // One press closes what is open, whichever it is.
  const showEverybody = () => choosePictureMode(chosen === "therapistOnly" ? "everybody" : "therapistOnly");
  const changePairs = () => open("pairs");
  const showPairs = () => (chosen === "pairs" ? changePairs() : choosePictureMode("pairs"));
  const applyPairs = (pairs: Pairs) => {
    closeDialog();
    send({ name: "changePictureMode", mode: "pairs", pairs });
  };
  const endSpotlight = () => send({ name: "moveSpotlight", participantId: null });
  const spotlight = (participantId = selectedId) => {
    if (!patients.some((each) => each.participantId === participantId)) return;
    if (view.spotlight === participantId) endSpotlight();
    else send({ name: "moveSpotlight", participantId: participantId ?? null });
  };
  const spotlit = patients.find((each) => each.participantId === view.spotlight);
  const showDemonstration = (change: Partial<SideBySide>) => {
    const shown = spotlit?.clinical?.sideBySide;
    if (spotlit === undefined || shown === undefined || view.exerciseId === undefined) return;
    send({ name: "showDemonstration", participantId: spotlit.participantId, ...shown, ...change });
  };
  const nextDemonstration = () => {
    const at = DEMONSTRATION_PLACES.indexOf(spotlit?.clinical?.sideBySide.place ?? "off");
    showDemonstration({ place: DEMONSTRATION_PLACES[(at + 1) % DEMONSTRATION_PLACES.length] ?? "off" });
  };
  const stepWithPatient = () => {
    const shown = spotlit?.clinical?.sideBySide;
    if (shown !== undefined && shown.place !== "off") showDemonstration({ inStep: !shown.inStep });
  };
  const { chosen: confidant, choose: confide } = context.privateWord;
  const privateWord = () => {
    if (confidant !== undefined) confide(undefined);
    else if (selected?.present) confide(selected.participantId);
  };
  const takeAlarm = (participantId: ParticipantId) => {
    closeDialog();
    select(participantId);
    send({ name: "takeAlarm", participantId });
  };
  const takeFirstAlarm = () => {
    const waiting = [selected, ...patients].find((each) => each !== undefined && waitsForTherapist(each));
    if (waiting !== undefined) takeAlarm(waiting.participantId);
  };
  const agreeToGoOn = () => {
    const stop = selected?.clinical?.stop;
    if (selected === undefined || stop === undefined) return;
    if (stop.takenById !== undefined && !stop.therapistAgrees) {
      send({ name: "agreeResume", participantId: selected.participantId });
    }
  };
  const nextInList = () => {
    const at = attention.findIndex((item) => item.participantId === selectedId);
    const next = attention[(at + 1) % attention.length];
    if (next !== undefined) select(next.participantId);
  };
  const digits = patients.flatMap(({ mark, participantId }) => [
    [String(mark + 1), () => select(participantId)] as const,
    [`shift+${mark + 1}`, () => spotlight(participantId)] as const,
  ]);

  return {
    urgent: patients.some(waitsForTherapist) ? TAKES_ALARM : undefined,
    primary,
    finishSet,
    choose,
    pictureMode: choosePictureMode,
    changePairs,
    applyPairs,
    spotlight,
    endSpotlight,
    showDemonstration,
    privateWord,
    takeAlarm,
    finishSession: () => send({ name: "finishSession" }),
    keys: {
      ...Object.fromEntries(digits),
      space: primary,
      f: finishSet,
      e: () => open("choose"),
      s: () => spotlight(),
      y: nextDemonstration,
      j: stepWithPatient,
      p: privateWord,
      n: nextInList,
      t: takeFirstAlarm,
      r: agreeToGoOn,
      d: toDose,
      v: showEverybody,
      b: showPairs,
      m: devices?.toggleMicrophone,
      c: devices?.toggleCamera,
      o: () => open("recording"),
      ...(view.phase === "lobby" ? { "0": () => open("check") } : {}),
      x: () => open("finish"),
      "?": () => open("help"),
    },
  };
}
