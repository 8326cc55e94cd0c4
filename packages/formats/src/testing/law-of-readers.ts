import { DanfangError } from "@danfang/domain";

/** The outcome of a reader: a value, or an error of the formats family. Anything else is thrown on and fails the test. */
export async function outcomeOf<T>(read: () => T | Promise<T>): Promise<{ value: T } | { code: string }> {
  try {
    return { value: await read() };
  } catch (error) {
    if (error instanceof DanfangError && error.code.startsWith("formats/") && error.hint) return { code: error.code };
    throw error;
  }
}
