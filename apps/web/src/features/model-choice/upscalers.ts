/** What enlarges a picture or its latent without a model of its own. Source: the WebUI's `shared_items` and `shared.latent_upscale_modes`. */
export const plainUpscalers = [
  "Latent",
  "Latent (antialiased)",
  "Latent (bicubic)",
  "Latent (bicubic antialiased)",
  "Latent (nearest)",
  "Latent (nearest-exact)",
  "None",
  "Lanczos",
  "Nearest",
] as const;
