// The catalogue: what one looks for on top, pictures below. Says aloud how many were found.
import type { Catalogue } from "@ensemble/shared/protocol/http-messages.ts";
import { Button, CloseButton, TextInput, Title } from "@mantine/core";
import { IconSearch } from "@tabler/icons-react";
import { useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { KeyHint } from "../../ui/key-hint.tsx";
import { currentLanguage } from "../../ui/language.ts";
import { useCommandKeys } from "../../ui/use-command-keys.ts";
import { localised } from "../patient/localised.ts";
import { ExerciseCard } from "./exercise-card.tsx";
import { sayFacts } from "./exercise-facts.ts";
import { filterExercises, NO_FILTERS } from "./filter-rules.ts";
import { findExercises } from "./find-exercises.ts";
import classes from "./library.module.css";
import { ASK_NOTHING, type LibraryAsk, writeLibraryAsk } from "./library-address.ts";
import { LibraryFilters } from "./library-filters.tsx";
import { ReviewState } from "./review-state.tsx";

export interface LibraryViewProps {
  readonly catalogue: Catalogue;
  readonly ask: LibraryAsk;
  /** `step`: the back button comes back to what was asked before. */
  readonly onAsk: (ask: LibraryAsk, step: boolean) => void;
}

export function LibraryView({ catalogue, ask, onAsk }: LibraryViewProps) {
  const { t } = useTranslation();
  const language = currentLanguage();
  const typed = useDeferredValue(ask.typed);
  const sorted = useMemo(() => {
    const collator = new Intl.Collator(language);
    return catalogue.toSorted((a, b) => collator.compare(localised(a.name, language), localised(b.name, language)));
  }, [catalogue, language]);
  const found = useMemo(
    () => findExercises(sorted, typed, language, (entry) => sayFacts(t, entry)),
    [sorted, typed, language, t],
  );
  const shown = useMemo(() => filterExercises(found, ask.filters), [found, ask.filters]);
  const unreviewed = catalogue.filter(({ review }) => review === "unreviewed").length;
  const asksSomething = Object.keys(writeLibraryAsk(ask)).length > 0;
  const words = asksSomething
    ? t("library.found", { count: shown.length, all: catalogue.length })
    : t("library.all", { count: catalogue.length });
  return (
    <div className={classes.library}>
      <search className={classes.asking} aria-label={t("library.searching")}>
        <div className={classes.head}>
          <div className={classes.title}>
            <Title order={1}>{t("library.title")}</Title>
            <p className={classes.lead}>{t("library.lead")}</p>
          </div>
          <SearchField typed={ask.typed} onType={(next) => onAsk({ ...ask, typed: next }, ask.typed === "")} />
        </div>
        <LibraryFilters
          found={found}
          filters={ask.filters}
          onChange={(filters) => onAsk({ ...ask, filters }, true)}
          onClear={asksSomething ? () => onAsk(ASK_NOTHING, true) : undefined}
        />
      </search>
      <div className={classes.result}>
        <p role="status" className={classes.found}>
          {words}
        </p>
        {unreviewed === 0 ? null : (
          <ReviewState
            review="unreviewed"
            words={t("library.unreviewed", { count: unreviewed, all: catalogue.length })}
          />
        )}
      </div>
      {shown.length === 0 ? (
        <Nothing ask={ask} onAsk={onAsk} />
      ) : (
        <ul className={classes.grid} aria-label={t("library.title")}>
          {shown.map((entry) => (
            <li key={entry.id}>
              <ExerciseCard entry={entry} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** Keeps what is being typed itself: an address takes its time to follow. */
function SearchField({ typed, onType }: { typed: string; onType: (typed: string) => void }) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const told = useRef(typed);
  const [text, setText] = useState(typed);
  useEffect(() => {
    if (typed === told.current) return;
    told.current = typed;
    setText(typed);
  }, [typed]);
  useCommandKeys({ "/": () => field.current?.focus() });
  const type = (next: string) => {
    told.current = next;
    setText(next);
    onType(next);
  };
  return (
    <TextInput
      ref={field}
      size="lg"
      type="search"
      classNames={{ root: classes.search, input: classes.field }}
      rightSectionWidth={56}
      aria-label={t("library.search")}
      placeholder={t("library.searchExample")}
      leftSection={<IconSearch size={22} aria-hidden />}
      rightSection={
        text === "" ? (
          <KeyHint>/</KeyHint>
        ) : (
          <CloseButton size="lg" aria-label={t("library.clearSearch")} onClick={() => type("")} />
        )
      }
      value={text}
      onChange={(event) => type(event.currentTarget.value)}
    />
  );
}

function Nothing({ ask, onAsk }: Pick<LibraryViewProps, "ask" | "onAsk">) {
  const { t } = useTranslation();
  const filtered = ask.filters !== NO_FILTERS && Object.values(ask.filters).some((chosen) => chosen.length > 0);
  return (
    <div className={classes.nothing}>
      <IconSearch size={48} stroke={1.4} aria-hidden />
      <h2>{t("library.nothingTitle")}</h2>
      <p>{t("library.nothingText")}</p>
      <div className={classes.nothingActions}>
        {filtered && ask.typed !== "" ? (
          <Button h={48} onClick={() => onAsk({ ...ask, filters: NO_FILTERS }, true)}>
            {t("library.withoutFilters")}
          </Button>
        ) : null}
        <Button h={48} variant="default" onClick={() => onAsk(ASK_NOTHING, true)}>
          {t("library.showAll")}
        </Button>
      </div>
    </div>
  );
}
