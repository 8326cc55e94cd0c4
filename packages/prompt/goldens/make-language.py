"""Writes language.json beside it: prompts with what the WebUI's own code makes of them.

    python3 make-language.py FORGE STYLES [--random N] [--seed S] [--starts K] [--out FILE]

FORGE is a checkout of lllyasviel/stable-diffusion-webui-forge, whose prompt parser, extra networks and style files are
AUTOMATIC1111 1.10's; STYLES is modules/styles.py of AUTOMATIC1111/stable-diffusion-webui (of 1c7d3dc), because Forge
adds a step of its own to applying styles. Needs lark (1.1.2 as the WebUI pins it; 1.1.5 gives the same). Made with
Forge dfdcbab, Python 3.11.

lark resolves ambiguous text by the order of Python's sets, which differs from process to process. So each schedule is
taken from K processes, and from 9 K more where they give something else than the same grammar that is told to prefer
edits and alternatives to stray brackets. All results seen are listed; of a text on which all of those agreed by chance
more starts list more. A larger FILE is compared with ours by
`DANFANG_LANGUAGE_GOLDEN=FILE npx vitest run packages/prompt/src/language`.
"""

import argparse
import copy
import csv
import importlib.util
import io
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import types
from pathlib import Path

HERE = Path(__file__).resolve().parent
# steps, steps of the hires pass, old rule
PASSES = [[8, None, False], [3, None, False], [8, 5, False], [5, 9, False], [8, None, True], [8, 5, True]]

FIXED = """[cat:dog:0.5]|[cat:dog:10]|[cat:dog:1]|[cat:dog:1.0]|[cat:dog:0]|[cat:dog:0.04]|[cat:dog:-3]|[cat:dog:25]|[cat:dog:5.]|[cat:dog:3.7]|[cat:dog:1.5]|a [b:0.25]|[b::0.25] c|[ a : b : 0.25 ]|[a:[b:c:6]:3]|[a¦b¦c] x|[fe¦]male|[fe¦¦¦]male|[¦]|[¦¦a]|text (unclosed [b:c:3]|((a][:b:c [d:3]|[a:b]|[a:b:c:3]|[a:b:1e1]|[a:b:1.5e0]|[a:b:+3]|[::3]|[:3]|[:a:3]|[a::3]x|a ¦ b [c:d:3]|(a¦b) [c:d:3]|[a¦b:3]|[a¦(b:1.1)]|[(a:2):3]|[[a]:2]|[[[b]]:2]|[a\\:b:c:3]|[a\\]:b:3]|\\[a:b:3\\]|[a:b:3|a]b:c:3]|[a:b:3])|[a:b:3](|(x:1.2 [a:b:3]|[a (b:c:d) e:f:3]|[a (b:c) e:f:3]|[a:b:\u00a03\u3000]|[a:b:\\3]|[a:b:３]|a\\|a\\\n[b:c:3]|[a:b\n:3]|[a:b: 3 4]|[[a:b:3]:c:5]|[[a¦b]:c:5]|[[a:b:2]¦c]|[a:b:.5]|[a:b:.]|[a:b:5.5.5]|[a:b:0.999]|[a:b:-0.5]|[a:b:2.0]|[a:b:21]|[a:b:1.05]|()[]|[]|(:)|[:]|[a:]|[:a]""".replace("|", "\0").replace("¦", "|").split("\0")
AND = ["a cat:1.2 AND a dog:0.8", "a cat :1.2 AND a dog: -0.5 AND sky", "a:1. AND b:.5", "a AND b:1e2", "(cat:1.2) AND dog", "x AND y:0.5:0.3", "a ANDy b", "text:12", "", " AND ", "AND", "a AND a:2 AND a", "aAND b", "a-AND-b", "é AND ü", "éAND", "a\nAND\nb\n", "a:\n1.5\n", "a::1", "a: :1", ":1", "a:--1", "a:- 1", "a:+.5 ", "a:１.５", "a:1.5.", "a:1.2.3", "a:.", "a :1 :2", "a\u3000:\u30001\x1c", "1 AND 2:", "and:1", "a ANDAND b", "a AND_ b", "a AND² b"]
NETWORKS = ["<lora:ink:0.8>", "a <lora:ink> b", "<lora:ink:0.5:0.7>", "<lora:ink:0.5:0.7:8>", "<lora:ink:te=0.3>x", "<lora:ink:0.5:te=0.3>", "<lora:ink:unet=0.3:dyn=4>", "<lyco:pop:1:unet=2>", "<hypernet:h>", "<hypernet:h:0.5>", "<hypernet:h:m=1>", "<lora:ink:0.8><lora:ink:0.4:0.2>", "<foo:bar:1=2=3:4=5>", "<lora:>", "<lora: ink :  0.5 >", "<lora:a<lora:b>", "<a:<b:c>>", "<>", "<:>", "<lora:ink:0.8", "lora:ink:0.8>", "<lora ink:1>", "<lora:ink:1\n>", "<lära:x:１.５>", "<lora:a:1_0>", "<lora:a:1e-1:+.5>", "<lora:a:abc>", "<lora:te=1>", "<lora:a:te=1:te=2>", "<lora:=x>", "<lora:a:1:1:8.0>", "<lora:a:1:1: 8 >", "<lora::1>", "<lora:a:>", "a, <lora:ink:1>, b, <lyco:ink:0.5>, <hypernet:h:2>", "[<lora:ink:1>:b:3]", "<lora:a:_1>", "<lora:a:1__0>", "<lora:a:1._5>"]
COMMENTS = ["a # b", "a\n# c\nb", "# x\na", "a #x\nb", "#", "##\n#\n", "a\n#\n#\nb", "\\# a", "a\r\n# b\r\nc", "\n#", "#\n"]
CSVS = ["name,prompt,negative_prompt\nfilm look,film look,blurry\n", "\ufeffname,prompt,negative_prompt\r\nA,a,b\r\n", "name,text\nold,an old one\n", 'name,prompt,negative_prompt\n"a, b","x ""y"" z","l1\nl2\r\nl3"\n', "name, prompt, negative_prompt\nA,  a,  b\n", "name,prompt,negative_prompt\n# no,x,y\n\n\nB,b,\nB,c,d\n", "negative_prompt,name,prompt\nn,N,p\n", "name,prompt,negative_prompt\rA,a,b\rB,c,d", 'name,prompt,negative_prompt\nA,"unclosed, b\nB,c,d\n', 'name,prompt,negative_prompt\nA,a"b"c,"x"y"z"\n', "name,prompt,negative_prompt\nA,a,b,c,d\n", "name,prompt,negative_prompt\nA,,\n", "name,prompt,negative_prompt"]
STYLE_CASES = [["film look", "a cat"], ["photo of {prompt}, bokeh", "a cat"], ["{prompt} and {prompt}", "z"], ["", " a "], [" b ", ""], ["{prompt}", " $& "], [" x {prompt} ", "a"], ["# c", "a"]]


