import { PictureId } from "@danfang/domain";
import { z } from "zod";
import { idText } from "../border/id-text.ts";

/** The picture that an address names. */
export const PictureOf = z.object({ id: idText.pipe(PictureId) });
