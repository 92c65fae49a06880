// A page of entries: when, who, what, whose and of which class.
import type { AuditLine } from "@ensemble/shared/protocol/audit-messages.ts";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDate, sayTime } from "../../ui/say-time.ts";
import classes from "./audit.module.css";
import { sayWhat, sayWho } from "./say-entry.ts";

export function AuditTable({ entries }: { entries: readonly AuditLine[] }) {
  const { t } = useTranslation();
  const language = formatLanguage();
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
              <span>{sayDate(entry.atMs, language)}</span> <span>{sayTime(entry.atMs, language)}</span>
            </td>
            <td>
              <strong>{sayWho(t, entry)}</strong>
            </td>
            <td>{sayWhat(t, entry)}</td>
            <td>
              <span>{entry.about ?? t("audit.somebody")}</span>
              {entry.session === null ? null : (
                <span className={classes.quiet}>
                  {t("audit.class", { title: entry.session.title, day: sayDate(entry.session.startsAtMs, language) })}
                </span>
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
