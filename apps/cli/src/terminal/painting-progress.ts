import { basename } from "node:path";
import { type GenerationEvent, type RgbImage, unattended } from "@danfang/domain";
import type { CliIo } from "../io/io.ts";
import type { Texts } from "../texts/texts.ts";
import { printDuration, printSeconds } from "./durations.ts";
import { printHalfBlocks } from "./half-blocks.ts";
import { openLiveArea } from "./live-area.ts";
import { styleFor } from "./style.ts";
import { cutTo, widthOf } from "./width.ts";

export interface PaintingProgress {
  /** Whether x₀ is worth computing. */
  readonly hasPreview: boolean;
  tell(event: GenerationEvent): void;
  /** Leaves the finished picture above the cursor, small, where the terminal has the colours. */
  showFinished(image: RgbImage): void;
  /** Leaves a text above what is drawn over and over; on a pipe too. */
  leave(text: string): void;
  clear(): void;
}

const longestBar = 32;
const shortestBar = 8;
/** Cells of a preview: 32 × 32 pixels. */
const previewSize = { columns: 32, rows: 16 };
/** The pace of the next step is judged by so many past ones. */
const pacedSteps = 5;

/**
 * What a job does, on the terminal's last lines: x₀ as the sampler sees it, a bar, the step, its pace, the time left.
 * On anything but a terminal it writes nothing.
 */
export function showPainting(io: CliIo, texts: Texts, batches: number, signal: AbortSignal): PaintingProgress {
  const output = io.stderr;
  const { accent, faint, warning } = styleFor(output);
  const area = openLiveArea(output);
  const hasPreview = output.colours === "true" && output.rows > previewSize.rows + 3;
  const paces: number[] = [];
  let line = "";
  let preview: RgbImage | undefined;

  const draw = () => {
    const columns = Math.min(previewSize.columns, output.columns - 1);
    const picture = hasPreview && preview ? printHalfBlocks(preview, columns, previewSize.rows) : [];
    area.draw([...picture, line, ...(signal.aborted ? [warning(cutTo(texts.stopping, output.columns - 1))] : [])]);
  };
  const say = (text: string) => {
    line = faint(cutTo(`${text} …`, output.columns - 1));
    draw();
  };
  const onAbort = unattended(draw, ({ message }) => output.write(`${message}\n`));
  signal.addEventListener("abort", onAbort, { once: true });

  function tellStep(event: GenerationEvent & { type: "step" }): void {
    const { batch, step, steps, seconds } = event;
    paces.push(seconds);
    const pace = mean(paces.slice(-pacedSteps));
    const left = pace * (steps * batches - (batch * steps + step));
    const facts = [
      ...(batches > 1 ? [texts.batch({ batch: batch + 1, batches })] : []),
      texts.step({ step, steps }),
      texts.perStep({ seconds: printSeconds(pace) }),
      texts.timeLeft({ time: printDuration(left) }),
    ].join(" · ");
    const room = Math.min(longestBar, output.columns - 3 - widthOf(facts));
    const done = (batch * steps + step) / (steps * batches);
    line = room < shortestBar ? cutTo(facts, output.columns - 1) : `${printBar(done, room, accent, faint)} ${facts}`;
    preview = event.preview ?? preview;
    draw();
  }

  return {
    hasPreview,
    tell(event) {
      if (event.type === "loading") say(texts.loading({ checkpoint: basename(event.checkpoint) }));
      else if (event.type === "encoding") say(texts.encoding);
      else if (event.type === "step") tellStep(event);
      else if (event.type === "decoding") say(texts.decoding);
    },
    showFinished(image) {
      area.clear();
      if (!hasPreview) return;
      const columns = Math.min(previewSize.columns, output.columns - 1);
      output.write(`${printHalfBlocks(image, columns, previewSize.rows).join("\n")}\n`);
    },
    leave(text) {
      area.clear();
      output.write(text);
    },
    clear() {
      signal.removeEventListener("abort", onAbort);
      area.clear();
    },
  };
}

type Paint = (text: string) => string;

/** `━━━━━━╸─────`, exact to half a cell. */
function printBar(done: number, width: number, full: Paint, empty: Paint): string {
  const halves = Math.round(Math.min(1, done) * width * 2);
  const bar = "━".repeat(halves >> 1) + (halves & 1 ? "╸" : "");
  return full(bar) + empty("─".repeat(width - widthOf(bar)));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
