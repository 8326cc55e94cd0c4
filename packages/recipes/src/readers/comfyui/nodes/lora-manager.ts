import type { NodeRow, NodeTable } from "./node-row.ts";

const listed: NodeRow = { widgets: "text loras", loras: { list: "loras", tags: "text" } };

/** ComfyUI-Lora-Manager. */
export const loraManager: NodeTable = {
  "Lora Loader (LoraManager)": { ...listed, outputs: "model clip any any" },
  "LoRA Text Loader (LoraManager)": {
    widgets: "lora_syntax",
    outputs: "model clip any any",
    loras: { tags: "lora_syntax" },
  },
  "Lora Stacker (LoraManager)": { ...listed, outputs: "loraStack any any" },
  "Lora Randomizer (LoraManager)": { outputs: "loraStack", loras: { list: "loras", tags: "text" } },
  "Lora Stack Combiner (LoraManager)": { outputs: "loraStack", inputs: { loraStack: "lora_stack_a lora_stack_b" } },
  "Checkpoint Loader (LoraManager)": {
    widgets: "ckpt_name base_model",
    outputs: "model clip vae",
    inputs: { model: "" },
  },
  "Unet Loader (LoraManager)": {
    widgets: "unet_name weight_dtype base_model",
    outputs: "model",
    inputs: { model: "" },
  },
  "Prompt (LoraManager)": { widgets: "text", outputs: "conditioning text", prompts: { conditioning: "text" } },
  "Text (LoraManager)": { widgets: "text", outputs: "text" },
  "Save Image (LoraManager)": { does: "save" },
};
