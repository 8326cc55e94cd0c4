import { z } from "zod";

/** An id in an address. */
export const idText = z.string().min(1).max(200);
