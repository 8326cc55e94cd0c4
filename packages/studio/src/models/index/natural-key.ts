/** A run of digits as it sorts among others: how long it is, then what it says. */
function digitsKey(digits: string): string {
  const number = digits.replace(/^0+(?=\d)/, "");
  return `${String(number.length).padStart(3, "0")}${number}`;
}

/**
 * A text whose order as characters is the natural order of names: case and width do not count, 2 comes before 10, and
 * what lies in a folder stays together.
 */
export const naturalKey = (name: string): string =>
  name.normalize("NFKC").toLowerCase().replace(/\d+/g, digitsKey).replaceAll("/", "\u0001");
