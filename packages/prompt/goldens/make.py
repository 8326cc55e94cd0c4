"""Writes the golden files beside it, by running the reference implementations.

    python3 make.py CLIP FORGE [--random N] [--seed S] [--out DIR]

CLIP is a checkout of openai/CLIP, FORGE one of lllyasviel/stable-diffusion-webui-forge. Needs ftfy 6.3, regex, lark and
torch. Text that ftfy would re-decode as mojibake is left out. Made with CLIP d05afc4 and Forge dfdcbab, Python 3.11.
"""

import argparse
import importlib
import importlib.util
import itertools
import json
import random
import re
import sys
import types
import unicodedata
from pathlib import Path

SCRIPTS = """a photo of a cat|Ein Mädchen läuft über die Brücke, groß|garçon à l'école, œuvre d'art, naïveté|¿Dónde está el niño?
São Paulo, coração, avó|Łódź, żółta gęś, źdźbło|Příliš žluťoučký kůň|árvíztűrő tükörfúrógép|İstanbul'da ILIK bir gün, ağaç
Đẹp quá! Việt Nam|девушка в саду, акварель|Їжак і ґава|Ελληνικός ΟΔΥΣΣΕΥΣ ΣΟΦΟΣ, άλφα|שלום עולם, חתול|مرحبا بالعالم، قطة|سلام دنیا ۱۲۳
नमस्ते दुनिया, बिल्ली|বাংলা ভাষা|தமிழ் பூனை|తెలుగు పిల్లి|ไทย แมวน่ารัก|ລາວ ແມວ|မြန်မာ ကြောင်|ខ្មែរ ឆ្មា|བོད་ཡིག|ქართული კატა|հայերեն կատու|አማርኛ ድመት
一个女孩，站在花园里，阳光明媚|水墨畫，山水，留白|美しい少女、桜、アニメ|ｱﾆﾒ ﾌﾟﾛﾌｨｰﾙ ｶﾞﾝﾀﾞﾑ|고양이 사진, 수채화|ﾡﾢ ￡￥￦ ＡＢＣ１２３！（ａ：１．５）|монгол бичиг ᠮᠣᠩᠭᠣᠯ|Ꮳꮃꭹ ᏣᎳᎩ|ᚠᚢᚦᚨᚱᚲ""".replace("\n", "|").split("|")
EMOJI = ["😀", "👨‍👩‍👧‍👦", "🏴󠁧󠁢󠁷󠁬󠁳󠁿", "🇨🇳🇩🇪", "👍🏽", "❤️‍🔥", "1️⃣", "☺︎ ☺️", "🧑🏿‍🚀 in space", "cat🐈cat", "✨masterpiece✨"]
MARKS = ["e\u0301", "a\u0308\u0323", "Z\u0351\u036b\u0343a\u0334lgo\u0321", "\u0301start", "n\u0303o", "\u1112\u1161\u11ab", "ό\u0345x a\u0345b \u0345", "क्\u200dष", "a\u200bb\u200cc\u200dd\ufeffe\u2060f", "\u202eabc\u202c", "A\u030a\u0327", "ſſ 'ſ don'ſ <|ſtartoftext|>"]
ENTITIES = ["&amp;", "&amp;amp;", "&amp;amp;amp;amp;", "a &lt; b &gt; c", "<b>&amp;amp;</b>", "&lt;&amp;", "&eacute;&EACUTE;&SZLIG;&nTILDE;", "&notit; &notin; &not", "&copy2024 &copy; &COPY;", "&#65;&#x42;&#X43;", "&#65 &#x42g", "&#0;&#1;&#11;&#12;&#127;&#128;&#129;&#133;&#159;", "&#xD800;&#x110000;&#xFFFE;&#xFDD0;", "&#59;&#x3b;&semi;", "&#38;lt;", "&amp;#38;lt;", "&ldquo;x&rdquo; &#8220;x&#8221;", "<&ldquo;x&rdquo; &#8216;s", "&CounterClockwiseContourIntegral; &ThickSpace;|", "&nbsp;a&nbsp;b&ensp;&hairsp;", "&", "&;", "&#;", "&#x;", "&ampamp;", "&AMP &AMP; &QUOT;", "&fjlig; &ffilig; &FFILIG;", "&acE; &NotEqualTilde;", "&lt;|startoftext|&gt;", "AT&T R&D Q&A", "&frac12;&FRAC12;", "&#99999999999999999999;", "&a&#109;p;", "&&#35;38;", "&ａｍｐ；", "line <\n&amp;amp; &eacute;\n", "&eacute;\n< &eacute;\n&EACUTE;", "&Tab;&NewLine;x"]
SPACES = ["", " ", "\t\n\r\f\v", " a\u00a0b\u2003c\u3000d ", "a\u2028b\u2029c", "a\u0085b", "a\x1cb\x1d\x1e\x1fc", "a\x00b\x07c\x7fd", "\x1b[31mred\x1b[0m x", "a\r\nb\rc", "a\u1680b\u180ec\u205fd\u202fe", "\ufeffbom", "x\ufffcy\ufff9z", "a\u206ab", "  many   spaces  "]
ENGLISH = ["don't", "DON'T", "it's they're we've I'm you'll he'd", "'s 't 're 've 'm 'll 'd", "''s''", "rock'n'roll", "o'clock's", "1girl", "8k, 4k", "Café naïve 2024", "hello_world", "easynegative", "3.14159 1,000,000 50%", "(masterpiece:1.2), [bad], {x}", "a...b!!!c???", "C++ C# F#", "http://example.com/a?b=c&d=e", "foo@bar.com #tag $5", "½ ² ③ Ⅳ ㊿ ٣ 四 〇", "ﬁ ﬂ ﬃ ﬅ ﬆ Ĳ ĳ ŉ Ǆ ǅ ǆ Ǉ ǌ Ǳ", "“curly” ‘quotes’ ‚low‛ „x‟ ʼn", "İI ıi ẞß ΑΣ ΑΣ. ΑΣΑ Σ ǅ K Å", "<|startoftext|> <|endoftext|>", "<|STARTOFTEXT|>x<|EndOfText|>y", "!<|startoftext|>", "<|startoftext|", "a<|endoftext|>b", "supercalifragilisticexpialidocious", "antidisestablishmentarianism", "a" * 70, "ab" * 50, "!" * 60, "-" * 33 + "=" * 20, "</w> a</w>b", "\\(x\\) \\", "🤔?!", "a,b , c ,d", ",", ",,,", "masterpiece, best quality, 1girl, solo, looking at viewer, blush", "BREAK AND [cat:dog:0.5]", "<lora:ink:0.8>"]
ODD = ["\ud800", "a\udc00b", "\ud83d\ude00", "\U0010ffff", "\ue000\uf8ff", "\ufffd", "\u0378", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𝟙𝟚𝟛", "Ⓐⓑ ①", "㍿ ㌔ ﷺ", "ｶﾞ ﾊﾟ ￣ ￤ ￨", "𠀀𠮷野家", "ꙮ", "𓀀𓂀", "ℌℑ ℓ № ™ ℃", "ª º µ", "\u0149x", "\u1e9e", "\u03f4", "\u2126 \u212a \u212b", "…—–·•", "¡¬®ÿ¼"]

ATTENTION = ["(a)", "((a))", "[a]", "(a:1.5)", "((a:1.5))", "(a: 1.2 )", "(a:-0.5)", "(a:.5)", "[a:1.5]", "(a:1.5", "a)", "\\(a\\)", "\\\\", "(a, (b:1.2), c:0.8)", "(a:1.5,b:2)", "a (((house:1.3)) [on] a (hill:0.5), sun, (((sky))).", "()", "", "a BREAK b", "aBREAKb", "(a BREAK b:1.3)", "BREAK", "BREAK BREAK", "a\nBREAK\nb", "(BREAK:-1)", "x(y:-1)BREAK(z:-1)", "éBREAK BREAKé _BREAK BREAK1 a-BREAK-b", "(a:1.)", "(a:+2)", "(a:１.５)", "(a:٣)", "(a\u3000:\u30001.5\x1c)", "(a:1e2)", "(a:)", "(:1.5)", ":1.5)", "a:1.5)", "[a:1.5", "[(a])", "([a)]", "(a[b)c]d", "(a[b:1.2)c]d", "(a(b[c(d:0.7)e]f:1.3)g", "\\", "\\a", "a\\", "(\\)", "\\[\\]\\:", "(((((", ")))))", "[[[[a", "(a:0)", "(a:-0)b", "((a:0)b:0)", "((((((((((a:1.05))))))))))[[[[[b]]]]]", "😀(😀:1.1)", "{a}", "a: b: c", "(a : 1.5) (b:1.5 ) (c:1.5 x)", "((a)(b)[c])"]


# Weights on which the reference fails.
UNREADABLE = re.compile(r":\s*[-+]?(\.|[.\d]*\.[.\d]*\.[.\d]*)\s*\)")


def load(name, path):
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def clip_cases(root, rng, count):
    """Texts with CLIP's tokens."""
    ftfy = importlib.import_module("ftfy")
    tokenizer = load("simple_tokenizer", Path(root, "clip/simple_tokenizer.py")).SimpleTokenizer()
    fixed = SCRIPTS + EMOJI + MARKS + ENTITIES + SPACES + ENGLISH + ODD
    made = (random_text(rng, fixed) for _ in itertools.count())
    texts = fixed + list(itertools.islice((t for t in made if is_plain(ftfy, t)), count))
    return [[text, tokenizer.encode(text)] for text in texts if is_plain(ftfy, text)], tokenizer


def is_plain(ftfy, text):
    return ftfy.fix_text(text) == ftfy.fix_text(text, fix_encoding=False)


ASSIGNED = [c for c in range(0x20, 0x20000) if unicodedata.category(chr(c)) not in ("Cn", "Cs", "Co")]
ENTITY_PARTS = ["&", "#", "x", ";", "amp", "lt", "eacute", "not", "38", "41", "<", "é", "\n"]


def random_text(rng, fixed):
    """Shuffled fragments of the fixed texts, characters from anywhere, entities in pieces, English words."""
    def fragment():
        kind = rng.randrange(6)
        if kind == 0:
            source = rng.choice(fixed) or " "
            start = rng.randrange(len(source))
            return source[start : start + rng.randint(1, 9)]
        if kind == 1:
            return "".join(chr(rng.choice(ASSIGNED)) for _ in range(rng.randint(1, 3)))
        if kind == 2:
            return "".join(rng.choice(ENTITY_PARTS) for _ in range(rng.randint(1, 5)))
        if kind == 3:
            return "".join(rng.choice("abcdefghijklmnopqrstuvwxyzAEIOSTR'") for _ in range(rng.randint(1, 14)))
        if kind == 4:
            return rng.choice([" ", ", ", "'s ", "'LL", "\n", " 12", "_", "<|endoftext|>", "\u0301", "\u3000"])
        return "".join(chr(rng.randint(32, 0x52F)) for _ in range(rng.randint(1, 4)))

    return "".join(fragment() for _ in range(rng.randint(1, 8)))


def attention_cases(root, rng, count):
    """Texts with the WebUI's attention list."""
    parse = load("prompt_parser", Path(root, "modules/prompt_parser.py")).parse_prompt_attention
    parts = ["(", "(", "[", ")", ")", "]", ":1.2)", ":0.5)", ": -1.5 )", ":.3)", "\\", "\\(", "\\]", "a", "b, ", " c ", "BREAK", " BREAK ", ":", ":1", "1.5", "\n", "é", "猫", "_", " "]
    texts = ATTENTION + ["".join(rng.choices(parts, k=rng.randint(1, 30))) for _ in range(count)]
    return [[text, parse(text)] for text in texts if not UNREADABLE.search(text)]


def chunk_cases(root, tokenizer, rng, count):
    """Prompts with the WebUI's chunks, tokens and weights as runs [how many, of what]."""
    embeddings = {tuple(tokenizer.encode(name)): (name, vectors) for name, vectors in EMBEDDINGS.items()}
    engine = text_engine(root, tokenizer, embeddings)
    texts = CHUNKS + [random_prompt(rng) for _ in range(count)]
    cases = []
    for text in texts:
        chunks, token_count = engine.tokenize_line(text)
        cases.append({
            "text": text,
            "tokenCount": token_count,
            "chunks": [{"tokens": runs(c.tokens), "weights": runs(c.multipliers), "embeddings": [[f.offset, f.embedding.name, f.embedding.vectors] for f in c.fixes]} for c in chunks],
        })
    return cases


EMBEDDINGS = {"easynegative": 8, "tiny": 1, "huge one": 70}
W = "cat "
CHUNKS = ["", W * 75, W * 76, W * 70 + ", " + W * 10, W * 50 + ", " + W * 30, W * 54 + ", " + W * 21, W * 55 + ", " + W * 20, W * 74 + ", " + W * 5, W * 75 + ", " + W * 5, W * 10 + "BREAK " + W * 5, "BREAK " + W * 5, W * 5 + "BREAK", "BREAK", "BREAK BREAK", "(cat BREAK dog:1.3)", W * 70 + "easynegative cat", W * 67 + "easynegative cat", W * 60 + ", " + W * 8 + "easynegative " + W * 9, W * 75 + "BREAK cat", "ca(t)", W * 30 + "huge one huge one", "(" + W * 80 + ":1.2) , dog", "," * 160]


def random_prompt(rng):
    words = ["cat", "a dog", "sky", "supercalifragilistic", "1girl", "easynegative", "tiny", "huge one", "BREAK", "(sun:1.3)", "[moon]", "((hill))"]
    parts = rng.choices(words, [9, 9, 5, 3, 5, 1, 1, 0.3, 0.5, 3, 2, 2], k=rng.randint(1, 160))
    return "".join(part + rng.choice([" ", " ", " ", ", "]) for part in parts)


def text_engine(root, tokenizer, embeddings):
    """Forge's text engine without a text encoder: what its tokenize_line touches is set by hand."""
    class Database:
        def find_embedding_at_position(self, tokens, position):
            for ids, (name, vectors) in embeddings.items():
                if tuple(tokens[position : position + len(ids)]) == ids:
                    return types.SimpleNamespace(name=name, vectors=vectors), len(ids)
            return None, None

    sys.path.insert(0, str(root))
    stubs = {
        "modules.shared": {"opts": types.SimpleNamespace(emphasis="Original")},
        "modules": {},
        "backend.memory_management": {},
        "backend.text_processing.textual_inversion": {"EmbeddingDatabase": Database},
    }
    for name, members in stubs.items():
        sys.modules[name] = types.ModuleType(name)
        sys.modules[name].__dict__.update(members)
    sys.modules.setdefault("backend", types.ModuleType("backend")).__path__ = [str(Path(root, "backend"))]
    sys.modules["backend"].memory_management = sys.modules["backend.memory_management"]
    classic = importlib.import_module("backend.text_processing.classic_engine")
    engine = classic.ClassicTextProcessingEngine.__new__(classic.ClassicTextProcessingEngine)
    engine.__dict__.update(
        emphasis=types.SimpleNamespace(name="Original"),
        tokenizer=lambda texts, **_: {"input_ids": [tokenizer.encode(text) for text in texts]},
        embeddings=Database(),
        chunk_length=75,
        id_start=49406,
        id_end=49407,
        comma_token=tokenizer.encoder[",</w>"],
    )
    return engine


def runs(values):
    return [[len(list(group)), value] for value, group in itertools.groupby(values)]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("clip")
    arguments.add_argument("forge")
    arguments.add_argument("--random", type=int, default=200)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--out", default=Path(__file__).parent)
    args = arguments.parse_args()
    rng = random.Random(args.seed)
    tokens, tokenizer = clip_cases(args.clip, rng, args.random)
    attention = attention_cases(args.forge, rng, args.random * 6 // 5)
    chunks = chunk_cases(args.forge, tokenizer, rng, args.random // 10)
    for name, cases in {"clip-bpe": tokens, "emphasis": attention, "chunks": chunks}.items():
        lines = ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases)
        Path(args.out, f"{name}.json").write_text(f"[\n{lines}\n]\n")


if __name__ == "__main__":
    main()
