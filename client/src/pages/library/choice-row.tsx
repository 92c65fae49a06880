// A few choices side by side, of which one is taken; or none, where something between them is shown.
import type { ReactNode } from "react";
import classes from "./demonstration.module.css";

export interface ChoiceRowProps<Value> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: ReactNode }[];
  readonly chosen: Value | undefined;
  readonly onChoose: (value: Value) => void;
}

export function ChoiceRow<Value extends string | number>(props: ChoiceRowProps<Value>) {
  return (
    <fieldset className={classes.choices} aria-label={props.label}>
      {props.options.map(({ value, label }) => (
        <button
          key={value}
          type="button"
          aria-pressed={value === props.chosen}
          onClick={() => props.onChoose(value)}
          className={classes.choice}
        >
          {label}
        </button>
      ))}
    </fieldset>
  );
}
