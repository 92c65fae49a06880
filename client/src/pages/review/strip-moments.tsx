// What happened in a set or a rest, each as a sign with a number: pain, a stop, a private word and how long it was, drawings. In a set they can
// be jumped to.
import { IconEar, IconMoodSad, IconPencil, IconPlayerStopFilled } from "@tabler/icons-react";
import type { TFunction } from "i18next";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { sayDuration } from "../../ui/say-time.ts";
import { groupDrawings } from "./drawing-rules.ts";
import { sayTools } from "./moment-words.ts";
import classes from "./session-strip.module.css";
import type { StripPart } from "./session-strip-rules.ts";

/** Drawn within one explanation. */
const ONE_EXPLANATION_MS = 30_000;

interface ShownMoment {
  readonly name: string;
  readonly atMs: number;
  readonly kind: "painReported" | "painStopped" | "privateWord" | "drawing";
  /** Beside the sign. */
  readonly number: string;
  readonly label: string;
}

const ICONS = {
  painReported: IconMoodSad,
  painStopped: IconPlayerStopFilled,
  privateWord: IconEar,
  drawing: IconPencil,
};

export function StripMoments({ part, onShow }: { part: StripPart; onShow?: (atMs: number) => void }) {
  const { t } = useTranslation();
  const moments = useMemo(() => momentsOf(part, t), [part, t]);
  if (moments.length === 0) return null;
  return (
    <ul className={classes.moments}>
      {moments.map(({ name, atMs, kind, number, label }) => (
        <li key={name}>
          {onShow === undefined ? (
            <span className={classes.moment} data-kind={kind} title={label}>
              <Sign kind={kind} number={number} label={label} />
            </span>
          ) : (
            <button
              type="button"
              className={classes.moment}
              data-kind={kind}
              title={label}
              onClick={() => onShow(atMs)}
            >
              <Sign kind={kind} number={number} label={label} />
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}

function Sign({ kind, number, label }: Pick<ShownMoment, "kind" | "number" | "label">) {
  const Icon = ICONS[kind];
  return (
    <>
      <Icon size={16} aria-hidden />
      <span aria-hidden>{number}</span>
      <span className="visually-hidden">{label}</span>
    </>
  );
}

function momentsOf(part: StripPart, t: TFunction): readonly ShownMoment[] {
  const drawn = groupDrawings(part.drawings, { startMs: 0, endMs: Number.POSITIVE_INFINITY }, ONE_EXPLANATION_MS);
  const drawings = drawn.map(({ atMs, drawings }): ShownMoment => {
    const label = t("review.drawnAt", { time: sayDuration(atMs), tools: sayTools(drawings, t) });
    return { name: `drawing ${atMs}`, atMs, kind: "drawing", number: `${drawings.length}`, label };
  });
  const others = part.moments.map((moment): ShownMoment => {
    const { kind, atMs } = moment;
    const [name, time] = [`${kind} ${atMs}`, sayDuration(atMs)];
    if (kind === "painStopped") return { name, atMs, kind, number: "", label: t("review.stopAt", { time }) };
    if (kind === "painReported") {
      const { level } = moment;
      return { name, atMs, kind, number: `${level}`, label: t("review.painAt", { time, level }) };
    }
    const length = moment.endMs === null ? "" : sayDuration(moment.endMs - atMs);
    const label = length === "" ? t("review.privateWordAt", { time }) : t("review.privateWordOf", { time, length });
    return { name, atMs, kind, number: length, label };
  });
  return [...drawings, ...others].sort((a, b) => a.atMs - b.atMs);
}
