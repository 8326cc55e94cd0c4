import { defined, type Recipe } from "@danfang/domain";

/** Programs by how their `Version` begins: a release of Forge is no commit that begins with f. */
const versions: readonly (readonly [RegExp, string])[] = [
  [/^f\d+\.\d/, "Forge"],
  [/^v\d/, "AUTOMATIC1111"],
];
/** Programs that write their name before the number. */
const named = /^(danfang|ComfyUI|Fooocus|RuinedFooocus|stable-diffusion\.cpp)(?:[ -](\S.*))?$/i;

/** Which program a `Version` is of. */
export function programOf(version: string): NonNullable<Recipe["source"]> {
  const known = versions.find(([mark]) => mark.test(version))?.[1];
  if (known) return { program: known, version };
  const [, program, number] = named.exec(version) ?? [];
  return program === undefined ? { version } : { program, ...defined({ version: number }) };
}

/** Whether a `Version` says the program, so that it needs no `App` beside it. */
export const isNamedInVersion = (program: string | undefined): boolean =>
  program === undefined || versions.some(([, known]) => known === program) || named.test(program);

/** Programs that draw their noise in ways that no infotext names. */
const ownNoise =
  /^(Ruined)?Fooocus\b|^stable-diffusion\.cpp\b|^(InvokeAI|Easy Diffusion|NovelAI|SwarmUI|Draw Things)\b/i;

/** By a `Version` or an `App`. */
export const drawsItsOwnNoise = (program: string): boolean => ownNoise.test(program);
