// The pictures of those who show themselves, small at the edge, each with its mark; names would be too many words.
import type { ParticipantView } from "@ensemble/shared/protocol/session-view.ts";
import type { ParticipantId } from "@ensemble/shared/session/identifiers.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import classes from "./peer-pictures.module.css";

export interface PeerPicturesProps {
  readonly peers: readonly { readonly participantId: ParticipantId; readonly picture: ReactNode }[];
  readonly participants: readonly ParticipantView[];
}

export function PeerPictures({ peers, participants }: PeerPicturesProps) {
  const { t } = useTranslation();
  if (peers.length === 0) return null;
  return (
    <ul className={classes.peers} aria-label={t("patient.pictures.group")}>
      {peers.map(({ participantId, picture }) => {
        const peer = participants.find((each) => each.participantId === participantId);
        return (
          <li key={participantId} className={classes.peer} aria-label={peer?.name}>
            {picture}
            <span className={classes.mark}>
              <ParticipantMark mark={peer?.mark ?? -1} size="calc(44 * var(--u))" />
            </span>
          </li>
        );
      })}
    </ul>
  );
}
