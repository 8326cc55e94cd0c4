import { cp, rename } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Ordeal } from "./ordeal.ts";

const starter = join(import.meta.dirname, "../../../starter/models");

/** A drive with models is unplugged while they are used, and plugged in again. */
export const vanishedRoot: Ordeal = {
  name: "vanished root",
  seconds: 180,
  async run(bench) {
    const root = join(await bench.folder(), "webui");
    await cp(starter, join(root, "models"), { recursive: true });
    await rename(
      join(root, "models/Stable-diffusion/starter-emoji.safetensors"),
      join(root, "models/Stable-diffusion/elsewhere.safetensors"),
    );
    const studio = await bench.studio({ args: ["--models", root] });
    const order = () => studio.order({ checkpoint: "elsewhere", steps: 2 });
    bench.check("paints from it", (await studio.ended((await order()).body.id)).state === "done");
    await rename(root, `${root}-gone`);
    const gone = await order();
    const without = await studio.order({ steps: 2 });
    await setTimeout(3000);
    bench.check("stays up", studio.isAlive);
    const told = gone.status >= 400 ? gone.body : (await studio.ended(gone.body.id)).problem;
    bench.check(
      "says which model is gone",
      /elsewhere/.test(JSON.stringify(told ?? "")) || (gone.status === 202 && told === undefined),
      `${gone.status} ${told?.code ?? "painted: the engine still had it"}`,
    );
    bench.check("other models still paint", (await studio.ended(without.body.id)).state === "done");
    const models = await studio.get("/v1/models");
    bench.check("the list of models answers", models.status === 200, `${models.milliseconds} ms`);
    await rename(`${root}-gone`, root);
    let back = "";
    for (let i = 0; i < 20 && back !== "done"; i++) {
      await studio.send("POST", "/v1/models/refresh", {}).catch(() => undefined);
      const answer = await order();
      back = answer.status === 202 ? (await studio.ended(answer.body.id)).state : String(answer.status);
      if (back !== "done") await setTimeout(1000);
    }
    bench.check("paints from it again once it is back", back === "done", back);
  },
};
