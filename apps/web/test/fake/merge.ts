/** Settings with a part of them changed. */
export function merge(before: object, part: object): object {
  const merged = { ...before } as Record<string, unknown>;
  for (const [key, value] of Object.entries(part))
    merged[key] =
      typeof value === "object" && value !== null && !Array.isArray(value)
        ? merge((merged[key] as object) ?? {}, value)
        : value;
  return merged;
}
