/**
 * The first entry after `place` of a map whose keys are ids in growing order, all smaller than `end`; undefined where there
 * is none. Looks at as few as it can: who is up to date finds the next id at once, and who was away passes either over the
 * ids since or over what is kept of them.
 */
export function nextAfter<T>(kept: ReadonlyMap<number, T>, place: number, end: number): [number, T] | undefined {
  if (end - place <= kept.size) {
    for (let id = place + 1; id < end; id++) {
      const entry = kept.get(id);
      if (entry !== undefined) return [id, entry];
    }
  } else for (const entry of kept) if (entry[0] > place) return entry;
  return undefined;
}
