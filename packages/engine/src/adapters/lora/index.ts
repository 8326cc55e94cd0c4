export { type Sites, textSites, unetSites } from "./choose-way.ts";
export { loraHooks } from "./lora-hooks.ts";
export { type LaidLora, type LoraStrength, strengthInputNames, strengthInputs } from "./strengths.ts";
