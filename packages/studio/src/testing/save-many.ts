import { openTroubles } from "../health/troubles.ts";
import { openSettings } from "../settings/settings-store.ts";
import { openStyles } from "../styles/style-store.ts";

/**
 * A process that saves: `node save-many.ts HOME NAME COUNT` adds so many styles called NAME-0 …, and as many folders of
 * models to the settings. Begins when its standard input says so, tells `ready` before and each saved style after.
 */
const [home = "", name = "", count = "0"] = process.argv.slice(2);
const troubles = openTroubles({ now: Date.now }, () => undefined);
const styles = openStyles({ home, troubles, roots: async () => [] });
const settings = openSettings({
  file: `${home}/config.json`,
  troubles,
  onChange: () => undefined,
  onProblem: () => undefined,
});
process.stdout.write("ready\n");
process.stdin.once("data", async () => {
  await settings.patch(name === "one" ? { language: "zh" } : { colourScheme: "dark" });
  for (let i = 0; i < Number(count); i++) {
    await styles.add({ name: `${name}-${i}`, prompt: "ink", negativePrompt: "" });
    process.stdout.write(`${name}-${i}\n`);
  }
  process.stdin.unref();
});
