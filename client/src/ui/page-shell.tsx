// The frame of every page outside a session: who and where one is, language, light, the way out. Skip link first.
import type { PersonRole } from "@ensemble/shared/session/identifiers.ts";
import { ActionIcon, Button, Menu, useMantineColorScheme } from "@mantine/core";
import { IconBarbell, IconChevronDown, IconLanguage, IconLogout, IconMoon, IconSun } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { CONTENT_ID } from "./content-id.ts";
import { changeLanguage, currentLanguage } from "./language.ts";
import classes from "./page-shell.module.css";

export interface ShellPerson {
  readonly name: string;
  readonly clinicName: string;
  readonly role: PersonRole;
}

export interface PageShellProps {
  readonly person?: ShellPerson | undefined;
  readonly onSignOut?: () => void;
  /** For pages of pictures: as wide as the window allows. */
  readonly wide?: boolean;
  readonly children: ReactNode;
}

export function PageShell(props: PageShellProps) {
  const { t } = useTranslation();
  return (
    <div className={classes.page}>
      <a className={classes.skip} href={`#${CONTENT_ID}`}>
        {t("shell.skipToContent")}
      </a>
      <header className={`${classes.header} no-print`}>
        <Link to="/" className={classes.brand}>
          <img src="/ensemble.svg" alt="" width={32} height={32} />
          <span>{t("shell.productName")}</span>
        </Link>
        {props.person === undefined ? null : <span className={classes.clinic}>{props.person.clinicName}</span>}
        <span className={classes.gap} />
        {props.person?.role === "therapist" ? <Places /> : null}
        <LanguageSwitch />
        <SchemeSwitch />
        {props.person === undefined ? null : <PersonMenu name={props.person.name} onSignOut={props.onSignOut} />}
      </header>
      <main id={CONTENT_ID} className={classes.content} data-wide={props.wide || undefined} tabIndex={-1}>
        {props.children}
      </main>
      <footer className={classes.footer}>{t("shell.disclaimer")}</footer>
    </div>
  );
}

/** Where a therapist goes besides home. */
function Places() {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("shell.places")}>
      <Link to="/library" className={classes.place} activeProps={{ "aria-current": "page" }}>
        <IconBarbell size={20} aria-hidden />
        {t("shell.library")}
      </Link>
    </nav>
  );
}

function PersonMenu({ name, onSignOut }: { name: string; onSignOut: (() => void) | undefined }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button
          variant="subtle"
          size="md"
          h={48}
          className={classes.person}
          title={name}
          rightSection={<IconChevronDown size={18} aria-hidden />}
        >
          {name}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLogout size={20} aria-hidden />} onClick={onSignOut} h={48}>
          {t("shell.signOut")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** Shows the language that a press changes to, written in that language. */
export function LanguageSwitch() {
  const { t } = useTranslation();
  const other = currentLanguage() === "de" ? "en" : "de";
  return (
    <Button
      variant="subtle"
      h={48}
      px="sm"
      leftSection={<IconLanguage size={20} aria-hidden />}
      lang={other}
      onClick={() => void changeLanguage(other)}
    >
      {t(`shell.language_${other}`)}
    </Button>
  );
}

function SchemeSwitch() {
  const { t } = useTranslation();
  const { colorScheme, toggleColorScheme } = useMantineColorScheme();
  const Icon = colorScheme === "dark" ? IconSun : IconMoon;
  return (
    <ActionIcon variant="subtle" size={48} aria-label={t("shell.changeLight")} onClick={toggleColorScheme}>
      <Icon size={22} aria-hidden />
    </ActionIcon>
  );
}
