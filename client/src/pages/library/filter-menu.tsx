// One filter behind a button: its choices with how many exercises each would leave.
import { Button, Checkbox, Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useTranslation } from "react-i18next";
import { sayOption } from "./exercise-facts.ts";
import { type Facet, OPTIONS } from "./filter-rules.ts";
import classes from "./filters.module.css";

export interface FilterMenuProps {
  readonly facet: Facet;
  readonly chosen: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
  readonly onToggle: (option: string) => void;
}

export function FilterMenu({ facet, chosen, counts, onToggle }: FilterMenuProps) {
  const { t } = useTranslation();
  const options = OPTIONS[facet].filter((option) => (counts.get(option) ?? 0) > 0 || chosen.includes(option));
  return (
    <Popover position="bottom-start" shadow="sm" radius="md" trapFocus returnFocus width="max-content">
      <Popover.Target>
        <Button
          h={48}
          variant={chosen.length > 0 ? "light" : "default"}
          rightSection={<IconChevronDown size={18} aria-hidden />}
        >
          {t(`library.facet.${facet}`)}
          {chosen.length === 0 ? null : <span className={classes.badge}>{chosen.length}</span>}
        </Button>
      </Popover.Target>
      <Popover.Dropdown className={classes.menu}>
        <fieldset className={classes.options} aria-label={t(`library.facet.${facet}`)}>
          {options.map((option) => (
            <Checkbox
              key={option}
              size="md"
              className={classes.option}
              checked={chosen.includes(option)}
              onChange={() => onToggle(option)}
              label={
                <>
                  <span>{sayOption(t, facet, option)}</span>
                  <span className={classes.count}>{counts.get(option) ?? 0}</span>
                </>
              }
            />
          ))}
        </fieldset>
      </Popover.Dropdown>
    </Popover>
  );
}
