import { defined } from "../defined.ts";

/** Programs whose folders are known. Forge and reForge have what the WebUI has; Danfang's own are laid out as the WebUI's. */
export type Program = "webui" | "comfyui" | "stabilityMatrix" | "swarmui" | "invokeai" | "danfang";

/** By program, folders below its installation, the one that new files go into first. InvokeAI's stand below a family. */
export type KindFolders = Readonly<Partial<Record<Program, readonly string[]>>>;

interface Common {
  readonly folders: KindFolders;
  /** Where the WebUI keeps those that are built so, in place of its first folder. */
  readonly webuiByArchitecture?: Readonly<Record<string, string>>;
}

/** On the page and in the API's list; painted with. */
export interface ListedFacts extends Common {
  readonly stands: "listed";
  /** Whether an order has a field for it, or a prompt names it. */
  readonly use: "chosen" | "written";
  /** What stands in `<…:name:1>`, the usual word first; of those that are written, none means that the name alone is. */
  readonly tags?: readonly string[];
  /** What its files are called. */
  readonly files: RegExp;
}

/** Found in its folders where it is needed, and listed nowhere. */
export interface KeptFacts extends Common {
  readonly stands: "kept";
  readonly files: RegExp;
}

/** Known when it is seen, so that a person is told what it is and where it goes. */
export interface RecognisedFacts extends Common {
  readonly stands: "recognised";
}

export type KindFacts = ListedFacts | KeptFacts | RecognisedFacts;

/**
 * The only list of model kinds, in the order in which people read them.
 *
 * Source of the folders: AUTOMATIC1111 v1.10.1 `paths_internal` and each kind's loader, which also say what files are
 * called; ComfyUI `folder_paths.py`; Stability Matrix `SharedFolderType`; SwarmUI `Settings.PathsData`; InvokeAI 3 and 4.
 */
