#!/usr/bin/python3
"""Packs what long runs have grown into the repository: of the build folder's corpus, what is kept already and the seeds, the fewest inputs that reach
all that they reach together (libFuzzer's merge), one archive for each fuzzer in tests/fuzz/corpora. Names of inputs are hashes of their bytes, and an
archive of the same inputs is the same bytes. scripts/test begins with what is kept. For the fuzzers of the wire, the ledger and the sealed rows: the
inputs of those that open a whole device or service for each would take longer to try than a test may."""

import argparse
import io
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
KEPT = ["compression", "fields", "ledger", "op", "sealed_row", "sync_reply", "sync_request"]


def packed(folder):
    """An archive of the files of a folder, without anybody's names or times."""
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:xz", preset=9) as archive:
        for file in sorted(folder.iterdir()):
            entry = tarfile.TarInfo(file.name)
            content = file.read_bytes()
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


def keep(build, name):
    with tempfile.TemporaryDirectory() as folder:
        sources = [path for path in (build / "corpus" / name, build / "kept" / name, HERE / "seeds" / name) if path.is_dir()]
        merged = subprocess.run([build / "fuzz" / f"fuzz_{name}", "-merge=1", "-rss_limit_mb=2048", "-max_len=65536", folder, *sources],
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, errors="replace", check=False)
        if merged.returncode != 0:
            print(f"{name}: " + merged.stderr[-500:], file=sys.stderr)
            return False
        archive = HERE / "corpora" / f"{name}.tar.xz"
        archive.parent.mkdir(exist_ok=True)
        archive.write_bytes(packed(Path(folder)))
        print(f"{name}: {sum(1 for _ in Path(folder).iterdir())} inputs in {archive.stat().st_size // 1024} KiB", flush=True)
        return True


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=Path, required=True)
    parser.add_argument("names", nargs="*", help=f"of {', '.join(KEPT)}; all of them if none is named")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(KEPT):
        parser.error(f"nothing is kept of {', '.join(sorted(unknown))}")
    return 0 if all([keep(asked.build, name) for name in asked.names or KEPT]) else 1


if __name__ == "__main__":
    sys.exit(main())
