"""What AUTOMATIC1111's own parser reads out of texts: `a1111_fields.py CHECKOUT < texts.json > fields.json`.

CHECKOUT is stable-diffusion-webui v1.10.1. What surrounds `parse_generation_parameters` there (Gradio, settings, models)
is stood in for; the parser, the table of versions and the split of sampler and schedule are its own.
"""

import ast
import json
import math
import re
import sys
import types
from pathlib import Path

checkout = Path(sys.argv[1])


def stand_in(name, **members):
    module = types.ModuleType(name)
    for key, value in members.items():
        setattr(module, key, value)
    sys.modules[name] = module
    if "." in name:
        setattr(sys.modules[name.rsplit(".", 1)[0]], name.rsplit(".", 1)[1], module)
    return module


class Anything:
    def __init__(self, *args, **kwargs):
        pass

    def __getattr__(self, name):
        return Anything()

    def __call__(self, *args, **kwargs):
        return Anything()

    def __mro_entries__(self, bases):
        return ()


def own(name):
    """A module of the checkout itself."""
    module = types.ModuleType(name)
    sys.modules[name] = module
    setattr(sys.modules["modules"], name.rsplit(".", 1)[1], module)
    exec(compile((checkout / (name.replace(".", "/") + ".py")).read_text(), name, "exec"), module.__dict__)
    return module


class Options:
    infotext_styles = "Ignore"  # styles are kept in the prompts
    infotext_skip_pasting = []
    use_old_hires_fix_width_height = False
    auto_backcompat = True
    data_labels = {}


gradio = stand_in("gradio", update=lambda *a, **k: {}, Button=Anything)
stand_in("PIL", Image=Anything())
stand_in("modules")
stand_in("modules.paths", data_path="/nowhere")
prompt_styles = types.SimpleNamespace(extract_styles_from_prompt=lambda p, n: ([], p, n))
stand_in("modules.shared", opts=Options(), prompt_styles=prompt_styles)
for name in ["ui_tempdir", "script_callbacks", "processing", "images", "errors"]:
    stand_in(f"modules.{name}", infotext_pasted_callback=lambda *a: None, display=lambda *a, **k: None)


def part_of(name, *wanted):
    """Functions and constants of a module of the checkout that as a whole needs what is not here."""
    source = (checkout / (name.replace(".", "/") + ".py")).read_text()
    parts = [node for node in ast.parse(source).body if wanted_name(node) in wanted]
    members = {"re": re, "math": math}
    exec(compile(ast.Module(parts, []), name, "exec"), members)
    return {each: members[each] for each in wanted}


def wanted_name(node):
    return node.name if isinstance(node, ast.FunctionDef) else getattr(getattr(node, "targets", [None])[0], "id", None)


vars(sys.modules["modules.processing"]).update(part_of("modules.processing", "old_hires_fix_first_pass_dimensions"))
attention = part_of("modules.prompt_parser", "parse_prompt_attention", "re_attention", "re_break")
stand_in("modules.prompt_parser", **attention)
own("modules.infotext_versions")
parser = own("modules.infotext_utils")

texts = json.load(sys.stdin)
json.dump([parser.parse_generation_parameters(text) for text in texts], sys.stdout, ensure_ascii=False, indent=1)
