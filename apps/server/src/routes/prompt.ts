import { fields } from "@danfang/domain";
import { readClipMerges } from "@danfang/prompt";
import { Hono } from "hono";
import { z } from "zod";
import { valid } from "../border/valid.ts";
import { describe } from "../docs/describe.ts";
import type { Reader } from "../reading/open-reader.ts";

const tag = "prompts";
const Weighted = z.tuple([z.string(), z.number()]);
const Understood = z.object({
  attention: z.array(Weighted),
  chunks: z.array(z.object({ tokens: z.array(z.number().int()), weights: z.array(z.number()) })),
  /** As the WebUI counts: without networks and comments, of the longest text among steps and parts. */
  tokenCount: z.number().int(),
  tokenLimit: z.number().int(),
});

/** How a prompt is understood, as `danfang prompt --json` prints it. */
export const prompt = (reader: Reader) =>
  new Hono().post(
    "/",
    describe({ summary: "How a prompt is understood", tag, answer: Understood }),
    valid("json", z.object({ text: z.string().max(fields.prompt.longest) })),
    async (c) => {
      const answer = await reader.read("prompt", c.req.valid("json").text);
      return c.body(answer, 200, { "Content-Type": "application/json" });
    },
  );

/** The tokenizer's table for a page that counts tokens itself: one merge a line, in order of rank. */
export const clipMerges = () =>
  new Hono().get("/", describe({ summary: "CLIP's merges", tag, answer: "text/plain" }), (c) =>
    c.text(readClipMerges().join("\n"), 200, { "Cache-Control": "public, max-age=31536000, immutable" }),
  );
