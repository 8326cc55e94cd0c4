import { api } from "../../api/client.ts";
import { problemFrom } from "../../ui/problem.ts";
import { decodeText } from "./decode-text.ts";
import { type FileKind, kindOfFile } from "./file-kind.ts";
import { inspectFile } from "./inspect-file.ts";
import { pictureSize, sizeWindow } from "./picture-size.ts";
import { isRecipe, type Subject } from "./subject.ts";
import { kindOfText, longestText } from "./text-kind.ts";

/** Pictures are handed in whole, in a form. Source: `largestPictureBody`, the studio takes no larger one. */
export const heaviestPicture = 64_000_000;
/** UTF-16 has two bytes for most letters, UTF-8 up to three for the others. */
const heaviestText = 4 * longestText;

/** What a file is, to be asked about; a text that is generation data comes as text. Never throws. */
export async function readFile(file: File): Promise<Subject> {
  try {
    return await readers[kindOfFile(file)](file);
  } catch (error) {
    return refuse(file, { code: "problem", problem: problemFrom(error) });
  }
}

const refuse = ({ name }: File, why: Extract<Subject, { kind: "refused" }>["why"]): Subject => ({
  kind: "refused",
  name,
  why,
});

const readers: Readonly<Record<FileKind, (file: File) => Promise<Subject>>> = {
  picture: (file) => readPicture(file, "all"),
  saidPicture: (file) => readPicture(file, "recipe"),
  model: inspectFile,
  text: readText,
  foreignPicture: async (file) => refuse(file, { code: "foreignPicture" }),
  // Whatever its name: a text is one by what is in it.
  other: async (file) => {
    const read = await readText(file);
    return read.kind === "refused" ? refuse(file, { code: "otherFile" }) : read;
  },
};

async function readPicture(file: File, use: "all" | "recipe"): Promise<Subject> {
  if (file.size > heaviestPicture) return refuse(file, { code: "tooHeavy", size: file.size });
  const size = pictureSize(new Uint8Array(await file.slice(0, sizeWindow).arrayBuffer()));
  const reading = await api.readRecipeFile(file, file.name);
  const isSaid = isRecipe(reading) || (reading.infotext ?? "").trim() !== "";
  if (!isSaid && use === "recipe") return refuse(file, { code: "foreignPicture" });
  return { kind: "picture", file, use, size, reading: isSaid ? reading : undefined };
}

async function readText(file: File): Promise<Subject> {
  if (file.size > heaviestText) return refuse(file, { code: "tooHeavy", size: file.size });
  const text = decodeText(new Uint8Array(await file.arrayBuffer()));
  return text === undefined ? refuse(file, { code: "notText" }) : readWords(text, file.name);
}

/** What a text is, to be asked about. */
export function readWords(text: string, name: string): Subject {
  const what = kindOfText(text);
  if (what.kind === "empty") return { kind: "refused", name, why: { code: "empty" } };
  if (what.kind === "tooLong") return { kind: "refused", name, why: { code: "tooLong", length: what.length } };
  return { kind: "text", text, what };
}
