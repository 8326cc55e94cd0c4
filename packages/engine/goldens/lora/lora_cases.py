"""The networks that are laid over the toy checkpoints: every kind, on every kind of layer that it can change.

A part of a network is [dtype, shape, centre, amplitude], as networks/toy_weights.py explains it.
"""
import math

ATTENTION = [f"transformer_blocks.0.attn{n}.to_{x}" for n in (1, 2) for x in ("q", "k", "v", "out.0")]
FEED = ["transformer_blocks.0.ff.net.0.proj", "transformer_blocks.0.ff.net.2"]
BLOCKS = ["input_blocks.1.1", "input_blocks.3.1", "middle_block.1", "output_blocks.1.1", "output_blocks.3.1"]
LINEARS = [f"{block}.{layer}" for block in BLOCKS for layer in ATTENTION + FEED]
SOME_LINEARS = LINEARS[::3]
POINTS = ["input_blocks.1.1.proj_in", "middle_block.1.proj_out", "input_blocks.3.0.skip_connection"]
KERNELS = ["input_blocks.1.0.in_layers.2", "input_blocks.2.0.op", "middle_block.0.out_layers.3", "output_blocks.1.2.conv", "output_blocks.2.0.in_layers.2", "out.2"]
NORMS = ["input_blocks.1.0.in_layers.0", "input_blocks.3.1.norm", "middle_block.1.transformer_blocks.0.norm2", "out.0"]
EMBEDDINGS = ["time_embed.0", "time_embed.2", "middle_block.0.emb_layers.1"]
TEXT = [f"encoder.layers.{n}.{x}" for n in range(3) for x in ("self_attn.q_proj", "self_attn.k_proj", "self_attn.v_proj", "self_attn.out_proj", "mlp.fc1", "mlp.fc2")]
TEXT_NORMS = ["encoder.layers.0.layer_norm1", "final_layer_norm"]


def scalar(value):
    return ["F32", [], value, -40]


def lora(shape, rank, i, alpha=None, dtype="F16", amplitude=-2):
    rows, *rest = shape
    up = [rows, rank] + [1] * (len(shape) - 2)
    parts = {"lora_up.weight": [dtype, up, 0, amplitude], "lora_down.weight": [dtype, [rank, *rest], 0, amplitude]}
    return parts | ({"alpha": scalar(alpha)} if alpha and i % 2 == 0 else {})


def tucker(shape, rank, i):
    rows, inputs, *kernel = shape
    return {"lora_up.weight": ["F16", [rows, rank, 1, 1], 0, -1], "lora_mid.weight": ["F16", [rank, rank, *kernel], 0, -2],
            "lora_down.weight": ["F16", [rank, inputs, 1, 1], 0, -1], "alpha": scalar(2)}


def loha(shape, rank, i):
    rows, *rest = shape
    columns = math.prod(rest)
    def half(n):
        return {f"hada_w{n}_a": ["F16", [rows, rank], 0, -1], f"hada_w{n}_b": ["F16", [rank, columns], 0, 0]}
    return half(1) | half(2) | ({"alpha": scalar(3)} if i % 2 else {})


def loha_tucker(shape, rank, i):
    rows, inputs, *kernel = shape
    def half(n):
        return {f"hada_t{n}": ["F16", [rank, rank, *kernel], 0, -1], f"hada_w{n}_a": ["F16", [rank, rows], 0, 0], f"hada_w{n}_b": ["F16", [rank, inputs], 0, 0]}
    return half(1) | half(2) | {"alpha": scalar(1)}


