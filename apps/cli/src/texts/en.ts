import type { ErrorText } from "@danfang/domain";
import type { NetworkFinding } from "@danfang/prompt";
import type { CommandName, OptionGroup } from "../catalogue/commands.ts";
import type { FieldOption } from "../catalogue/field-options.ts";
import type { OwnOption } from "../catalogue/options.ts";

/** Every sentence of the command line, in English; the other languages are typed by this one. */
export const en = {
  language: "en" as "en" | "zh",
  tagline: "the workbench for AI painting: prompt + model + parameters = picture",
  usage: "Usage",
  commandsTitle: "Commands",
  optionsTitle: "Options",
  examplesTitle: "Examples",
  laterTitle: "Later",
  moreHelp: "danfang COMMAND --help explains one of them in full.",
  optionGroups: {
    picture: "Picture",
    start: "The picture to start from",
    outpaint: "How far to extend, and how",
    loopback: "Loopback: each pass starts from the previous result",
    upscale: "How much larger, and with what",
    mask: "Inpainting",
    variation: "Variations of a seed",
    grid: 'What to compare, as in the WebUI\'s X/Y/Z plot: 5, 7 · 1-9 (+2) · 1-10 [4] · "a, b", c',
    hires: "Hires fix: a second, larger pass",
    refiner: "Refiner",
    knobs: "Fine-tuning of samplers and schedules",
    compatibility: "Compatibility with older WebUIs",
    models: "Models",
    result: "Result",
    network: "Network",
    machine: "Machine",
  } satisfies Record<OptionGroup, string>,
  commands: {
    studio: "open the studio in the browser; `danfang` alone does the same",
    txt2img: "paint pictures from words",
    img2img: "paint from a picture and words; with a mask, only a part of it",
    outpaint: "extend a picture beyond its edges",
    upscale: "make pictures larger; with a prompt, paint over them in tiles",
    grid: "compare: the same order with different checkpoints, seeds, words …, all on one sheet",
    inspect: "say what a model file is and what is inside",
    prompt: "show how a prompt is understood: weights, chunks, tokens",
    recipe: "read the generation data in a picture or a text, from a dozen programs, or write it for another one",
    bench: "measure how fast this machine paints",
    doctor: "check that everything Danfang needs is there",
    "first-light": "paint a first picture with the starter model",
  } satisfies Record<CommandName, string>,
  /** Options of fields are told by the fields' own words; these are of no field, or say it otherwise. */
  options: {
    x: "what changes from left to right, and its values",
    y: "what changes from top to bottom",
    z: "what changes from sheet to sheet",
    "no-legend": "no captions on the sheet",
    "vary-seeds": "axes along which the seed rises by 1 from picture to picture",
    "seed-resize": "lay out the noise as for this size, in the middle of the picture",
    init: "the picture to start from; repeatable, or a folder: one after another",
    "mask-soft": "grey parts of the mask are partly repainted",
    fill: "what the new part starts from: noise that matches the picture, one side after another (Outpainting mk2); or all sides together from blurred edges, black, noise, nothing (Poor man's) (matched)",
    size: "instead of a scale: the size, cropped where the shape differs",
    "second-upscaler": "another one, mixed in",
    "second-visibility": "0 to 1: how much of it (0.5)",
    "soft-inpainting": "mix old and new according to the grey of the mask; give it a large --mask-blur",
    "hires-size": "instead of a scale: the size, cropped where the shape differs",
    eta: "share of fresh noise in ancestral samplers (1) and DDIM (0)",
    "unipc-full-order-final": "UniPC keeps its order to the end",
    models: "folder of a WebUI, Forge or ComfyUI, used where it is; repeatable",
    home: "Danfang's own folder (DANFANG_HOME, else ~/.danfang)",
    out: "png, jpg or webp file, or a folder (outputs/txt2img/DATE)",
    as: "write: for AUTOMATIC1111 and Civitai, as a graph for ComfyUI's API, or as Danfang's own JSON",
    "save-latent": "also write the latents, before the VAE, as float32",
    host: "address to listen on; beyond this machine a password is needed (127.0.0.1)",
    port: "port to listen on (7860)",
    open: "open the page in the browser",
    "api-auth": "the same on the command line, where every user of this machine can see it",
    "api-auth-file": "names and passwords to ask for, USER:PASS a line (else DANFANG_API_AUTH)",
    backend: "what computes (auto)",
    threads: "CPU threads (as many as help)",
    json: "one JSON document on stdout, errors too",
    jsonl: "with -: a JSON string per line in, a JSON document per line out",
    help: "show this text",
  } satisfies Record<OwnOption, string> & Partial<Record<FieldOption, string>>,

  loading: (d: { checkpoint: string }) => `Loading ${d.checkpoint}`,
  encoding: "Reading the prompt",
  decoding: "Developing the picture",
  enlarging: (d: { file: string; number: number; of: number }) =>
    d.of > 1 ? `Enlarging ${d.file} (${d.number}/${d.of}) …` : `Enlarging ${d.file} …`,
  step: (d: { step: number; steps: number }) => `step ${d.step}/${d.steps}`,
  batch: (d: { batch: number; batches: number }) => `batch ${d.batch}/${d.batches}`,
  perStep: (d: { seconds: string }) => `${d.seconds} s/step`,
  timeLeft: (d: { time: string }) => `${d.time} left`,
  seed: (d: { seed: number | string }) => `seed ${d.seed}`,
  latentsSaved: (d: { path: string }) => `latents: ${d.path}`,
  painted: (d: { total: string; steps: number; perStep: string }) =>
    `${d.total} s in all, ${d.steps} steps of ${d.perStep} s`,
  stopping: "Stopping after this step. Ctrl-C again quits immediately.",
  cancelled: (d: { saved: number; wanted: number }): ErrorText => ({
    message: "Cancelled.",
    hint: d.saved === 0 ? "Nothing was written." : `${d.saved} of ${d.wanted} pictures were finished and are kept.`,
  }),
  inspection: {
    kind: "kind",
    unknownKind: "unknown",
    family: "family",
    baseModel: "base model",
    architecture: "architecture",
    scale: "enlarges by",
    precision: "precision",
    parts: "parts",
    weights: "weights",
    insteadOf: (d: { others: string }) => `(not ${d.others})`,
    vae: "VAE",
    size: "size",
    safe: "safe",
    hash: "hash",
    place: "goes to",
    metadata: "metadata",
    findings: "notes",
    vaeBaked: "baked in",
    vaeNone: "none: pictures look grey and washed out until you choose one",
    isSafe: "yes: nothing in the file can run",
    isUnsafe: "NO: the file can run code when other programs load it",
  },
  attention: "attention",
  chunk: (d: { number: number }) => `chunk ${d.number}`,
  tokenCount: "tokens",
  chunkEnd: "75 tokens end here",
  networks: "extra networks",
  networkFinding: (d: NetworkFinding) => {
    switch (d.code) {
      case "prompt/unknownNetworkType":
        return `<${d.type}:…> is not a known kind of network; it is left out.`;
      case "prompt/networkWithoutName":
        return `<${d.type}:…> has no name; it is left out.`;
      case "prompt/networkArgumentNotANumber":
        return `<${d.type}:${d.name}:…> is left out: "${d.argument}" is not a number.`;
    }
  },
  promptPart: (d: { number: number; of: number; weight: string }) =>
    d.of > 1 ? `AND, part ${d.number} of ${d.of}, weight ${d.weight}` : `the whole prompt, weight ${d.weight}`,
  promptSteps: (d: { steps: string }) => `steps ${d.steps}`,
  moreTexts: (d: { count: number }) => `… and ${d.count} more`,
  studio: {
    ready: (d: { url: string }) => `Danfang is at ${d.url}`,
    stop: "Ctrl-C ends it.",
    closing: "Closing: what is being painted goes back into the queue.",
    over: (d: { what: string }) => `Resolved: ${d.what}`,
    faultKept: (d: { file: string }) => `Where it happened is written in ${d.file}.`,
  },
  bench: { what: "what", seconds: "seconds", speed: "GFLOP/s", share: "of peak", peak: "peak", memory: "peak memory" },
  doctor: {
    allWell: "All is well.",
    warned: "Danfang can paint. What is marked ! is worth a look.",
    trouble: "Something needs your attention.",
  },
  firstLight: {
    begin: "The first picture, painted by the small starter model that comes with Danfang:",
    path: "The picture",
    command: "Paint it again, or with your own words",
  },
};
export type Texts = typeof en;
