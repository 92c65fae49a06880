// Builds the gallery on its own, for looking at screens and for the accessibility tests; never part of what is served to people.
import { defineConfig, mergeConfig } from "vite";
import client from "./vite.config.ts";

export default mergeConfig(
  client,
  defineConfig({
    build: { outDir: "dist-gallery", rolldownOptions: { input: "gallery.html" } },
  }),
);
