import { torchMeanings } from "./torch-meanings.ts";

/**
 * What a name means that a pickle asks for. `harmless`: it makes data and nothing else. `dangerous`: it can run programs,
 * load code or reach files and the network. `unknown`: a class of some program, of which nothing is known here.
 */
export type CallGrade = "harmless" | "unknown" | "dangerous";

/** A name that a pickle asks for, as `module.name`. */
export interface GradedCall {
  readonly name: string;
  readonly grade: CallGrade;
}

/** Names that make plain data, beyond those that models need. */
const plainData: ReadonlySet<string> = new Set([
  ...["bool", "bytearray", "bytes", "complex", "dict", "float", "frozenset", "int", "list", "object", "range", "set"],
  ...["slice", "str", "tuple"],
]);
const plainNames: ReadonlySet<string> = new Set([
  ...["collections defaultdict", "collections Counter", "collections deque", "argparse Namespace"],
  ...["datetime datetime", "datetime date", "datetime timedelta", "decimal Decimal", "fractions Fraction", "uuid UUID"],
  ...["pathlib PosixPath", "pathlib WindowsPath", "pathlib PurePosixPath", "copyreg _reconstructor"],
]);
/** Built-in functions that neither run what they are given nor reach anything; no model needs them. */
const idle: ReadonlySet<string> = new Set(["abs", "hash", "id", "len", "max", "min", "print", "repr", "sorted", "sum"]);
const builtins: ReadonlySet<string> = new Set(["builtins", "__builtin__"]);

/**
 * Modules of which any name is dangerous; those below them too. Sources: mmaitre314/picklescan `_unsafe_globals`,
 * trailofbits/fickling, and Python's own list of what runs programs.
 */
const dangerousModules: ReadonlySet<string> = new Set([
  ...[
    "os",
    "posix",
    "nt",
    "posixpath",
    "ntpath",
    "sys",
    "subprocess",
    "commands",
    "popen2",
    "pty",
    "shutil",
    "tempfile",
  ],
  ...["builtins", "__builtin__", "importlib", "imp", "runpy", "pkgutil", "zipimport", "site", "types", "inspect"],
  ...["code", "codeop", "timeit", "trace", "pdb", "bdb", "cProfile", "profile", "doctest", "unittest", "pydoc", "test"],
  ...[
    "socket",
    "ssl",
    "socketserver",
    "http",
    "httplib",
    "urllib",
    "urllib2",
    "ftplib",
    "smtplib",
    "telnetlib",
    "xmlrpc",
  ],
  ...[
    "requests",
    "aiohttp",
    "httpx",
    "webbrowser",
    "antigravity",
    "asyncio",
    "multiprocessing",
    "concurrent",
    "signal",
  ],
  ...["ctypes", "_ctypes", "cffi", "mmap", "gc", "atexit", "sched", "threading", "_thread", "platform", "venv"],
  ...["pickle", "_pickle", "cPickle", "pickletools", "marshal", "shelve", "dill", "cloudpickle", "joblib", "dbm"],
  ...["operator", "_operator", "functools", "_functools", "itertools", "linecache", "fileinput", "glob", "logging"],
  ...["pip", "ensurepip", "setuptools", "distutils", "idlelib", "lib2to3", "IPython", "tkinter", "sympy", "io", "_io"],
]);

/** Names that are dangerous in modules that have others. */
const dangerousNames: readonly RegExp[] = [
  /^torch (?:load|save|compile|hub|jit|ops|classes|package|serialization)\b/,
  /^torch\.(?:hub|jit|package|serialization|storage _load_from_bytes|utils\.(?:cpp_extension|collect_env|_config_module|bottleneck|model_zoo|data\.datapipes)|distributed|_dynamo|_inductor|fx|testing|multiprocessing)\b/,
  /^numpy(?:\._core|\.core)? (?:load|save|loadtxt|fromfile|memmap)\b/,
  /^numpy\.(?:testing|f2py|distutils|lib\.npyio|compat|ctypeslib|_pytesttester)\b/,
  /^(?:huggingface_hub|transformers|diffusers) .*(?:load|from_pretrained|download)/,
];

/** `name` is `module name`, as a pickle writes it; both may have dots, by which protocol 4 reaches into a module. */
export function gradeOf(name: string): CallGrade {
  if (torchMeanings.calls.has(name) || torchMeanings.values.has(name) || plainNames.has(name)) return "harmless";
  const [module = "", attribute = ""] = splitName(name);
  if (builtins.has(module) && plainData.has(attribute)) return "harmless";
  if (builtins.has(module) && idle.has(attribute)) return "unknown";
  const top = module.split(".")[0] ?? "";
  if (dangerousModules.has(top) || dangerousNames.some((pattern) => pattern.test(name))) return "dangerous";
  // A module reached through another: `torch.os system`, `numpy f2py.os.system`.
  const steps = `${module}.${attribute}`.split(".").slice(1);
  return steps.some((step) => reachedThrough.has(step)) ? "dangerous" : "unknown";
}

/** Modules and functions that other modules have as attributes. */
const reachedThrough: ReadonlySet<string> = new Set([
  ...[
    "os",
    "sys",
    "subprocess",
    "builtins",
    "__builtins__",
    "importlib",
    "runpy",
    "shutil",
    "socket",
    "pickle",
    "ctypes",
  ],
  ...[
    "eval",
    "exec",
    "execfile",
    "compile",
    "system",
    "popen",
    "getattr",
    "__import__",
    "__globals__",
    "__subclasses__",
  ],
]);

function splitName(name: string): readonly [module: string, attribute: string] {
  const space = name.indexOf(" ");
  return space < 0 ? [name, ""] : [name.slice(0, space), name.slice(space + 1)];
}

export const gradeNames = (names: Iterable<string>): GradedCall[] =>
  [...names].map((name) => ({ name: name.replace(" ", "."), grade: gradeOf(name) }));

const grades: readonly CallGrade[] = ["harmless", "unknown", "dangerous"];

/** The worst of them; harmless where nothing is asked for. */
export const worstGrade = (calls: readonly GradedCall[]): CallGrade =>
  grades.findLast((grade) => calls.some((call) => call.grade === grade)) ?? "harmless";
