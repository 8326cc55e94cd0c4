import "@mantine/core/styles.layer.css";
import "@mantine/notifications/styles.layer.css";
import "./ui/tokens.css";
import "./ui/overrides.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "./app.tsx";
import { startLanguages } from "./i18n/i18n.ts";
import { router } from "./router.tsx";

// Not awaited at the top of a module: the files that arrive meanwhile import this one, and would wait for it in turn.
async function start(): Promise<void> {
  await Promise.all([startLanguages(), router.load()]);
  const root = document.getElementById("root");
  if (root !== null)
    createRoot(root).render(
      <StrictMode>
        <App />
      </StrictMode>,
    );
}
void start();