export const modelKinds = {
  checkpoint: {
    stands: "listed",
    use: "chosen",
    files: /(?<!\.vae)\.(safetensors|ckpt)$/i,
    folders: {
      webui: ["models/Stable-diffusion"],
      comfyui: ["models/checkpoints", "models/diffusers"],
      stabilityMatrix: ["Models/StableDiffusion"],
      swarmui: ["Models/Stable-Diffusion"],
      invokeai: ["main"],
      danfang: ["models/Stable-diffusion"],
    },
  },
  vae: {
    stands: "listed",
    use: "chosen",
    files: /\.(safetensors|ckpt|pt)$/i,
    folders: {
      webui: ["models/VAE"],
      comfyui: ["models/vae"],
      stabilityMatrix: ["Models/VAE"],
      swarmui: ["Models/VAE"],
      invokeai: ["vae"],
      danfang: ["models/VAE"],
    },
  },
  lora: {
    stands: "listed",
    use: "written",
    tags: ["lora", "lyco"],
    files: /\.(safetensors|ckpt|pt)$/i,
    folders: {
      webui: ["models/Lora", "models/LyCORIS", "extensions/sd-webui-additional-networks/models/lora"],
      comfyui: ["models/loras"],
      stabilityMatrix: ["Models/Lora", "Models/LyCORIS"],
      swarmui: ["Models/Lora"],
      invokeai: ["lora"],
      danfang: ["models/Lora"],
    },
  },
  hypernetwork: {
    stands: "listed",
    use: "written",
    tags: ["hypernet"],
    files: /(?<!^none)\.(safetensors|ckpt|pt)$/i,
    folders: {
      webui: ["models/hypernetworks"],
      comfyui: ["models/hypernetworks"],
      stabilityMatrix: ["Models/Hypernetwork"],
      danfang: ["models/hypernetworks"],
    },
  },
  embedding: {
    stands: "listed",
    use: "written",
    files: /(\.(safetensors|pt|bin)|(?<!\.preview)\.(png|webp|avif|jxl))$/i,
    folders: {
      webui: ["embeddings"],
      comfyui: ["models/embeddings"],
      stabilityMatrix: ["Models/TextualInversion", "Models/Embeddings"],
      swarmui: ["Models/Embeddings"],
      invokeai: ["embedding"],
      danfang: ["models/embeddings"],
    },
  },
  upscaler: {
    stands: "listed",
    use: "chosen",
    files: /\.(safetensors|pth|pt)$/i,
    folders: {
      webui: [
        "models/ESRGAN",
        "models/RealESRGAN",
        "models/BSRGAN",
        "models/SwinIR",
        "models/DAT",
        "models/HAT",
        "models/ScuNET",
      ],
      comfyui: ["models/upscale_models"],
      stabilityMatrix: ["Models/ESRGAN", "Models/RealESRGAN", "Models/SwinIR", "Models/DAT"],
      swarmui: ["Models/upscale_models"],
      danfang: ["models/ESRGAN"],
    },
    webuiByArchitecture: {
      SwinIR: "models/SwinIR",
      Swin2SR: "models/SwinIR",
      DAT: "models/DAT",
      HAT: "models/HAT",
      ScuNET: "models/ScuNET",
    },
  },
  previewVae: {
    stands: "kept",
    files: /\.(safetensors|pth|pt)$/i,
    folders: {
      webui: ["models/VAE-taesd", "models/VAE-approx"],
      comfyui: ["models/vae_approx"],
      stabilityMatrix: ["Models/ApproxVAE"],
      danfang: ["models/VAE-taesd"],
    },
    webuiByArchitecture: { TAESD: "models/VAE-taesd", "VAE-approx": "models/VAE-approx" },
  },
  controlNet: {
    stands: "recognised",
    folders: {
      webui: ["models/ControlNet"],
      comfyui: ["models/controlnet"],
      stabilityMatrix: ["Models/ControlNet"],
      swarmui: ["Models/controlnet"],
      invokeai: ["controlnet"],
    },
  },
  t2iAdapter: {
    stands: "recognised",
    folders: {
      webui: ["models/ControlNet"],
      comfyui: ["models/controlnet"],
      stabilityMatrix: ["Models/T2IAdapter"],
      swarmui: ["Models/controlnet"],
      invokeai: ["t2i_adapter"],
    },
  },
  ipAdapter: {
    stands: "recognised",
    folders: {
      webui: ["models/ControlNet"],
      comfyui: ["models/ipadapter"],
      stabilityMatrix: ["Models/IpAdapter"],
      swarmui: ["Models/ipadapter"],
      invokeai: ["ip_adapter"],
    },
  },
  clipVision: {
    stands: "recognised",
    folders: {
      webui: ["extensions/sd-webui-controlnet/annotator/downloads/clip_vision"],
      comfyui: ["models/clip_vision"],
      stabilityMatrix: ["Models/ClipVision"],
      swarmui: ["Models/clip_vision"],
      invokeai: ["clip_vision"],
    },
  },
  motionModule: {
    stands: "recognised",
    folders: {
      webui: ["extensions/sd-webui-animatediff/model"],
      comfyui: ["models/animatediff_models"],
    },
  },
  styleModel: {
    stands: "recognised",
    folders: {
      comfyui: ["models/style_models"],
      stabilityMatrix: ["Models/StyleModels"],
      swarmui: ["Models/style_models"],
      invokeai: ["flux_redux"],
    },
  },
  photoMaker: {
    stands: "recognised",
    folders: { webui: ["models/ControlNet"], comfyui: ["models/photomaker"] },
  },
  gligen: {
    stands: "recognised",
    folders: { comfyui: ["models/gligen"], stabilityMatrix: ["Models/GLIGEN"] },
  },
  aestheticGradient: {
    stands: "recognised",
    folders: { webui: ["extensions/stable-diffusion-webui-aesthetic-gradients/aesthetic_embeddings"] },
  },
  detector: {
    stands: "recognised",
    folders: {
      webui: ["models/adetailer"],
      comfyui: ["models/ultralytics/bbox"],
      stabilityMatrix: ["Models/Ultralytics"],
      swarmui: ["Models/yolov8"],
    },
    webuiByArchitecture: { SAM: "models/sam", "SAM 2": "models/sam" },
  },
  captioner: { stands: "recognised", folders: { webui: ["models/BLIP"] } },
  faceRestorer: {
    stands: "recognised",
    folders: {
      webui: ["models/GFPGAN"],
      comfyui: ["models/facerestore_models"],
      stabilityMatrix: ["Models/GFPGAN"],
    },
    webuiByArchitecture: { CodeFormer: "models/Codeformer" },
  },
  inpainter: { stands: "recognised", folders: { comfyui: ["models/inpaint"] } },
  unet: {
    stands: "recognised",
    folders: {
      webui: ["models/Stable-diffusion"],
      comfyui: ["models/diffusion_models"],
      stabilityMatrix: ["Models/DiffusionModels"],
      swarmui: ["Models/diffusion_models"],
      invokeai: ["main"],
    },
  },
  textEncoder: {
    stands: "recognised",
    folders: {
      webui: ["models/text_encoder"],
      comfyui: ["models/text_encoders"],
      stabilityMatrix: ["Models/TextEncoders"],
      swarmui: ["Models/text_encoders"],
      invokeai: ["t5_encoder"],
    },
  },
  trainingState: { stands: "recognised", folders: {} },
} as const satisfies Record<string, KindFacts>;

