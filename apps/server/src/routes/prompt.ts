import { clipTokenizer, readClipMerges, readPrompt, understandPrompt } from "@danfang/prompt";
import { Hono } from "hono";
import { z } from "zod";
import { describe } from "../docs/describe.ts";
import { valid } from "../valid.ts";

const tag = "prompts";
const Weighted = z.tuple([z.string(), z.number()]);
const Understood = z.object({
  attention: z.array(Weighted),
  chunks: z.array(z.object({ tokens: z.array(z.number().int()), weights: z.array(z.number()) })),
  /** As the WebUI counts: without networks and comments, of the longest text among steps and parts. */
  tokenCount: z.number().int(),
  tokenLimit: z.number().int(),
});

/** For which prompt editing is read, as there is no picture yet: the longest text among the steps counts. */
const countedSteps = 20;

/** How a prompt is understood, as `danfang prompt --json` prints it. */
export const prompt = () =>
  new Hono().post(
    "/",
    describe({ summary: "How a prompt is understood", tag, answer: Understood }),
    valid("json", z.object({ text: z.string().max(1_000_000) })),
    (c) => {
      const { text } = c.req.valid("json");
      const tokenizer = clipTokenizer();
      const { attention, chunks } = understandPrompt(text, { tokenizer });
      const { tokenCount, tokenLimit } = readPrompt(text, { tokenizer, steps: countedSteps });
      return c.json({ attention, chunks, tokenCount, tokenLimit });
    },
  );

/** The tokenizer's table for a page that counts tokens itself: one merge a line, in order of rank. */
export const clipMerges = () =>
  new Hono().get("/", describe({ summary: "CLIP's merges", tag, answer: "text/plain" }), (c) =>
    c.text(readClipMerges().join("\n"), 200, { "Cache-Control": "public, max-age=31536000, immutable" }),
  );
