// Pages that `./haitang bench map` measures ours against. Never part of the product's own build.

import { defineConfig } from "vite";

export default defineConfig({
  root: import.meta.dirname,
  base: "./",
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    emptyOutDir: true,
    rollupOptions: { input: ["peer.html", "fleet.html"] },
  },
});
