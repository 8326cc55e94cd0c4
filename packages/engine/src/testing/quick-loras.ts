/** Cases of the LoRA goldens that the quick suite has: one of each kind, and several at once over an inpainting model. */
export const quickLoras: ReadonlySet<string> = new Set(["lora", "loha", "lokr", "glora", "boft", "dora", "stack"]);
