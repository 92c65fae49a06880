// From where a demonstration is looked at: what dragging and keys do to it, and which of the named views it is.
import type { FigureView } from "@ensemble/shared/exercise/figure.ts";

export const NAMED_VIEWS = ["front", "fromSide", "back", "above"] as const;
export type NamedView = (typeof NAMED_VIEWS)[number];

const FROM_ABOVE_DEGREES = 8;
const MOST_ABOVE_DEGREES = 75;
const KEY_DEGREES = 15;
const DEGREES_PER_PIXEL = 0.5;
const NEAR_DEGREES = 2;

/** Another view; a view from above keeps the side from which it was looked at. */
export function viewNamed(name: NamedView, now: FigureView): FigureView {
  if (name === "above") return { turnDegrees: now.turnDegrees, fromAboveDegrees: MOST_ABOVE_DEGREES };
  const turnDegrees = { front: 0, fromSide: 90, back: 180 }[name];
  return { turnDegrees, fromAboveDegrees: FROM_ABOVE_DEGREES };
}

/** Undefined where it is none of them. */
export function nameOfView({ turnDegrees, fromAboveDegrees }: FigureView): NamedView | undefined {
  if (fromAboveDegrees >= MOST_ABOVE_DEGREES) return "above";
  const turned = wholeTurn(turnDegrees);
  if (turned < NEAR_DEGREES || turned > 360 - NEAR_DEGREES) return "front";
  if (Math.abs(turned - 90) < NEAR_DEGREES || Math.abs(turned - 270) < NEAR_DEGREES) return "fromSide";
  return Math.abs(turned - 180) < NEAR_DEGREES ? "back" : undefined;
}

/** `right`, `down`: pixels the finger has gone. The figure goes with the finger. */
export function dragView(from: FigureView, right: number, down: number): FigureView {
  return turnView(from, -right * DEGREES_PER_PIXEL, down * DEGREES_PER_PIXEL);
}

/** Undefined for a key that turns nothing. */
export function pressView(from: FigureView, key: string): FigureView | undefined {
  if (key === "ArrowLeft") return turnView(from, KEY_DEGREES, 0);
  if (key === "ArrowRight") return turnView(from, -KEY_DEGREES, 0);
  if (key === "ArrowUp") return turnView(from, 0, KEY_DEGREES);
  return key === "ArrowDown" ? turnView(from, 0, -KEY_DEGREES) : undefined;
}

function turnView({ turnDegrees, fromAboveDegrees }: FigureView, turn: number, above: number): FigureView {
  return {
    turnDegrees: wholeTurn(turnDegrees + turn),
    fromAboveDegrees: Math.max(0, Math.min(MOST_ABOVE_DEGREES, fromAboveDegrees + above)),
  };
}

function wholeTurn(degrees: number): number {
  return ((degrees % 360) + 360) % 360;
}
