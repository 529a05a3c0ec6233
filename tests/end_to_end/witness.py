"""A device written from the contract alone (docs/protocol.md), to ask the service what it holds. It records nothing."""

import json
import secrets
import time
import urllib.request


class Witness:
    def __init__(self, url, code):
        self.url = url
        self.token = ""
        answer = self._post("/v1/enrol", {"code": code, "nonce": secrets.token_hex(16),
                                          "device": {"name": "witness", "platform": "test", "app": "0.1.0"}})
        self.token = answer["token"]

    def _post(self, path, body):
        request = urllib.request.Request(self.url + path, json.dumps(body).encode(), {"Content-Type": "application/json"})
        if self.token:
            request.add_header("Authorization", f"Bearer {self.token}")
        with urllib.request.urlopen(request, timeout=60) as reply:
            return json.load(reply)

    def _sync(self, pull):
        return self._post("/v1/sync", {"protocol": 1, "app": "0.1.0", "clock": int(time.time() * 1000), "anchor": None, "push": [],
                                       "pull": pull, "limit": 4 << 20})

    def records(self):
        """Every live record of every stream it may see: {(type, id): {field: value}}, fields that were taken back left out."""
        records = {}
        for grant in self._sync([])["streams"]:
            for key, values in self._stream(grant["stream"]):
                if values.get("deleted") is not True:
                    records.setdefault(key, {}).update(values)
        return records

    def _stream(self, stream):
        """One stream from its state pages; entries made since the first page are not waited for."""
        asked = {"stream": stream, "seq": 0, "chain": ""}
        while True:
            part = next(part for part in self._sync([asked])["pull"] if part["stream"] == stream)
            for row in part.get("state", []):
                yield (row["type"], row["entity"]), {field: cell["v"] for field, cell in row["fields"].items() if cell["v"] is not None}
            if "state_next" not in part:
                return
            asked = {"stream": stream, "state": part["state_next"]}
