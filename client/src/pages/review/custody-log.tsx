// Who looked at a patient's movement and recordings of this class, and who held or destroyed them: from the clinic's audit log.
import type { CustodyEntry } from "@ensemble/shared/protocol/custody-messages.ts";
import { Title } from "@mantine/core";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDate, sayTime } from "../../ui/say-time.ts";
import classes from "./custody.module.css";
import { type CustodyLine, gatherLog } from "./custody-rules.ts";

export function CustodyLog({ log }: { log: readonly CustodyEntry[] }) {
  const { t } = useTranslation();
  const language = formatLanguage();
  return (
    <div className={classes.kept}>
      <Title order={2} id="custody-log" size="h4">
        {t("review.custody.log")}
      </Title>
      {log.length === 0 ? <p>{t("review.custody.noLog")}</p> : null}
      {log.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={classes.scroll} aria-labelledby="custody-log" tabIndex={0}>
          <ol className={classes.list}>
            {gatherLog(log).map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name of their own, and remember nothing
              <li key={place} className={classes.entry}>
                <span className={classes.when}>
                  {sayDate(line.atMs, language)}, {sayTime(line.atMs, language)}
                </span>
                <span>
                  <strong>{sayWho(t, line)}</strong> {sayWhat(t, line)}
                </span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </div>
  );
}

function sayWho(t: TFunction, { role, personName }: CustodyLine): string {
  if (personName !== null) return personName;
  return t(role === "server" ? "review.custody.server" : "review.custody.operator");
}

function sayWhat(t: TFunction, { action, count }: CustodyLine): string {
  const what = t(`review.custody.done.${action}`);
  return count === 1 ? what : t("review.custody.times", { what, count });
}
