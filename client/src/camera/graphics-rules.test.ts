import { describe, expect, test } from "vitest";
import { chooseDelegate, chooseModel, drawsInSoftware } from "./graphics-rules.ts";

const SOFTWARE = [
  "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (Subzero) (0x0000C0DE)), SwiftShader driver)",
  "llvmpipe (LLVM 15.0.6, 256 bits)",
  "Microsoft Basic Render Driver",
];
const HARDWARE = [
  "ANGLE (Intel, Intel(R) Iris(R) Xe Graphics (0x9A49) Direct3D11 vs_5_0 ps_5_0, D3D11)",
  "ANGLE (NVIDIA, NVIDIA GeForce RTX 3060 Direct3D11 vs_5_0 ps_5_0, D3D11)",
  "Apple GPU",
  "Mesa Intel(R) UHD Graphics 620 (KBL GT2)",
];

describe("the engine a device gets", () => {
  test.each(SOFTWARE)("estimates on the processor with the lite model on %s", (driver) => {
    expect(drawsInSoftware(driver)).toBe(true);
    expect(chooseDelegate(driver)).toBe("CPU");
    expect(chooseModel(false, driver)).toBe("lite");
  });

  test.each(HARDWARE)(
    "estimates on the graphics processor on %s, with the full model unless low is asked",
    (driver) => {
      expect(chooseDelegate(driver)).toBe("GPU");
      expect(chooseModel(false, driver)).toBe("full");
      expect(chooseModel(true, driver)).toBe("lite");
    },
  );
});
