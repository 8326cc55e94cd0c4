/** Source: cloneofsimo/lora, `save_safeloras`. */
const numbered = /^(unet|text_encoder):\d+:(up|down)$/;

/** Whether tensors are of the first LoRAs of all, which number the layers as their program met them. */
export const isNumberedLora = (tensors: ReadonlyMap<string, unknown>): boolean =>
  [...tensors.keys()].some((name) => numbered.test(name));
