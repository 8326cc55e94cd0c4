"""Makes the files in this folder with PyTorch itself: what it writes, and what somebody evil could. Debian's python3-torch.

    python3 make.py

`expected.json`: per file its tensors by path (dtype, shape, values in row-major order), and the names that a dangerous
file asks for. Everything is deterministic but for the keys of storages in
the old format, which are addresses.
"""
import base64
import collections
import io
import json
import os
import pathlib
import pickle
import tempfile
import zipfile

import numpy
import torch

HERE = pathlib.Path(__file__).parent
expected = {}


def values(shape, dtype=torch.float32, start=0.0):
    count = int(torch.Size(shape).numel())
    return (torch.arange(count, dtype=torch.float64) * 0.375 - 1.5 + start).to(dtype).reshape(shape)


def walk(tree, path=""):
    if isinstance(tree, torch.Tensor):
        yield path, tree.detach()
    elif isinstance(tree, torch.nn.ParameterDict):
        yield from walk(dict(tree.items()), path)
    elif isinstance(tree, (dict, list, tuple)):
        for key, child in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from walk(child, f"{path}.{key}" if path else str(key))


DTYPES = {torch.float32: "F32", torch.float16: "F16", torch.bfloat16: "BF16", torch.float64: "F64", torch.int64: "I64",
          torch.int32: "I32", torch.int16: "I16", torch.int8: "I8", torch.uint8: "U8", torch.bool: "BOOL"}


def tell(name, tree, skip=()):
    expected[name] = {"tensors": {path: {"dtype": DTYPES[t.dtype], "shape": list(t.shape), "values": t.double().reshape(-1).tolist()}
                                  for path, t in walk(tree) if not path.startswith(tuple(skip))}}


def save(name, saved, told=None, skip=(), **options):
    torch.save(saved, HERE / name, **options)
    tell(name, saved if told is None else told, skip)


class OnApple:
    """A tensor as torch 1.12 and 1.13 pickle it where it lies on Apple's GPU. Source: torch `_tensor._reduce_ex_internal`."""

    def __init__(self, tensor, array=None):
        self.tensor, self.array = tensor, tensor.numpy() if array is None else array

    def __reduce__(self):
        return torch._utils._rebuild_device_tensor_from_numpy, (self.array, self.tensor.dtype, "cpu", False)


def apple():
    """Tensors spelled out by numpy, in each order of bytes and of dimensions; arrays, scalars, and tensors with notes."""
    plain = values([2, 3])
    noted = values([3], start=2.0)
    noted.note = "kept by Python"
    tensors = {
        "plain": (plain, plain.numpy()),
        "fortran": (plain, numpy.asfortranarray(plain.numpy())),
        "big": (plain, plain.numpy().astype(">f4")),
        "half": (values([2, 3], torch.float16), None),
        "long": (values([4], torch.int64), None),
        "none": (torch.zeros(0, 4), None),
        "one": (torch.tensor(2.5), None),
    }
    saved = {name: OnApple(tensor, array) for name, (tensor, array) in tensors.items()}
    told = {name: tensor for name, (tensor, _) in tensors.items()}
    saved |= {"array": plain.numpy(), "columns": numpy.asfortranarray(plain.numpy()), "noted": noted, "number": numpy.float16(0.5)}
    return saved, told | {"array": plain, "columns": plain, "noted": noted.detach()}


for protocol in (2, 5):
    save(f"apple.protocol{protocol}.pt", *apple(), pickle_protocol=protocol)

# Every number type, a scalar and an empty tensor.
types = {str(dtype).split(".")[1]: values([2, 3], dtype) for dtype in DTYPES if dtype != torch.bool}
types |= {"bool": torch.tensor([True, False, True]), "scalar": torch.tensor(2.5), "empty": torch.zeros(0, 4)}
save("types.pt", types)
save("types.legacy.pt", types, _use_new_zipfile_serialization=False)

# A training run: wrapped weights, a module's notes in its state dict, parameters, averaged copies, an optimizer, numpy's numbers.
torch.manual_seed(7)
model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.LayerNorm(2))
weights = model.state_dict(prefix="model.")
weights["model_ema.0weight"] = values([2, 3])
weights["frozen"] = torch.nn.Parameter(values([2]), requires_grad=False)
optimizer = torch.optim.AdamW(model.parameters())
model(values([1, 3])).sum().backward()
optimizer.step()
run = {"epoch": 3, "global_step": 12345678901, "pytorch-lightning_version": "1.4.2", "state_dict": weights,
       "loss": numpy.float64(0.125), "best": numpy.arange(3.0), "optimizer_states": [optimizer.state_dict()], "hyper": {1, 2},
       "learning_rate": 1e-5, "resumed": True, "nothing": None, "size": torch.Size([1, 2])}
told = {k: v for k, v in weights.items() if not k.startswith("model_ema.")}
save("training-run.ckpt", run, told)
save("training-run.legacy.ckpt", run, told, _use_new_zipfile_serialization=False)
save("training-run.protocol4.ckpt", run, told, pickle_protocol=4)

# Views: rows of a larger tensor, a transposed one, channels last, a part with gaps, one number for many, two names for one.
base = values([4, 6])
kernel = values([2, 3, 2, 2]).to(memory_format=torch.channels_last)
views = {"base": base, "rows": base[1:3], "transposed": base.t(), "gaps": base[:, 1:4], "expanded": torch.tensor([1.25]).expand(3, 2),
         "channels_last": kernel, "twin": base, "ones": values([1, 6]).t(), "every_second": values([8])[::2]}
save("views.pt", views)
save("views.legacy.pt", views, _use_new_zipfile_serialization=False)

