"""Every part that a module of a LoRA can have beside its matrices, laid over one weight and its bias: parts.safetensors.

Needs PyTorch alone. The formulas are those of ComfyUI `comfy/weight_adapter` and `comfy/lora.py` (low rank, LoHa, LoKr,
`diff_b`, `w_norm`, `set_weight`, `dora_scale`), LyCORIS (zeros under DoRA, `dora_scale` of inputs and outputs) and PEFT
`tuners/lora/layer.py`, `dora.py` (alpha, rslora, `lora_bias`, lengths of outputs), written down again for one matrix.

Tensors: <case>|base.weight, |base.bias; |lora.<name as in the file>; |want.weight, |want.bias at strength 0.75.
"""
import json
import pathlib
import struct

import torch

STRENGTH = 0.75
torch.manual_seed(13)
LINEAR, CONV = (8, 6), (8, 4, 3, 3)
files, metadata = {}, {}


def r(*shape, by=0.3):
    return torch.randn(*shape) * by


def dora(weight, delta, lengths, of):
    changed = weight + delta
    if of == "outputs":
        norm = changed.flatten(1).norm(dim=1).reshape(-1, *[1] * (weight.dim() - 1))
        lengths = lengths.reshape(-1, *[1] * (weight.dim() - 1))
    else:
        norm = changed.transpose(0, 1).flatten(1).norm(dim=1).reshape(1, -1, *[1] * (weight.dim() - 2))
        lengths = lengths.reshape(1, -1, *[1] * (weight.dim() - 2))
    return changed * torch.where(norm > 0, lengths / norm, torch.zeros(())) - weight


def case(name, parts, delta, bias=None, shape=LINEAR, weight=None, told=None):
    base = r(*shape) if weight is None else weight
    base_bias = r(shape[0])
    change = delta(base) if callable(delta) else delta
    moved = base_bias if bias is None else base_bias + STRENGTH * bias
    files.update({f"{name}|base.weight": base, f"{name}|base.bias": base_bias})
    files.update({f"{name}|lora.{part}": value for part, value in parts.items()})
    files.update({f"{name}|want.weight": base if change is None else base + STRENGTH * change, f"{name}|want.bias": moved})
    if told:
        metadata[name] = json.dumps(told, sort_keys=True)


def low(rows=8, columns=6, rank=2):
    return r(rows, rank), r(rank, columns)


up, down = low(); b = r(8)
case("low rank with a bias", {"m.lora_up.weight": up, "m.lora_down.weight": down, "m.diff_b": b}, up @ down, b)
up, down = low(); b = r(8)
case("low rank with alpha and a bias", {"m.lora_up.weight": up, "m.lora_down.weight": down, "m.alpha": torch.tensor(6.0), "m.diff_b": b}, 3 * up @ down, b)
up, down = low()
case("without an ending", {"m.lora_B": up, "m.lora_A": down}, up @ down)
up, down = r(8, 2, 1, 1), r(2, 4, 3, 3); b = r(8)
case("convolution with a bias", {"m.lora_up.weight": up, "m.lora_down.weight": down, "m.diff_b": b}, (up.flatten(1) @ down.flatten(1)).reshape(CONV), b, CONV)
up, mid, down = r(8, 2, 1, 1), r(2, 3, 3, 3), r(3, 4, 1, 1); b = r(8)
case("core with a bias", {"m.lora_up.weight": up, "m.lora_mid.weight": mid, "m.lora_down.weight": down, "m.diff_b": b},
     torch.einsum("m n k l, i m, n j -> i j k l", mid, up.flatten(1), down.flatten(1)), b, CONV)
a1, b1 = low(); a2, b2 = low(); b = r(8)
case("LoHa with a bias", {"m.hada_w1_a": a1, "m.hada_w1_b": b1, "m.hada_w2_a": a2, "m.hada_w2_b": b2, "m.alpha": torch.tensor(1.0), "m.diff_b": b},
     0.5 * (a1 @ b1) * (a2 @ b2), b)
