// A canvas with an engine and a loop that draws only while somebody can see it, as finely as the device carries.
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { createDrawingPace, isTimeToDraw } from "./pace-drawing.ts";

const LOW_SCALING = 2;
/** Finer than this nobody sees from three metres, but the graphics chip feels it. */
const HIGHEST_PIXEL_RATIO = 1.5;

export interface Stage {
  readonly engine: Engine;
  /** Called for every drawn frame with the seconds since the last one. */
  run: (draw: (seconds: number) => void) => void;
  setLow: (low: boolean) => void;
  setPixelRatio: (pixelRatio: number) => void;
  dispose: () => void;
}

export function openStage(canvas: HTMLCanvasElement, low: boolean): Stage {
  const engine = new Engine(canvas, !low, {
    preserveDrawingBuffer: false,
    stencil: false,
    alpha: false,
    powerPreference: low ? "low-power" : "high-performance",
    audioEngine: false,
    // A picture, not a control: the tab key passes it by.
    canvasTabIndex: -1,
  });
  let isLow = low;
  let pixelRatio = globalThis.devicePixelRatio || 1;
  const scale = () =>
    engine.setHardwareScalingLevel(isLow ? LOW_SCALING : 1 / Math.min(HIGHEST_PIXEL_RATIO, pixelRatio));
  scale();

  let step: ((seconds: number) => void) | undefined;
  const pace = createDrawingPace();
  let lastMs: number | undefined;
  const frame = () => {
    const nowMs = performance.now();
    if (isLow && !isTimeToDraw(pace, nowMs)) return;
    // After a pause the scene goes on where it was instead of jumping.
    const seconds = lastMs === undefined ? 0 : Math.min(0.25, (nowMs - lastMs) / 1000);
    lastMs = nowMs;
    step?.(seconds);
  };
  const watchVisibility = () => {
    engine.stopRenderLoop();
    lastMs = undefined;
    if (!document.hidden && step !== undefined) engine.runRenderLoop(frame);
  };
  document.addEventListener("visibilitychange", watchVisibility);
  return {
    engine,
    run: (draw) => {
      step = draw;
      watchVisibility();
    },
    setLow: (next) => {
      isLow = next;
      scale();
    },
    setPixelRatio: (next) => {
      pixelRatio = next;
      scale();
    },
    dispose: () => {
      document.removeEventListener("visibilitychange", watchVisibility);
      engine.stopRenderLoop();
      engine.dispose();
    },
  };
}
