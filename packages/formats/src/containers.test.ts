import { expect, it } from "vitest";
import { bytesSource } from "./byte-source.ts";
import { containerError } from "./safetensors/container-error.ts";
import { readSafetensors } from "./safetensors/read-safetensors.ts";

const latin1 = (text: string) => Uint8Array.from(text.padEnd(64, "\0"), (c) => c.charCodeAt(0));

/** How files of other programs begin, whatever people call them. */
const beginnings: readonly (readonly [name: string, beginning: string])[] = [
  ["GGUF", "GGUF\x03\0\0\0"],
  ["GGUF", "ggjt\x03\0\0\0"],
  ["ONNX", "\x08\x09\x12\x07pytorch"],
  ["TensorRT", "ftrt\0\0\0\0"],
  ["TensorFlow Lite", "\x1c\0\0\0TFL3"],
  ["OpenVINO", '<?xml version="1.0"?>\n<net name="unet">'],
  ["ncnn", "7767517\n3 3\n"],
  ["HDF5", "\x89HDF\r\n\x1a\n"],
  ["NumPy", "\x93NUMPY\x01\0"],
  ["RAR", "Rar!\x1a\x07\x01\0"],
];

it.each(beginnings)(
  "a file of %s is called so, and what to take instead, under any name",
  async (container, beginning) => {
    for (const name of ["a.gguf", "renamed.safetensors", "b.ckpt"]) {
      const error = await readSafetensors(bytesSource(latin1(beginning), name)).catch((cause) => cause);
      expect(error).toMatchObject({ code: "formats/otherContainer", facts: { file: name, container } });
      expect(error.hint).not.toMatch(/again/);
    }
  },
);

it("what is no such container has no such error", () => {
  for (const kind of ["safetensors", "torchZip", "png", "html", "empty", "unknown"] as const)
    expect(containerError("a", kind)).toBeUndefined();
});
