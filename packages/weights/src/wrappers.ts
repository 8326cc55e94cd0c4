import type { TensorEntry } from "@danfang/formats";

type Entry = TensorEntry & { readonly file?: string };

/** What trainers and programs put around every name of a file, and what means nothing; averaged weights first. */
export const wrappers: readonly string[] = [
  ...["params_ema.", "params.", "model_state_dict.", "state_dict.", "module.", "g_ema.", "generator.", "_orig_mod."],
  ...["ema_model.", "ema.", "student.", "models."],
];

/** Every name without the words that stand before all of them; files of two such words are known. */
export function unwrapNames<E extends Entry>(tensors: ReadonlyMap<string, E>): ReadonlyMap<string, E> {
  const names = [...tensors.keys()].filter((name) => name.includes(".")); // marks stand outside
  const wrapper = names.length > 0 ? wrapperOf(names) : "";
  if (wrapper === "") return tensors;
  const unwrapped = (name: string) => (name.startsWith(wrapper) ? name.slice(wrapper.length) : name);
  return new Map(
    [...tensors.values()].map((entry) => [unwrapped(entry.name), { ...entry, name: unwrapped(entry.name) }]),
  );
}

/** The longest run of wrappers that every name begins with, and that leaves something of each. */
function wrapperOf(names: readonly string[]): string {
  let found = "";
  for (;;) {
    const next = wrappers
      .map((wrapper) => found + wrapper)
      .find((prefix) => names.every((name) => name.startsWith(prefix) && name.length > prefix.length));
    if (next === undefined) return found;
    found = next;
  }
}

/** Where programs put the parts of a checkpoint, and where LDM has them. */
const partRoots: readonly (readonly [found: string, ldm: string])[] = [
  ["diffusion_model.", "model.diffusion_model."],
  ["vae.", "first_stage_model."],
  ["model.first_stage_model.", "first_stage_model."],
];

const firstText = "text_encoders.clip_l.transformer.";
const secondText = "text_encoders.clip_g.transformer.";

/**
 * The names of a checkpoint with its parts where LDM has them. Sources: Forge `ForgeDiffusionEngine.save_checkpoint`;
 * ComfyUI's bare `diffusion_model.`.
 */
export function movedToLdm(tensors: ReadonlyMap<string, Entry>): ReadonlyMap<string, Entry> {
  const begins = (root: string) => tensors.keys().some((name) => name.startsWith(root));
  const [hasFirst, hasSecond] = [begins(firstText), begins(secondText)];
  const texts = [
    [firstText, hasSecond ? "conditioner.embedders.0.transformer." : "cond_stage_model.transformer."],
    [secondText, `conditioner.embedders.${hasFirst ? 1 : 0}.model.`],
  ] as const;
  const roots = [...partRoots, ...texts].filter(([found]) => begins(found));
  if (roots.length === 0) return tensors;
  const moved = (name: string) => {
    const [found, ldm] = roots.find(([root]) => name.startsWith(root)) ?? ["", ""];
    return ldm + name.slice(found.length);
  };
  return new Map([...tensors.values()].map((entry) => [moved(entry.name), { ...entry, name: moved(entry.name) }]));
}
