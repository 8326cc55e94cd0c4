import { printInfotext } from "@danfang/recipes";
import type { Database } from "../database/database.ts";
import { insertPicture } from "../gallery/picture-row.ts";

const words = [
  ..."castle sunset dragon river forest knight portrait watercolor oil painting city night neon rain snow 3d render".split(
    " ",
  ),
  ..."1girl solo long hair blue eyes white dress standing looking at viewer detailed background cinematic light".split(
    " ",
  ),
  ..."少女 山水 水墨 龙 古风 红苹果 雪山 城市夜景 细节丰富 高质量 杰作 长发 汉服 月光 竹林 樱花".split(" "),
];
const samplers = ["Euler a", "DPM++ 2M", "DDIM", "Heun", "UniPC"];

/** Pictures added in one transaction. */
const stretch = 1000;

/** A generator of numbers that are always the same. Source: Numerical Recipes, "quick and dirty" LCG. */
function drawing(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Fills a gallery with pictures that have no files: prompts of some 300 characters in two languages. */
export function plantPictures(database: Database, count: number): void {
  const draw = drawing(7);
  for (let start = 0; start < count; start += stretch)
    database.transaction(() => {
      for (let i = start; i < Math.min(count, start + stretch); i++) plant(i);
    });
  database.run("UPDATE pictures SET favourite = 1 WHERE number % 37 = 0");

  function plant(i: number): void {
    const drawn = Array.from({ length: 25 }, () => words[draw(words.length)]).join(", ");
    const rare = i % 10_000 === 77 ? ", zanzibar" : "";
    const recipe = {
      prompt: `masterpiece, best quality, ${drawn}${rare}${i % 500 === 0 ? ", 水墨山水" : ""}`,
      negativePrompt: "lowres, bad anatomy, bad hands, text, error, missing fingers, worst quality, jpeg artifacts",
      steps: 20,
      cfgScale: 7,
      seed: i,
      width: 512,
      height: 768,
      sampler: samplers[draw(samplers.length)]!,
      checkpoint: { name: `model-${draw(12)}`, hash: "66f8162ee0" },
    };
    const time = 1_700_000_000_000 + i * 60_000 + draw(60_000);
    insertPicture(database, {
      id: `planted-${i}`,
      jobId: undefined,
      path: `/planted/${i}.png`,
      width: 512,
      height: 768,
      sizeBytes: 400_000 + i,
      modifiedAt: time,
      createdAt: time,
      recipe,
      infotext: printInfotext(recipe),
      hasTimeline: false,
      isPassing: false,
      isOurs: true,
    });
  }
}
