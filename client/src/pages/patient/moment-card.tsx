// What to do now in a few words, readable from three metres.
import { IconCheck, IconPlayerPause } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import classes from "./moment-card.module.css";
import type { Moment } from "./moment-rules.ts";

/** Characters from which three lines of the large type would push the count away. */
const LONG = 50;

export function MomentCard({ moment, words }: { moment: Moment; words: string }) {
  const { i18n } = useTranslation();
  return (
    <div className={classes.card} data-kind={moment.kind} data-long={words.length > LONG}>
      <MomentSign kind={moment.kind} />
      <p className={classes.words} aria-live="polite" lang={i18n.language}>
        {words}
      </p>
    </div>
  );
}

function MomentSign({ kind }: { kind: Moment["kind"] }) {
  if (kind === "paused") return <IconPlayerPause aria-hidden className={classes.icon} />;
  if (kind === "done") return <IconCheck aria-hidden className={classes.icon} stroke={3} />;
  return null;
}