type Kinds = typeof modelKinds;
type KindsThat<F> = { [K in keyof Kinds]: Kinds[K] extends F ? K : never }[keyof Kinds];

export type ModelKind = keyof Kinds;
/** On the page and in the API's list. */
export type ListedKind = KindsThat<{ stands: "listed" }>;
/** Looked for on the disk. */
export type ShelfKind = KindsThat<{ stands: "listed" | "kept" }>;
/** An order has a field for it. */
export type ChosenKind = KindsThat<{ use: "chosen" }>;
/** A prompt names it. */
export type WrittenKind = KindsThat<{ use: "written" }>;
/** A prompt names it in angle brackets. */
export type TaggedKind = KindsThat<{ tags: readonly string[] }>;

export const isModelKind = (name: string): name is ModelKind => Object.hasOwn(modelKinds, name);
/** What is known of a kind, whatever it is. */
export const kindFacts = (kind: ModelKind): KindFacts => modelKinds[kind];

export const allKinds = Object.keys(modelKinds) as ModelKind[];
export const isListedKind = (name: string): name is ListedKind =>
  isModelKind(name) && kindFacts(name).stands === "listed";
export const isShelfKind = (name: string): name is ShelfKind =>
  isModelKind(name) && kindFacts(name).stands !== "recognised";
export const isChosenKind = (name: string): name is ChosenKind =>
  isListedKind(name) && modelKinds[name].use === "chosen";
export const isWrittenKind = (name: string): name is WrittenKind =>
  isListedKind(name) && modelKinds[name].use === "written";
export const isTaggedKind = (name: string): name is TaggedKind => isWrittenKind(name) && "tags" in modelKinds[name];

export const listedKinds = allKinds.filter(isListedKind);
export const shelfKinds = allKinds.filter(isShelfKind);
export const writtenKinds = allKinds.filter(isWrittenKind);
export const taggedKinds = allKinds.filter(isTaggedKind);

/** The kind that `<tag:…>` names. */
export const kindOfTag = (tag: string): TaggedKind | undefined =>
  taggedKinds.find((kind) => modelKinds[kind].tags.some((own) => own === tag));
/** What is written in angle brackets before its name. */
export const tagOf = (kind: TaggedKind): string => modelKinds[kind].tags[0];

/** Programs that a person is told a folder of. Forge has what the WebUI has, unless it says otherwise. */
export const toldPrograms = ["webui", "forge", "comfyui", "invokeai", "swarmui", "stabilityMatrix"] as const;

/** InvokeAI sorts models itself; files are handed to it, wherever they lie. */
const invokeai = "Model Manager";
/** Where Forge differs. Source: Forge `modules_forge/shared`. */
const forge: Readonly<Partial<Record<ModelKind, string>>> = { clipVision: "models/ControlNetPreprocessor" };

/** By program, where it wants a file of a kind, by how it is built; programs that have no use for it are left out. */
export function placesToldOf(
  kind: ModelKind,
  architecture = "",
): Readonly<Partial<Record<(typeof toldPrograms)[number], string>>> {
  const { folders, webuiByArchitecture = {} } = kindFacts(kind);
  const ofArchitecture = Object.hasOwn(webuiByArchitecture, architecture)
    ? webuiByArchitecture[architecture]
    : undefined;
  const webui = ofArchitecture ?? folders.webui?.[0];
  return defined({
    webui,
    forge: forge[kind] ?? webui,
    comfyui: folders.comfyui?.[0],
    invokeai: folders.invokeai && invokeai,
    swarmui: folders.swarmui?.[0],
    stabilityMatrix: folders.stabilityMatrix?.[0],
  });
}
