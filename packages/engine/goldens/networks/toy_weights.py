"""Weights that need no file: every value is a fixed function of the case, the tensor's name and the index.

value[i] = centre + k * 2^(amplitude - bits + 1), where k is a signed integer of `bits` bits, so |value - centre| <= 2^amplitude:

    seed = FNV-1a 32 of "case/tensor"
    h    = seed + i * 0x9E3779B9                      (all arithmetic modulo 2^32)
    h    = (h ^ h >> 16) * 0x21F0AAAD;  h = (h ^ h >> 15) * 0x735A2D97;  h = h ^ h >> 15
    k    = (h >> 32 - bits) - 2^(bits - 1)

`bits` is so small that every value is exact in its dtype; nothing rounds, in any language. `checkpoint.ts` is the same in
TypeScript. A tensor is described by [dtype, shape, centre, amplitude], or [dtype, shape, "range"] for 0, 1, 2, ...
"""
import json
import re
import struct

import numpy as np

BITS = {"F32": 16, "F16": 8, "BF16": 7}
BYTES = {"I64": 8, "F32": 4, "BF16": 2, "F16": 2}


def toy_values(case, name, spec):
    """The tensor's values as float32 (int64 for a range), exact."""
    dtype, shape, *rule = spec
    count = int(np.prod(shape, dtype=np.int64))
    if rule[0] == "range":
        return np.arange(count, dtype=np.int64).reshape(shape)
    centre, amplitude = rule
    bits = BITS[dtype]
    seed = 0x811C9DC5
    for byte in f"{case}/{name}".encode():
        seed = (seed ^ byte) * 0x01000193 & 0xFFFFFFFF
    h = np.uint32(seed) + np.arange(count, dtype=np.uint32) * np.uint32(0x9E3779B9)
    h = (h ^ h >> np.uint32(16)) * np.uint32(0x21F0AAAD)
    h = (h ^ h >> np.uint32(15)) * np.uint32(0x735A2D97)
    h = h ^ h >> np.uint32(15)
    k = (h >> np.uint32(32 - bits)).astype(np.float64) - 2 ** (bits - 1)
    return (centre + k * 2.0 ** (amplitude - bits + 1)).astype(np.float32).reshape(shape)


def to_bytes(values, dtype):
    """Little-endian bytes in the stored dtype; a value that would be rounded is a fault of the case."""
    if dtype == "BF16":
        words = np.ascontiguousarray(values, dtype="<f4").view("<u4")
        assert not (words & 0xFFFF).any()
        return (words >> 16).astype("<u2").tobytes()
    stored = values.astype({"I64": "<i8", "F32": "<f4", "F16": "<f2", "U8": "u1"}[dtype])
    assert (stored == values).all()
    return stored.tobytes()


def safetensors_bytes(tensors):
    """`tensors`: name -> (dtype, array). Data in the given order, header padded with spaces to a multiple of 8."""
    header, blobs, offset = {}, [], 0
    for name, (dtype, values) in tensors.items():
        blob = to_bytes(values, dtype)
        header[name] = {"dtype": dtype, "shape": list(values.shape), "data_offsets": [offset, offset + len(blob)]}
        blobs.append(blob)
        offset += len(blob)
    text = json.dumps(header, separators=(",", ":")).encode()
    text += b" " * (-len(text) % 8)
    return struct.pack("<Q", len(text)) + text + b"".join(blobs)


def read_safetensors(path):
    """name -> array: F16 and F32 as float32, I64 as int64."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = file.read()
    header.pop("__metadata__", None)
    kinds = {"I64": "<i8", "F32": "<f4", "F16": "<f2"}
    result = {}
    for name, entry in header.items():
        start, end = entry["data_offsets"]
        values = np.frombuffer(data[start:end], dtype=kinds[entry["dtype"]]).reshape(entry["shape"])
        result[name] = values.astype(np.int64 if entry["dtype"] == "I64" else np.float32)
    return result


def one_line_lists(text):
    """Innermost lists on one line, however deep in lists they stand."""
    inner = re.compile(r"\[[^\[\]{}]*\n[^\[\]{}]*\]")
    joined = lambda match: re.sub(r"\s+", " ", match.group()).replace("[ ", "[").replace(" ]", "]")
    text = inner.sub(joined, text)
    return re.sub(r"\[\s*(\"\w+\"),\s*(\[[^\]]*\]),\s*([^\[\]{}]*?)\s*\]", lambda m: f"[{m[1]}, {m[2]}, {re.sub(chr(10) + ' *', ' ', m[3])}]", text)
