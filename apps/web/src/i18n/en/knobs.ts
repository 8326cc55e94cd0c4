/** What every field of Create is called, and what turning it up does. Paths are those of the draft. */
export const knobsEn = {
  sampler: {
    name: "Sampler",
    help: "Which way is walked from noise to picture. Euler and DPM++ 2M are good beginnings; those with an “a” never come to rest.",
  },
  schedule: {
    name: "Schedule",
    help: "How the noise is shared out over the steps. Karras spends more of them on detail.",
  },
  steps: { name: "Steps", help: "How often the picture is refined. More is slower; past 20 to 30 little changes." },
  cfgScale: {
    name: "CFG",
    help: "How strictly the prompt is followed. Higher: closer and harsher. 5 to 9 is usual.",
  },
  size: {
    name: "Size",
    help: "A checkpoint paints best at the size it was trained at. Far from it things appear twice.",
  },
  seed: { name: "Seed", help: "The number that the noise grows from. Same recipe and seed, same picture." },
  batchCount: { name: "Batch count", help: "How many batches one after another." },
  batchSize: { name: "Batch size", help: "How many pictures at once. Needs more memory." },
  clipSkip: {
    name: "Clip skip",
    help: "How many of the text encoder's last layers to leave out. Anime checkpoints often want 2.",
  },
  rng: {
    name: "Noise from",
    help: "Which noise generator to imitate. CPU for pictures from here; nv for seeds from NVIDIA machines.",
  },
  etaNoiseSeedDelta: { name: "ENSD", help: "Eta noise seed delta: 31337 for NovelAI-like pictures, otherwise 0." },
  cfgRescale: {
    name: "CFG rescale",
    help: "Takes the glare out of high CFG. 0.7 suits v-prediction models; 0 leaves everything as it is.",
  },
  emphasis: { name: "Emphasis", help: "What brackets in the prompt do to the encoded text." },
  tiling: { name: "Tiling", help: "Opposite edges meet, so that the picture can be laid side by side as a pattern." },
  variation: {
    seed: { name: "Variation seed", help: "A second noise that is mixed into the first." },
    strength: {
      name: "Strength",
      help: "How much of the second noise: 0 is the first seed's picture, 1 the second's, a little varies details.",
    },
  },
  seedResize: {
    width: {
      name: "As if this wide",
      help: "Lays out the noise as a picture of this width would, so that the same seed stays recognisable.",
    },
    height: { name: "As if this high", help: "Lays out the noise as a picture of this height would." },
  },
  hires: {
    scale: { name: "Upscale by", help: "The second pass paints this many times larger." },
    upscaler: {
      name: "Upscaler",
      help: "What enlarges the picture before the second pass. Latent ones add detail and need more denoising.",
    },
    steps: { name: "Hires steps", help: "Steps of the second pass. 0: as many as the first." },
    denoisingStrength: {
      name: "Denoising",
      help: "How far the second pass may go from the first. 0.3 to 0.5 keeps the picture; Latent needs 0.55 or more.",
    },
    width: { name: "Resize to width", help: "A width in pixels instead of a factor. 0: by the factor." },
    height: { name: "Resize to height", help: "A height in pixels instead of a factor. 0: by the factor." },
    sampler: { name: "Hires sampler", help: "Another sampler for the second pass." },
    schedule: { name: "Hires schedule", help: "Another schedule for the second pass." },
    checkpoint: { name: "Hires checkpoint", help: "Another checkpoint for the second pass." },
    prompt: { name: "Hires prompt", help: "Other words for the second pass. Empty: the same." },
    negativePrompt: {
      name: "Hires negative prompt",
      help: "Other unwanted things for the second pass. Empty: the same.",
    },
  },
  refiner: {
    checkpoint: { name: "Refiner", help: "The checkpoint that paints the last steps." },
    switchAt: {
      name: "Switch at",
      help: "Which share of the way the first checkpoint paints. 0.8 leaves the refiner the last fifth.",
    },
    hiresPasses: { name: "With hires fix in", help: "In which of the two passes the refiner takes over." },
    bySteps: {
      name: "Count steps",
      help: "Switches by the share of steps done instead of noise gone, as older WebUIs did.",
    },
  },
  init: {
    denoisingStrength: {
      name: "Denoising",
      help: "How far it may go from the picture: 0 leaves it alone, 1 forgets it, 0.4 to 0.75 is usual.",
    },
    resize: { name: "Resize mode", help: "How the picture comes to the size set above." },
    colorCorrection: {
      name: "Keep its colours",
      help: "Brings the colours of the result back to those of the picture.",
    },
    noiseMultiplier: { name: "Noise multiplier", help: "A little under 1 is softer, a little over 1 adds detail." },
    conditioningMaskWeight: {
      name: "Conditioning mask",
      help: "For inpainting checkpoints: how much of the masked part they may not see.",
    },
  },
  mask: {
    blur: { name: "Mask blur", help: "How softly the painted part ends, pixels." },
    invert: { name: "Paint what is not masked", help: "The mask marks what stays instead." },
    content: { name: "Masked content", help: "What the masked part starts from." },
    area: { name: "Inpaint area", help: "Only masked paints the part large and in detail, then puts it back." },
    padding: { name: "Padding", help: "How much around the masked part the model sees, pixels." },
    round: { name: "Hard mask", help: "Grey counts as black or white. Off: half masked is half painted." },
  },
  passes: {
    kind: {
      name: "What is made of it",
      help: "The picture painted once, extended beyond its edges, or painted several times.",
    },
    left: { name: "Left", help: "Pixels to grow by on the left; the whole is rounded up to a multiple of 64." },
    right: { name: "Right", help: "Pixels to grow by on the right." },
    up: { name: "Up", help: "Pixels to grow by above." },
    down: { name: "Down", help: "Pixels to grow by below." },
    seamBlur: { name: "Seam blur", help: "How softly old and new meet." },
    falloff: {
      name: "Fall-off",
      help: "Exponent of the noise that the new part begins with: lower gives more detail.",
    },
    colorVariation: { name: "Colour variation", help: "How colourful the noise is that the new part begins with." },
    content: { name: "New part", help: "What the new part starts from." },
    loops: { name: "Loops", help: "How often it is painted, each time from the last result." },
    finalDenoisingStrength: { name: "Final denoising", help: "The denoising of the last loop." },
    curve: { name: "Curve", help: "How the denoising gets from the first loop's to the last one's." },
    upscaler: { name: "Upscaler", help: "What makes it larger before it is painted over." },
    scale: { name: "Scale", help: "How much larger. Width and height above are the size of a tile." },
    overlap: { name: "Overlap", help: "How many pixels neighbouring tiles share." },
  },
  soft: {
    isOn: {
      name: "Soft inpainting",
      help: "Old and new are mixed by the greys of the mask. Give the mask a large blur, 16 or more.",
    },
    scheduleBias: {
      name: "Schedule bias",
      help: "When the old is kept: above 1 rather at the beginning, below 1 rather at the end.",
    },
    preservation: { name: "Preservation", help: "How much half-masked parts keep of the old." },
    contrastBoost: {
      name: "Contrast boost",
      help: "Gives mixed parts their contrast back. Too much makes their colours garish.",
    },
    maskInfluence: {
      name: "Mask influence",
      help: "Which old pixels stay in the end. 0: where little changed. 1: where the mask says so.",
    },
    differenceThreshold: {
      name: "Difference threshold",
      help: "How much a part may change before its old pixels give way to the new ones.",
    },
    differenceContrast: {
      name: "Difference contrast",
      help: "How sudden that is: low blends gently but may show ghosts, high is a hard edge.",
    },
  },
  grid: {
    drawLegend: { name: "Legend", help: "Writes above and beside the cells what they show." },
    margin: { name: "Gap", help: "Pixels between the cells of the sheet." },
    keepRandomSeeds: {
      name: "Random per cell",
      help: "With seed −1 every cell draws its own; otherwise all share one, so that only the axes differ.",
    },
  },
  knobs: {
    eta: { name: "Eta", help: "How much noise ancestral samplers put back at each step." },
    etaDdim: {
      name: "Eta DDIM",
      help: "How much noise DDIM puts back at each step: 0 none, 1 as much as an ancestral one.",
    },
    extraNoise: {
      name: "Extra noise",
      help: "More noise on the picture to start from and before the hires pass: more detail. Should stay below the denoising.",
    },
    sChurn: {
      name: "Sigma churn",
      help: "Noise added and taken away again at each step; more variety, less sharpness.",
    },
    sTmin: { name: "Sigma tmin", help: "Below this sigma nothing is churned." },
    sTmax: { name: "Sigma tmax", help: "Above this sigma nothing is churned. 0: no limit." },
    sNoise: { name: "Sigma noise", help: "How strong the added noise is. A little over 1 keeps detail." },
    minUncondSigma: {
      name: "NGMS",
      help: "Below this sigma the negative prompt is not asked: faster, and with 1 to 3 hardly different.",
    },
    img2imgExactSteps: {
      name: "All steps in img2img",
      help: "From a picture, too, as many steps as are set; otherwise only the share that the denoising leaves.",
    },
    minUncondAllSteps: {
      name: "NGMS at all steps",
      help: "Below the NGMS sigma no step asks the negative prompt; off: every second one does.",
    },
    padPrompts: {
      name: "Pad prompts",
      help: "Makes prompt and negative prompt equally long. Changes the picture when one of them is longer than 75 tokens.",
    },
    betaAlpha: { name: "Beta α", help: "Shape of the Beta schedule at its beginning; usual is 0.6." },
    betaBeta: { name: "Beta β", help: "Shape of the Beta schedule at its end; usual is 0.6." },
    unipcVariant: { name: "UniPC variant", help: "How UniPC corrects itself. bh1 suits few steps, bh2 more." },
    unipcSkipType: { name: "UniPC skip type", help: "How UniPC shares its steps out over the noise." },
    unipcOrder: {
      name: "UniPC order",
      help: "How many earlier steps UniPC looks at. Must be less than there are steps.",
    },
    unipcLowerOrderFinal: {
      name: "UniPC lower order final",
      help: "The last steps look back less far: steadier with few steps.",
    },
    tokenMerging: {
      name: "Token merging",
      help: "Lets similar parts of the picture share their attention: faster at large sizes, and details change. Acts on SD 1.x and 2.x; XL does not feel it.",
    },
    tokenMergingHires: { name: "Token merging, hires", help: "The same in the hires pass. 0: as in the first." },
    hypertile: {
      name: "Hypertile",
      help: "Lets parts of the picture attend only to what is near: faster at large sizes, and details change. Sides that are multiples of 128 suit it.",
    },
    hypertileMaxDepth: { name: "Hypertile depth", help: "How many levels of the network are cut into tiles." },
    hypertileMaxTile: { name: "Hypertile size", help: "The largest tile, pixels." },
    hypertileSwapSize: {
      name: "Hypertile swap",
      help: "Of how many ways to cut one is drawn at each call, so that no seams show.",
    },
    downcastAlphas: {
      name: "Half-precision noise levels",
      help: "Noise levels as WebUIs before 1.8 had them. For seeds of 2023.",
    },
    oldPromptEditing: {
      name: "Old prompt editing",
      help: "[a:b:when] as before 1.6: below 1 a share of the steps, else a step, the same in both passes.",
    },
    secondOrderStepsCountOnce: {
      name: "Second-order steps count once",
      help: "For [a:b:when], a step of Heun, DPM++ SDE or DPM++ 2S a is one step, as in early 2023.",
    },
    hiresFirstPassNetworks: {
      name: "First pass' networks for hires",
      help: "Encodes the second pass' prompt with the LoRAs of the first.",
    },
    skipEarlyUncond: {
      name: "Skip early CFG",
      help: "For this share of the first steps the negative prompt is not asked.",
    },
    discardNextToLastSigma: { name: "Discard next-to-last sigma", help: "Leaves out a step that some samplers waste." },
    sgmNoiseMultiplier: { name: "SGM noise multiplier", help: "Starts from slightly more noise, as SGM does." },
    sigmaMin: { name: "Sigma min", help: "Where the schedule ends. 0: where the model ends; 0.1 is the old Karras." },
    sigmaMax: {
      name: "Sigma max",
      help: "Where the schedule begins. 0: where the model begins; 10 is the old Karras.",
    },
    rho: { name: "Rho", help: "How strongly Karras bends the schedule; usual is 7." },
    zeroTerminalSnr: {
      name: "Zero terminal SNR",
      help: "The first step sees nothing but noise: true blacks and whites for models trained so.",
    },
  },
} as const;