def lokr(shape, rank, i):
    """Four forms in turn: left and right full or as factors; right with a core where there is a kernel."""
    rows, inputs, *kernel = shape
    left, right = [4, 2], [rows // 4, inputs // 2]
    parts = {"alpha": scalar(2)}
    if i % 4 in (0, 1):
        parts["lokr_w1"] = ["F32", left, 0, 0]
    else:
        parts |= {"lokr_w1_a": ["F16", [left[0], 2], 0, 0], "lokr_w1_b": ["F16", [2, left[1]], 0, 0]}
    if i % 4 in (0, 2):
        parts["lokr_w2"] = ["F16", [*right, *kernel], 0, -3]
    elif kernel and i % 4 == 1:
        parts |= {"lokr_t2": ["F16", [rank, rank, *kernel], 0, -1], "lokr_w2_a": ["F16", [rank, right[0]], 0, -1], "lokr_w2_b": ["F16", [rank, right[1]], 0, -1]}
    else:
        parts |= {"lokr_w2_a": ["F16", [right[0], rank], 0, -2], "lokr_w2_b": ["F16", [rank, right[1] * math.prod(kernel)], 0, -2]}
    return parts


def ia3(shape, _, i):
    return {"weight": ["F16", [shape[1] if i % 2 else shape[0]], 0, -1], "on_input": scalar(1) if i % 2 else ["I64", [], "range"]}


def full(shape, _, i):
    parts = {"diff": ["F16", list(shape), 0, -4]}
    return parts | ({"diff_b": ["F16", [shape[0]], 0, -2]} if i % 2 else {})


def norm(shape, _, i):
    return {"w_norm": ["F16", list(shape), 0, -2], "b_norm": ["F16", list(shape), 0, -2]}


def glora(shape, rank, i):
    rows, inputs = shape
    return {"a1.weight": ["F16", [rank, inputs], 0, -2], "a2.weight": ["F16", [inputs, rank], 0, -2],
            "b1.weight": ["F16", [rank, inputs], 0, -2], "b2.weight": ["F16", [rows, rank], 0, -2], "alpha": scalar(2)}


def oft(shape, _, i):
    """Blocks of eight rows; every other with a limit to its norm, every third with a factor for each row."""
    rows = shape[0]
    parts = {"oft_blocks": ["F16", [rows // 8, 8, 8], 0, -2]}
    parts |= {"alpha": scalar(0.0078125)} if i % 2 else {}
    return parts | ({"rescale": ["F16", [rows] + [1] * (len(shape) - 1), 1, -3]} if i % 3 == 0 else {})


def oft_diag(shape, *_):
    return {"oft_diag": ["F16", [shape[0] // 4, 4, 4], 0, -1]}


def boft(shape, _, i):
    rows = shape[0]
    parts = {"oft_blocks": ["F16", [3, rows // 8, 8, 8], 0, -3]}
    return parts | ({"rescale": ["F16", [rows] + [1] * (len(shape) - 1), 1, -3]} if i % 2 else {})


def dora(kind):
    def parts(shape, rank, i):
        return kind(shape, rank, i) | {"dora_scale": ["F32", [1, shape[1]] + [1] * (len(shape) - 2), "length", -1]}
    return parts


def net(strength, *layers, text=(), text_strength=None, dialect="kohya", dyn=None):
    """`layers`, `text`: (kind, rank, names) each."""
    return dict(unet=layers, text=text, strengths=[strength, strength if text_strength is None else text_strength], dialect=dialect, dyn=dyn)


with_alpha = lambda alpha: lambda shape, rank, i: lora(shape, rank, i, alpha)

CASES = {
    "lora": ("two-levels", [net(0.8, (with_alpha(2), 4, LINEARS + POINTS + EMBEDDINGS), text=[(with_alpha(8), 3, TEXT)], text_strength=0.6)]),
    "peft": ("two-levels", [net(-0.5, (with_alpha(2), 4, LINEARS + POINTS), text=[(with_alpha(1), 2, TEXT)], dialect="peft")]),
    "processors": ("two-levels", [net(1, (with_alpha(None), 4, [f"{b}.{a}" for b in BLOCKS for a in ATTENTION]), text=[(with_alpha(None), 2, TEXT[:4])], dialect="processors")]),
    "lycoris": ("two-levels", [net(1.2, (with_alpha(2), 4, SOME_LINEARS), dialect="lycoris")]),
    "ldm-names": ("two-levels", [net(0.9, (with_alpha(2), 4, LINEARS + KERNELS), dialect="ldm")]),
    "locon": ("two-levels", [net(0.7, (with_alpha(3), 4, POINTS + KERNELS[::2]), (tucker, 3, KERNELS[1::2]))]),
    "loha": ("two-levels", [net(1, (loha, 3, SOME_LINEARS + POINTS + KERNELS[:2]), (loha_tucker, 2, KERNELS[2:]), text=[(loha, 2, TEXT[::4])])]),
    "lokr": ("two-levels", [net(0.9, (lokr, 2, SOME_LINEARS + KERNELS[:5]), text=[(lokr, 2, TEXT[::4])])]),
    "ia3": ("two-levels", [net(0.8, (ia3, 0, LINEARS[::2]), text=[(ia3, 0, TEXT[::3])])]),
    "full": ("two-levels", [net(0.6, (full, 0, KERNELS + POINTS), text=[(full, 0, TEXT[::4])])]),
    "norm": ("two-levels", [net(1, (norm, 0, NORMS), text=[(norm, 0, TEXT_NORMS)])]),
    "glora": ("two-levels", [net(0.7, (glora, 3, SOME_LINEARS), text=[(glora, 2, TEXT[::4])])]),
    "oft": ("two-levels", [net(0.9, (oft, 0, SOME_LINEARS + KERNELS[:5]))]),
    "oft-diag": ("two-levels", [net(0.3, (oft_diag, 0, SOME_LINEARS))]),
    "boft": ("two-levels", [net(1, (boft, 0, SOME_LINEARS + KERNELS[:5]))]),
    "dora": ("two-levels", [net(0.8, (dora(with_alpha(3)), 4, SOME_LINEARS + KERNELS[:3]), (dora(loha), 2, LINEARS[1::3]), text=[(dora(with_alpha(1)), 2, TEXT[::2])])]),
    "dyn": ("two-levels", [net(1, (with_alpha(4), 8, LINEARS + KERNELS[:2]), dyn=3)]),
    "stack": ("two-levels", [
        net(0.5, (with_alpha(2), 4, LINEARS + KERNELS[:2]), text=[(with_alpha(2), 4, TEXT)]),
        net(0.7, (dora(with_alpha(3)), 2, SOME_LINEARS), text=[(ia3, 0, TEXT[::2])]),
        net(-0.4, (with_alpha(1), 3, LINEARS[::2] + KERNELS), text=[(with_alpha(2), 2, TEXT[:9])]),
        net(0.6, (oft, 0, LINEARS[::6]), (loha, 2, LINEARS[1::6]), (full, 0, KERNELS[:1])),
        net(0.9, (with_alpha(1), 2, LINEARS), text=[(loha, 2, TEXT[::3])]),
    ]),
    "inpainting": ("inpainting", [net(1, (lambda shape, rank, i: lora([shape[0], 4, *shape[2:]] if shape[1] == 9 else shape, rank, i, 2), 4,
                                         ["input_blocks.0.0", "middle_block.1.transformer_blocks.1.attn2.to_k"]))]),
    "two-deep": ("linear-projections", [net(0.8, (with_alpha(2), 4, ["middle_block.1.proj_in", "middle_block.1.transformer_blocks.1.ff.net.0.proj", "out.2"]))]),
}
