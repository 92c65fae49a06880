// How one narrows the catalogue down: regions to press, everything else behind a button each, and what is chosen to take away again.
import type { Catalogue } from "@ensemble/shared/protocol/http-messages.ts";
import { Button } from "@mantine/core";
import { IconX } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { sayOption } from "./exercise-facts.ts";
import { FilterMenu } from "./filter-menu.tsx";
import { countFilters, countOptions, FACETS, type Filters, OPTIONS, toggleOption } from "./filter-rules.ts";
import classes from "./filters.module.css";

export interface LibraryFiltersProps {
  /** What the typed words leave. */
  readonly found: Catalogue;
  readonly filters: Filters;
  readonly onChange: (filters: Filters) => void;
  readonly onClear: (() => void) | undefined;
}

export function LibraryFilters({ found, filters, onChange, onClear }: LibraryFiltersProps) {
  const { t } = useTranslation();
  const regions = countOptions(found, filters, "region");
  return (
    <div className={classes.filters}>
      <fieldset className={classes.regions} aria-label={t("library.facet.region")}>
        {OPTIONS.region.map((region) => (
          <button
            key={region}
            type="button"
            className={classes.region}
            aria-pressed={filters.region.includes(region)}
            data-none={regions.get(region) === 0 || undefined}
            onClick={() => onChange(toggleOption(filters, "region", region))}
          >
            {sayOption(t, "region", region)} <span className={classes.count}>{regions.get(region)}</span>
          </button>
        ))}
      </fieldset>
      <div className={classes.menus}>
        {FACETS.filter((facet) => facet !== "region").map((facet) => (
          <FilterMenu
            key={facet}
            facet={facet}
            chosen={filters[facet]}
            counts={countOptions(found, filters, facet)}
            onToggle={(option) => onChange(toggleOption(filters, facet, option))}
          />
        ))}
        {onClear === undefined ? null : (
          <Button h={48} variant="subtle" onClick={onClear}>
            {t("library.clearAll")}
          </Button>
        )}
      </div>
      {countFilters(filters) === 0 ? null : (
        <ul className={classes.chosen} aria-label={t("library.chosen")}>
          {FACETS.flatMap((facet) =>
            filters[facet].map((option) => (
              <li key={`${facet} ${option}`}>
                <button
                  type="button"
                  className={classes.pill}
                  onClick={() => onChange(toggleOption(filters, facet, option))}
                >
                  <span className="visually-hidden">{t("library.remove")} </span>
                  {sayOption(t, facet, option)}
                  <IconX size={16} aria-hidden />
                </button>
              </li>
            )),
          )}
        </ul>
      )}
    </div>
  );
}
