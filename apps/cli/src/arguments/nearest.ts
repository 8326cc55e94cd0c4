/** A mistyped name is at most about a third wrong; further off, a suggestion would be a guess. */
const mostWrong = 0.4;

/** The name most like a mistyped one, if any is alike. Case does not count; a beginning of a name is alike. */
export function nearestName(wanted: string, names: Iterable<string>): string | undefined {
  const typed = wanted.toLowerCase();
  const ranked = [...names]
    .map((name) => ({
      name,
      distance: name.startsWith(typed) && typed ? 0.5 : editDistance(typed, name.toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance);
  const [best] = ranked;
  return best && best.distance <= Math.max(1, mostWrong * Math.max(typed.length, best.name.length))
    ? best.name
    : undefined;
}

/** Insertions, deletions, substitutions and swaps of neighbours between two strings. Source: optimal string alignment. */
export function editDistance(a: string, b: string): number {
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)];
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    const above = rows[i - 1]!;
    for (let j = 1; j <= b.length; j++) {
      const isSame = a[i - 1] === b[j - 1];
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const edits = [above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (isSame ? 0 : 1)];
      row.push(Math.min(...edits, isSwap ? rows[i - 2]![j - 2]! + 1 : Number.POSITIVE_INFINITY));
    }
    rows.push(row);
  }
  return rows[a.length]![b.length]!;
}