def webui(forge, styles_file):
    """The reference modules, with what they import but do not need here left out."""
    sys.modules["torch"] = types.ModuleType("torch")
    modules = types.ModuleType("modules")
    modules.__path__ = []
    shared = types.ModuleType("modules.shared")
    shared.opts = types.SimpleNamespace(enable_prompt_comments=True, sd_lora="None", sd_hypernetwork="None", lora_add_hashes_to_infotext=False)
    shared.options_templates = {}
    shared.options_section = lambda *_: {}
    shared.OptionInfo = lambda *_: types.SimpleNamespace(info=lambda *_: None)
    errors = types.ModuleType("modules.errors")
    errors.report = lambda *_, **__: None
    hypernetworks = types.ModuleType("modules.hypernetworks")
    hypernetworks.hypernetwork = types.SimpleNamespace()
    networks = types.ModuleType("networks")
    modules.shared, modules.errors = shared, errors
    sys.modules.update({"modules": modules, "modules.shared": shared, "modules.errors": errors, "modules.hypernetworks": hypernetworks, "networks": networks, "modules.processing_scripts": types.ModuleType("modules.processing_scripts")})

    def load(name, path):
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        if name.startswith("modules.") and name.count(".") == 1:
            setattr(modules, name.split(".")[1], module)
        return module

    forge = Path(forge)
    w = types.SimpleNamespace(networks=networks, hypernetwork=hypernetworks.hypernetwork)
    w.parser = load("modules.prompt_parser", forge / "modules/prompt_parser.py")
    grammar = re.search(r'Lark\(r"""(.*?)"""\)', (forge / "modules/prompt_parser.py").read_text(), re.S)[1]
    w.preferring = w.parser.lark.Lark(re.sub(r"^(scheduled|alternate):", r"\1.1:", grammar, flags=re.M))
    w.extra = load("modules.extra_networks", forge / "modules/extra_networks.py")
    w.comments = load("modules.processing_scripts.comments", forge / "modules/processing_scripts/comments.py")
    sys.modules["modules.processing_scripts"].comments = w.comments
    w.hypernet = load("modules.extra_networks_hypernet", forge / "modules/extra_networks_hypernet.py").ExtraNetworkHypernet()
    w.lora = load("extra_networks_lora", forge / "extensions-builtin/sd_forge_lora/extra_networks_lora.py").ExtraNetworkLora()
    w.forge_styles = load("modules.styles", forge / "modules/styles.py")
    w.styles = load("a1111_styles", styles_file)
    return w


