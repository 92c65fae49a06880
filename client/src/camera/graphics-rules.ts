// Which engine and model suit a device, judged by the name of its graphics driver. Pure.
export type Delegate = "GPU" | "CPU";
export type EstimatorModel = "lite" | "full";

/** Drivers that draw on the processor: estimation on them is many times slower than on the processor directly. */
const SOFTWARE_DRIVERS = /swiftshader|llvmpipe|softpipe|software|basic render|mesa offscreen/i;

export function drawsInSoftware(driver: string): boolean {
  return SOFTWARE_DRIVERS.test(driver);
}

/** An unknown driver (some browsers hide it) is taken for a real one: the engine falls back when it fails. */
export function chooseDelegate(driver: string): Delegate {
  return drawsInSoftware(driver) ? "CPU" : "GPU";
}

/** The full model costs about 48 ms of processor a picture, the lite one 18: the full one only where graphics hardware carries it. */
export function chooseModel(low: boolean, driver: string): EstimatorModel {
  return low || drawsInSoftware(driver) ? "lite" : "full";
}
