"""The real app in a process of its own, with hands and eyes on its window (waymark_hands)."""

import json
import os
import signal
import subprocess
from pathlib import Path


class CannotDo(Exception):
    """An order that the app did not let the hands do; says what was seen instead."""


class App:
    """One device. Stopping and starting it again keeps its data, as a device does."""

    def __init__(self, program, data, pictures=None, size=(1280, 800)):
        self.program = str(program)
        self.data = Path(data)
        self.log = self.data.with_suffix(".log")
        self.pictures = Path(pictures) if pictures else None
        self.size = size
        self._process = None

    def start(self, *arguments):
        self.data.mkdir(parents=True, exist_ok=True)
        environment = {"QT_QPA_PLATFORM": "offscreen", "QT_QUICK_BACKEND": "software", "LC_ALL": "C.UTF-8", **os.environ}
        with open(self.log, "ab") as log:
            self._process = subprocess.Popen(
                [self.program, "--data", str(self.data), *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=log,
                text=True, env=environment)
        self.order("size", width=self.size[0], height=self.size[1])

    def order(self, do, **how):
        """Gives one order and waits for its answer; `within` is in milliseconds."""
        try:
            self._process.stdin.write(json.dumps({"do": do, **how}) + "\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise CannotDo(f"{do} {how}: the app is gone: {self.log.read_text(encoding='utf-8')[-2000:]}")
        answer = json.loads(line)
        if not answer["ok"]:
            self.shot("what-went-wrong")
            raise CannotDo(f"{answer['why']}; seen instead: {' | '.join(answer.get('seen', []))[:3000]}")
        return answer

    def click(self, control, **how):
        """Clicks a control by its object name."""
        self.order("click", control=control, **how)

    def type(self, control, text, **how):
        self.order("type", control=control, text=text, **how)

    def see(self, words, **how):
        self.order("see", words=words, **how)

    def miss(self, words, **how):
        self.order("miss", words=words, **how)

    def seen(self):
        return self.order("seen")["seen"]

    def find(self, prefix):
        """Object names of the visible controls that begin so."""
        return self.order("controls", prefix=prefix)["controls"]

    def enter_pin(self, pin):
        for digit in pin:
            self.click(f"pinKey{digit}")
        self.click("pinDone")

    def records(self, types):
        """Every record of these types on the device, as the screens read it: {(type, id): values}."""
        return {(r["type"], r["id"]): r["values"] for r in self.order("records", types=list(types))["records"]}

    def shot(self, name):
        if self.pictures and self._process and self._process.poll() is None:
            self.pictures.mkdir(parents=True, exist_ok=True)
            self._process.stdin.write(json.dumps({"do": "shot", "file": str(self.pictures / f"{name}.png")}) + "\n")
            self._process.stdin.flush()
            self._process.stdout.readline()

    def close_window(self):
        """As by the cross in its corner; it may take a moment to keep what is unfinished."""
        self.order("close")
        self._process.wait(timeout=30)
        self._end(None)

    def kill(self):
        """As a flat battery does."""
        self._end(signal.SIGKILL)

    def stop(self):
        if self._process and self._process.poll() is None:
            self.order("quit")
            self._process.wait(timeout=30)
        self._end(None)

    def _end(self, with_signal):
        if self._process is None:
            return
        if with_signal is not None:
            self._process.send_signal(with_signal)
            self._process.wait(timeout=30)
        self._process.stdin.close()
        self._process.stdout.close()
        self._process = None
