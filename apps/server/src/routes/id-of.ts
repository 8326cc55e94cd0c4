import { z } from "zod";
import { idText } from "../border/id-text.ts";

/** The thing that an address names: a model, a picture that was handed in. */
export const IdOf = z.object({ id: idText });
