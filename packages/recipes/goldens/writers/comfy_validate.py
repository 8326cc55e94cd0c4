"""Asks ComfyUI itself whether it would run graphs: `comfy_validate.py CHECKOUT < graphs.json > answers.json`. With
`--definitions` after the checkout it prints what the nodes of those graphs take and give instead.

CHECKOUT is ComfyUI v0.22.0. Its `validate_prompt` and the definitions of its nodes are its own; torch and whatever else
they import is stood in for, and the lists of files have every name that a graph asks for, for what is on a disk is no
question of the graph.
"""

import asyncio
import importlib.abc
import importlib.machinery
import importlib.util
import json
import sys
import types
from pathlib import Path

checkout = Path(sys.argv[1]).resolve()
asksDefinitions = "--definitions" in sys.argv
sys.argv = sys.argv[:1]
sys.path.insert(0, str(checkout))
graphs = json.load(sys.stdin)

# Its own, by the first parts of their names; everything else that is not installed is stood in for.
own = ("nodes", "execution", "comfy_execution", "comfy_api", "comfy_extras", "node_helpers")
own_of_comfy = ("comfy.samplers", "comfy.comfy_types", "comfy.cli_args", "comfy.options", "comfy.nested_tensor")


class AnythingMeta(type):
    def __getattr__(cls, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything

    def __getitem__(cls, _):
        return cls

    def __or__(cls, _):
        return cls

    __ror__ = __or__

    def __iter__(cls):
        return iter(())


class Anything(metaclass=AnythingMeta):
    """A module's member, its base class, its decorator, its instance: whatever is asked of it, nothing happens."""

    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything()

    def __call__(self, *args, **kwargs):
        return args[0] if len(args) == 1 and callable(args[0]) else Anything()

    def __lt__(self, other):
        return False

    __gt__ = __le__ = __ge__ = __bool__ = lambda self, *args: False

    def __iter__(self):
        return iter(())

    def __fspath__(self):
        return "/nowhere"


class StandIn(types.ModuleType):
    __path__ = []

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        return Anything


class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    def find_spec(self, name, path=None, target=None):
        if name.split(".")[0] in own or name == "comfy" or name.startswith(own_of_comfy):
            return None
        if name.split(".")[0] in sys.stdlib_module_names or name in ("typing_extensions",):
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return StandIn(spec.name)

    def exec_module(self, module):
        pass


sys.meta_path.insert(0, Finder())
import folder_paths  # noqa: E402  stood in for

used = sorted({str(v) for g in graphs for n in g.values() for v in n["inputs"].values() if isinstance(v, str)})
folder_paths.get_filename_list = lambda folder: used
folder_paths.get_input_directory = lambda: str(checkout)
folder_paths.filter_files_content_types = lambda files, types: used
folder_paths.exists_annotated_filepath = lambda name: name in ("init.png", "mask.png")

import nodes  # noqa: E402
from comfy_api.latest import ComfyExtension  # noqa: E402

extras = ["custom_sampler", "hypernetwork", "upscale_model", "clip_sdxl", "flux", "align_your_steps", "gits", "mask", "sd3"]


async def load_extras():
    for extra in extras:
        module = importlib.import_module(f"comfy_extras.nodes_{extra}")
        nodes.NODE_CLASS_MAPPINGS.update(getattr(module, "NODE_CLASS_MAPPINGS", {}))
        if hasattr(module, "comfy_entrypoint"):
            for node in await (await module.comfy_entrypoint()).get_node_list():
                nodes.NODE_CLASS_MAPPINGS[node.GET_SCHEMA().node_id] = node


import execution  # noqa: E402


def definition_of(name):
    """Inputs by name: the type of what is linked, the choices of a list, or a number's type with its range."""
    node = nodes.NODE_CLASS_MAPPINGS[name]
    inputs = {}
    for key, (kind, *options) in node.INPUT_TYPES()["required"].items():
        limits = options[0] if options else {}
        choices = kind if isinstance(kind, list) else limits.get("options")
        if choices == used:
            inputs[key] = {"type": "FILE"}
        elif isinstance(choices, list):
            inputs[key] = {"choices": choices}
        else:
            inputs[key] = {"type": str(kind), **{k: limits[k] for k in ("min", "max") if k in limits}}
    return {"inputs": inputs, "outputs": [str(kind) for kind in node.RETURN_TYPES]}


async def main():
    await load_extras()
    if asksDefinitions:
        names = sorted({node["class_type"] for graph in graphs for node in graph.values()})
        return json.dump({name: definition_of(name) for name in names}, sys.stdout, indent=1)
    answers = []
    for graph in graphs:
        isRun, error, outputs, nodeErrors = await execution.validate_prompt("one", graph, None)
        answers.append({"runs": bool(isRun), "error": error, "nodes": nodeErrors})
    json.dump(answers, sys.stdout, indent=1)


asyncio.run(main())
