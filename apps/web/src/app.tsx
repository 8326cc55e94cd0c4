import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { type ReactElement, useEffect } from "react";
import { listenToStudio } from "./api/event-stream.ts";
import { applyConnection, applyEvent, queryClient } from "./api/queries.ts";
import { router } from "./router.tsx";
import { cssVariables, theme } from "./ui/theme.ts";

const colorSchemeManager = localStorageColorSchemeManager({ key: "danfang.colourScheme" });

export function App(): ReactElement {
  useEffect(() => {
    const leaving = new AbortController();
    void listenToStudio({ onEvent: applyEvent, onConnection: applyConnection, signal: leaving.signal });
    return () => leaving.abort();
  }, []);
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={cssVariables}
        colorSchemeManager={colorSchemeManager}
        defaultColorScheme="auto"
      >
        <RouterProvider router={router} />
        <Notifications position="top-center" limit={4} />
      </MantineProvider>
    </QueryClientProvider>
  );
}
