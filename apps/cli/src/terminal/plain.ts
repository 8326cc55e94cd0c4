/** Everything a terminal would act upon instead of showing it, but for the line break; and marks that turn text around. */
const commands = /[^\P{Cc}\n]|[\u202a-\u202e\u2066-\u2069]/gu;

/** A stranger's text, from a file's metadata or name, made harmless to print: a file must not drive the terminal. */
export const plain = (text: string): string => text.replace(commands, "\ufffd");

/** The same on one line. */
export const plainLine = (text: string): string => plain(text.replace(/\s+/g, " "));
