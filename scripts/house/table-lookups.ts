/**
 * Places where a table of the program's own, `const names: Readonly<Record<string, …>> = { … }`, is asked by a key that may
 * be anybody's: `names[key]`, `key in names`. Every object answers to `constructor` and `__proto__`.
 */
export function openLookups(code: string, tables: ReadonlySet<string>): string[] {
  const asked = [...code.matchAll(/(?<![.\w])(\w+)\[(?!["'\d\]])([^\][]*(?:\[[^\][]*\])?[^\][]*)\]/g)];
  const contained = [...code.matchAll(/(?<![\w#])(\w+) in (\w+)\b(?!\s*[,.(]?\s*of\b)/g)].filter(
    ([, left]) => left !== "const" && left !== "let",
  );
  return [
    ...asked.filter(([, table = ""]) => tables.has(table)).map(([text]) => text),
    ...contained.filter(([, , table = ""]) => tables.has(table)).map(([text]) => text),
  ];
}

/** Names of tables with keys of any kind, as a module declares them; those with keys of one union are safe by their type. */
export const tablesIn = (code: string): string[] =>
  [...code.matchAll(/\bconst (\w+): [^=;\n]*\bRecord<string,[^=;]*?= \{|\bconst (\w+): OptionValues = \{/g)].map(
    ([, name, options]) => name ?? options ?? "",
  );
