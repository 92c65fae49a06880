// Where everything is while people move: the large stage with what is said and counted over it, three pictures beside it.
import type { ReactNode } from "react";
import classes from "./session-stage.module.css";

export interface SessionStageProps {
  /** Of the session, for screen readers: on the screen the moment speaks. */
  readonly title: string;
  /** Behind everything, filling the stage. */
  readonly scene: ReactNode;
  /** Instead of the scene's overlays: the break, the stop. */
  readonly covering?: ReactNode;
  readonly top?: ReactNode;
  readonly count?: ReactNode;
  /** Beside the count. */
  readonly besideCount?: ReactNode;
  /** At the right of the stage, from top to bottom. */
  readonly edge?: ReactNode;
  /** From left to right. */
  readonly bottom?: ReactNode;
  /** From top to bottom; from left to right where the screen stands upright. */
  readonly pictures: readonly {
    readonly key: string;
    readonly label: string;
    readonly content: ReactNode;
    readonly over?: ReactNode;
  }[];
}

export function SessionStage(props: SessionStageProps) {
  return (
    <main className={classes.screen}>
      <div className={classes.stage}>
        <div className={classes.scene} aria-hidden="true">
          {props.scene}
        </div>
        <div className={classes.overlay}>
          {props.covering === undefined ? (
            <>
              <h1 className={classes.title}>{props.title}</h1>
              <div>{props.top}</div>
              <div className={classes.middle}>
                <div className={classes.count}>{props.count}</div>
                <div className={classes.beside}>
                  <div className={classes.edge}>{props.edge}</div>
                  {props.besideCount}
                </div>
              </div>
            </>
          ) : (
            <div className={classes.covering}>{props.covering}</div>
          )}
          {props.bottom === undefined ? null : <div className={classes.bottom}>{props.bottom}</div>}
        </div>
      </div>
      <div className={classes.pictures}>
        {props.pictures.map((picture) => (
          <section key={picture.key} className={classes.picture} aria-label={picture.label}>
            {picture.content}
            {picture.over}
          </section>
        ))}
      </div>
    </main>
  );
}
