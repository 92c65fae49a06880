// Who looked at a patient's movement and recordings of this class, and who held or destroyed them: from the clinic's audit log.
import type { CustodyEntry } from "@ensemble/shared/protocol/custody-messages.ts";
import { Button, Title } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { formatLanguage } from "../../ui/language.ts";
import { sayDate, sayTime } from "../../ui/say-time.ts";
import classes from "./custody.module.css";
import { type CustodyLine, gatherLog } from "./custody-rules.ts";

interface CustodyLogProps {
  readonly log: readonly CustodyEntry[];
  /** Whose. */
  readonly personId: string;
  /** Where there are several logs on the page. */
  readonly name?: string;
}

export function CustodyLog({ log, personId, name }: CustodyLogProps) {
  const { t } = useTranslation();
  const id = useId();
  const language = formatLanguage();
  return (
    <div className={classes.kept}>
      <Title order={2} id={id} size="h4">
        {name === undefined ? t("review.custody.log") : t("review.custody.logOf", { name })}
      </Title>
      {log.length === 0 ? <p>{t("review.custody.noLog")}</p> : null}
      {log.length === 0 ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={classes.scroll} aria-labelledby={id} tabIndex={0}>
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
      <Button
        variant="subtle"
        h={44}
        px="sm"
        className={classes.wholeLog}
        renderRoot={(props) => <Link to="/audit" search={{ of: personId }} {...props} />}
      >
        {t("review.custody.wholeLog")}
      </Button>
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
