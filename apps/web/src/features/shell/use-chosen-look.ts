import { useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { api, type SettingsPatch } from "../../api/client.ts";
import { queries, queryClient } from "../../api/queries.ts";
import { showLanguage } from "../../i18n/i18n.ts";
import { sayProblem } from "../../ui/toasts.ts";

/** Shows the language and colours that the settings name. The browser keeps both, for the moment before they arrive. */
export function useChosenLook(): void {
  const { data: settings } = useQuery(queries.settings);
  const { setColorScheme } = useMantineColorScheme();
  useEffect(() => {
    if (settings !== undefined) setColorScheme(settings.colourScheme);
  }, [settings, setColorScheme]);
  useEffect(() => {
    if (settings !== undefined) void showLanguage(settings.language);
  }, [settings]);
}

/** Changes settings: shown at once, then kept by the studio, or taken back with a word why. */
export async function changeSettings(part: SettingsPatch): Promise<boolean> {
  const key = queries.settings.queryKey;
  const before = queryClient.getQueryData(key);
  if (before !== undefined) queryClient.setQueryData(key, mergeSettings(before, part));
  try {
    queryClient.setQueryData(key, await api.patchSettings(part));
    return true;
  } catch (error) {
    if (before !== undefined) queryClient.setQueryData(key, before);
    sayProblem(error);
    return false;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** `part` laid over `before`, at every depth; lists are replaced. */
function mergeSettings<T extends object>(before: T, part: object): T {
  const merged: Record<string, unknown> = Object.fromEntries(Object.entries(before));
  for (const [key, value] of Object.entries(part)) {
    const old = merged[key];
    merged[key] = isRecord(old) && isRecord(value) ? mergeSettings(old, value) : value;
  }
  return merged as T;
}
