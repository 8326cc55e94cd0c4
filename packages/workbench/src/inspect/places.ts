import { ownValue } from "@danfang/domain";
import type { Identity } from "@danfang/weights";

/** Where each kind goes. Source: AUTOMATIC1111 `paths_internal`; ComfyUI `folder_paths.py`. */
const places: Readonly<Record<string, Readonly<Record<"webui" | "comfyui", string>>>> = {
  checkpoint: { webui: "models/Stable-diffusion", comfyui: "models/checkpoints" },
  vae: { webui: "models/VAE", comfyui: "models/vae" },
  lora: { webui: "models/Lora", comfyui: "models/loras" },
  embedding: { webui: "embeddings", comfyui: "models/embeddings" },
  hypernetwork: { webui: "models/hypernetworks", comfyui: "models/hypernetworks" },
  unet: { webui: "models/Stable-diffusion", comfyui: "models/diffusion_models" },
  textEncoder: { webui: "models/text_encoder", comfyui: "models/text_encoders" },
};

const upscalers = { webui: "models/ESRGAN", comfyui: "models/upscale_models" };
const faces = { webui: "models/GFPGAN", comfyui: "models/facerestore_models" };

/** Where the WebUI looks for a kind by how it is built. */
const byArchitecture: Readonly<Record<string, Readonly<Record<"webui" | "comfyui", string>>>> = {
  SwinIR: { ...upscalers, webui: "models/SwinIR" },
  Swin2SR: { ...upscalers, webui: "models/SwinIR" },
  DAT: { ...upscalers, webui: "models/DAT" },
  HAT: { ...upscalers, webui: "models/HAT" },
  ScuNET: { ...upscalers, webui: "models/ScuNET" },
  GFPGAN: faces,
  CodeFormer: { ...faces, webui: "models/Codeformer" },
  TAESD: { webui: "models/VAE-taesd", comfyui: "models/vae_approx" },
  "VAE-approx": { webui: "models/VAE-approx", comfyui: "models/vae_approx" },
};

/** By program, the folder that a model goes into; undefined for what no program looks for. */
export const placeOf = ({ kind, architecture = "" }: Pick<Identity, "kind" | "architecture">) =>
  ownValue(byArchitecture, architecture) ?? (kind === "upscaler" ? upscalers : ownValue(places, kind));

/** Of a folder that diffusers saved; the WebUI reads none. */
export const pipelinePlace = { comfyui: "models/diffusers" } as const;
