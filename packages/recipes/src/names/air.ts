/** The version that an AIR of Civitai ends with: `urn:air:sdxl:lora:civitai:212532@239420`. */
export function versionInAir(air: string | undefined): number | undefined {
  const id = Number(/:civitai:\d+@(\d+)/.exec(air ?? "")?.[1]);
  return Number.isSafeInteger(id) ? id : undefined;
}
