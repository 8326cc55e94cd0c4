import type { GraphBuilder, Output } from "./graph.ts";
import type { GraphModels } from "./models.ts";
import type { SigmasNode } from "./names.ts";
import type { GraphPlan } from "./plan.ts";
import type { PlannedHires, PlannedPass } from "./plan-passes.ts";
import { encode, type GraphPrompts } from "./prompts.ts";
import { between } from "./ranges.ts";

/** An empty latent, or the picture that painting starts from, at the recipe's size. */
export function addStart(graph: GraphBuilder, plan: GraphPlan, { vae }: GraphModels): Output {
  const { size, batchSize, start, guidance } = plan;
  if (start === undefined) {
    const type = guidance === undefined ? "EmptyLatentImage" : "EmptySD3LatentImage"; // of 16 channels
    return graph.add(type, "Empty Latent Image", { ...size, batch_size: batchSize })(0);
  }
  const loaded = graph.add("LoadImage", "Load Image", { image: "init.png" })(0);
  const scaling = { image: loaded, upscale_method: "lanczos", ...size, crop: "disabled" };
  const pixels = graph.add("ImageScale", "Scale Image", scaling)(0);
  const samples = graph.add("VAEEncode", "VAE Encode", { pixels, vae })(0);
  return start === "picture" ? samples : addMask(graph, plan, samples);
}

function addMask(graph: GraphBuilder, { isMaskInverted }: GraphPlan, samples: Output): Output {
  const loaded = graph.add("LoadImageMask", "Load Mask", { image: "mask.png", channel: "red" })(0);
  const mask = isMaskInverted ? graph.add("InvertMask", "Invert Mask", { mask: loaded })(0) : loaded;
  return graph.add("SetLatentNoiseMask", "Mask", { samples, mask })(0);
}

/** One pass over a latent; a schedule that is a node of its own needs the sampler in its parts. */
export function addSampler(
  graph: GraphBuilder,
  { isSdxl }: GraphPlan,
  pass: PlannedPass,
  { model }: GraphModels,
  prompts: GraphPrompts,
  latent_image: Output,
): Output {
  const { seed, steps, cfgScale: cfg, sampler: sampler_name, schedule, denoise } = pass;
  if ("name" in schedule) {
    const inputs = { seed, steps, cfg, sampler_name, scheduler: schedule.name, denoise };
    return graph.add("KSampler", "KSampler", { model, ...inputs, ...prompts, latent_image })(0);
  }
  const sampler = graph.add("KSamplerSelect", "Sampler", { sampler_name })(0);
  const sigmas = graph.add(schedule.node, "Schedule", sigmasInputs[schedule.node](model, pass, isSdxl))(0);
  const inputs = { add_noise: true, noise_seed: seed, cfg, ...prompts, sampler, sigmas, latent_image };
  return graph.add("SamplerCustom", "Sampler", { model, ...inputs })(0);
}

/** Source: ComfyUI `comfy_extras/nodes_custom_sampler.py`, `nodes_align_your_steps.py`, `nodes_gits.py`. */
const sigmasInputs = {
  AlignYourStepsScheduler: (_model, { steps, denoise }, isSdxl) => ({
    model_type: isSdxl ? "SDXL" : "SD1",
    steps,
    denoise,
  }),
  GITSScheduler: (_model, { steps, denoise }) => ({ coeff: 1.2, steps: between("gitsSteps", steps), denoise }),
  PolyexponentialScheduler: (_model, { steps }) => ({ steps, sigma_max: 14.614642, sigma_min: 0.0291675, rho: 1 }),
  SDTurboScheduler: (model, { steps, denoise }) => ({ model, steps: between("turboSteps", steps), denoise }),
} satisfies Record<SigmasNode, (model: Output, pass: PlannedPass, isSdxl: boolean) => object>;

/** The larger latent, and the pass over it. */
export function addHires(
  graph: GraphBuilder,
  plan: GraphPlan,
  hires: PlannedHires,
  models: GraphModels,
  first: Output,
): Output {
  const prompts = encode(graph, plan, models, hires.pass, hires.size);
  return addSampler(graph, plan, hires.pass, models, prompts, addLarger(graph, hires, models, first));
}

function addLarger(
  graph: GraphBuilder,
  { enlarging, size, scale }: PlannedHires,
  { vae }: GraphModels,
  samples: Output,
) {
  if (enlarging.kind === "latent") {
    const upscale_method = enlarging.method;
    return scale === undefined
      ? graph.add("LatentUpscale", "Upscale Latent", { samples, upscale_method, ...size, crop: "disabled" })(0)
      : graph.add("LatentUpscaleBy", "Upscale Latent By", { samples, upscale_method, scale_by: scale })(0);
  }
  let image = graph.add("VAEDecode", "VAE Decode", { samples, vae })(0);
  if (enlarging.kind === "model") {
    const model_name = /\.\w+$/.test(enlarging.name) ? enlarging.name : `${enlarging.name}.pth`;
    const upscale_model = graph.add("UpscaleModelLoader", "Load Upscale Model", { model_name })(0);
    image = graph.add("ImageUpscaleWithModel", "Upscale Image", { upscale_model, image })(0);
  }
  const upscale_method = enlarging.kind === "picture" ? enlarging.method : "lanczos";
  const pixels = graph.add("ImageScale", "Scale Image", { image, upscale_method, ...size, crop: "disabled" })(0);
  return graph.add("VAEEncode", "VAE Encode", { pixels, vae })(0);
}
