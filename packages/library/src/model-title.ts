/** How AUTOMATIC1111 titles a checkpoint, `name [hash]`, or a hash alone. */
export interface ModelTitle {
  /** Empty where there is only a hash. */
  readonly name: string;
  /** Eight to 64 hexadecimal digits. */
  readonly hash: string;
}

const hashDigits = /^[0-9a-f]{8,64}$/i;

/** Undefined for words without a hash. */
export function readTitle(words: string): ModelTitle | undefined {
  if (hashDigits.test(words)) return { name: "", hash: words };
  const open = words.lastIndexOf("[");
  const hash = words.slice(open + 1, -1);
  if (open < 0 || !words.endsWith("]") || !hashDigits.test(hash)) return undefined;
  return { name: words.slice(0, open).trimEnd(), hash };
}
