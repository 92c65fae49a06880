// A page of entries: when, who, what, whose and of which class. Too narrow for columns it is a list, which says the same in the same order.
import type { AuditLine } from "@ensemble/shared/protocol/audit-messages.ts";
import { useMediaQuery } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDate, sayTime } from "../../ui/say-time.ts";
import classes from "./audit.module.css";
import { sayWhat, sayWho } from "./say-entry.ts";

const NARROW = "(max-width: 640px)";

export function AuditTable({ entries }: { entries: readonly AuditLine[] }) {
  const { t } = useTranslation();
  // Known with the first picture: nothing is drawn twice.
  const isNarrow = useMediaQuery(NARROW, undefined, { getInitialValueInEffect: false });
  if (isNarrow) {
    return (
      <ul className={classes.list} aria-label={t("audit.table")}>
        {entries.map((entry) => (
          <li key={entry.sequence}>
            <When entry={entry} />
            <strong>{sayWho(t, entry)}</strong>
            <span>{sayWhat(t, entry)}</span>
            <Whose entry={entry} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <table className={classes.table} aria-label={t("audit.table")}>
      <thead>
        <tr>
          <th scope="col">{t("audit.when")}</th>
          <th scope="col">{t("audit.who")}</th>
          <th scope="col">{t("audit.what")}</th>
          <th scope="col">{t("audit.whose")}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.sequence}>
            <td className={classes.when}>
              <When entry={entry} />
            </td>
            <td>
              <strong>{sayWho(t, entry)}</strong>
            </td>
            <td>{sayWhat(t, entry)}</td>
            <td>
              <Whose entry={entry} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function When({ entry: { atMs } }: { entry: AuditLine }) {
  const language = formatLanguage();
  return (
    <span className={classes.moment}>
      <span>{sayDate(atMs, language)}</span> <span>{sayTime(atMs, language)}</span>
    </span>
  );
}

function Whose({ entry: { about, session } }: { entry: AuditLine }) {
  const { t } = useTranslation();
  return (
    <span>
      {about ?? t("audit.somebody")}
      {session === null ? null : (
        <span className={classes.quiet}>
          {t("audit.class", { title: session.title, day: sayDate(session.startsAtMs, formatLanguage()) })}
        </span>
      )}
    </span>
  );
}
