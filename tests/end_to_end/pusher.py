"""A bare device that speaks the wire by hand: it enrols, pushes invented people, and reads a stream from its start."""

import json
import secrets
import time
import urllib.request
import uuid


def post(url, path, body, token=""):
    """The reply as JSON. Raises urllib.error.HTTPError for any other status than 2xx."""
    request = urllib.request.Request(url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
    if token:
        request.add_header("Authorization", f"Bearer {token}")
    with urllib.request.urlopen(request, timeout=60) as reply:
        return json.load(reply)


def op_id(at):
    return f"{at:012x}7{secrets.token_hex(2)[1:]}8{secrets.token_hex(8)[1:]}"


class Pusher:
    """A service with one hall and one worker, and the worker's device on it. `service` is running afterwards."""

    def __init__(self, service):
        self.service = service
        service.run("init", "--organisation", "Test", "--admin", "a@example.org", stdin="correct horse battery\n")
        self.venue = service.run("add", "venue", "--name", "Hall")["venue"]
        self.user = service.run("add", "user", "--name", "Worker", "--role", "worker", "--venue", self.venue)["user"]
        enrol = service.run("code", "enrol", "--venue", self.venue, "--role", "worker")["code"]
        join = service.run("code", "join", "--user", self.user)["code"]
        service.start()
        self.enrol(enrol, join)

    @classmethod
    def joined(cls, service, venue, name):
        """A further worker of a service that runs, and their device."""
        pusher = cls.__new__(cls)
        pusher.service, pusher.venue = service, venue
        pusher.user = service.run("add", "user", "--name", name, "--role", "worker", "--venue", venue)["user"]
        enrol = service.run("code", "enrol", "--venue", venue, "--role", "worker")["code"]
        pusher.enrol(enrol, service.run("code", "join", "--user", pusher.user)["code"])
        return pusher

    def enrol(self, enrol, join):
        device = {"name": "test", "platform": "test", "app": "0.1.0"}
        self.token = post(self.service.url, "/v1/enrol", {"code": enrol, "nonce": secrets.token_hex(16), "device": device})["token"]
        post(self.service.url, "/v1/join", {"code": join, "nonce": secrets.token_hex(16)}, self.token)

    def sync(self, push, pull=(), limit=4 << 20):
        return post(self.service.url, "/v1/sync", {"protocol": 1, "app": "0.1.0", "clock": int(time.time() * 1000), "anchor": None,
                                                   "push": push, "pull": list(pull), "limit": limit}, self.token)

    def person(self, number):
        """An op that makes a person, never sent before."""
        now = int(time.time() * 1000)
        return {"id": op_id(now), "at": now, "by": self.user, "stream": f"venue/{self.venue}", "type": "person", "entity": str(uuid.uuid4()),
                "set": {"name": f"Person {number}", "kind": "child"}}

    def people(self):
        """The ids of the people in the hall's stream, page by page, and the stream's head."""
        seen, asked = [], {"stream": f"venue/{self.venue}", "seq": 0, "chain": ""}
        while True:
            part = next(part for part in self.sync([], [asked])["pull"] if part["stream"] == asked["stream"])
            seen += [row["entity"] for row in part.get("state", []) if row["type"] == "person"]
            if "state_next" not in part:
                return seen, part["head"]
            asked = {"stream": asked["stream"], "state": part["state_next"]}
