/** Everything that a value follows from: files, as they lie on the disk now, and what else was chosen. */
export interface MadeOf {
  readonly files: readonly string[];
  readonly choices?: readonly (string | number | undefined)[];
}

/** Values that cost something to make, each kept until one of its files changes. */
export interface Kept<V> {
  /** The value, made at the first call; one that could not be made is tried anew. */
  of(madeOf: MadeOf, make: () => Promise<V>): Promise<V>;
  /** A file has changed: nothing that was made of it is kept. */
  forget(file: string): void;
}

export function keep<V>(): Kept<V> {
  const kept = new Map<string, { readonly files: readonly string[]; readonly value: Promise<V> }>();
  return {
    of({ files, choices = [] }, make) {
      const key = JSON.stringify([files, choices.map((choice) => choice ?? null)]);
      const found = kept.get(key);
      if (found) return found.value;
      const value = make();
      kept.set(key, { files, value });
      value.catch(() => kept.delete(key)); // what failed may be mended
      return value;
    },
    forget(file) {
      for (const [key, { files }] of kept) if (files.includes(file)) kept.delete(key);
    },
  };
}
