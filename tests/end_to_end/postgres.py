"""A PostgreSQL of the test's own, in a temporary folder and over a Unix socket in it; durable as in real life (fsync on). Run as root
it becomes the user postgres, as PostgreSQL asks. It dies with the test."""

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

PROGRAMS = Path("/usr/lib/postgresql/15/bin")


class Postgres:
    def __init__(self):
        self.folder = tempfile.mkdtemp(prefix="waymark-pg")
        self._data = Path(self.folder, "data")
        self._process = None
        if os.geteuid() == 0:
            shutil.chown(self.folder, "postgres", "postgres")
        self._run("initdb", "-D", self._data, "-A", "trust", "-U", "waymark", "-E", "UTF8", "--locale=C", "--no-sync")
        self.start()

    def _command(self, program, arguments):
        user = ["--reuid", "postgres", "--regid", "postgres", "--init-groups"] if os.geteuid() == 0 else []
        return ["setpriv", "--pdeathsig", "KILL", *user, str(PROGRAMS / program), *map(str, arguments)]

    def _run(self, program, *arguments):
        done = subprocess.run(self._command(program, arguments), cwd=self.folder, text=True, capture_output=True, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{program}: {done.stderr}")
        return done.stdout

    def address(self, database="postgres"):
        return f"postgresql://waymark@/{database}?host={self.folder}"

    def new_database(self, name):
        self._run("createdb", "-h", self.folder, "-U", "waymark", name)
        return self.address(name)

    def ask(self, sql, database="postgres"):
        """Runs SQL and gives its rows, fields separated by |."""
        return self._run("psql", "-h", self.folder, "-U", "waymark", "-At", "-v", "ON_ERROR_STOP=1", "-c", sql, database).splitlines()

    def dump(self, database):
        """Everything in a database, as text."""
        return self._run("pg_dump", "-h", self.folder, "-U", "waymark", database)

    def pages(self):
        """Every byte of every table and index on the disk, with what free pages still hold."""
        self.ask("CHECKPOINT")
        return b"".join(file.read_bytes() for file in Path(self._data, "base").rglob("*") if file.is_file())

    def start(self):
        arguments = ["-D", self._data, "-k", self.folder, "-c", "listen_addresses=", "-c", "fsync=on", "-c", "max_connections=60",
                     "-c", "recovery_init_sync_method=syncfs"]
        for _ in range(1000):
            # After a crash the last of the old processes may still hold the shared memory; the server then ends and is started again.
            if self._process is None or self._process.poll() is not None:
                with open(Path(self.folder, "log"), "ab") as log:
                    self._process = subprocess.Popen(self._command("postgres", arguments), cwd=self.folder, stdout=log, stderr=log)
            if subprocess.run([PROGRAMS / "pg_isready", "-q", "-h", self.folder], check=False).returncode == 0:
                return
            try:
                self._process.wait(0.02)
            except subprocess.TimeoutExpired:
                pass
        raise RuntimeError("PostgreSQL does not start: " + Path(self.folder, "log").read_text(encoding="utf-8")[-2000:])

    def kill(self):
        """kill -9 of the first process; the others end when they notice."""
        self._end(signal.SIGKILL)

    def stop_immediately(self):
        self._end(signal.SIGQUIT)

    def _end(self, with_signal):
        if self._process is not None:
            self._process.send_signal(with_signal)
            self._process.wait(timeout=60)

    def close(self):
        self.stop_immediately()
        shutil.rmtree(self.folder, ignore_errors=True)
