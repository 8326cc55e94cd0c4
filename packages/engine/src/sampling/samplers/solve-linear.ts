/** y with M·y = b, by elimination with pivots. For the handful of unknowns of a multistep sampler; M is regular. */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const pivot = rows
      .slice(column)
      .reduce((best, row) => (Math.abs(row[column]!) > Math.abs(best[column]!) ? row : best));
    const at = rows.indexOf(pivot);
    [rows[column], rows[at]] = [pivot, rows[column]!];
    for (const row of rows)
      if (row !== pivot) {
        const factor = row[column]! / pivot[column]!;
        for (let k = column; k <= size; k++) row[k] = row[k]! - factor * pivot[k]!;
      }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}
