import type { Recipe } from "@danfang/domain";
import { readA1111 } from "./readers/a1111.ts";
import type { Reading } from "./reading.ts";

/**
 * The recipe in a generation-data text, and what in it was not understood.
 *
 * Total: any text is at least a prompt. Source: facts of AUTOMATIC1111's dialect, the one every other program writes too.
 */
export const parseInfotext = (text: string): Reading<Recipe> => readA1111(text);
