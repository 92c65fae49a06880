// First of all: what is estimated, what is stored, who sees what, and what this is not. Nothing is asked of the camera before.
import { AGREEMENT_VERSION } from "@ensemble/shared/session/agreement.ts";
import { IconDatabase, IconEye, IconFirstAidKit, IconRuler } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./agreement-step.module.css";
import { BigButton } from "./big-button.tsx";
import { LobbyFrame } from "./lobby-frame.tsx";
import { RefusalLine } from "./refusal-line.tsx";
import { useCommand } from "./use-command.ts";

const POINTS = [
  { key: "estimated", Icon: IconRuler },
  { key: "stored", Icon: IconDatabase },
  { key: "seen", Icon: IconEye },
  { key: "not", Icon: IconFirstAidKit },
] as const;

export function AgreementStep() {
  const { t } = useTranslation();
  const command = useCommand();
  const { send, busy } = command;
  const accept = () => void send({ name: "acceptAgreement", version: AGREEMENT_VERSION });
  return (
    <LobbyFrame
      step="agreement"
      title={t("lobby.agreement.title")}
      lead={t("lobby.agreement.lead")}
      actions={
        <>
          <BigButton tone="call" busy={busy} onClick={accept}>
            {t("lobby.agreement.accept")}
          </BigButton>
          <span className={classes.decline}>{t("lobby.agreement.decline")}</span>
          <RefusalLine command={command} />
        </>
      }
    >
      <ul className={classes.points}>
        {POINTS.map(({ key, Icon }) => (
          <li key={key} className={classes.point} data-point={key}>
            <span className={classes.icon}>
              <Icon aria-hidden size={32} stroke={1.75} />
            </span>
            <div>
              <h2 className={classes.name}>{t(`lobby.agreement.${key}Title`)}</h2>
              <p className={classes.text}>{t(`lobby.agreement.${key}`)}</p>
            </div>
          </li>
        ))}
      </ul>
    </LobbyFrame>
  );
}
