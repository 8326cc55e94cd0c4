import { type ModelEntry, ownValue } from "@danfang/domain";
import { samplers, schedules } from "@danfang/engine";
import type { ModelDetails } from "@danfang/studio";
import { Hono } from "hono";
import type { Studio } from "../../border/studio.ts";
import { describeSdapi } from "../bodies/describe.ts";
import { builtInInfo, builtInTitles } from "../scripts/built-in.ts";
import { passesInfo } from "../scripts/passes.ts";
import { selectableScripts, upscalerNames } from "../scripts/selectable.ts";
import { softInpaintingInfo, softInpaintingTitle } from "../scripts/soft-inpainting.ts";
import { xyzPlotInfo } from "../scripts/xyz-plot.ts";
import { fileOf, sdModel } from "./checkpoints.ts";
import { embeddingsOf } from "./embeddings.ts";

/** Python's `str(True)`: option values are texts. */
const flags = (named: Readonly<Record<string, boolean | string | undefined>>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value ? [[name, value === true ? "True" : value]] : [])),
  );

/** Every sampler that paints here, with its flags in AUTOMATIC1111's names. */
const sdSamplers = samplers.map((sampler) => ({
  name: sampler.label,
  aliases: [...sampler.aliases],
  options: flags({
    ...(sampler.kind === "sigma"
      ? { scheduler: sampler.schedule, discard_next_to_last_sigma: sampler.discardNextToLastSigma }
      : {}),
    uses_ensd: sampler.usesEnsd,
    second_order: sampler.secondOrder,
  }),
}));

/** Schedules that have a rho, and which. Source: Karras et al. 2022. */
const rhos: Readonly<Record<string, number>> = { karras: 7 };
/** "Automatic" and "Uniform" ask the model for its sigmas. */
const needsModel: ReadonlySet<string> = new Set(["uniform"]);
const sdSchedulers = schedules.map(({ name, label, aliases }) => ({
  name,
  label,
  aliases: aliases ? [...aliases] : null,
  default_rho: ownValue(rhos, name) ?? -1,
  need_inner_model: needsModel.has(name),
}));

/** First in every list of AUTOMATIC1111's. */
const plainUpscalers = ["None", "Lanczos", "Nearest"].map((name) => ({
  name,
  model_name: null,
  model_path: null,
  model_url: null,
  scale: 4,
}));
/** What AUTOMATIC1111 calls the network of every file in its ESRGAN folder, and how much it takes it to enlarge. */
const esrgan = { model_name: "ESRGAN_4x", scale: 4 };
export const latentUpscaleModes = [
  "Latent",
  "Latent (antialiased)",
  "Latent (bicubic)",
  "Latent (bicubic antialiased)",
  "Latent (nearest)",
  "Latent (nearest-exact)",
].map((name) => ({ name }));

/** Everything that clients fill their menus with. */
export const lists = ({ models, styles, settings }: Pick<Studio, "models" | "styles" | "settings">) => {
  const kind = (wanted: ModelEntry["kind"]) => models.list(wanted);
  const detailsOf = <K extends ModelDetails["kind"]>(id: string, wanted: K) =>
    models
      .details(id)
      .then((details) => (details?.kind === wanted ? (details as Extract<ModelDetails, { kind: K }>) : undefined));
  async function upscalerOf(entry: ModelEntry) {
    const { scale = esrgan.scale } = (await detailsOf(entry.id, "upscaler")) ?? {};
    return { ...plainUpscalers[0], ...esrgan, name: entry.stem, model_path: fileOf(entry), scale };
  }
  async function loraOf(entry: ModelEntry) {
    const { alias = entry.stem, metadata = {} } = (await detailsOf(entry.id, "lora")) ?? {};
    return { name: entry.stem, alias, path: fileOf(entry), metadata };
  }
  const routes = new Hono()
    .get("/samplers", describeSdapi("Samplers"), (c) => c.json(sdSamplers))
    .get("/schedulers", describeSdapi("Schedules"), (c) => c.json(sdSchedulers))
    .get("/upscalers", describeSdapi("Upscalers"), async (c) =>
      c.json([...plainUpscalers, ...(await Promise.all((await kind("upscaler")).map(upscalerOf)))]),
    )
    .get("/latent-upscale-modes", describeSdapi("Latent upscalers"), (c) => c.json(latentUpscaleModes))
    .get("/sd-models", describeSdapi("Checkpoints"), async (c) => c.json((await kind("checkpoint")).map(sdModel)))
    .get("/sd-vae", describeSdapi("VAEs"), async (c) =>
      c.json(
        (await kind("vae")).map((entry) => ({
          model_name: entry.name.split("/").at(-1),
          filename: fileOf(entry),
        })),
      ),
    )
    .get("/hypernetworks", describeSdapi("Hypernetworks"), async (c) =>
      c.json((await kind("hypernetwork")).map((entry) => ({ name: entry.stem, path: fileOf(entry) }))),
    )
    .get("/loras", describeSdapi("LoRAs"), async (c) => c.json(await Promise.all((await kind("lora")).map(loraOf))))
    .get("/prompt-styles", describeSdapi("Styles"), async (c) =>
      c.json(
        (await styles.list()).map(({ name, prompt, negativePrompt }) => ({
          name,
          prompt,
          negative_prompt: negativePrompt,
        })),
      ),
    )
    .get("/embeddings", describeSdapi("Embeddings"), async (c) => c.json(await embeddingsOf({ models, settings })));
  for (const path of ["face-restorers", "realesrgan-models", "extensions"])
    routes.get(`/${path}`, describeSdapi(`${path}: none`), (c) => c.json([]));
  const scripts = {
    txt2img: [...selectableScripts("txt2img"), ...builtInTitles],
    img2img: [...selectableScripts("img2img"), softInpaintingTitle, ...builtInTitles],
  };
  routes
    .get("/scripts", describeSdapi("Scripts"), (c) => c.json(scripts))
    .get("/script-info", describeSdapi("Scripts and their arguments"), async (c) => {
      const passes = passesInfo(upscalerNames(await models.list("upscaler")));
      return c.json([...xyzPlotInfo, ...passes, softInpaintingInfo, ...builtInInfo]);
    });
  for (const path of ["refresh-checkpoints", "refresh-vae", "refresh-loras", "refresh-embeddings"])
    routes.post(`/${path}`, describeSdapi("Look into the folders again"), async (c) => {
      await models.refresh();
      return c.json(null);
    });
  return routes;
};
