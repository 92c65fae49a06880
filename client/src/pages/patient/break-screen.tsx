// Between the sets: what comes next, who stands where among those who like to compare, one's own days in a row, and the balloon everybody lifts together.
import type { ParticipantView, SessionView } from "@ensemble/shared/protocol/session-view.ts";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ParticipantMark } from "../../ui/participant-mark.tsx";
import { Shortened } from "../../ui/shortened.tsx";
import { BalloonGauge } from "./balloon-gauge.tsx";
import classes from "./break-screen.module.css";
import { firstWordOf } from "./first-word.ts";
import { leaderboard, type Place } from "./leaderboard-rules.ts";
import { StreakSign } from "./signs.tsx";
import { useChoice } from "./use-choice.ts";
import { useCommand } from "./use-command.ts";

export interface BreakScreenProps {
  readonly view: SessionView;
  readonly me: ParticipantView;
  readonly title: string;
  /** Which exercise comes, empty when none is chosen. */
  readonly next: string;
  /** What is to be said of the line; it takes the place of what comes, which is said again later. */
  readonly line: ReactNode;
}

export function BreakScreen({ view, me, title, next, line }: BreakScreenProps) {
  const { t } = useTranslation();
  const { send, busy } = useCommand();
  const standing = useChoice(me.standing, (value) => send({ name: "chooseStanding", standing: value }));
  const taking = me.standing !== "hidden";
  const chosen = standing.chosen !== "hidden";
  // Before the first set there is nothing to compare yet.
  const moved = view.set !== undefined;
  const listed = taking && moved;
  // One's own is seen by oneself whether or not it is shared.
  const streakDays = me.clinical?.streakDays ?? 0;
  const streak = streakDays === 0 ? null : <StreakSign days={streakDays} inWords />;
  const rows = leaderboard(view.participants, me.participantId);
  // Who comes back appears as before.
  const change = () => standing.choose(chosen ? "hidden" : me.shownAs);
  return (
    <div className={classes.screen}>
      <header className={classes.header} data-above-board={listed}>
        <h1 className={classes.title}>{title}</h1>
        {streak === null || !listed ? null : <div className={classes.streakAbove}>{streak}</div>}
        {line ?? (next === "" ? null : <p className={classes.next}>{next}</p>)}
      </header>
      <div className={classes.body}>
        {listed ? (
          <ol className={classes.board} aria-label={t("patient.leaderboard")}>
            {rows.map((row) => (
              <Row key={row.participantId} row={row} />
            ))}
          </ol>
        ) : null}
        <div className={classes.side}>
          <BalloonGauge thousandths={view.balloon} strip={listed} />
          {streak === null ? null : <div className={classes.streakBeside}>{streak}</div>}
          {moved ? (
            <button
              type="button"
              className={classes.leave}
              aria-busy={busy}
              onClick={change}
              aria-label={t(chosen ? "patient.leaveLabel" : "patient.joinLabel")}
            >
              {t(chosen ? "patient.leave" : "patient.join")}
            </button>
          ) : null}
        </div>
      </div>
    </div>
  );
}

function Row({ row }: { row: Place }) {
  const { t } = useTranslation();
  return (
    <li className={classes.row} data-me={row.me} aria-current={row.me ? "true" : undefined}>
      <span className={classes.place}>{row.place}</span>
      <ParticipantMark mark={row.mark} size="calc(56 * var(--u))" />
      <Shortened whole={row.name} lines={1} className={classes.name}>
        {firstWordOf(row.name)}
      </Shortened>
      <span
        className={classes.repetitions}
        role="img"
        aria-label={t("patient.repetitions", { count: row.repetitions })}
      >
        {row.repetitions}×
      </span>
      <span className={classes.points} role="img" aria-label={t("patient.points", { count: row.points })}>
        {row.points}
      </span>
    </li>
  );
}
