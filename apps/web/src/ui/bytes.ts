import type { Bytes } from "@danfang/domain";

const units = ["B", "KB", "MB", "GB", "TB"] as const;

/** A size as a file manager prints it, powers of 1000: `2.1 GB`. The domain's own would bring its schemas along. */
export function printBytes(bytes: Bytes): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const value = bytes / 1000 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}
