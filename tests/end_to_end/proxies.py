"""nginx and HAProxy in front of two services, with the very configuration that docs/deployment.md gives. Only what must differ here is put in its
place: addresses, the certificate, and where the program may write."""

import os
import re
import shutil
import socket
import subprocess
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "deployment.md"
STANDING = ("10.0.0.5:8470", "10.0.0.6:8470")  # the two services of the document


def block(beginning):
    """The configuration in the document that begins so."""
    text = DOCUMENT.read_text(encoding="utf-8")
    return re.search(rf"```\n({re.escape(beginning)}\b.*?)```", text, re.S)[1]


def free_port():
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Proxy:
    """Runs from `start` to `close`. `certificate` is the file with which its clients know it."""

    def __init__(self, folder, services):
        self.folder = Path(folder)
        self.folder.mkdir()
        self.certificate, self.key = self.folder / "chain.pem", self.folder / "key.pem"
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=waymark.example.org", "-addext",
                        "subjectAltName=IP:127.0.0.1", "-keyout", self.key, "-out", self.certificate], check=True, capture_output=True)
        self.port = free_port()
        self.url = f"https://127.0.0.1:{self.port}"
        self.services = ["%s:%d" % service.address() for service in services]
        self._process = None

    def command(self):
        """The program and its arguments; writes the configuration."""
        raise NotImplementedError

    def put_in(self, text, places):
        for said, here in (*places, *zip(STANDING, self.services)):
            if said not in text:
                raise AssertionError(f"{DOCUMENT.name} does not say {said}")
            text = text.replace(said, str(here))
        return text

    def start(self):
        with open(self.folder / "log", "wb") as log:
            self._process = subprocess.Popen(["setpriv", "--pdeathsig", "KILL", *map(str, self.command())], stdout=log, stderr=log)
        for _ in range(500):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            try:
                self._process.wait(0.02)
                break
            except subprocess.TimeoutExpired:
                pass
        raise RuntimeError("the proxy does not start: " + (self.folder / "log").read_text(encoding="utf-8")[-2000:])

    def close(self):
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=30)


class Nginx(Proxy):
    def command(self):
        told = self.put_in(block("upstream waymark"), [("listen 443 ssl", f"listen 127.0.0.1:{self.port} ssl"), ("chain.pem", self.certificate), ("key.pem", self.key)])
        own = "".join(f"{kind}_temp_path {self.folder / kind};" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        user = "user root;" if os.geteuid() == 0 else ""
        file = self.folder / "nginx.conf"
        file.write_text(f"daemon off; master_process off; {user} pid {self.folder / 'pid'}; error_log stderr warn; events {{}}\n"
                        f"http {{ access_log off; {own}\n{told} }}\n", encoding="utf-8")
        return [shutil.which("nginx", path="/usr/sbin:/usr/bin"), "-e", "stderr", "-p", self.folder, "-c", file]


class HaProxy(Proxy):
    def command(self):
        both = self.folder / "waymark.pem"
        both.write_bytes(self.certificate.read_bytes() + self.key.read_bytes())
        file = self.folder / "haproxy.cfg"
        file.write_text(self.put_in(block("defaults"), [("bind :443", f"bind 127.0.0.1:{self.port}"), ("/etc/haproxy/waymark.pem", both)]), encoding="utf-8")
        return [shutil.which("haproxy", path="/usr/sbin:/usr/bin"), "-db", "-f", file]


PROXIES = {"nginx": Nginx, "haproxy": HaProxy}
