// Where somebody draws: over the whole picture, with pen, finger or mouse, or with a cross that the arrow keys move.
import { HIGHEST_COORDINATE, type PicturePoint } from "@ensemble/shared/session/annotation.ts";
import { type KeyboardEvent, type PointerEvent, useEffect, useRef, useState } from "react";
import type { DraftInput } from "./draft-rules.ts";
import classes from "./drawing-surface.module.css";
import { pictureMapping, toPicture } from "./picture-mapping.ts";
import { leadsDrawing, liftPointer, NO_POINTER, pressPointer } from "./pointer-rules.ts";

const STEP = 32;
const FINE_STEP = 6;
const ARROWS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};
const MIDDLE: PicturePoint = [HIGHEST_COORDINATE / 2, HIGHEST_COORDINATE / 2];

export interface DrawingSurfaceProps {
  readonly onInput: (input: DraftInput) => void;
  readonly label: string;
  readonly describedBy: string;
  /** Takes the keyboard whenever this changes; not with 0. */
  readonly focusCalls: number;
  /** Escape; undefined: it is somebody else's key. */
  readonly onEscape?: (() => void) | undefined;
}

export function DrawingSurface({ onInput, label, describedBy, focusCalls, onEscape }: DrawingSurfaceProps) {
  const surface = useRef<HTMLDivElement>(null);
  const pointers = useRef(NO_POINTER);
  const draws = ({ pointerId }: PointerEvent) => pointerId === pointers.current.drawing?.pointerId;
  const [cross, setCross] = useState<PicturePoint>();
  useEffect(() => {
    if (focusCalls > 0) surface.current?.focus();
  }, [focusCalls]);

  const placeOf = ({ clientX, clientY }: { clientX: number; clientY: number }): PicturePoint => {
    const box = (surface.current as HTMLDivElement).getBoundingClientRect();
    // The box has the picture's own shape.
    const shown = { fit: "contain", aspect: box.width / box.height, mirrored: false } as const;
    return toPicture(pictureMapping(shown, box.width, box.height), { x: clientX - box.left, y: clientY - box.top });
  };
  const press = (event: PointerEvent) => {
    const next = pressPointer(pointers.current, event);
    pointers.current = next.pointers;
    if (!next.begins) return;
    if (next.replaces) onInput({ kind: "cancel" });
    setCross(undefined);
    surface.current?.setPointerCapture(event.pointerId);
    onInput({ kind: "press", at: placeOf(event) });
  };
  const move = (event: PointerEvent) => {
    if (!leadsDrawing(pointers.current, event)) return;
    // A pen gives more places than pictures are drawn; some browsers give none of them.
    const between = event.nativeEvent.getCoalescedEvents?.() ?? [];
    for (const each of between.length > 0 ? between : [event]) onInput({ kind: "move", at: placeOf(each) });
  };
  const release = (event: PointerEvent) => {
    if (!draws(event)) return;
    pointers.current = liftPointer(pointers.current, event.timeStamp);
    onInput({ kind: "release", at: placeOf(event) });
  };
  const cancel = (event: PointerEvent) => {
    if (!draws(event)) return;
    pointers.current = liftPointer(pointers.current, event.timeStamp);
    onInput({ kind: "cancel" });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = ARROWS[event.key];
    if (arrow !== undefined && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      const step = event.shiftKey ? FINE_STEP : STEP;
      const [x, y] = cross ?? MIDDLE;
      const moved: PicturePoint =
        cross === undefined ? MIDDLE : [within(x + step * arrow[0]), within(y + step * arrow[1])];
      setCross(moved);
      onInput({ kind: "move", at: moved });
    }
    if (event.key === "Escape" && onEscape !== undefined) {
      event.preventDefault();
      setCross(undefined);
      onEscape();
    }
    if (event.key === "Enter" && !event.repeat) {
      event.preventDefault();
      setCross(cross ?? MIDDLE);
      onInput({ kind: "place", at: cross ?? MIDDLE });
    }
  };
  return (
    <div
      ref={surface}
      className={classes.surface}
      role="application"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes keys of its own
      tabIndex={0}
      aria-label={label}
      aria-describedby={describedBy}
      data-pointing-surface
      onPointerDown={press}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={cancel}
      // Without its end, as when a dialog of the browser comes between: else nothing would draw any more.
      onLostPointerCapture={cancel}
      onKeyDown={onKeyDown}
    >
      {cross === undefined ? null : (
        <svg
          className={classes.cross}
          style={{
            left: `${(100 * cross[0]) / HIGHEST_COORDINATE}%`,
            top: `${(100 * cross[1]) / HIGHEST_COORDINATE}%`,
          }}
          viewBox="-20 -20 40 40"
          aria-hidden="true"
          data-cross
        >
          <path d="M-18 0H-5M5 0H18M0-18V-5M0 5V18" className={classes.under} />
          <path d="M-18 0H-5M5 0H18M0-18V-5M0 5V18" className={classes.line} />
        </svg>
      )}
    </div>
  );
}

function within(value: number): number {
  return Math.max(0, Math.min(HIGHEST_COORDINATE, value));
}
