import type { SettingsStore } from "./settings-store.ts";

/** The same settings, but model folders that are new in a change are checked, and kept as they are really called. */
export const withCheckedRoots = (
  settings: SettingsStore,
  admit: (roots: readonly string[], before: readonly string[]) => Promise<string[]>,
): SettingsStore => ({
  get: settings.get,
  async patch(part) {
    if (!part.modelRoots) return settings.patch(part); // untouched, or back to none
    const { modelRoots: before } = await settings.get();
    return settings.patch({ ...part, modelRoots: await admit(part.modelRoots, before) });
  },
});