def schedules(w, grammar, text):
    """Of every pass; None where the WebUI fails."""
    try:
        tree = grammar.parse(text)
    except w.parser.lark.exceptions.LarkError as error:
        tree = error

    def parse(_):
        if isinstance(tree, Exception):
            raise tree
        return copy.deepcopy(tree)

    real, w.parser.schedule_parser = w.parser.schedule_parser, types.SimpleNamespace(parse=parse)
    try:
        return [w.parser.get_learned_conditioning_prompt_schedules([text], *each)[0] for each in PASSES]
    except (OverflowError, RecursionError):
        return None
    finally:
        w.parser.schedule_parser = real


def schedule_worker(w):
    for line in sys.stdin:
        print(json.dumps(schedules(w, w.parser.schedule_parser, json.loads(line))))


def results_of_starts(arguments, texts, starts):
    """For each text the results of some processes, as JSON."""
    lines = "".join(json.dumps(text) + "\n" for text in texts)
    runs = []
    for start in starts:
        run = subprocess.run([sys.executable, __file__, arguments.forge, arguments.styles, "--worker"], input=lines, stdout=subprocess.PIPE, check=True, text=True, env={**os.environ, "PYTHONHASHSEED": str(start)})
        runs.append(run.stdout.splitlines())
    return dict(zip(texts, zip(*runs, strict=True), strict=True))


def schedule_cases(arguments, w, texts):
    texts = list(dict.fromkeys(texts))
    results = results_of_starts(arguments, texts, range(arguments.starts))
    texts = [text for text in texts if "null" not in results[text]]
    doubtful = [text for text in texts if set(results[text]) != {json.dumps(schedules(w, w.preferring, text))}]
    more = results_of_starts(arguments, doubtful, range(arguments.starts, 10 * arguments.starts)) if doubtful else {}
    seen = {text: sorted({*results[text], *more.get(text, ())}) for text in texts}
    print(f"{len(texts)} schedules; on {sum(len(each) > 1 for each in seen.values())} of them starts do not agree")
    return [{"text": text, "results": [json.loads(result) for result in seen[text]]} for text in texts]


def compositions(w, prompts):
    indexes, flat, _ = w.parser.get_multicond_prompt_list(w.parser.SdConditioning(prompts))
    return {"prompts": prompts, "texts": list(flat), "parts": indexes}


def networks(w, text):
    rest, found = w.extra.parse_prompt(text)
    listed = [{"type": kind, "args": p.items, "positional": p.positional, "named": list(p.named.items())} for kind, many in found.items() for p in many]
    loras, hypernets = [], []

    def load_networks(names, te, unet, dyn):
        last = {name: (name, t, u, d) for name, t, u, d in zip(names, te, unet, dyn)}
        loras.extend(last[name] for name in names)

    w.networks.load_networks = load_networks
    w.networks.loaded_networks = []
    w.hypernetwork.load_hypernetworks = lambda names, weights: hypernets.extend(zip(names, weights))

    def active(network, kinds, results):
        params = [p for kind in kinds for p in found.get(kind, [])]
        try:
            network.activate(types.SimpleNamespace(all_prompts=[]), params)
        except (ValueError, IndexError):
            return None
        return results

    # lora and its alias in the order of their first mention, as the registry sees them
    kinds = [kind for kind in found if kind in ("lora", "lyco")]
    return {"text": text, "rest": rest, "networks": listed, "loras": active(w.lora, kinds, loras), "hypernetworks": active(w.hypernet, ["hypernet"], hypernets)}


