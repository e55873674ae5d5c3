// Byte-compiles a zip or wheel of Python sources by the interpreter that will read it: `node compile.mjs IN OUT PREFIX`.
// Every start would otherwise compile about two hundred modules from source, which is most of its time.
import { readFile, writeFile } from "node:fs/promises";
import { loadPyodide } from "pyodide";

const [input, output, prefix] = process.argv.slice(2);
const python = await loadPyodide({ env: { PYTHONHASHSEED: "0" } });
python.FS.writeFile("/in.zip", await readFile(input));
python.globals.set("prefix", prefix);
python.runPython(`
import importlib._bootstrap_external as loader, importlib.util, warnings, zipfile

warnings.simplefilter("ignore")  # invalid escapes in other people's sources are not ours to report
# What no page can use: Fortran's compiler, renderers for other libraries, processes, a terminal, mail and servers over sockets of their own.
unusable = (
    "numpy/f2py/", "numpy/_pyinstaller/", "contourpy/util/", "multiprocessing/", "asyncio/windows_", "xmlrpc/", "wsgiref/",
    *(f"_pyrepl/{name}" for name in ("windows_", "unix_", "terminfo", "main.", "readline.", "simple_interact.")),
    *(f"_pyrepl/{name}" for name in ("reader.", "completing_", "historical_", "commands.", "input.", "keymap.")),
    "http/server.", "mailbox.", "imaplib.", "smtplib.", "poplib.", "ftplib.", "pty.",
    # Stand-ins for modules that are built in here, a database that is not, and other systems' libraries.
    "_pyio.", "_pydatetime.", "sqlite3/", "ctypes/macholib/", "ctypes/wintypes.", "asyncio/proactor_events.", "modulefinder.",
)
with zipfile.ZipFile("/in.zip") as source, zipfile.ZipFile("/out.zip", "w", zipfile.ZIP_STORED) as target:
    for name in sorted(source.namelist()):
        if name.endswith((".pyi", ".pxd", ".h", ".a")) or name.startswith(unusable):
            continue  # likewise for compilers and type checkers
        content = source.read(name)
        if name.endswith(".py"):
            try:
                code = compile(content, prefix + name, "exec", dont_inherit=True, optimize=0)
            except SyntaxError:
                pass  # a template or a test of syntax errors: kept as it is
            else:
                # Unchecked: there is no source file beside it whose date could be compared.
                content = loader._code_to_hash_pyc(code, importlib.util.source_hash(content), False)
                name += "c"
        if not name.endswith("/"):
            # A fixed date, so that the same sources give the same bytes.
            target.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content)
`);
await writeFile(output, python.FS.readFile("/out.zip"));
