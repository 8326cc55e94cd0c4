/** To the nearest whole number; from halfway to the even one, as C's `rint` and numpy's `round`. */
export function roundEven(x: number): number {
  const down = Math.floor(x);
  const rest = x - down;
  return rest < 0.5 || (rest === 0.5 && down % 2 === 0) ? down : down + 1;
}
