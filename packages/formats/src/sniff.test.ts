import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { bytesSource } from "./byte-source.ts";
import { printSafetensors } from "./safetensors/write-safetensors.ts";
import { sniff, sniffBytes } from "./sniff.ts";

const latin1 = (text: string) => Uint8Array.from(text, (c) => c.charCodeAt(0));
const zipWith = (member: string) =>
  latin1(`PK\x03\x04${"\0".repeat(22)}${String.fromCharCode(member.length)}\0\0\0${member}`);

describe("sniff", () => {
  it.each([
    ["empty", new Uint8Array()],
    ["safetensors", printSafetensors([])],
    ["torchZip", zipWith("archive/data.pkl")],
    ["torchZip", zipWith("v1-5/version")],
    ["zip", zipWith("models/a.safetensors")],
    ["zip", zipWith("data.pkl")],
    ["torchPickle", latin1("\x80\x02}q\0.")],
    ["gguf", latin1("GGUF\x03\0\0\0")],
    ["tflite", latin1("\x1c\0\0\0TFL3")],
    ["openvino", latin1('<?xml version="1.0"?>\n<net name="unet" version="11">')],
    ["ncnn", latin1("7767517\n3 3\n")],
    ["onnx", latin1("\x08\x09\x12\x07pytorch")],
    ["onnx", latin1("\x08\x0a:\x10graph")],
    ["png", latin1("\x89PNG\r\n\x1a\n\0\0\0\rIHDR")],
    ["jpeg", latin1("\xff\xd8\xff\xe0\0\x10JFIF")],
    ["webp", latin1("RIFF\x0a\0\0\0WEBPVP8 ")],
    ["avif", latin1("\0\0\0\x1cftypavif\0\0\0\0mif1avif")],
    ["avif", latin1("\0\0\0\x1cftypmif1\0\0\0\0mif1avifmiaf")],
    ["jxl", latin1("\xff\x0a\xfa\x1f")],
    ["jxl", latin1("\0\0\0\x0cJXL \r\n\x87\n\0\0\0\x14ftypjxl ")],
    ["lfsPointer", latin1("version https://git-lfs.github.com/spec/v1\noid sha256:1234\nsize 2132625894\n")],
    ["html", latin1("\n<!DOCTYPE html><html><title>Sign in</title>")],
    ["html", latin1("<?xml version='1.0'?><Error>AccessDenied</Error>")],
    ["json", latin1('{"error":"Unauthorized"}')],
    ["npz", zipWith("unet.conv_in.weight.npy")],
    ["npy", latin1("\x93NUMPY\x01\0v\0{'descr': '<f4'")],
    ["zip", latin1(`PK\x05\x06${"\0".repeat(18)}`)],
    ["sevenZip", latin1("7z\xbc\xaf\x27\x1c\0\x04")],
    ["rar", latin1("Rar!\x1a\x07\x01\0")],
    ["gzip", latin1("\x1f\x8b\x08\0")],
    ["program", latin1("MZ\x90\0\x03\0\0\0")],
    ["program", latin1("\x7fELF\x02\x01")],
    ["zeros", new Uint8Array(600)],
    ["unknown", new Uint8Array(8)],
    ["unknown", latin1("MZ is a word")],
    ["unknown", latin1("RIFF\x0a\0\0\0WAVE")],
    ["unknown", latin1("hello")],
  ])("calls %s by its name", async (kind, bytes) => {
    expect(await sniff(bytesSource(bytes))).toBe(kind);
  });

  it("names anything without reading further than 512 bytes", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), (bytes) => {
        expect(sniffBytes(bytes)).toBe(sniffBytes(bytes.subarray(0, 512)));
      }),
    );
  });
});
