/**
 * The properties that have a value. The house's one way to leave an optional field out: `{ ...defined({ vae }) }`.
 * Under `exactOptionalPropertyTypes` an optional field is absent, never there with `undefined`.
 */
export function defined<T extends object>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;
}
