// How one appears to the others, and what one hears: every choice takes effect at once and can be taken back as easily.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { Standing } from "@ensemble/shared/session/session-fact.ts";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { RefusalLine } from "./refusal-line.tsx";
import classes from "./sharing-choices.module.css";
import { useChoice } from "./use-choice.ts";
import { useCommand } from "./use-command.ts";
import { usePictureConsent } from "./use-picture-consent.ts";
import { useVoiceSettings } from "./voice-context.tsx";

export interface SharingChoicesProps {
  readonly view: SessionView;
  readonly me: ParticipantView;
  readonly person: { readonly name: string; readonly nickname: string };
}

export function SharingChoices({ view, me, person }: SharingChoicesProps) {
  const { t } = useTranslation();
  const command = useCommand();
  const { send } = command;
  const voice = useVoiceSettings();
  const standing = useChoice(me.standing, (value) => send({ name: "chooseStanding", standing: value }));
  const streak = useChoice(me.streakDays !== undefined, (shared) => send({ name: "shareStreak", shared }));
  const picture = usePictureConsent(view, me, send);
  const standings: readonly { value: Standing; words: string }[] = [
    { value: "name", words: person.name },
    ...(person.nickname === "" ? [] : [{ value: "nickname" as const, words: person.nickname }]),
    { value: "hidden", words: t("lobby.waiting.appearHidden") },
  ];
  return (
    <section className={classes.card}>
      <fieldset className={classes.standing}>
        <legend>{t("lobby.waiting.appear")}</legend>
        <div className={classes.options}>
          {standings.map(({ value, words }) => (
            <label key={value} className={classes.option}>
              <input
                type="radio"
                name="standing"
                checked={standing.chosen === value}
                onChange={() => standing.choose(value)}
              />
              <span>{words}</span>
            </label>
          ))}
        </div>
      </fieldset>
      <Toggle words={t("lobby.waiting.streak")} on={streak.chosen} onChange={streak.choose} />
      {picture.audience === "nobody" ? (
        <p className={classes.private}>{t("lobby.waiting.picturePrivate")}</p>
      ) : (
        <Toggle
          words={t(`lobby.waiting.picture.${picture.audience}`, { names: picture.names })}
          on={picture.chosen}
          onChange={picture.choose}
        >
          {t(`lobby.waiting.pictureExplained.${picture.audience}`, { names: picture.names })}
        </Toggle>
      )}
      <Toggle words={t("lobby.waiting.voice")} on={voice.speech} onChange={voice.setSpeech}>
        {voice.speechAvailable ? undefined : t("lobby.waiting.voiceMissing")}
      </Toggle>
      <Toggle words={t("lobby.waiting.sounds")} on={voice.sounds} onChange={voice.setSounds} />
      <RefusalLine command={command} />
    </section>
  );
}

function Toggle(props: { words: string; on: boolean; onChange: (on: boolean) => void; children?: ReactNode }) {
  const id = useId();
  const explained = props.children !== undefined;
  return (
    <div className={classes.toggle}>
      <label className={classes.row}>
        <span>{props.words}</span>
        <input
          type="checkbox"
          role="switch"
          checked={props.on}
          aria-checked={props.on}
          aria-describedby={explained ? id : undefined}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
        <span className={classes.switch} aria-hidden="true" />
      </label>
      {explained ? (
        <p id={id} className={classes.explained}>
          {props.children}
        </p>
      ) : null}
    </div>
  );
}
