import type { DanfangError } from "@danfang/domain";

/**
 * What reading a file came to. There is no fourth answer, and `cannot` is never taken for `absent`: whoever would change
 * a file that nobody can read would write over what it holds.
 */
export type FileReading<T> =
  /** There is no such file. */
  | { readonly is: "absent" }
  | { readonly is: "value"; readonly value: T }
  /** It is there, and what it holds is not known. */
  | { readonly is: "cannot"; readonly problem: DanfangError };

export const absent = { is: "absent" } as const;
export const asValue = <T>(value: T): FileReading<T> => ({ is: "value", value });
export const cannot = (problem: DanfangError): FileReading<never> => ({ is: "cannot", problem });

/** What was read, undefined where there is no file. Throws why it cannot be read. */
export function contentOf<T>(reading: FileReading<T>): T | undefined {
  if (reading.is === "cannot") throw reading.problem;
  return reading.is === "value" ? reading.value : undefined;
}

/**
 * What was read, undefined where nothing can be: for what can be made again, such as a cache, and for nothing else.
 */
export const ifReadable = <T>(reading: FileReading<T>): T | undefined =>
  reading.is === "value" ? reading.value : undefined;
