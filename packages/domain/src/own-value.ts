/**
 * The value that a table itself holds under a key that somebody wrote; undefined for what every object inherits, such as
 * `constructor`, and for `__proto__`.
 */
export const ownValue = <T>(table: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
