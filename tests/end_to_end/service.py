"""A real waymark-service in its own process, over a folder of its own or a database."""

import json
import os
import signal
import subprocess
import time
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit


class ServiceError(Exception):
    """A command that did not succeed; its words are the service's own."""


class Service:
    def __init__(self, program, data, environment=None, database=None):
        """`environment` is added to what the program that serves sees. With the address of a database, `data` only holds the log, and the
        ledger lies beside it for all services of one test."""
        self.program = str(program)
        self.data = str(data)
        self.place = ["--database", database] if database else ["--data", self.data]
        self.ledger = ["--ledger", str(Path(data).parent / "ledger")] if database else []
        if database:
            Path(data).mkdir(parents=True, exist_ok=True)
        self.environment = environment or {}
        self.url = ""
        self._process = None

    def run(self, *arguments, stdin=""):
        """Runs one command over the data folder and returns the JSON object it prints."""
        command = [self.program, *map(str, arguments), *self.place]
        done = subprocess.run(command, input=stdin, text=True, capture_output=True, check=False)
        if done.returncode != 0:
            raise ServiceError(f"{' '.join(command)}: exit {done.returncode}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    def start(self, *more, listen="127.0.0.1:0"):
        """Starts serving (with more options if need be) and returns when it says where it listens."""
        log = open(Path(self.data, "service.log"), "ab")  # the process keeps it
        self._process = subprocess.Popen(
            [self.program, "serve", *self.place, *self.ledger, "--listen", listen, *map(str, more)], stdout=subprocess.PIPE, stderr=log,
            text=True,
            env={**os.environ, "LC_ALL": "C.UTF-8", **self.environment})
        log.close()
        line = self._process.stdout.readline()
        if not line:
            raise ServiceError(f"the service did not start: {Path(self.data, 'service.log').read_text(encoding='utf-8')[-2000:]}")
        self.url = json.loads(line)["listening"]
        return self.url

    def address(self):
        parts = urlsplit(self.url)
        return parts.hostname, parts.port

    def processor_seconds(self):
        """What the process has used of the processors so far."""
        clock = (~self._process.pid << 3) | 2  # as clock_getcpuclockid(3) makes it
        return time.clock_gettime(clock)

    def peak_memory(self):
        """The most memory that the process ever held, in bytes."""
        return self._status("VmHWM")

    def memory(self):
        """What the process holds now, in bytes."""
        return self._status("VmRSS")

    def _status(self, field):
        lines = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))

    def metric(self, name):
        """One figure of /metrics, by its name and labels as they stand there; 0 if it is not there yet."""
        with urllib.request.urlopen(self.url + "/metrics", timeout=10) as reply:
            lines = reply.read().decode().splitlines()
        return next((float(line.split()[-1]) for line in lines if line.startswith(name + " ")), 0.0)

    def health(self):
        with urllib.request.urlopen(self.url + "/v1/health", timeout=10) as reply:
            return json.load(reply)

    def stop(self, with_signal=signal.SIGTERM):
        """Stops serving and returns the exit status; 0 after SIGTERM is a promise."""
        if self._process is None:
            return None
        self._process.send_signal(with_signal)
        status = self._process.wait(timeout=30)
        self._process.stdout.close()
        self._process = None
        return status

    def kill(self):
        return self.stop(signal.SIGKILL)