# What embeddings are kept in: a dictionary of parameters as a module of its own, or plain.
parameters = torch.nn.ParameterDict({"*": torch.nn.Parameter(values([2, 4]))})
save("parameter-dict.pt", {"string_to_param": parameters, "string_to_token": {"*": 265}, "name": "墨"})

# Integer keys and pairs, as hypernetworks have them.
save("pairs.pt", {4: (collections.OrderedDict(w=values([2, 4])), collections.OrderedDict(w=values([2, 4], start=1))), "step": 9})

# The same archive packed again by other programs: compressed throughout, and with entries for the folders.
with zipfile.ZipFile(HERE / "types.pt") as archive:
    members = {i.filename: archive.read(i) for i in archive.infolist()}
FIXED = (1980, 1, 1, 0, 0, 0)


def pack(name, members, method=zipfile.ZIP_STORED):
    with zipfile.ZipFile(HERE / name, "w", method) as archive:
        for member, data in members.items():
            archive.writestr(zipfile.ZipInfo(member, FIXED), data, method)


pack("refused.compressed.pt", members, zipfile.ZIP_DEFLATED)
expected["refused.compressed.pt"] = {"code": "compressedTensors"}
pack("refused.big-endian.pt", members | {"types/byteorder": b"big"})
expected["refused.big-endian.pt"] = {"code": "bigEndian"}
pack("refused.script.pt", members | {"types/constants.pkl": b"\x80\x02).", "types/code/__torch__.py": b""})
expected["refused.script.pt"] = {"code": "torchScript"}
pack("refused.member.pt", members | {"types/evil.pkl": b"\x80\x02)."})
expected["refused.member.pt"] = {"code": "strangeMember"}
pack("repacked.pt", {"types/": b"", "types/data/": b""} | members | {"types/byteorder": b"little", "types/.format_version": b"1"})
tell("repacked.pt", types)
pack("no-folder.pt", {k.removeprefix("types/"): v for k, v in members.items()})
tell("no-folder.pt", types)


# Programs in disguise. None of them does harm, also where they are loaded: they only name what could.
class Call:
    def __init__(self, function, *args):
        self.function, self.args = function, args

    def __reduce__(self):
        return self.function, self.args


def evil(name, saved, asks, **options):
    torch.save(saved, HERE / name, **options)
    expected[name] = {"code": "unsafePickle", "globals": asks}


shell = Call(os.system, "true")
system = f"{os.system.__module__}.system"
evil("evil.system.pt", {"state_dict": {"w": values([2]), "x": shell}}, [system])
evil("evil.system.legacy.pt", {"state_dict": {"w": values([2]), "x": shell}}, [system], _use_new_zipfile_serialization=False)
evil("evil.eval.pt", [Call(eval, "1"), Call(print, "1")],
     ["__builtin__.eval", "__builtin__.print"])
(HERE / "evil.bare.pt").write_bytes(pickle.dumps(shell, protocol=2))
expected["evil.bare.pt"] = {"code": "unsafePickle", "globals": [system]}
stream = io.BytesIO()
torch.save({"w": values([2])}, stream, _use_new_zipfile_serialization=False)
(HERE / "evil.before.pt").write_bytes(pickle.dumps(shell, protocol=2) + stream.getvalue())
expected["evil.before.pt"] = {"code": "unsafePickle", "globals": [system]}


# What PyTorch ≥ 2 writes for new number types, by hand: bytes whose meaning the tensor says.
class Storage:
    pass


class Pickler(pickle._Pickler):
    def persistent_id(self, value):
        return value.id if isinstance(value, Storage) else None


class Name:
    """A global that this PyTorch does not have."""
    def __init__(self, module, name):
        self.module, self.name = module, name


def save_name(pickler, value):
    pickler.write(pickle.GLOBAL + f"{value.module}\n{value.name}\n".encode())


def save_call(pickler, value):
    save_name(pickler, value.function)
    pickler.save(value.args)
    pickler.write(pickle.REDUCE)


Pickler.dispatch = Pickler.dispatch | {Name: save_name, Call: save_call}
raw = values([4], torch.float16).numpy().tobytes()
storage = Storage()
storage.id = ("storage", Name("torch.storage", "UntypedStorage"), "0", "cpu", len(raw))
rebuilt = Call(Name("torch._utils", "_rebuild_tensor_v3"), storage, 1, (3,), (1,), False, collections.OrderedDict(), Name("torch", "float16"))
buffer = io.BytesIO()
Pickler(buffer, 2).dump({"w": rebuilt})
pack("untyped.pt", {"untyped/data.pkl": buffer.getvalue(), "untyped/byteorder": b"little", "untyped/data/0": raw, "untyped/version": b"3\n"})
tell("untyped.pt", {"w": values([4], torch.float16)[1:]})

# A file of five gigabytes, of which only what PyTorch wrote around the numbers is kept: [offset, Base64] pairs.
class Regions:
    def __init__(self):
        self.at, self.kept = 0, []

    def write(self, data):
        if len(data) < 1 << 20:
            self.kept.append([self.at, base64.b64encode(bytes(data)).decode()])
        self.at += len(data)
        return len(data)

    def flush(self):
        pass


with tempfile.NamedTemporaryFile() as zeros:
    zeros.truncate(1 << 30)
    large = {f"w{i}": torch.from_file(zeros.name, shared=False, size=1 << 28, dtype=torch.float32) for i in range(5)}
    regions = Regions()
    torch.save(large | {"last": values([2, 3])}, regions)
(HERE / "large.json").write_text(json.dumps({"size": regions.at, "regions": regions.kept}) + "\n")

(HERE / "expected.json").write_text(json.dumps({"torch": torch.__version__, "files": expected}, indent=1, sort_keys=True) + "\n")
