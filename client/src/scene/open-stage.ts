// A canvas with an engine and a loop that draws only while somebody can see it, as finely as the device carries.
import { Engine } from "@babylonjs/core/Engines/engine.js";
import { drawsFinely, type QualitySettings } from "../quality-rules.ts";
import { createDrawingPace, hurry, isTimeToDraw } from "./pace-drawing.ts";

/** Finer than this nobody sees from three metres, but the graphics chip feels it. */
const HIGHEST_PIXEL_RATIO = 1.5;

export interface Stage {
  readonly engine: Engine;
  /** `draw` is called for every drawn frame with the seconds since the last one, `turn` before it at every turn of the browser, drawn or not. */
  run: (draw: (seconds: number) => void, turn?: (nowMs: number) => void) => void;
  /** The next frame is drawn at the next turn, whatever the pace. */
  drawNext: () => void;
  setQuality: (quality: QualitySettings) => void;
  setPixelRatio: (pixelRatio: number) => void;
  /** Nothing is drawn while it is covered. */
  setCovered: (covered: boolean) => void;
  dispose: () => void;
}

/** `isLast`: nothing else is ever drawn on this canvas, and the browser has its 3D context back at once. */
export function openStage(canvas: HTMLCanvasElement, initial: QualitySettings, isLast = false): Stage {
  const fine = drawsFinely(initial);
  const engine = new Engine(canvas, fine, {
    preserveDrawingBuffer: false,
    stencil: false,
    alpha: false,
    powerPreference: fine ? "high-performance" : "low-power",
    audioEngine: false,
    loseContextOnDispose: isLast,
    // A picture, not a control: the tab key passes it by.
    canvasTabIndex: -1,
  });
  let quality = initial;
  let pixelRatio = globalThis.devicePixelRatio || 1;
  const scale = () => engine.setHardwareScalingLevel(quality.sceneScale / Math.min(HIGHEST_PIXEL_RATIO, pixelRatio));
  scale();

  let step: ((seconds: number) => void) | undefined;
  let atEachTurn: ((nowMs: number) => void) | undefined;
  const pace = createDrawingPace();
  let lastMs: number | undefined;
  const frame = () => {
    const nowMs = performance.now();
    atEachTurn?.(nowMs);
    const budget = { framesPerSecond: quality.sceneFps, share: quality.sceneShare };
    if (quality.level !== "full" && !isTimeToDraw(pace, nowMs, budget)) return;
    // After a pause the scene goes on where it was instead of jumping.
    const seconds = lastMs === undefined ? 0 : Math.min(0.25, (nowMs - lastMs) / 1000);
    lastMs = nowMs;
    step?.(seconds);
  };
  let isCovered = false;
  const watchVisibility = () => {
    engine.stopRenderLoop();
    lastMs = undefined;
    if (!document.hidden && !isCovered && step !== undefined) engine.runRenderLoop(frame);
  };
  document.addEventListener("visibilitychange", watchVisibility);
  return {
    engine,
    run: (draw, turn) => {
      step = draw;
      atEachTurn = turn;
      watchVisibility();
    },
    drawNext: () => hurry(pace),
    setQuality: (next) => {
      quality = next;
      scale();
    },
    setPixelRatio: (next) => {
      pixelRatio = next;
      scale();
    },
    setCovered: (covered) => {
      isCovered = covered;
      watchVisibility();
    },
    dispose: () => {
      document.removeEventListener("visibilitychange", watchVisibility);
      engine.stopRenderLoop();
      engine.dispose();
    },
  };
}
