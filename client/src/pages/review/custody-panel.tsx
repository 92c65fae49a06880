// What is kept of a patient's or a therapist's picture and sound in this class, until when, what was destroyed and why, and who looked and decided.
import {
  ASKED_REASONS,
  type KeptRecording,
  type RecordingCustody,
} from "@ensemble/shared/protocol/custody-messages.ts";
import { ActionIcon, Button, Group, Paper, Title } from "@mantine/core";
import { IconDownload, IconLock, IconLockOpen, IconMicrophone, IconTrash, IconVideo } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDate, sayDuration, sayTime } from "../../ui/say-time.ts";
import classes from "./custody.module.css";
import { type CustodyAct, CustodyDialog } from "./custody-dialog.tsx";
import { CustodyLog } from "./custody-log.tsx";
import { canBeTaken, choosable } from "./custody-rules.ts";
import type { CustodyDecision } from "./review-queries.ts";

export interface CustodyPanelProps {
  readonly custody: Pick<RecordingCustody, "recordings" | "log">;
  readonly name: string;
  readonly personId: string;
  /** Not the patient who is looked back at. */
  readonly isTherapist?: boolean;
  /** Throws a refusal's code. */
  readonly onDecide: (decision: CustodyDecision) => Promise<void>;
}

const ICONS = { hold: IconLock, release: IconLockOpen, destroy: IconTrash };

export function CustodyPanel({ custody, name, personId, isTherapist = false, onDecide }: CustodyPanelProps) {
  const { t } = useTranslation();
  const id = useId();
  const [opened, setOpened] = useState(false);
  const [asked, setAsked] = useState<{ act: CustodyAct; about: readonly KeptRecording[] }>();
  const { recordings, log } = custody;
  const listed = isTherapist ? t("review.custody.listOf", { name }) : t("review.custody.list");
  const about = choosable(recordings);
  const held = about.release.find((one) => one.held !== null)?.held;
  const acts = (["hold", "release", "destroy"] as const).filter((each) => about[each].length > 0);
  return (
    <Paper p="md" component="section" aria-labelledby={id} className={classes.custody}>
      <div className={classes.kept}>
        <Title order={2} id={id} size="h4">
          {isTherapist ? t("review.custody.titleOfTherapist", { name }) : t("review.custody.title")}
        </Title>
        {recordings.length === 0 ? <p>{t("review.custody.nothing", { name })}</p> : null}
        {held === undefined || held === null ? null : <p>{sayHold(t, held)}</p>}
        {recordings.length === 0 ? null : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
          <section className={classes.scroll} aria-label={listed} tabIndex={0}>
            <ul className={classes.list}>
              {recordings.map((one) => (
                <Kept key={one.recordingId} recording={one} />
              ))}
            </ul>
          </section>
        )}
        {recordings.some(canBeTaken) ? <p className={classes.note}>{t("review.custody.downloadNote")}</p> : null}
        <Group gap="xs">
          {acts.map((each) => {
            const Icon = ICONS[each];
            return (
              <Button
                key={each}
                variant={each === "destroy" ? "outline" : "default"}
                h={44}
                {...(each === "destroy" ? { color: "alarm" } : {})}
                leftSection={<Icon size={20} aria-hidden />}
                onClick={() => {
                  setAsked({ act: each, about: about[each] });
                  setOpened(true);
                }}
              >
                {t(`review.custody.act.${each}`)}
              </Button>
            );
          })}
        </Group>
      </div>
      <CustodyLog log={log} personId={personId} {...(isTherapist ? { name } : {})} />
      {asked === undefined ? null : (
        <CustodyDialog opened={opened} {...asked} name={name} onClose={() => setOpened(false)} onDecide={onDecide} />
      )}
    </Paper>
  );
}

function Kept({ recording }: { recording: KeptRecording }) {
  const { t } = useTranslation();
  const language = formatLanguage();
  const { source, startedAtMs, durationMs, destroyed } = recording;
  const Icon = source === "camera" ? IconVideo : IconMicrophone;
  return (
    <li className={classes.row} data-destroyed={destroyed !== null || undefined}>
      <Icon size={20} aria-hidden />
      <span>
        <strong>{t(`review.custody.source.${source}`)}</strong>{" "}
        {t("review.custody.from", { time: sayTime(startedAtMs, language) })}
        {destroyed === null ? `, ${t("review.custody.length", { length: sayDuration(durationMs) })}` : ""}
      </span>
      <span className={classes.state}>{sayState(t, recording)}</span>
      {canBeTaken(recording) ? (
        <ActionIcon
          component="a"
          href={`/api/recordings/${recording.recordingId}/download`}
          download
          variant="subtle"
          size={44}
          aria-label={t("review.custody.downloadOf", {
            what: t(`review.custody.source.${source}`),
            time: sayTime(startedAtMs, language),
          })}
          title={t("review.custody.download")}
        >
          <IconDownload size={20} aria-hidden />
        </ActionIcon>
      ) : null}
    </li>
  );
}

function sayHold(t: TFunction, { sinceMs, why }: NonNullable<KeptRecording["held"]>): string {
  const day = sayDate(sinceMs, formatLanguage());
  if (why === null) return t("review.custody.heldSinceOnly", { day });
  return t("review.custody.heldSince", { day, reason: t(`review.custody.holdReason.${why}`) });
}

function sayState(t: TFunction, { destroyed, held, state, keptUntilMs }: KeptRecording): string {
  const day = (atMs: number) => sayDate(atMs, formatLanguage());
  if (destroyed !== null) {
    const why = ["retention", ...ASKED_REASONS].includes(destroyed.why) ? destroyed.why : "other";
    return t("review.custody.destroyed", { day: day(destroyed.atMs), reason: t(`review.custody.because.${why}`) });
  }
  const words = [
    ...(state === "running" || state === "damaged" ? [t(`review.custody.state.${state}`)] : []),
    ...(held === null ? [] : [t("review.custody.state.held")]),
    ...(keptUntilMs === null || held !== null
      ? []
      : [t("review.custody.state.untilRemoved", { day: day(keptUntilMs) })]),
  ];
  return words.length === 0 ? t("review.custody.state.kept") : words.join(" · ");
}
