// A session's id, as the log names it: whole where there is room, and whole when it is copied.
import classes from "./operator.module.css";

const SHORT = 8;

export function SessionId({ id }: { readonly id: string }) {
  return (
    <span className={classes.id} title={id}>
      {id.slice(0, SHORT)}
      <span className={classes.rest}>{id.slice(SHORT)}</span>
    </span>
  );
}
