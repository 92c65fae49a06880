import { expect, it } from "vitest";
import { findMissingOptional } from "./missing-optional.mjs";

it("adds what the lock file lacks for other systems, with what npm needs to skip it", () => {
  const optionalDependencies = {
    "@x/y-linux-x64-gnu": "1.0.0",
    "@x/y-linux-arm64-musl": "1.0.0",
    "@x/y-darwin-x64": "1.0.0",
  };
  const packages = {
    "node_modules/y": { version: "1.0.0", optionalDependencies },
    "node_modules/@x/y-linux-x64-gnu": { version: "1.0.0" },
    "node_modules/y/node_modules/@x/y-darwin-x64": { version: "1.0.0" },
  };
  expect(findMissingOptional(packages)).toEqual({
    "node_modules/@x/y-linux-arm64-musl": {
      version: "1.0.0",
      cpu: ["arm64"],
      libc: ["musl"],
      optional: true,
      os: ["linux"],
    },
  });
});

it("refuses to guess the system of a package whose name does not tell it", () => {
  const packages = { "node_modules/y": { optionalDependencies: { "y-native": "1.0.0" } } };
  expect(() => findMissingOptional(packages)).toThrow("cannot tell the system of the optional package y-native@1.0.0");
});
