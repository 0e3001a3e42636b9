import { defineConfig } from "vite";
import { firstFrame } from "./build/first_frame.ts";
import { offlineShell } from "./build/offline_shell.ts";

// HAITANG_ORIGIN: a running Haitang whose API and sockets the development server passes on to.
const origin = process.env["HAITANG_ORIGIN"] ?? "http://127.0.0.1:8080";

export default defineConfig({
  build: {
    target: "es2022",
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
    rollupOptions: {
      input: ["index.html", "wall.html", "field.html", "signin.html", "account.html"],
    },
  },
  plugins: [firstFrame(), offlineShell()],
  server: {
    proxy: {
      "/api": origin,
      "/tiles": origin,
      "/socket.io": { target: origin, ws: true },
    },
  },
});
