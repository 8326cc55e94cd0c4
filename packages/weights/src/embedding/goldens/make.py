"""Makes the embeddings in this folder, with PyTorch and AUTOMATIC1111's own functions. Debian's python3-torch and python3-pil.

    python3 make.py --forge DIR

DIR is a checkout of lllyasviel/stable-diffusion-webui-forge, which keeps AUTOMATIC1111's `image_embedding.py`.
`expected.json`: what its `create_embedding_from_data` makes of each file: name, vectors, width and values.
"""
import argparse
import importlib.util
import json
import pathlib
import struct

import torch
from PIL import Image, PngImagePlugin

HERE = pathlib.Path(__file__).parent
expected = {}


def values(*shape, start=0):
    return torch.arange(start, start + int(torch.Size(shape).numel()), dtype=torch.float32).mul(0.375).sub(1.5).reshape(shape)


def tell(file, name, metadata=None, **parts):
    expected[file] = {"name": name, "metadata": metadata or {}, "parts": [
        {"encoder": encoder.replace("_", "-"), "width": v.shape[-1], "values": v.reshape(-1).tolist()} for encoder, v in parts.items()]}


def safetensors(file, tensors):
    header, data = {}, b""
    for name, tensor in tensors.items():
        raw = tensor.numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensor.shape), "data_offsets": [len(data), len(data) + len(raw)]}
        data += raw
    text = json.dumps(header).encode()
    (HERE / file).write_bytes(struct.pack("<Q", len(text)) + text + data)


def webui(vectors, name):
    return {"string_to_token": {"*": 265}, "string_to_param": {"*": vectors}, "name": name, "step": 7, "sd_checkpoint": None,
            "sd_checkpoint_name": "starter-emoji"}


parser = argparse.ArgumentParser()
parser.add_argument("--forge", required=True)
forge = pathlib.Path(parser.parse_args().forge)
spec = importlib.util.spec_from_file_location("image_embedding", forge / "modules/textual_inversion/image_embedding.py")
images = importlib.util.module_from_spec(spec)
spec.loader.exec_module(images)

NOTES = {"name": "in the file", "step": "7", "sd_checkpoint_name": "starter-emoji"}
two = values(2, 8)
torch.save(webui(two, "in the file"), HERE / "webui.pt")
tell("webui.pt", "webui", NOTES, any=two)
torch.save(webui(torch.nn.Parameter(two.half()), "in the file"), HERE / "webui.legacy.pt", _use_new_zipfile_serialization=False)
tell("webui.legacy.pt", "webui.legacy", NOTES, any=two)
torch.save({"string_to_param": torch.nn.ParameterDict({"*": torch.nn.Parameter(two)})}, HERE / "parameter-dict.pt")
tell("parameter-dict.pt", "parameter-dict", any=two)
torch.save({"<墨-ink>": values(8)}, HERE / "concept.bin")
tell("concept.bin", "concept", any=values(1, 8))
safetensors("kohya.safetensors", {"emb_params": values(3, 8)})
tell("kohya.safetensors", "kohya", any=values(3, 8))
pair = {"clip_l": values(2, 8), "clip_g": values(2, 12, start=16)}
safetensors("xl.safetensors", pair)
tell("xl.safetensors", "xl", **pair)
torch.save(pair, HERE / "xl.pt")
tell("xl.pt", "xl", **pair)

picture = Image.linear_gradient("L").resize((40, 40)).convert("RGB")
info = PngImagePlugin.PngInfo()
info.add_text("sd-ti-embedding", images.embedding_to_b64(webui(two, "said in text")).decode())
picture.save(HERE / "in-text.png", pnginfo=info)
kept = {k: v for k, v in NOTES.items() if k != "name"}
tell("in-text.png", "said in text", kept, any=two)
hidden = images.insert_image_data_embed(picture, webui(two, "hidden in pixels"))
assert str(images.extract_image_data_embed(hidden)["string_to_param"]["*"].tolist()) == str(two.tolist())
hidden.save(HERE / "in-pixels.png")
tell("in-pixels.png", "hidden in pixels", kept, any=two)
hidden.save(HERE / "in-pixels.webp", lossless=True, exact=True)
tell("in-pixels.webp", "hidden in pixels", kept, any=two)
framed = Image.new("RGB", (hidden.width + 9, hidden.height + 5))
framed.paste(hidden, (4, 3))
framed.save(HERE / "framed.png")
tell("framed.png", "hidden in pixels", kept, any=two)

picture.save(HERE / "picture.png")
expected["picture.png"] = None
picture.save(HERE / "picture.webp", quality=50)
expected["picture.webp"] = None
torch.save({"string_to_param": {"a": two, "b": two}}, HERE / "two-terms.pt")
expected["two-terms.pt"] = "notAnEmbedding"
safetensors("two-tensors.safetensors", {"a": two, "b": two})
expected["two-tensors.safetensors"] = "notAnEmbedding"
torch.save({"string_to_param": {"*": values(2, 2, 2)}}, HERE / "three-dimensions.pt")
expected["three-dimensions.pt"] = "badEmbedding"
torch.save({"string_to_param": {"*": torch.tensor([[1.0, float("nan")]])}}, HERE / "not-a-number.pt")
expected["not-a-number.pt"] = "badEmbedding"

(HERE / "expected.json").write_text(json.dumps({"torch": torch.__version__, "files": expected}, indent=1, ensure_ascii=False) + "\n")
