// The buttons of the patient's pages: large enough for an unsteady hand, one of them coral and calling.
import type { ComponentPropsWithoutRef } from "react";
import classes from "./big-button.module.css";

export interface BigButtonProps extends ComponentPropsWithoutRef<"button"> {
  readonly tone?: "call" | "calm" | "quiet";
  readonly busy?: boolean;
}

export function BigButton({ tone = "calm", busy = false, disabled, className, ...rest }: BigButtonProps) {
  return (
    <button
      type="button"
      {...rest}
      className={`${classes.button} ${className ?? ""}`}
      data-tone={tone}
      disabled={busy || disabled}
      aria-busy={busy}
    />
  );
}
