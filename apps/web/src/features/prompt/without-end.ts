/** A prompt without the commas and white space that it ends in. */
export const withoutEnd = (prompt: string): string => prompt.replace(/(?<![\s,])[\s,]+$/, "");
