// Where everything is while people move: what to do on top, the count beside the scene, pain · stop below, three pictures at the side. Nothing covers the scene.
import type { DemonstrationPlace } from "@ensemble/shared/session/side-by-side.ts";
import type { ReactNode } from "react";
import classes from "./session-stage.module.css";

export interface StagePicture {
  readonly key: string;
  readonly label: string;
  readonly content: ReactNode;
  /** Laid over or put below it. */
  readonly over?: ReactNode;
}

export interface SessionStageProps {
  /** Of the session, for screen readers: on the screen the moment speaks. */
  readonly title: string;
  readonly scene: ReactNode;
  /** The exercise with one's own picture, both large where the scene is, which then is small. */
  readonly comparison: DemonstrationPlace;
  /** Instead of instruction, count and scene: the break, the stop. */
  readonly covering: ReactNode | undefined;
  readonly top: ReactNode;
  /** Above the count, and left out where there is no room for it. */
  readonly signs: ReactNode;
  readonly count: ReactNode;
  readonly belowCount: ReactNode;
  /** In the upper corner of the scene. */
  readonly corner: ReactNode;
  /** Below it, while there is something to say of the line; what covers the scene shows it itself. */
  readonly line: ReactNode;
  /** In its lower corner, for as long as it is needed. */
  readonly overScene: ReactNode;
  readonly belowScene: ReactNode;
  /** From left to right; undefined when there is nothing to press. */
  readonly bottom: ReactNode | undefined;
  /** From top to bottom; from left to right where the screen stands upright. */
  readonly pictures: readonly StagePicture[];
}

export function SessionStage(props: SessionStageProps) {
  const covered = props.covering !== undefined;
  const compares = !covered && props.comparison !== "off";
  const corner = covered ? null : (
    <div className={classes.corner}>
      {props.corner}
      {props.line}
    </div>
  );
  return (
    <main className={classes.screen} data-covered={covered} data-comparison={compares ? props.comparison : undefined}>
      {covered ? (
        <div className={classes.covering}>{props.covering}</div>
      ) : (
        <>
          <h1 className={classes.title}>{props.title}</h1>
          <div className={classes.top}>{props.top}</div>
          <div className={classes.count}>
            <div className={classes.signs} data-gives-way>
              {props.signs}
            </div>
            {props.count}
            {props.belowCount}
          </div>
        </>
      )}
      {/* Stays mounted below a covering: opening a scene takes seconds. */}
      <div className={classes.sceneColumn}>
        <div className={classes.scene}>
          <div className={classes.world} aria-hidden="true">
            {props.scene}
          </div>
          {compares ? null : corner}
          {compares ? null : <div className={classes.overScene}>{props.overScene}</div>}
        </div>
        {props.belowScene}
      </div>
      {props.bottom === undefined ? null : <div className={classes.bottom}>{props.bottom}</div>}
      {compares ? (
        <div className={classes.overPictures}>
          {corner}
          <div className={classes.overScene}>{props.overScene}</div>
        </div>
      ) : null}
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
