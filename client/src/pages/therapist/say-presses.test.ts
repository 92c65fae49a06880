import type { RecordingCommand, TherapistCommand } from "@ensemble/shared/session/session-command.ts";
import { createInstance } from "i18next";
import { describe, expect, it } from "vitest";
import german from "../../../../assets/locales/de/therapist.json" with { type: "json" };
import english from "../../../../assets/locales/en/therapist.json" with { type: "json" };
import { sayWaitingPresses } from "./say-presses.ts";

/** Whatever a therapist can ask for. */
const NAMES: Readonly<Record<TherapistCommand["name"] | RecordingCommand["name"], true>> = {
  startPhase: true,
  chooseExercise: true,
  setTarget: true,
  startSet: true,
  pauseSet: true,
  resumeSet: true,
  finishSet: true,
  finishSession: true,
  takeAlarm: true,
  agreeResume: true,
  changePictureMode: true,
  showDemonstration: true,
  moveSpotlight: true,
  movePrivateWord: true,
  runRecording: true,
  drawAnnotation: true,
  eraseAnnotation: true,
  clearAnnotations: true,
  answerRecording: true,
};

describe.each([
  ["en", english],
  ["de", german],
])("presses that wait, in %s", (language, therapist) => {
  const i18n = createInstance();
  void i18n.init({ lng: language, initAsync: false, resources: { [language]: { translation: { therapist } } } });

  it("have words for whatever a therapist can press", () => {
    const words = Object.keys(NAMES).map((name) => i18n.t(`therapist.press.${name}`));
    expect(words.filter((said) => said === "" || said.startsWith("therapist."))).toEqual([]);
    expect(new Set(words).size).toBe(words.length);
  });

  it("are nothing where none waits", () => {
    expect(sayWaitingPresses(i18n.t, [], language)).toBe("");
  });
});

it("are named in their order", () => {
  const i18n = createInstance();
  void i18n.init({ lng: "en", initAsync: false, resources: { en: { translation: { therapist: english } } } });
  expect(sayWaitingPresses(i18n.t, ["chooseExercise", "startSet", "pauseSet"], "en")).toBe(
    "Saving soon: exercise, start the set, and pause. No need to press again.",
  );
});
