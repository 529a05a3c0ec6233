"""Reads a source tree and says where it breaks the rules it is given. Every message names the rule and what to do."""

import re
from pathlib import Path

SOURCES = {".cpp", ".h"}
ROOTS = ["shared", "sync", "mobile", "qml", "tests"]
SLEEP = re.compile(
    r"\b(QTest::qSleep|QTest::qWait|QThread::[mu]?sleep|this_thread::sleep_\w+|usleep|nanosleep|time\.sleep)\s*\("
    r"|(?<![\w.:])(sleep|wait)\s*\(\s*[0-9]"
)
SKIP = re.compile(r"\bQSKIP\s*\(|\.skipTest\s*\(|@unittest\.skip|\bskip\s*\(\s*[\"']|GTEST_SKIP")


class House:
    """A tree on disk and the tables (a module or object with the names of rules.py) that it must keep."""

    def __init__(self, root, rules):
        self.root = Path(root)
        self.rules = rules
        self.files = sorted(
            path.relative_to(self.root).as_posix()
            for folder in ROOTS
            for path in (self.root / folder).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        )
        self._texts = {}

    def text(self, name):
        if name not in self._texts:
            self._texts[name] = (self.root / name).read_text(encoding="utf-8", errors="replace")
        return self._texts[name]

    def sources(self):
        return [name for name in self.files if Path(name).suffix in SOURCES]

    def qml(self):
        return [name for name in self.files if name.endswith(".qml")]

    def broken(self):
        """Every breach as one sentence or two, in the order of the rules."""
        return [
            *self.includes(), *self.libraries(), *self.code(), *self.qml_imports(),
            *self.names(), *self.lengths(), *self.tests(), *self.links(), *self.stale_rows(),
        ]

    # ---- arrows ----

    def included(self, name):
        """(line, path) of each #include "path" of a file."""
        for number, line in enumerate(self.text(name).splitlines(), 1):
            found = re.match(r'\s*#\s*include\s+"([^"]+)"', line)
            if found:
                yield number, found[1]

    def includes(self):
        used = set()
        for name in self.sources():
            row = longest(name, self.rules.ARROWS)
            if row is None:
                yield (f"{name}: its folder has no row in ARROWS. Say in tests/architecture/rules.py what it may include, and in "
                       "docs/ARCHITECTURE.md what it is for.")
                continue
            for number, path in self.included(name):
                if path == Path(name).stem + ".moc":
                    continue
                if path.startswith(".") or not ((self.root / path).is_file() or (self.root / f"{path}.in").is_file()):
                    yield (f'{name}:{number}: #include "{path}" is not a file from the repository root. Write the whole path '
                           '("shared/base/id.h"); headers of libraries go between < and >.')
                    continue
                if under(path, row) and longest(path, self.rules.ARROWS) == row:
                    continue
                if any(under(path, allowed) for allowed in self.rules.ARROWS[row]):
                    continue
                if (name, path) in self.rules.ARROW_EXCEPTIONS:
                    used.add((name, path))
                    continue
                may = ", ".join(self.rules.ARROWS[row]) or "nothing but itself"
                yield (f'{name}:{number}: #include "{path}" goes against the arrows: {row} may include {may}. Move the code to where '
                       "both may see it, or pass it in from above through an interface.")
        for name, path in self.rules.ARROW_EXCEPTIONS:
            if (name, path) not in used:
                yield (f'ARROW_EXCEPTIONS has ("{name}", "{path}"), which nothing needs any more. Take it out of '
                       "tests/architecture/rules.py.")

    def libraries(self):
        for name in self.sources():
            for number, line in enumerate(self.text(name).splitlines(), 1):
                found = re.match(r"\s*#\s*include\s+<([^>]+)>", line)
                for pattern, folders in self.rules.LIBRARIES.items():
                    if found and re.fullmatch(pattern, found[1]) and not any(under(name, folder) for folder in folders):
                        yield (f"{name}:{number}: <{found[1]}> belongs to {', '.join(folders)} only. Use what that folder offers, "
                               "or pass it in through an interface.")

    def code(self):
        for folder, pattern, why in self.rules.FORBIDDEN_CODE:
            for name in self.sources():
                if under(name, folder):
                    for number, line in enumerate(self.text(name).splitlines(), 1):
                        found = re.search(pattern, line.split("//")[0])
                        if found:
                            yield f"{name}:{number}: {found[0]} has no place under {folder}: {why}."

    def qml_imports(self):
        for name in self.qml():
            row = longest(name, self.rules.QML_ARROWS)
            if row is None:
                yield f"{name}: its folder has no row in QML_ARROWS. Say in tests/architecture/rules.py which modules it may import."
                continue
            for number, line in enumerate(self.text(name).splitlines(), 1):
                found = re.match(r"\s*import\s+(Waymark[\w.]*)", line)
                if found and not any(under(found[1], allowed, ".") for allowed in self.rules.QML_ARROWS[row]):
                    may = ", ".join(self.rules.QML_ARROWS[row]) or "no module of the project"
                    yield (f"{name}:{number}: import {found[1]} goes against the arrows: {row} may import {may}. Give the part what it "
                           "needs through properties.")
                for pattern, why in self.rules.FORBIDDEN_QML.items():
                    if re.search(pattern, line.split("//")[0]):
                        yield f"{name}:{number}: {line.strip()}: {why}."
        for name in self.sources():
            if under(name, "qml"):
                yield f"{name}: qml holds no C++. View models live in mobile/viewmodels."

    # ---- names, lengths, tests ----

    def names(self):
        for name in self.files:
            path = Path(name)
            if path.suffix in SOURCES | {".py"} and not re.fullmatch(r"[a-z][a-z0-9_]*", path.stem):
                yield f"{name}: files of C++ and Python are named in snake_case."
            if path.suffix == ".qml" and not re.fullmatch(r"[A-Z][A-Za-z0-9]*|tst_[a-z][a-z0-9_]*", path.stem):
                yield f"{name}: QML files are named in PascalCase, after the type they are (tests: tst_<unit>.qml)."
            if path.suffix in SOURCES | {".py", ".qml"} and not re.fullmatch(r"[a-z0-9_/]*", path.parent.as_posix()):
                yield f"{name}: folders are named in lower case."

    def lengths(self):
        for name in self.files:
            if Path(name).suffix not in SOURCES | {".py", ".qml"}:
                continue
            lines = len(self.text(name).splitlines())
            if lines > self.rules.MAX_LINES and name not in self.rules.LONG_FILES:
                yield (f"{name}: {lines} lines. A file is about one thing and has at most {self.rules.MAX_LINES}: split it by "
                       "role, or give the reason in LONG_FILES of tests/architecture/rules.py.")
            if lines <= self.rules.MAX_LINES and name in self.rules.LONG_FILES:
                yield f"LONG_FILES has {name}, which has {lines} lines now. Take it out of tests/architecture/rules.py."

    def tests(self):
        slept = set()
        for name in self.files:
            if not under(name, "tests") or under(name, "tests/architecture") or Path(name).suffix not in SOURCES | {".py", ".qml"}:
                continue
            lines = self.text(name).splitlines()
            for number, line in enumerate(lines, 1):
                if SLEEP.search(line):
                    slept.add(name)
                    if name not in self.rules.SLEEPERS:
                        yield (f"{name}:{number}: a test that waits for a fixed time is slow on a good day and wrong on a bad one. "
                               "Wait for what you wait for: QTRY_VERIFY, tryCompare, WebDriverWait.")
                said = " ".join(lines[number - 1:number + 2])
                if SKIP.search(line) and not any(variable in said for variable in self.rules.SKIP_VARIABLES):
                    yield (f"{name}:{number}: a skipped test tells nobody anything. Only the example files outside the repository may be "
                           f"missing, and then the message names {' or '.join(self.rules.SKIP_VARIABLES)}.")
        for name in self.rules.SLEEPERS:
            if name not in slept:
                yield f"SLEEPERS has {name}, which does not wait for a fixed time. Take it out of tests/architecture/rules.py."

    def links(self):
        """Links between the documents, and documents that sources name."""
        for path in [*self.root.glob("*.md"), *self.root.glob("docs/**/*.md")]:
            for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text(encoding="utf-8")):
                if not (path.parent / target).exists():
                    yield f"{path.relative_to(self.root)}: the link to {target} leads nowhere. Mend it, or write the page."
        for name in self.files:
            if Path(name).suffix in SOURCES | {".qml"} or Path(name).name == "CMakeLists.txt":
                for target in re.findall(r"\bdocs/[\w./-]*\w", self.text(name)):
                    if not any(self.root.glob(target + "*")):
                        yield f"{name}: {target} is not there. Name the page that is, or write it."

    def stale_rows(self):
        for name in self.rules.LONG_FILES:
            if name not in self.files:
                yield f"LONG_FILES has {name}, which is not there. Take it out of tests/architecture/rules.py."


def under(path, folder, separator="/"):
    return path == folder or path.startswith(folder + separator)


def longest(path, table):
    """The row that counts for a file: the longest folder of the table that it lies under."""
    return max((folder for folder in table if under(path, folder)), key=len, default=None)
