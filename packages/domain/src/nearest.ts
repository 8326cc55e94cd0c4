/** Characters of a name that are compared: what is longer is mistyped by more than a letter. */
const longestCompared = 200;

/** The names most like a mistyped one, best first. Case does not count. */
export function nearest(name: string, candidates: Iterable<string>, count = 3): string[] {
  const wanted = name.slice(0, longestCompared).toLowerCase();
  return [...candidates]
    .map((candidate) => ({
      candidate,
      distance: editDistance(wanted, candidate.slice(0, longestCompared).toLowerCase()),
    }))
    .sort((a, b) => a.distance - b.distance)
    .slice(0, count)
    .map(({ candidate }) => candidate);
}

/** Insertions, deletions and substitutions that turn one string into the other. Source: Levenshtein 1966. */
export function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const above = row;
    row = [i];
    for (let j = 1; j <= b.length; j++)
      row.push(Math.min(above[j]! + 1, row[j - 1]! + 1, above[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
  }
  return row[b.length]!;
}