w1, (wa, wb) = r(2, 3), low(4, 2, 2); b = r(8)
case("LoKr with a bias", {"m.lokr_w1": w1, "m.lokr_w2_a": wa, "m.lokr_w2_b": wb, "m.alpha": torch.tensor(4.0), "m.diff_b": b}, 2 * torch.kron(w1, wa @ wb), b)
diff, b = r(8, 6), r(8)
case("full with a bias", {"m.diff": diff, "m.diff_b": b}, diff, b)
b = r(8)
case("bias alone", {"m.diff_b": b}, None, b)
w = r(8)
case("norm's weight alone", {"m.w_norm": w}, w, None, (8,))
b = r(8)
case("norm's bias alone", {"m.b_norm": b}, None, b, (8,))
w, b = r(8), r(8)
case("norm", {"m.w_norm": w, "m.b_norm": b}, w, b, (8,))
new, b = r(8, 6), r(8)
case("another weight with a bias", {"m.set_weight": new, "m.diff_b": b}, lambda base: new - base, b)
factor, b = r(8), r(8)
case("factor with a bias", {"m.weight": factor.reshape(8, 1), "m.on_input": torch.tensor(0.0), "m.diff_b": b}, lambda base: base * factor[:, None], b)
for of, shape, lengths in (("inputs", LINEAR, (1, 6)), ("outputs", LINEAR, (8, 1)), ("inputs", CONV, (1, 4, 1, 1)), ("outputs", CONV, (8, 1, 1, 1))):
    up, down = r(8, 2), r(2, *shape[1:]); long = r(*lengths).abs() + 1; b = r(8)
    parts = {"m.lora_up.weight": up.reshape(8, 2, *[1] * (len(shape) - 2)), "m.lora_down.weight": down, "m.dora_scale": long, "m.diff_b": b}
    case(f"lengths of {of} of {len(shape)} dimensions", parts, lambda base, u=up, d=down, l=long, o=of: dora(base, (u @ d.flatten(1)).reshape(base.shape), l, o), b, shape)
up, down, long = r(8, 2), r(2, 8, 3, 3), r(1, 8, 1, 1).abs() + 1
case("PEFT's lengths of a square convolution", {"m.lora_B.weight": up.reshape(8, 2, 1, 1), "m.lora_A.weight": down, "m.lora_magnitude_vector": long},
     lambda base, u=up, d=down, l=long: dora(base, (u @ d.flatten(1)).reshape(base.shape), l, "outputs"), None, (8, 8, 3, 3))
up, down, long = r(8, 2), r(2, 8), r(8).abs() + 1
case("PEFT's lengths of a square matrix", {"m.lora_B.weight": up, "m.lora_A.weight": down, "m.lora_magnitude_vector.weight": long},
     lambda base, u=up, d=down, l=long: dora(base, u @ d, l, "outputs"), None, (8, 8))
up, down, long = r(8, 2), r(2, 6), r(1, 6).abs() + 1; down[:, 2] = 0; dead = r(8, 6); dead[:, 2] = 0
case("lengths of a column of zeros", {"m.lora_up.weight": up, "m.lora_down.weight": down, "m.dora_scale": long},
     lambda base, u=up, d=down, l=long: dora(base, u @ d, l, "inputs"), None, LINEAR, dead)
up, down = low(8, 6, 4)
case("alpha in the header", {"unet.m.lora_B.weight": up, "unet.m.lora_A.weight": down}, 4 * up @ down, told={"unet.r": 4, "unet.lora_alpha": 16})
up, down = low(8, 6, 4)
case("alpha over a root", {"unet.m.lora_B.weight": up, "unet.m.lora_A.weight": down}, 8 * up @ down, told={"unet.r": 4, "unet.lora_alpha": 16, "unet.use_rslora": True})
up, down = low(8, 6, 4)
case("alpha by a pattern", {"unet.a.m.lora_B.weight": up, "unet.a.m.lora_A.weight": down}, 0.5 * up @ down, told={"unet.r": 8, "unet.lora_alpha": 16, "unet.alpha_pattern": {"a.m": 2}, "unet.rank_pattern": {"a.m": 4}})
up, down = low(8, 6, 4); b = r(8)
case("alpha of another part, and a scaled bias", {"unet.m.lora_B.weight": up, "unet.m.lora_A.weight": down, "unet.m.lora_B.bias": b}, 2 * up @ down, 2 * b,
     told={"text_encoder.lora_alpha": 64, "text_encoder.r": 4, "unet.lora_alpha": 8, "unet.r": 4})


def save(path):
    header, data = {"__metadata__": metadata}, b""
    for name, tensor in files.items():
        raw = tensor.to(torch.float32).contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


save(pathlib.Path(__file__).with_name("parts.safetensors"))
