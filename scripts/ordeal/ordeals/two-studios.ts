import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Ordeal } from "./ordeal.ts";

/** Two studios on one home change the same files at the same moment. */
export const twoStudios: Ordeal = {
  name: "two studios",
  seconds: 90,
  async run(bench) {
    const one = await bench.studio();
    const two = await bench.studio({ home: one.home });
    const names = Array.from({ length: 20 }, (_, i) => `style ${i}`);
    const answers = await Promise.all(
      names.map((name, i) =>
        [one, two][i % 2]!.send("POST", "/v1/styles", { name, prompt: `${name}, {prompt}`, negativePrompt: "" }),
      ),
    );
    const saved = names.filter((_, i) => answers[i]!.status === 201 || answers[i]!.status === 200);
    const file = readFileSync(join(one.home, "styles.csv"), "utf8");
    const kept = saved.filter((name) => file.includes(`${name},`));
    bench.check(
      "every style that was acknowledged is kept",
      saved.length > 0 && kept.length === saved.length,
      `${kept.length} of ${saved.length} (${answers.length} sent)`,
    );
    const options = await Promise.all([
      one.send("POST", "/sdapi/v1/options", { CLIP_stop_at_last_layers: 2 }),
      two.send("POST", "/sdapi/v1/options", { samples_format: "jpg" }),
    ]);
    const read = (await one.get("/sdapi/v1/options")).body;
    const isKept = read.CLIP_stop_at_last_layers === 2 && read.samples_format === "jpg";
    bench.check(
      "both options are kept",
      options.every(({ status }) => status === 200) && isKept,
      `${read.CLIP_stop_at_last_layers}, ${read.samples_format}`,
    );
    const jobs = await Promise.all([one.order({ seed: 1 }), two.order({ seed: 2 })]);
    const ended = await Promise.all([one.ended(jobs[0].body.id), two.ended(jobs[1].body.id)]);
    bench.check(
      "both paint, each job once",
      ended.every(({ state, pictures }) => state === "done" && pictures.length === 1),
      ended.map(({ state }) => state).join(", "),
    );
  },
};
