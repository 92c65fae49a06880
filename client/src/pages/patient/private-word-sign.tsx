// While a therapist speaks with one patient alone: that one knows that nobody else hears, the others that it is not the line.
import { IconEar, IconUsers } from "@tabler/icons-react";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { useSessionPart } from "../../ui/session-context.tsx";
import { findMe } from "./patient-stage.ts";
import { findSpeaker, privateWordOf } from "./private-word-rules.ts";
import classes from "./private-word-sign.module.css";
import { useChange } from "./use-change.ts";
import { useVoice } from "./voice-context.tsx";

export function PrivateWordSign() {
  const { t } = useTranslation();
  const { word, therapistName } = usePrivateWord();
  if (word === "none") return null;
  const Icon = word === "withMe" ? IconEar : IconUsers;
  return (
    <p role="status" className={classes.sign} data-mine={word === "withMe"}>
      <Icon aria-hidden className={classes.icon} />
      <span aria-hidden="true">{t(`patient.privateWord.${word}`)}</span>
      <span className="visually-hidden">{t(`patient.privateWord.${word}Said`, { name: therapistName })}</span>
    </p>
  );
}

/** Says it once when it begins and when it is over. */
export function PrivateWordVoice() {
  const { t } = useTranslation();
  const { speech } = useVoice();
  const { word, therapistName } = usePrivateWord();
  useChange(word, (before) => {
    const what = word === "none" ? (before === "withMe" ? "endedWithMe" : "ended") : word;
    speech.say(t(`patient.privateWord.${what}Said`, { name: therapistName }), { priority: "coach", topic: "word" });
  });
  return null;
}

function usePrivateWord() {
  const word = useSessionPart((session) => privateWordOf(session.view, findMe(session)));
  const name = useSessionPart((session) => findSpeaker(session.view)?.name ?? "");
  // Whoever has spoken is the one who is back.
  const speaker = useRef(name);
  if (word !== "none") speaker.current = name;
  return { word, therapistName: speaker.current };
}
