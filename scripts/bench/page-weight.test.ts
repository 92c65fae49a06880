import { expect, test } from "vitest";
import { listNamedScripts, listScripts, listStyles, type Manifest } from "./page-weight.ts";

const manifest: Manifest = {
  "index.html": {
    file: "assets/index.js",
    imports: ["_react.js"],
    css: ["assets/index.css"],
    assets: ["assets/a.woff2"],
  },
  "src/page.tsx": { file: "assets/page.js", imports: ["_react.js", "_ring.js"], css: ["assets/page.css"] },
  "src/devices.ts": { file: "assets/devices.js", assets: ["assets/worker.js", "assets/model.wasm"] },
  "_ring.js": { file: "assets/ring.js", imports: ["src/page.tsx"] },
  "_react.js": { file: "assets/react.js" },
};

test("follows imports, counts what is shared once and survives a circle", () => {
  expect(listScripts(manifest, ["index.html", "src/page.tsx"])).toEqual([
    "assets/index.js",
    "assets/react.js",
    "assets/page.js",
    "assets/ring.js",
  ]);
});

test("a worker is a script, fonts and WebAssembly are not", () => {
  expect(listScripts(manifest, ["src/devices.ts"])).toEqual(["assets/devices.js", "assets/worker.js"]);
});

test("style sheets are listed by themselves", () => {
  expect(listStyles(manifest, ["index.html", "src/page.tsx"])).toEqual(["assets/index.css", "assets/page.css"]);
});

test("refuses a module that is no longer built", () => {
  expect(() => listScripts(manifest, ["src/gone.ts"])).toThrow("src/gone.ts is not in the built client");
});

test("finds the scripts a worker names", () => {
  const built = ["assets/loader-x1.js", "assets/loader-x1.wasm", "assets/other.js"];
  expect(listNamedScripts('load("/assets/loader-x1.js", "/assets/loader-x1.wasm")', built)).toEqual([
    "assets/loader-x1.js",
  ]);
});
