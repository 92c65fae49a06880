// How hard it is: five dots, and the same in words.
import { useTranslation } from "react-i18next";
import classes from "./marks.module.css";

const LEVELS = [1, 2, 3, 4, 5] as const;

/** `short`: the dots say of how many. */
export function DifficultyDots({ level, short = false }: { level: number; short?: boolean }) {
  const { t } = useTranslation();
  return (
    <span className={classes.difficulty}>
      <svg viewBox="0 0 60 12" width="60" height="12" aria-hidden="true">
        {LEVELS.map((each) => (
          <circle key={each} cx={12 * each - 6} cy="6" r="4" data-full={each <= level || undefined} />
        ))}
      </svg>
      {short ? (
        <>
          <span aria-hidden="true">{t("library.levelShort", { level })}</span>
          <span className="visually-hidden">{t("library.level", { level })}</span>
        </>
      ) : (
        t("library.level", { level })
      )}
    </span>
  );
}
