import type { ErrorText } from "@danfang/domain";
import type { NetworkFinding } from "@danfang/prompt";
import type { Expected } from "../arguments/expected.ts";
import type { OptionName } from "../arguments/options.ts";
import type { CommandName, OptionGroup } from "../commands.ts";

const didYouMean = (name: string | undefined, otherwise: string) => (name ? `Did you mean ${name}?` : otherwise);

const expectation = (expected: Expected): string => {
  switch (expected.kind) {
    case "number":
      return "a number";
    case "wholeNumber":
      return "a whole number";
    case "size":
      return "a width and a height in pixels, 512x768";
    case "axis":
      return 'an axis, a colon and values, "CFG Scale: 3, 5, 7"';
    case "range":
      if (expected.least === undefined) return `at most ${expected.most}`;
      return expected.most === undefined ? `at least ${expected.least}` : `${expected.least} to ${expected.most}`;
    case "multiple":
      return `a multiple of ${expected.of}`;
    case "choice":
      return `one of ${expected.choices.join(", ")}`;
    case "other":
      return expected.reason;
  }
};

/** The problems only the command line can have. Their codes are `cli/<name>`; their English is what programs get. */
const problems = {
  unknownCommand: (d: { name: string; nearest: string | undefined }): ErrorText => ({
    message: `There is no command "${d.name}".`,
    hint: didYouMean(d.nearest && `"danfang ${d.nearest}"`, "`danfang --help` lists the commands."),
  }),
  plannedCommand: (d: { name: string }): ErrorText => ({
    message: `"danfang ${d.name}" is not in this version yet.`,
    hint: "It comes with a later version; `danfang --help` lists what works today.",
  }),
  unknownOption: (d: { option: string; command: string; nearest: string | undefined }): ErrorText => ({
    message: `"danfang ${d.command}" has no option ${d.option}.`,
    hint: didYouMean(d.nearest, `\`danfang ${d.command} --help\` lists its options.`),
  }),
  missingValue: (d: { option: string; value: string }): ErrorText => ({
    message: `${d.option} needs a value.`,
    hint: `Write ${d.option} ${d.value}.`,
  }),
  unexpectedValue: (d: { option: string; value: string }): ErrorText => ({
    message: `${d.option} takes no value, but was given "${d.value}".`,
    hint: `Write ${d.option} alone.`,
  }),
  unexpectedArgument: (d: { argument: string; command: string }): ErrorText => ({
    message: `"danfang ${d.command}" does not know what to do with "${d.argument}".`,
    hint: `Put quotation marks around a text with spaces, and an option's name before it: --prompt "${d.argument}".`,
  }),
  notText: (_: Record<string, never>): ErrorText => ({
    message: "The input is not text in UTF-8, UTF-16 or GB18030.",
    hint: "Save it as UTF-8, or set the terminal to UTF-8 (on Windows: chcp 65001).",
  }),
  missingOption: (d: { option: string; command: string; value: string }): ErrorText => ({
    message: `"danfang ${d.command}" needs ${d.option}.`,
    hint: `Write danfang ${d.command} ${d.option} ${d.value}.`,
  }),
  missingOperand: (d: { command: string; operand: string }): ErrorText => ({
    message: `"danfang ${d.command}" needs ${d.operand}.`,
    hint: `\`danfang ${d.command} --help\` has examples.`,
  }),
  conflictingOptions: (d: { options: string; reason: string }): ErrorText => ({
    message: `${d.options} do not go together: ${d.reason}.`,
    hint: "Use one of them.",
  }),
  badValue: (d: { option: string; value: string; expected: Expected }): ErrorText => ({
    message: `${d.option} must be ${expectation(d.expected)}; it is "${d.value}".`,
    hint:
      d.expected.kind === "multiple"
        ? `The nearest is ${d.option} ${d.expected.nearest}.`
        : `Give ${d.option} another value, or leave it out.`,
  }),
  unknownFormat: (d: { option: string; path: string; suffix: string; formats: string }): ErrorText => ({
    message: `${d.path} cannot be written: "${d.suffix}" is no format for ${d.option}.`,
    hint: `End the file's name in ${d.formats}; a name without suffix, or with / at its end, is a folder.`,
  }),
  noPictures: (d: { folder: string; count: number; most: number }): ErrorText =>
    d.count === 0
      ? { message: `${d.folder} has no pictures inside.`, hint: "Name a folder with PNG, JPEG, WebP or TIFF files." }
      : { message: `${d.folder} has ${d.count} pictures inside.`, hint: `Name a folder with at most ${d.most}.` },
  badJsonLine: (d: { line: number }): ErrorText => ({
    message: `Line ${d.line} of the input is not a JSON string.`,
    hint: 'With --jsonl every line is one JSON string: "a red fox".',
  }),
  unwritable: (d: { path: string; reason: string }): ErrorText => ({
    message: `${d.path} cannot be written: ${d.reason}.`,
    hint: "Choose another place with --out, or check that you may write there and that the drive has room.",
  }),
};

