/** What a part of a picture may start from. */
export const contents = {
  en: { fill: "Fill", original: "Original", noise: "Latent noise", nothing: "Latent nothing" },
  zh: { fill: "填充", original: "原版", noise: "潜空间噪声", nothing: "空白潜空间" },
} as const;
