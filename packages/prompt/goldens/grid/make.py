"""Makes axis-values.json: what the WebUI's X/Y/Z plot makes of values as people (and monkeys) write them.

    python3 make.py --webui DIR

DIR is a checkout of AUTOMATIC1111/stable-diffusion-webui or of lllyasviel/stable-diffusion-webui-forge, of whose
scripts/xyz_grid.py `process_axis` and `apply_order` are run.
"""
import argparse
import ast
import csv
import json
import pathlib
import random
import re
from io import StringIO
from itertools import chain, permutations
from types import SimpleNamespace

import numpy as np

HERE = pathlib.Path(__file__).parent
WANTED = {"process_axis", "apply_order", "csv_string_to_list_strip", "str_permutations"}
BY_HAND = ["20, 30", "1-5", "1-10 (+3)", "10-1 (-3)", "1-10 [4]", "1-2 (+0.5)", "0-1 [5]", "5-7", "-1 - 3", "0.1-0.9 (+0.2)",
           '"a, b", c', 'a,"b ""c""", d', ' a , , b', "", "\n1,2\n\n3\n", "1,2,", "- 1 - 2", "1-5 (+0)", "7x", "1-3 [0]", "1-3 [1]",
           "3-1", "3-1 (-1)", "1.5-3.5", "1e3", ".5, 5.", "1_000", "cat, dog, a b", 'x "quoted" y', '"open, quote', "2-8 [3], 9"]


def functions(path):
    tree = ast.parse(path.read_text())
    picked = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef) and n.name in WANTED]
    regexes = [n for n in tree.body if isinstance(n, ast.Assign) and getattr(n.targets[0], "id", "").startswith("re_range")]
    space = dict(re=re, csv=csv, StringIO=StringIO, chain=chain, np=np, permutations=permutations, csv_mode=True)
    exec(compile(ast.Module(regexes + picked, []), "xyz_grid.py", "exec"), space)
    return SimpleNamespace(**space)


def written(rng):
    number = lambda: rng.choice(["", "-", "+"]) * (rng.random() < 0.3) + str(rng.randint(0, 12)) + rng.choice(["", "", ".5", "."])
    tail = lambda: rng.choice(["", "", f" (+{rng.randint(0, 4)})", f" (-{rng.randint(1, 3)})", "(+0.25)", f" [{rng.randint(0, 6)}]", "[2.5]"])
    item = lambda: rng.choice([number(), f"{number()}-{number()}{tail()}", f"{number()} - {number()}{tail()}", "cat", '"a, b"', "", " "])
    return rng.choice([", ", ","]).join(item() for _ in range(rng.randint(1, 4)))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--webui", type=pathlib.Path, required=True)
    webui = functions(parser.parse_args().webui / "scripts/xyz_grid.py")
    rng = random.Random(7)
    types = {"whole": int, "number": float, "text": str, "permutation": webui.str_permutations}
    cases = []
    for text in BY_HAND + [written(rng) for _ in range(4000)]:
        for name, kind in types.items():
            option = SimpleNamespace(label="?", choices=None, prepare=None, type=kind, confirm=None)
            try:
                values = webui.process_axis(option, text, [])
            except (ValueError, ZeroDivisionError):
                values = None  # the WebUI would stop here
            if values is None or len(values) <= 30:
                cases.append([name, text, values])
    kept = cases[: 4 * len(BY_HAND)] + rng.sample(cases[4 * len(BY_HAND):], 400)
    orders = []
    for _ in range(60):
        words = rng.sample(["red", "blue cat", "sky", "a", "1girl", "night"], rng.randint(1, 4))
        prompt = ", ".join(rng.sample(words + ["b", "dark red", "sea"], len(words) + 3))
        order = rng.sample(words, len(words))
        p = SimpleNamespace(prompt=prompt)
        webui.apply_order(p, order, None)
        orders.append([prompt, order, p.prompt])
    text = json.dumps({"values": kept, "orders": orders}, ensure_ascii=False)
    (HERE / "axis-values.json").write_text(text.replace("], [", "],\n[") + "\n")
    print(len(kept), sum(values is None for _, _, values in kept))


main()
