import { defined } from "@danfang/domain";
import type { CarriedTexts } from "../carried-texts.ts";
import { readA1111 } from "./a1111.ts";
import type { RecipeReader } from "./recipe-reader.ts";

const first = "Include in Image: ";

/** Mochi Diffusion: its fields in one caption, parted by semicolons. Source: MochiDiffusion `Model/SDImage.swift`. */
export const mochiDiffusion: RecipeReader = {
  program: "Mochi Diffusion",
  read(texts) {
    const caption = captionIn(texts);
    if (caption === undefined) return undefined;
    const [, version] = /; Generator: Mochi Diffusion ?([\w.]{0,20})/.exec(caption) ?? [];
    const { value, findings } = readA1111(caption.replace(/; (?=[A-Z][A-Za-z ]{2,30}: )/g, "\n"));
    const { Generator: _, ...extra } = value.extra ?? {};
    const { rng: _rng, clipSkip: _clipSkip, ...recipe } = value; // what AUTOMATIC1111 means by their absence
    const source = { program: "Mochi Diffusion", ...defined({ version: version || undefined }) };
    return { value: { ...recipe, source, extra }, findings };
  },
};

const captionIn = ({ all }: CarriedTexts): string | undefined => all.find(({ text }) => text.startsWith(first))?.text;
