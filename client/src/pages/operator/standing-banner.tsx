// How things stand, in one sentence with a sign; below it what else there is to know, and how old all of it is.
import { IconAlertOctagonFilled, IconAlertTriangle, IconCircleCheck } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { isSameDay, sayTime } from "../../ui/say-time.ts";
import { saySpan } from "./say-amount.ts";
import classes from "./standing-banner.module.css";
import { type Finding, type Gravity, gravityOf } from "./standing-rules.ts";

const ICONS = { well: IconCircleCheck, attention: IconAlertTriangle, trouble: IconAlertOctagonFilled };

interface StandingBannerProps {
  readonly findings: readonly [Finding, ...Finding[]];
  readonly nowMs: number;
  /** How old the last answer is when there was none to the newest question. */
  readonly unansweredForMs: number | undefined;
}

export function StandingBanner({ findings: [first, ...others], nowMs, unansweredForMs }: StandingBannerProps) {
  const { t } = useTranslation();
  const unanswered = unansweredForMs !== undefined;
  const gravity: Gravity = unanswered ? "trouble" : gravityOf(first);
  const Icon = ICONS[gravity];
  const below = unanswered
    ? [t("operator.standing.before", { span: saySpan(unansweredForMs), sentence: sayFinding(t, first, nowMs) })]
    : others.map((finding) => sayFinding(t, finding, nowMs));
  return (
    <div className={classes.banner} data-gravity={gravity}>
      <Icon size={40} aria-hidden className={classes.icon} />
      <div>
        {/* Told when it changes, not with every look. */}
        <div role="status">
          <h1 className={classes.sentence}>
            {unanswered ? t("operator.standing.unanswered") : sayFinding(t, first, nowMs)}
          </h1>
        </div>
        {below.length === 0 ? null : (
          <ul className={classes.below}>
            {below.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </div>
    </div>
  );
}

function sayFinding(t: TFunction, finding: Finding, nowMs: number): string {
  const time = "sinceMs" in finding ? sayMoment(finding.sinceMs, nowMs) : "";
  return t(`operator.standing.${finding.what}`, { ...finding, time });
}

/** 02:14, and of another day with its date. */
function sayMoment(atMs: number, nowMs: number): string {
  const language = formatLanguage();
  const time = sayTime(atMs, language);
  if (isSameDay(atMs, nowMs)) return time;
  return `${new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(atMs)}, ${time}`;
}
