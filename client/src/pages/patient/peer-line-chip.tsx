// Whose picture among the group's does not come, and that the network there is why: in large letters, which the small pictures have no room for.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import { IconWifiOff } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { firstWordOf } from "./first-word.ts";
import classes from "./line-chip.module.css";

export function PeerLineChip({ peers }: { peers: readonly Pick<ParticipantView, "name">[] }) {
  const { t, i18n } = useTranslation();
  if (peers.length === 0) return null;
  const names = new Intl.ListFormat(i18n.language).format(peers.map(({ name }) => firstWordOf(name)));
  return (
    <p role="status" className={`${classes.chip} ${classes.ofPeers}`}>
      <IconWifiOff aria-hidden className={classes.icon} />
      <span aria-hidden="true" className={classes.step}>
        <span className={classes.names}>{names}</span>
        <small>{t("patient.pictures.lineWeak")}</small>
      </span>
      <span className="visually-hidden">{t("patient.pictures.lineWeakSaid", { names })}</span>
    </p>
  );
}
