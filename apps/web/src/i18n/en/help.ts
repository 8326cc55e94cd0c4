/** Help: what each kind of model is. */
export const helpEn = {
  help: {
    title: "Help",
    intro: "A picture is decided by prompt + models + parameters, and a little luck. Models come in five kinds:",
    where: "Where its files go",
    files: "What the file looks like",
    use: "How it is used",
    look: "What to look for on a model page",
    without: "without",
    with: "with",
    tryIt: "Try it with the starter",
    sliderLabel: "With and without {{kind}}",
    sameTitle: "Same prompt, different picture?",
    sameBody:
      "Usually neither the prompt nor the program is at fault: the model is. A checkpoint only knows what it was fed, so the same prompt under three checkpoints gives three worlds. Compare recipes in the gallery: choose two pictures, differences are in bold.",
    homeworkTitle: "Copying homework",
    homeworkBody:
      "On Civitai press “Copy Generation Data”, come here and press Ctrl+V: every field is set, and a strip says what is missing. Pictures work too: drop one on the page.",
    checkpoint: {
      title: "Checkpoint",
      aka: "the base model",
      what: "The big one: it holds everything the program knows about painting. Nothing works without one. It is named after a game's save point.",
      files:
        ".safetensors or .ckpt, 2–7 GB. If both are offered, choose .safetensors: nothing in it can run. (It is neither compressed nor encrypted; that is not what makes it safe.)",
      use: "Choose it at the top left. Its author's page says which settings suit it.",
      look: "Base model (SD 1.x, 2.x or XL), recommended VAE, sampler, CFG and clip skip, and pictures with their generation data.",
    },
    vae: {
      title: "VAE",
      aka: "the “colour filter”",
      what: "Compresses a picture into the small latent in which painting happens, and expands it at the end. Most checkpoints include one; where it is missing or poor, pictures come out grey and washed out.",
      files: ".safetensors, .pt or .ckpt, 300–800 MB.",
      use: "Choose it beside the checkpoint. “Automatic” uses the one inside the checkpoint.",
      look: "The checkpoint's page names one, often kl-f8-anime2 or vae-ft-mse-840000.",
    },
    lora: {
      title: "LoRA",
      aka: "a character, a style, a thing",
      what: "A small addition that teaches a checkpoint one thing: a character, clothes, a brush. Several can be used together.",
      files: ".safetensors, 10–200 MB.",
      use: "Write <lora:name:0.8> into the prompt; the number is its strength. Usually it needs its trigger words too.",
      look: "Base model (must fit the checkpoint's family), trigger words, recommended strength.",
    },
    hypernetwork: {
      title: "Hypernetwork",
      aka: "a brain within the brain",
      what: "An older kind of addition: a small network that bends how the prompt acts on the picture. Used for styles.",
      files: ".pt, 20–500 MB.",
      use: "Write <hypernet:name:1> into the prompt.",
      look: "Mostly found on older pages; LoRA has taken its place.",
    },
    embedding: {
      title: "Embedding",
      aka: "textual inversion",
      what: "A new word for the prompt, learned from pictures. Similar things have similar vectors, and this is the vector of one style or thing. Those for the negative prompt gather what looks bad.",
      files: ".pt or .safetensors, 10–100 KB.",
      use: "Write its name into the prompt or the negative prompt: EasyNegative.",
      look: "Base model, and whether it belongs in the prompt or the negative prompt.",
    },
  },
} as const;
