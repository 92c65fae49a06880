// The buttons of the patient's pages: large enough for an unsteady hand, one of them coral and calling.
import type { ComponentPropsWithoutRef, MouseEvent } from "react";
import classes from "./big-button.module.css";

export interface BigButtonProps extends ComponentPropsWithoutRef<"button"> {
  readonly tone?: "call" | "calm" | "quiet";
  readonly busy?: boolean;
}

/** While busy it takes no further press but keeps the focus, which a disabled button would lose. */
export function BigButton({ tone = "calm", busy = false, className, onClick, ...rest }: BigButtonProps) {
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (busy) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className={`${classes.button} ${className ?? ""}`}
      data-tone={tone}
      aria-busy={busy}
      aria-disabled={busy || undefined}
      onClick={press}
    />
  );
}
