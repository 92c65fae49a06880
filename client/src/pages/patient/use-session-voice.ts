// Says and sounds what happens in the session; every sentence stands on the screen at the same time.
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ShownStep } from "../../call/picture-step-rules.ts";
import type { ConnectionStatus } from "../../connection/client-session.ts";
import { useSessionActions } from "../../ui/session-context.tsx";
import { sayStep } from "./line-chip.tsx";
import type { Moment } from "./moment-rules.ts";
import { spokenWords, type WordsContext } from "./moment-words.ts";
import { spokenStep } from "./spoken-step-rules.ts";
import type { StoppedState } from "./stopped-rules.ts";
import { useChange } from "./use-change.ts";
import { useVoice } from "./voice-context.tsx";

export interface Heard {
  readonly moment: Moment;
  /** The same object while nothing in it changes. */
  readonly context: WordsContext;
  /** Confirmed and pending: the ear gets its answer with the movement, not with the network. */
  readonly repetitions: number;
  readonly targetMet: boolean;
  readonly setId: string;
  readonly setState: "running" | "paused" | "finished" | "none";
  readonly stopped: StoppedState | undefined;
  readonly therapistName: string;
  readonly status: ConnectionStatus;
  /** The camera works. */
  readonly counted: boolean;
  /** What passes between patient and therapist. */
  readonly passing: ShownStep;
}

export function useSessionVoice(heard: Heard): void {
  const { t } = useTranslation();
  const { isCatchingUp } = useSessionActions();
  const { speech, sounds } = useQuietAfterSleep();
  const { moment, context, repetitions, targetMet, setId, setState, stopped, therapistName, status, counted, passing } =
    heard;

  const before = useRef<Moment["kind"]>(undefined);
  useEffect(() => {
    const words = spokenWords(before.current, moment, context);
    before.current = moment.kind;
    if (stopped === undefined && !isCatchingUp()) speech.say(words, { priority: "coach", topic: "moment" });
  }, [speech, moment, context, stopped, isCatchingUp]);

  useChange(setState, (before) => {
    if (isCatchingUp()) return;
    if (setState === "running" && before !== "running") sounds.play("setStarted");
    if (setState === "finished") sounds.play("setFinished");
  });
  useChange(`${setId} ${repetitions}`, (before) => {
    const [setBefore, countBefore] = before.split(" ");
    if (setBefore !== setId || repetitions <= Number(countBefore) || isCatchingUp()) return;
    sounds.play("repetition");
    speech.say(String(repetitions), { priority: "count", topic: "count", validForMs: 1_000 });
  });
  useChange(targetMet, () => {
    if (targetMet && !isCatchingUp()) sounds.play("targetMet");
  });
  useChange(stopped, (before) => {
    if (stopped === undefined) return;
    if (before === undefined) sounds.play("stopped");
    if (stopped === "taken") sounds.play("alarmTaken");
    const title = before === undefined ? `${t("patient.stopped.title")} ` : "";
    const name = therapistName === "" ? t("patient.stopped.yourTherapist") : therapistName;
    speech.say(title + t(`patient.stopped.${stopped}`, { name }), { priority: "safety", topic: "stop" });
  });
  useChange(counted, () => {
    if (!counted) speech.say(t("patient.uncountedSaid"), { priority: "coach", topic: "camera" });
  });
  useChange(passing.step, (before) => {
    const spoken = spokenStep(before, passing.step);
    if (stopped !== undefined || status !== "connected" || spoken === "nothing") return;
    const words = spoken === "step" ? sayStep(t, passing.step, passing.cause) : t(`patient.step.${spoken}Said`);
    speech.say(words, { priority: "coach", topic: "line" });
  });
  useChange(status, (before) => {
    if (stopped !== undefined) return;
    if (status === "reconnecting") speech.say(t("patient.line.reconnectingSaid"), { priority: "coach", topic: "line" });
    if (status === "connected" && before === "reconnecting")
      speech.say(t("patient.line.backSaid"), { priority: "coach", topic: "line" });
  });
}

/** What was being said when the page fell asleep is not said to its end. */
function useQuietAfterSleep() {
  const connection = useSessionActions();
  const voice = useVoice();
  useEffect(
    () =>
      connection.on("woke", (reason) => {
        if (reason !== "slept") return;
        voice.speech.hush();
        voice.sounds.unblock();
      }),
    [connection, voice],
  );
  return voice;
}
