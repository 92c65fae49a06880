// How the client is bundled: pages without 3D stay small, the session's heavy parts (scene, camera, call) are chunks of their own.
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

const server = process.env.ENSEMBLE_DEV_SERVER ?? "http://localhost:2567";

export default defineConfig({
  root: import.meta.dirname,
  // Where the clone is reached through a link, because its own path is none that Vite can read (scripts/setup/client-step.mjs).
  resolve: { preserveSymlinks: process.env.ENSEMBLE_KEEP_LINKS === "1" },
  plugins: [react()],
  worker: { format: "es" },
  build: {
    target: "es2023",
    // All of them know light-dark(): rewritten for older ones it would lose the theme's choice.
    cssTarget: ["chrome123", "firefox120", "safari17.5"],
    outDir: "dist",
    emptyOutDir: true,
    // Says which chunk needs which, for those who weigh pages.
    manifest: true,
    // Nothing as a data: address, so that the server's content security policy can stay strict.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1_800,
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            // The bundler's own helper for lazy imports: left to itself it joins Babylon, and every page loads that.
            { name: "lazy-imports", test: /vite[\\/]preload-helper/, priority: 50 },
            { name: "react", test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 30 },
            { name: "babylon", test: /node_modules[\\/]@babylonjs[\\/]/, priority: 20 },
            {
              name: "mediasoup",
              test: /node_modules[\\/](mediasoup-client|h264-profile-level-id|sdp-transform)[\\/]/,
              priority: 20,
            },
            { name: "colyseus", test: /node_modules[\\/]@colyseus[\\/]/, priority: 20 },
            { name: "words-en", test: /assets[\\/]locales[\\/]en[\\/]/, priority: 40 },
            { name: "words-de", test: /assets[\\/]locales[\\/]de[\\/]/, priority: 40 },
          ],
        },
      },
    },
  },
  server: {
    proxy: {
      "/api": server,
      "/models": server,
      "/healthz": server,
      "/matchmake": server,
      // A room's socket: /<processId>/<roomId>
      "^/[A-Za-z0-9_-]{9}/[A-Za-z0-9_-]+(\\?.*)?$": { target: server, ws: true },
    },
  },
});
