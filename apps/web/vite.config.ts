import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

/** `vite build apps/web` writes the page to `apps/web/dist`; `vite apps/web` serves it against a studio on port 7860. */
export default defineConfig({
  root: fileURLToPath(new URL(".", import.meta.url)),
  plugins: [react()],
  build: {
    outDir: "dist",
    emptyOutDir: true,
    target: "es2023",
    reportCompressedSize: false,
    modulePreload: { polyfill: false },
    // What the first page needs is one file: forty small ones are forty requests, and compress worse.
    rolldownOptions: { output: { codeSplitting: { groups: [{ name: "first", tags: ["$initial"] }] } } },
  },
  server: { proxy: { "/v1": "http://127.0.0.1:7860", "/openapi.json": "http://127.0.0.1:7860" } },
});
