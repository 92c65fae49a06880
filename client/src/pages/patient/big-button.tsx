// The buttons of the patient's pages: large enough for an unsteady hand, one of them coral and calling.
import type { ComponentPropsWithRef, MouseEvent } from "react";
import classes from "./big-button.module.css";

export interface BigButtonProps extends ComponentPropsWithRef<"button"> {
  readonly tone?: "call" | "calm" | "quiet";
  readonly busy?: boolean;
}

/** While busy or disabled it takes no press but keeps the focus, which the browser would take from a disabled button. */
export function BigButton(props: BigButtonProps) {
  const { tone = "calm", busy = false, disabled = false, className, onClick, ...rest } = props;
  const resting = busy || disabled;
  const press = (event: MouseEvent<HTMLButtonElement>) => {
    if (resting) event.preventDefault();
    else onClick?.(event);
  };
  return (
    <button
      type="button"
      {...rest}
      className={`${classes.button} ${className ?? ""}`}
      data-tone={tone}
      aria-busy={busy}
      aria-disabled={resting || undefined}
      onClick={press}
    />
  );
}