def style_file(w, text):
    """Styles as the WebUI reads them from a file, and the file as it writes them; None where it fails or reads None."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "styles.csv")
        file.write_bytes(text.encode("utf-8"))
        base = w.forge_styles.StyleDatabase([str(file)])
        styles = [[s.name, s.prompt, s.negative_prompt] for s in base.styles.values()]
        if any(part is None for style in styles for part in style):
            return None
        base.save_styles()
        return {"csv": text, "styles": styles, "saved": file.read_bytes().decode("utf-8")}


def extraction(w, styles, prompt, negative):
    base = w.forge_styles.StyleDatabase.__new__(w.forge_styles.StyleDatabase)
    base.styles = {s[0]: w.forge_styles.PromptStyle(*s) for s in styles}
    w.comments.strip_comments, strip = (lambda text: text), w.comments.strip_comments  # a step that Forge adds
    try:
        names, rest, negative_rest = base.extract_styles_from_prompt(prompt, negative)
    finally:
        w.comments.strip_comments = strip
    return {"styles": styles, "prompt": prompt, "negative": negative, "found": names, "rest": rest, "negativeRest": negative_rest}


WORDS = ["cat", "a dog", "sky", "1girl", "8k", "masterpiece", " ", ", ", "\n", "猫", "😀", "é", "AND", "BREAK", "_", "0.5", "3", "<lora:ink:0.8>", "{prompt}", "\u3000", "\\(", "\\]", "#"]
WHEN = ["0.5", "3", ".25", "1", "0", "10", "1.5", "-2", " 4", "0.7 ", " 1e1 ", "5.", "+3", "25", "1.05", "\t6\n", "2e-1", "0.0", "19.9", "0.05"]


def formed(rng, depth=0):
    """Text that the grammar understands."""
    def one():
        kind = rng.randrange(9 if depth < 4 else 4)
        inner = lambda: formed(rng, depth + 1)
        if kind < 4:
            return "".join(rng.choices(WORDS, k=rng.randint(0, 3)))
        if kind == 4:
            return f"({inner()})" if rng.random() < 0.5 else f"({inner()}:{rng.choice(WHEN)})"
        if kind == 5:
            return f"[{inner()}]"
        if kind == 6:
            return f"[{inner()}:{rng.choice(WHEN)}]"
        if kind == 7:
            return f"[{inner()}:{inner()}:{rng.choice(WHEN)}]"
        return "[" + "|".join(inner() for _ in range(rng.randint(2, 4))) + "]"

    return "".join(one() for _ in range(rng.randint(0, 3)))


def damaged(rng, text):
    """A few characters lost, doubled, swapped or put in, as typing does."""
    for _ in range(rng.randint(1, 3)):
        at = rng.randint(0, len(text))
        kind = rng.randrange(4)
        text = text[:at] + [text[at + 1 :], text[at : at + 1] + text[at:], rng.choice(list("()[]:|\\") + WORDS) + text[at:], text[at + 1 : at + 2] + text[at : at + 1] + text[at + 2 :]][kind]
    return text


def soup(rng):
    parts = list("[[[]]](():|| ab\\\n,.1") + [":3]", ":0.5]", "[a:", "[a|b]", "[a:b:2]", "\\[", "1.5", " AND ", ":1.2", "(x:1.1)"]
    return "".join(rng.choices(parts, k=rng.randint(0, 14)))


def anything(rng):
    return "".join(chr(rng.choice([rng.randint(32, 126), rng.randint(0, 0x24F), rng.randint(0x2000, 0x30FF), rng.choice([91, 93, 58, 124, 40, 41, 92])])) for _ in range(rng.randint(0, 24)))


def pasted(rng):
    """A prompt as people paste them: tags, weights, networks, an edit or two, sometimes a bracket too many or too few."""
    tags = ["masterpiece", "best quality", "(ultra-detailed:1.2)", "((1girl))", "[solo]", "looking at viewer", "long hair", "(red eyes:1.1)", "<lora:add_detail:0.6>", "<lora:ink:0.8:0.5>", "[winter:spring:0.4]", "[:snow:12]", "[city::0.7]", "[cat|dog]", "(((sky)))", "by greg rutkowski", "8k", "art\\(style\\)", "AND", "BREAK", "cinematic light:1.3", "(bokeh: 1.2)", "[(smile:1.2):0.5]", "{blue}"]
    odd = ["(night", "city)", "[rain", "street]", "f/1.8", ":d", ">:(", "|", "“quote”", "# note"]
    text = ", ".join(rng.choice(odd if rng.random() < 0.1 else tags) for _ in range(rng.randint(1, 12)))
    return damaged(rng, text) if rng.random() < 0.5 else text


def texts(rng, count, longest=80):
    kinds = [formed, lambda r: damaged(r, formed(r)), soup, anything, pasted]
    made = []
    while len(made) < count:
        text = kinds[len(made) % len(kinds)](rng)
        if len(text) <= longest:
            made.append(text)
    return made


def random_network(rng):
    part = lambda: rng.choice(["ink", "0.8", "te=0.5", "unet=.3", "dyn=8", "8", " 1 ", "x", "1e1", "", "a=b=c", "-1", "１", "te=", "=", "1_0"])
    pieces = [f"<{rng.choice(['lora', 'lyco', 'hypernet', 'foo', 'lora', ''])}:{':'.join(part() for _ in range(rng.randint(1, 5)))}>", "a cat, ", "<", ">", ":", "lora", "<lora:ink", "\n"]
    return "".join(rng.choices(pieces, [6, 2, 1, 1, 1, 1, 1, 0.5], k=rng.randint(1, 5)))


def random_style(rng):
    bits = ["a", "photo of ", "{prompt}", ", ", "film", " ", "b", "\n", "bokeh", "$&", "#x"]
    return "".join(rng.choices(bits, k=rng.randint(0, 4)))


def random_csv(rng):
    text = io.StringIO()
    rows = [[f"s{rng.randint(0, 5)}", random_style(rng), random_style(rng)] for _ in range(rng.randint(0, 4))]
    writer = csv.writer(text, quoting=rng.choice([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]), lineterminator=rng.choice(["\n", "\r\n"]))
    writer.writerows([["name", "prompt", "negative_prompt"], *rows])
    made = rng.choice(["", "\ufeff"]) + text.getvalue()
    if rng.random() < 0.5:
        at = rng.randint(30, max(30, len(made)))
        made = made[:at] + rng.choice(['"', ",", "\n", "\r", " ", '""', "x", "#"]) + made[at:]
    return made


def random_extraction(rng):
    styles = [[f"s{i}", random_style(rng), random_style(rng)] for i in range(rng.randint(1, 5))]
    prompt, negative = random_style(rng), random_style(rng)
    return styles, prompt, negative


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("forge")
    parser.add_argument("styles")
    parser.add_argument("--random", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--starts", type=int, default=8)
    parser.add_argument("--out", default=str(HERE / "language.json"))
    parser.add_argument("--worker", action="store_true")
    arguments = parser.parse_args()
    w = webui(arguments.forge, arguments.styles)
    if arguments.worker:
        return schedule_worker(w)

    rng = random.Random(arguments.seed)
    n = arguments.random
    prompts = FIXED + texts(rng, n)
    single = AND + texts(rng, n)
    batches = [[text] for text in single] + [rng.sample(single, 3) for _ in range(n // 10)]
    styled = []
    for style, prompt in STYLE_CASES + [[random_style(rng), random_style(rng)] for _ in range(n)]:
        styled.append({"style": style, "prompt": prompt, "applied": w.styles.merge_prompts(style, prompt)})
    extractions = []
    for _ in range(n):
        styles, prompt, negative = random_extraction(rng)
        for _, style, other in rng.sample(styles, rng.randint(0, len(styles))):
            prompt, negative = w.styles.merge_prompts(style, prompt), w.styles.merge_prompts(other, negative)
        extractions.append(extraction(w, styles, prompt, negative))
    files = [style_file(w, text) for text in CSVS + [random_csv(rng) for _ in range(n)]]
    result = {
        "passes": PASSES,
        "schedules": schedule_cases(arguments, w, prompts),
        "compositions": [compositions(w, batch) for batch in batches],
        "networks": [networks(w, text) for text in NETWORKS + [random_network(rng) for _ in range(n)]],
        "comments": [[text, w.comments.strip_comments(text)] for text in COMMENTS + texts(rng, n // 2)],
        "applied": styled,
        "extractions": extractions,
        "files": [file for file in files if file is not None],
    }
    Path(arguments.out).write_text(json.dumps(result, ensure_ascii=True, separators=(",", ":")).replace('},{"', '},\n{"') + "\n")


main()
