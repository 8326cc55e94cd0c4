"""Writes the files beside it: numpy's arrays, plain, packed and of objects; a header of GGUF. Needs numpy."""

import struct
from pathlib import Path

import numpy

here = Path(__file__).parent
arrays = {
    "conv_in.weight": numpy.linspace(-1, 1, 4 * 3 * 3 * 3, dtype=numpy.float16).reshape(4, 3, 3, 3),
    "conv_in.bias": numpy.linspace(-1, 1, 5, dtype=numpy.float32),
    "steps": numpy.arange(7, dtype=numpy.int64),
}
numpy.savez(here / "stored.npz", **arrays)
numpy.savez_compressed(here / "packed.npz", **arrays)
numpy.savez(here / "objects.npz", words=numpy.array(["fox", {"a": 1}], dtype=object))
numpy.save(here / "objects.npy", numpy.array([{"a": 1}, "ink"], dtype=object))


def text(words: str) -> bytes:
    return struct.pack("<Q", len(words)) + words.encode()


fields = [
    text("general.architecture") + struct.pack("<I", 8) + text("flux"),
    text("tokens") + struct.pack("<IIQ", 9, 8, 2) + text("a") + text("b"),
    text("general.file_type") + struct.pack("<II", 4, 12),
]
tensors = [
    text("txt_in.weight") + struct.pack("<IQQIQ", 2, 4096, 3072, 12, 0),
    text("txt_in.bias") + struct.pack("<IQIQ", 1, 3072, 0, 9),
]
head = b"GGUF" + struct.pack("<IQQ", 3, len(tensors), len(fields))
(here / "header.gguf").write_bytes(head + b"".join(fields + tensors))
