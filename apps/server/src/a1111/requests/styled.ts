import { applyStyles } from "@danfang/prompt";
import type { Studio } from "../../border/studio.ts";

interface Styled {
  readonly prompt: string;
  readonly negative_prompt: string;
  readonly styles: readonly string[] | null;
}
interface HiresPrompts {
  readonly hr_prompt: string;
  readonly hr_negative_prompt: string;
}

/**
 * A body whose styles are in its prompts, those of the second pass too where it has its own; names that nobody knows are
 * passed over. Source: AUTOMATIC1111 v1.10.1 `setup_prompts` of both kinds of processing.
 */
export async function styled<B extends Styled & Partial<HiresPrompts>>(body: B, styles: Studio["styles"]): Promise<B> {
  if (!body.styles?.length) return body;
  const known = await styles.list();
  const wanted = body.styles.flatMap((name) => known.find((style) => style.name === name) ?? []);
  const apply = (prompt: string, negativePrompt: string) => applyStyles({ prompt, negativePrompt }, wanted);
  const first = apply(body.prompt, body.negative_prompt);
  const { hr_prompt = "", hr_negative_prompt = "" } = body;
  const second = apply(hr_prompt, hr_negative_prompt);
  return {
    ...body,
    prompt: first.prompt,
    negative_prompt: first.negativePrompt,
    ...(hr_prompt === "" ? {} : { hr_prompt: second.prompt }),
    ...(hr_negative_prompt === "" ? {} : { hr_negative_prompt: second.negativePrompt }),
  };
}
