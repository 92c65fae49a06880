// The clinic's audit log: whether its chain holds, what is looked for in it, and one page of entries, the newest first.
import {
  AUDIT_KINDS,
  type AuditChain,
  type AuditKind,
  type AuditLog,
  type AuditPerson,
} from "@ensemble/shared/protocol/audit-messages.ts";
import { Button, NativeSelect, Paper, Title } from "@mantine/core";
import {
  IconAlertTriangle,
  IconArrowLeft,
  IconChevronRight,
  IconHourglass,
  IconShieldCheck,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { currentLanguage } from "../../ui/language.ts";
import classes from "./audit.module.css";
import type { AuditAsk } from "./audit-address.ts";
import { AuditTable } from "./audit-table.tsx";

export interface AuditViewProps {
  readonly log: AuditLog;
  readonly people: readonly AuditPerson[];
  /** undefined while it is being checked, null where that failed. */
  readonly chain: AuditChain | undefined | null;
  readonly ask: AuditAsk;
  /** What stands there is still the answer to what was asked before. */
  readonly isAsking?: boolean;
  readonly onAsk: (ask: AuditAsk) => void;
}

export function AuditView({ log, people, chain, ask, isAsking = false, onAsk }: AuditViewProps) {
  const { t } = useTranslation();
  const entries = useRef<HTMLDivElement>(null);
  /** The button that was pressed may be gone: the keyboard goes on at what it brought. */
  const turn = (to: AuditAsk) => {
    onAsk(to);
    entries.current?.focus();
  };
  const isFiltered = ask.kind !== undefined || ask.personId !== undefined;
  const showAll = () => turn({ kind: undefined, personId: undefined, before: undefined });
  return (
    <article className={classes.page}>
      <header className={classes.head}>
        <Button
          variant="subtle"
          h={48}
          px="sm"
          leftSection={<IconArrowLeft size={20} aria-hidden />}
          renderRoot={(props) => <Link to="/" {...props} />}
        >
          {t("audit.back")}
        </Button>
        <Title order={1} size="h2">
          {t("audit.title")}
        </Title>
      </header>
      <p className={classes.intro}>{t("audit.intro")}</p>
      <Standing chain={chain} />
      <search className={classes.filters}>
        <NativeSelect
          label={t("audit.kind")}
          size="md"
          value={ask.kind ?? ""}
          onChange={({ currentTarget }) => onAsk({ ...ask, kind: asKind(currentTarget.value), before: undefined })}
          data={[
            { value: "", label: t("audit.kindOf.any") },
            ...AUDIT_KINDS.map((kind) => ({ value: kind, label: t(`audit.kindOf.${kind}`) })),
          ]}
        />
        <NativeSelect
          label={t("audit.person")}
          size="md"
          value={ask.personId ?? ""}
          onChange={({ currentTarget }) =>
            onAsk({ ...ask, personId: currentTarget.value || undefined, before: undefined })
          }
          data={[{ value: "", label: t("audit.anybody") }, ...groupsOf(t, people)]}
        />
      </search>
      <div ref={entries} tabIndex={-1} className={classes.entries} aria-busy={isAsking}>
        {log.entries.length === 0 ? (
          <Paper p="xl" className={classes.empty}>
            <p>{t(isFiltered ? "audit.emptyFiltered" : "audit.empty")}</p>
            {isFiltered ? (
              <Button variant="light" h={48} onClick={showAll}>
                {t("audit.showAll")}
              </Button>
            ) : null}
          </Paper>
        ) : (
          <AuditTable entries={log.entries} />
        )}
      </div>
      <div className={classes.pages}>
        {ask.before === undefined ? null : (
          <Button variant="default" h={48} onClick={() => turn({ ...ask, before: undefined })}>
            {t("audit.newest")}
          </Button>
        )}
        {log.olderThan === null ? null : (
          <Button
            variant="default"
            h={48}
            rightSection={<IconChevronRight size={20} aria-hidden />}
            onClick={() => turn({ ...ask, before: log.olderThan ?? undefined })}
          >
            {t("audit.older")}
          </Button>
        )}
      </div>
    </article>
  );
}

function Standing({ chain }: Pick<AuditViewProps, "chain">) {
  const { t } = useTranslation();
  const holds = chain?.holds;
  const isWrong = holds === false || chain === null;
  const Icon = isWrong ? IconAlertTriangle : chain === undefined ? IconHourglass : IconShieldCheck;
  return (
    <p className={classes.standing} role="status" data-broken={holds === false || undefined}>
      <Icon size={22} aria-hidden />
      <span>{sayStanding(t, chain)}</span>
    </p>
  );
}

function sayStanding(t: TFunction, chain: AuditChain | undefined | null): string {
  if (chain === undefined) return t("audit.chain.checking");
  if (chain === null) return t("audit.chain.failed");
  if (!chain.holds) return t("audit.chain.broken", { entry: chain.firstFault });
  return t("audit.chain.holds", { count: chain.entries });
}

function groupsOf(t: TFunction, people: readonly AuditPerson[]) {
  const named = people.toSorted((one, other) => one.name.localeCompare(other.name, currentLanguage()));
  return (["patient", "therapist"] as const).flatMap((role) => {
    const items = named
      .filter((one) => one.role === role)
      .map(({ personId, name }) => ({ value: personId, label: name }));
    return items.length === 0 ? [] : [{ group: t(`audit.${role}s`), items }];
  });
}

function asKind(value: string): AuditKind | undefined {
  return AUDIT_KINDS.find((kind) => kind === value);
}
