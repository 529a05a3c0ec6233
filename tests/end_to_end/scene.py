"""A service with a demonstration organisation, ready for a day: in a folder of its own, its people invented."""

import shutil
from pathlib import Path

from service import Service
from witness import Witness

PASSWORD = "a walk on a footpath"
ADMIN = "admin@example.org"


class Scene:
    """`binaries` holds the built programs; everything that is made goes under `out`, which is emptied first unless it is kept."""

    def __init__(self, binaries, out, keep=False):
        self.binaries = Path(binaries)
        self.out = Path(out)
        if not keep:
            shutil.rmtree(self.out, ignore_errors=True)
        (self.out / "service").mkdir(parents=True, exist_ok=True)
        self.service = Service(self.binaries / "waymark-service", self.out / "service" / "data")
        self.venue = {}
        self.users = {}

    def prepare(self, areas=(), venues=None):
        """Makes the organisation, takes in a city's areas and venues where they are given, and fills a year. Tells what was made."""
        told = {"organisation": self.service.run("init", "--organisation", "Waymark Demonstration", "--admin", ADMIN, stdin=PASSWORD + "\n")}
        if areas:
            told["areas"] = self.service.run("import", "areas", *areas)
        if venues:
            told["venues"] = self.service.run("import", "venues", venues)
        told["demo"] = self.service.run("demo", "--profile", "small", "--seed", "7")
        self.venue = told["demo"]["venues"][0]
        self.users = told["demo"]["users"]
        return told

    def code_for_device(self, role="worker"):
        return self.service.run("code", "enrol", "--venue", self.venue["id"], "--role", role)["code"]

    def code_for_worker(self, user):
        return self.service.run("code", "join", "--user", user)["code"]

    def witness(self):
        return Witness(self.service.url, self.code_for_device("coordinator"))

    def report(self, name):
        return self.service.run("report", name, "--venue", self.venue["id"])