/** Every sentence of the command line, in English; the other languages are typed by this one. */
export const en = {
  language: "en" as "en" | "zh",
  tagline: "the workbench for AI painting: prompt + model + parameters = picture",
  usage: "Usage",
  commandsTitle: "Commands",
  optionsTitle: "Options",
  examplesTitle: "Examples",
  laterTitle: "Later",
  moreHelp: "danfang COMMAND --help tells more about one of them.",
  optionGroups: {
    picture: "Picture",
    start: "The picture to start from",
    outpaint: "How far and how",
    loopback: "Loopback: each result is the next one's start",
    upscale: "How much larger, and by what",
    mask: "Inpainting",
    variation: "Variations of a seed",
    grid: 'What to compare, as in the WebUI\'s X/Y/Z plot: 5, 7 · 1-9 (+2) · 1-10 [4] · "a, b", c',
    hires: "Hires fix: a second, larger pass",
    refiner: "Refiner",
    knobs: "Knobs of samplers and schedules",
    compatibility: "As WebUIs of other years did it",
    models: "Models",
    result: "Result",
    network: "Network",
    machine: "Machine",
  } satisfies Record<OptionGroup, string>,
  commands: {
    studio: "open the studio in the browser; `danfang` alone does the same",
    txt2img: "paint pictures from words",
    img2img: "paint from a picture and words; with a mask, only a part of it",
    outpaint: "paint a picture on beyond its edges",
    upscale: "make pictures larger; with a prompt, paint over them in tiles",
    grid: "compare: the same order with other checkpoints, seeds, words …, all on one sheet",
    inspect: "say what a model file is and what is inside",
    prompt: "show how a prompt is understood: weights, chunks, tokens",
    bench: "measure how fast this machine paints",
    doctor: "check that everything Danfang needs is there",
    "first-light": "paint a first picture with the starter model",
  } satisfies Record<CommandName, string>,
  options: {
    prompt: "what to paint",
    negative: "what to keep out of the picture",
    steps: "sampling steps (20); with `prompt`, the steps of the picture it is for",
    sampler: 'how the noise is taken away ("Euler a")',
    schedule: "which noise levels it walks through (automatic)",
    cfg: "how closely to follow the prompt (7)",
    seed: "which noise to begin with; -1 draws one (-1)",
    width: "pixels, a multiple of 8 (the model's own)",
    height: "pixels, a multiple of 8 (the model's own)",
    "clip-skip": "stop this many layers before the end of the text encoder (1)",
    "batch-size": "pictures painted at once (1)",
    "batch-count": "batches one after the other (1)",
    rng: "noise of torch on the CPU, or of an NVIDIA card (cpu)",
    "eta-noise-seed-delta": "added to the seed of ancestral samplers' noise (0)",
    style: "a saved style (styles.csv) for both prompts; repeatable",
    "cfg-rescale": "0 to 1: take back the contrast that a high cfg adds (0)",
    emphasis: "what (brackets:1.2) do (original)",
    tiling: "edges meet, so that the picture can be laid side by side",
    "variation-seed": "the second seed; -1 draws one (-1)",
    "variation-strength": "0 to 1: how much of the second seed",
    x: "what changes from left to right, and its values",
    y: "what changes from top to bottom",
    z: "what changes from sheet to sheet",
    margin: "space between the pictures (0)",
    "no-legend": "without texts on the sheet",
    "vary-seeds": "along these the seed rises by 1 from picture to picture",
    "keep-random-seeds": "each picture draws its own seed for -1",
    "seed-resize": "noise as at this size, in the middle of the picture",
    init: "the picture to start from; repeatable, or a folder: each has its turn",
    denoise: "0 to 1: how far the result may go from it (0.75)",
    resize: "how it comes to --width and --height: pulled, cut, edges drawn out, or as a latent (stretch)",
    "noise-multiplier": "makes the noise on it stronger or weaker (1)",
    "image-cfg": "how closely to follow the picture, for models that edit (1.5)",
    "color-correction": "bring its colours back at the end",
    mask: "white is painted anew; grey or alpha",
    "mask-blur": "how soft the mask's edge is (4)",
    "mask-invert": "black is painted anew",
    "mask-content": "what the masked part starts from (original)",
    "mask-area": "paint in the whole picture, or enlarge the masked part alone (whole)",
    "mask-padding": "pixels around the part that is enlarged (32)",
    "mask-soft": "greys of the mask count",
    "mask-conditioning": "0 to 1: how much of the masked part inpainting models do not see (1)",
    left: "pixels to grow by, rounded up so that the whole is a multiple of 64 (0)",
    right: "the same (0)",
    up: "the same (0)",
    down: "the same (0)",
    fill: "what the new part starts from: noise that matches the picture, side by side (Outpainting mk2); or all sides at once from blurred edges, black, noise, nothing (Poor man's) (matched)",
    "seam-blur": "how soft the seam is (8; with another fill 4)",
    falloff: "0 to 4: lower gives the matched noise more detail (1)",
    "color-variation": "0 to 1: how colourful the matched noise is (0.05)",
    loops: "paint so often, each time from the last result",
    "final-denoise": "0 to 1: --denoise of the last loop (0.5)",
    "loop-curve": "how it gets there (linear)",
    upscaler: "Lanczos, Nearest, … or an upscaler model (Lanczos)",
    scale: "how much larger (2)",
    size: "instead of a scale: the size, cut where the shape differs",
    "second-upscaler": "another one, mixed in",
    "second-visibility": "0 to 1: how much of it (0.5)",
    overlap: "with --prompt: pixels that tiles share; --width and --height are a tile's size (64)",
    "soft-inpainting": "mix old and new by the greys of the mask; give it a large --mask-blur",
    "soft-schedule-bias": "0 to 8: keep the old rather at the beginning (> 1) or at the end (1)",
    "soft-preservation": "0 to 8: how much half-masked parts keep of the old (0.5)",
    "soft-contrast-boost": "1 to 32: against contrast lost by mixing (4)",
    "soft-mask-influence": "0 to 1: whether change (0) or the mask (1) says which old pixels stay (0)",
    "soft-difference-threshold": "0 to 8: how much may change before old pixels give way (0.5)",
    "soft-difference-contrast": "0 to 8: how sudden that is (2)",
    "hires-scale": "how much larger (2)",
    "hires-size": "instead of a scale: the size, cut where the shape differs",
    "hires-steps": "steps of the second pass; 0 is as many as the first (0)",
    "hires-upscaler": "Latent, Lanczos, … or an upscaler model (Latent)",
    "hires-denoise": "0 to 1: how far the second pass may go (0.7)",
    "hires-sampler": "its sampler (that of the first pass)",
    "hires-schedule": "its schedule (that of the first pass)",
    "hires-prompt": "its prompt (that of the first pass)",
    "hires-negative": "its negative prompt (that of the first pass)",
    "hires-model": "its checkpoint (that of the first pass)",
    refiner: "a second checkpoint that finishes the picture",
    "refiner-at": "0 to 1: when it takes over (0.8)",
    "refiner-by-steps": "by steps done instead of noise gone, as before 1.8 of the WebUI",
    "refiner-passes": "with hires, in which passes (second)",
    eta: "share of fresh noise in ancestral samplers (1) and DDIM (0)",
    "s-churn": "noise added on the way, Euler, Heun and DPM2 (0)",
    "s-tmin": "below this sigma none is added (0)",
    "s-tmax": "above this sigma none is added (no limit)",
    "s-noise": "its strength (1)",
    "extra-noise": "0 to 1: more noise in img2img and the hires pass than their schedules say (0)",
    "exact-steps": "img2img does all steps, not the share that --denoise leaves",
    "sigma-min": "last noise level of the schedule (the model's)",
    "sigma-max": "first noise level of the schedule (the model's)",
    rho: "bend of the Karras and polyexponential schedules (7 and 1)",
    "beta-alpha": "shape of the Beta schedule (0.6)",
    "beta-beta": "shape of the Beta schedule (0.6)",
    "unipc-variant": "UniPC's corrector (bh1)",
    "unipc-skip": "how UniPC shares its steps out (time_uniform)",
    "unipc-order": "UniPC's order, less than there are steps (3)",
    "unipc-full-order-final": "UniPC keeps its order to the end",
    "pad-prompts": "make both prompts equally long: empty, or repeat as before 1.6",
    "token-merging": "0 to 1: share of tokens that merge in self-attention, ToMe; SD 1.x and 2.x (0)",
    "token-merging-hires": "the same in the second pass (that of the first)",
    hypertile: "self-attention within tiles, in both passes or the second",
    "hypertile-depth": "0 to 3: deeper layers stay whole (3)",
    "hypertile-tile": "largest tile (256)",
    "hypertile-swap": "of how many ways to cut one is drawn (3)",
    "downcast-alphas": "noise levels in half precision, as before 1.8 of the WebUI",
    "old-prompt-editing": "[a:b:when] as before 1.6: below 1 a share, else a step",
    "second-order-steps-once": "in [a:b:when] a step of Heun, DPM++ SDE … counts once",
    "hires-first-pass-networks": "the second pass' prompt with the networks of the first",
    "discard-next-to-last-sigma": "leave out the noise level before the last",
    "sgm-noise": "begin with noise of √(1+σ²), as Stability's own code",
    "min-uncond-sigma": "below this sigma the negative prompt is not asked, NGMS (0)",
    "min-uncond-all-steps": "NGMS at every step, not every second",
    "skip-early-uncond": "0 to 1: share of the first steps without the negative prompt (0)",
    "zero-terminal-snr": "the first step sees noise alone: for models trained so",
    prediction: "what the checkpoint predicts, where its file does not say it",
    model: "checkpoint by name, path or hash (the first there is)",
    vae: "a name or a path; auto is the one inside the checkpoint (auto)",
    models: "folder of a WebUI, Forge or ComfyUI, used where it is; repeatable",
    home: "Danfang's own folder (DANFANG_HOME, else ~/.danfang)",
    out: "png, jpg or webp file, or a folder (outputs/txt2img/DATE)",
    "save-latent": "also write the latents, before the VAE, as float32",
    host: "address to listen on; beyond this machine --api-auth is needed (127.0.0.1)",
    port: "port to listen on (7860)",
    open: "open the page in the browser",
    "api-auth": "name and password that everybody is asked for",
    backend: "what computes (auto)",
    threads: "CPU threads (as many as help)",
    json: "one JSON document on stdout, errors too",
    jsonl: "with -: a JSON string per line in, a JSON document per line out",
    help: "this text",
  } satisfies Record<OptionName, string>,
  problems,
  unexpectedHint: "This is a fault in Danfang. Please report it with the command that led here.",
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
  stopping: "Stopping after this step. Ctrl-C again quits at once.",
  cancelled: (d: { saved: number; wanted: number }): ErrorText => ({
    message: "Cancelled.",
    hint: d.saved === 0 ? "Nothing was written." : `${d.saved} of ${d.wanted} pictures were finished and are kept.`,
  }),
  inspection: {
    kind: "kind",
    unknownKind: "unknown",
    family: "family",
    baseModel: "base model",
    architecture: "built like",
    scale: "makes larger",
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
    findings: "noticed",
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
        return `<${d.type}:…> is no kind of network that is known; it is left out.`;
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
    over: (d: { what: string }) => `Over: ${d.what}`,
    faultKept: (d: { file: string }) => `Where it happened stands in ${d.file}.`,
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
    command: "The same again, or your own words",
  },
};
export type Texts = typeof en;
