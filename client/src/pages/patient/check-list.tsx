// The four things a class needs of this device, one line each: a mark, a word, and where something is wrong what helps.
import {
  IconAlertTriangleFilled,
  IconCheck,
  IconDots,
  IconMicrophone,
  IconPlayerPlay,
  IconQuestionMark,
  IconVideo,
  IconVolume,
  IconWifi,
  IconX,
} from "@tabler/icons-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { BigButton } from "./big-button.tsx";
import { CheckDetails } from "./check-details.tsx";
import classes from "./check-list.module.css";
import type { DeviceCheck } from "./device-check.ts";
import { type CheckPart, overallTone, type PartTone, type PartWords, partWords } from "./device-check-rules.ts";
import { LevelBar } from "./level-bar.tsx";

const PARTS = { camera: IconVideo, microphone: IconMicrophone, speaker: IconVolume, line: IconWifi };
const MARKS: Readonly<Record<PartTone, typeof IconCheck>> = {
  checking: IconDots,
  good: IconCheck,
  fair: IconAlertTriangleFilled,
  bad: IconX,
  open: IconQuestionMark,
};

/** `of`: to the therapist some of it is said otherwise, and smaller: who reads it sits at the screen. */
export function CheckList({ check, of = "patient" }: { check: DeviceCheck; of?: Reader }) {
  const { t } = useTranslation();
  const found = useSyncExternalStore(check.subscribe, check.found);
  const over = overallTone(found) !== "checking";
  const more: Partial<Record<CheckPart, ReactNode>> = {
    microphone: found.microphone === "good" || found.microphone === "none" ? null : <Loudness check={check} />,
    speaker: found.speaker === "good" ? null : <HeardQuestion check={check} />,
  };
  return (
    <section className={classes.check} data-of={of} aria-label={t("lobby.check.label")}>
      <ul className={classes.parts}>
        {partWords(found).map((words) => (
          <Part key={words.part} words={words} of={of}>
            {more[words.part]}
          </Part>
        ))}
      </ul>
      <div className={classes.foot}>
        {/* Stays where it is: who pressed it by a key is not put back to the beginning of the page. */}
        <BigButton tone="quiet" disabled={!over} onClick={check.again}>
          {t("lobby.check.again")}
        </BigButton>
        {over ? <CheckDetails found={found} /> : null}
      </div>
    </section>
  );
}

type Reader = "patient" | "therapist";
/** Of keys that have words for everybody. */
const WORDS = "lobby.check.";

function Part({ words, of, children }: { words: PartWords; of: Reader; children: ReactNode }) {
  const { t } = useTranslation();
  /** Below `lobby.check`; what is said otherwise to the therapist first. */
  const say = (key: string) => t(of === "therapist" ? [`therapist.ownCheck.${key.slice(WORDS.length)}`, key] : key);
  const { part, tone, state, advice } = words;
  const Device = PARTS[part];
  const Mark = MARKS[tone];
  return (
    <li className={classes.part} data-part={part} data-tone={tone} tabIndex={-1}>
      <span className={classes.mark}>
        <Mark aria-hidden stroke={3} />
      </span>
      <div className={classes.words}>
        <p className={classes.state} role="status">
          <Device aria-hidden />
          <span className="visually-hidden">{t(`lobby.check.${part}.name`)}: </span>
          {say(`lobby.check.${part}.${state}`)}
        </p>
        {advice === undefined ? null : <p className={classes.advice}>{say(advice)}</p>}
        {children}
      </div>
    </li>
  );
}

function Loudness({ check }: { check: DeviceCheck }) {
  const level = useSyncExternalStore(check.subscribe, check.level);
  return <LevelBar level={level} />;
}

function HeardQuestion({ check }: { check: DeviceCheck }) {
  const { t } = useTranslation();
  return (
    <div className={classes.answers}>
      <BigButton
        tone="calm"
        onClick={(event) => {
          // The buttons go with the answer, and the keyboard would go with them.
          event.currentTarget.closest("li")?.focus();
          check.answer(true);
        }}
      >
        {t("lobby.check.speaker.yes")}
      </BigButton>
      <BigButton tone="calm" onClick={() => check.answer(false)}>
        {t("lobby.check.speaker.no")}
      </BigButton>
      <BigButton tone="quiet" onClick={check.playTone}>
        <IconPlayerPlay aria-hidden size={24} />
        {t("lobby.check.speaker.play")}
      </BigButton>
    </div>
  );
}
