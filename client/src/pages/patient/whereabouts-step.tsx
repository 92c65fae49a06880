// Where the patient is right now and whom to call: without it nobody could send help.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { IconMapPin, IconPhone } from "@tabler/icons-react";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { BigButton } from "./big-button.tsx";
import { LobbyFrame } from "./lobby-frame.tsx";
import { RefusalLine } from "./refusal-line.tsx";
import { useCommand } from "./use-command.ts";
import classes from "./whereabouts-step.module.css";

const LONGEST = 200;

export function WhereaboutsStep({ me, onDone }: { me: ParticipantView; onDone: () => void }) {
  const { t } = useTranslation();
  const form = useId();
  const command = useCommand();
  const { send, busy } = command;
  const [place, setPlace] = useState(me.clinical?.place ?? "");
  const [contact, setContact] = useState(me.clinical?.emergencyContact ?? "");
  const [tried, setTried] = useState(false);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (place.trim() === "" || contact.trim() === "") return;
    const said = { place: place.trim(), emergencyContact: contact.trim() };
    if (await send({ name: "stateWhereabouts", ...said })) onDone();
  };

  return (
    <LobbyFrame
      step="whereabouts"
      title={t("lobby.whereabouts.title")}
      lead={t("lobby.whereabouts.lead")}
      actions={
        <>
          <BigButton type="submit" form={form} tone="call" busy={busy}>
            {t("lobby.continue")}
          </BigButton>
          <RefusalLine command={command} />
        </>
      }
    >
      <form id={form} className={classes.form} onSubmit={(event) => void submit(event)} noValidate>
        <Field
          icon={<IconMapPin aria-hidden size={28} />}
          words="place"
          value={place}
          onChange={setPlace}
          tried={tried}
        />
        <Field
          icon={<IconPhone aria-hidden size={28} />}
          words="contact"
          value={contact}
          onChange={setContact}
          tried={tried}
        />
      </form>
    </LobbyFrame>
  );
}

function Field(props: {
  icon: React.ReactNode;
  words: "place" | "contact";
  value: string;
  onChange: (text: string) => void;
  tried: boolean;
}) {
  const { t } = useTranslation();
  const id = useId();
  const missing = props.tried && props.value.trim() === "";
  return (
    <div className={classes.field}>
      <label htmlFor={id} className={classes.label}>
        {props.icon}
        {t(`lobby.whereabouts.${props.words}`)}
      </label>
      <span id={`${id}-help`} className={classes.help}>
        {t(`lobby.whereabouts.${props.words}Help`)}
      </span>
      <input
        id={id}
        className={classes.input}
        value={props.value}
        maxLength={LONGEST}
        autoComplete={props.words === "place" ? "street-address" : "off"}
        aria-describedby={missing ? `${id}-help ${id}-missing` : `${id}-help`}
        aria-invalid={missing}
        onChange={(event) => props.onChange(event.currentTarget.value)}
      />
      {missing ? (
        <span id={`${id}-missing`} role="alert" className={classes.missing}>
          {t("lobby.whereabouts.missing")}
        </span>
      ) : null}
    </div>
  );
}
