#!/usr/bin/python3
"""The service's description of itself is true: every answer that it describes was seen, fits its schema, and holds nothing else."""

import gzip
import hashlib
import http.client
import json
import secrets
import sys
import tempfile
import time
import unittest
from pathlib import Path

import jsonschema

sys.path.insert(0, str(Path(__file__).parent))
from postgres import Postgres  # noqa: E402
from pusher import Pusher  # noqa: E402
from service import Service  # noqa: E402

PROGRAM = Path(sys.argv.pop(1))
TRIED_ELSEWHERE = {"410"}  # tst_blob_world


def closed(schema):
    """The schema with every described object closed: a key that nobody described is an error here, though clients must ignore it."""
    if isinstance(schema, list):
        return [closed(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    out = {key: closed(value) for key, value in schema.items()}
    if isinstance(schema.get("properties"), dict):
        out.setdefault("additionalProperties", False)
    return out


class OpenApi(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.service = Service(PROGRAM, Path(cls.folder.name, "data"))
        cls.device = Pusher(cls.service)
        cls.json = {"Content-Type": "application/json"}
        cls.token = {**cls.json, "Authorization": f"Bearer {cls.device.token}"}
        cls.document = json.loads(cls.call("GET", "/v1/openapi.json")[1])
        cls.seen = set()

    @classmethod
    def tearDownClass(cls):
        cls.service.stop()
        cls.folder.cleanup()

    @classmethod
    def call(cls, method, path, body=b"", headers=None, service=None):
        connection = http.client.HTTPConnection(*(service or cls.service).address(), timeout=30)
        connection.request(method, path, body, headers or {})
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        return reply, content

    def schema(self, name):
        components = {"components": closed(self.document["components"])}
        return jsonschema.Draft202012Validator({**components, "$ref": f"#/components/schemas/{name}"})

    def described(self, path, method, status):
        """What the document says of this answer, and under which key: that of the status, or `default`."""
        responses = self.document["paths"][path][method]["responses"]
        key = str(status) if str(status) in responses else "default"
        self.assertIn(key, responses, f"{method} {path} answered {status}, which is not described")
        said = responses[key]
        return self.document["components"]["responses"][said["$ref"].rsplit("/", 1)[1]] if "$ref" in said else said, key

    def told(self, method, path, body=None, headers=None, expect=200, at=None, service=None):
        """Asks (at another address, if the path is a pattern), and holds the answer against the document."""
        sent = body if isinstance(body, bytes) else json.dumps(body).encode() if body is not None else b""
        reply, content = self.call(method.upper(), at or path, sent, headers, service)
        self.assertEqual(reply.status, expect, content[:300])
        described, key = self.described(path, method, expect)
        for header in described.get("headers", {}):
            self.assertIsNotNone(reply.headers[header], header)
        if expect in (429, 503):
            self.assertGreaterEqual(int(reply.headers["Retry-After"]), 0)
        self.seen.add((path, method, key))
        if "content" not in described:
            self.assertEqual(content, b"")
            return content
        kind, form = next(iter(described["content"].items()))
        self.assertTrue(reply.headers["Content-Type"].startswith(kind))
        if kind != "application/json":
            return content
        answer = json.loads(content)
        if "$ref" in form["schema"]:
            self.schema(form["schema"]["$ref"].rsplit("/", 1)[1]).validate(answer)
        return answer

    def request(self, **more):
        asked = {"protocol": 1, "app": "0.1.0", "clock": int(time.time() * 1000), "anchor": None, "push": [], "pull": [], **more}
        self.schema("SyncRequest").validate(asked)
        return asked

    def test_every_described_answer_was_seen_and_fits(self):
        self.told("get", "/v1/openapi.json")
        self.told("get", "/v1/health")
        self.assertIn(b"waymark_http_requests_total", self.told("get", "/metrics"))

        ops = [self.device.person(number) for number in range(20)]
        for op in ops:
            self.schema("Op").validate(op)
        bad = {**self.device.person(0), "set": {"name": 5}}
        first = self.told("post", "/v1/sync", self.request(push=[*ops, bad, ops[0]], waiting={"ops": 1, "since": 5}), self.token)
        self.assertEqual([line["outcome"] for line in first["results"]], ["applied"] * 20 + ["quarantined", "duplicate"])
        venue = next(part for part in first["pull"] if part["stream"].startswith("venue/"))
        self.assertIn("state", venue)
        later = {"stream": venue["stream"], "seq": venue["seq"], "chain": venue["chain"]}
        second = self.told("post", "/v1/sync", self.request(push=[self.device.person(99)], pull=[later]), self.token)
        self.assertEqual(len(next(part for part in second["pull"] if part["stream"] == venue["stream"])["entries"]), 1)
        anew = [{"stream": part["stream"], "seq": part["seq"], "chain": part["chain"]} for part in first["pull"] if part is not venue]
        anew.append({"stream": venue["stream"], "seq": 0, "chain": ""})
        paged = self.told("post", "/v1/sync", self.request(pull=anew, limit=2000), self.token)
        self.assertIn("state_next", next(part for part in paged["pull"] if part["stream"] == venue["stream"]))
        self.assertTrue(self.told("post", "/v1/sync", self.request(pull=[{**later, "chain": "0" * 32}]), self.token)["pull"][0])
        self.assertTrue(self.told("post", "/v1/sync", self.request(anchor="0" * 32), self.token)["forgot"])
        self.assertTrue(self.told("post", "/v1/sync", self.request(protocol=0), self.token)["upgrade"])

        self.told("post", "/v1/sync", b"{", self.token, expect=400)
        self.told("post", "/v1/sync", self.request(), self.json, expect=401)
        self.told("post", "/v1/sync", gzip.compress(b" " * (9 << 20)), {**self.token, "Content-Encoding": "gzip"}, expect=413)
        self.told("post", "/v1/sync", b"x", {**self.token, "Content-Encoding": "br"}, expect=415)

        code = self.service.run("code", "enrol", "--venue", self.device.venue, "--role", "worker")["code"]
        asked = {"code": code, "nonce": secrets.token_hex(16), "device": {"name": "a", "platform": "b", "app": "c"}}
        self.schema("EnrolRequest").validate(asked)
        token = {**self.json, "Authorization": "Bearer " + self.told("post", "/v1/enrol", asked, self.json, expect=201)["token"]}
        join = {"code": self.service.run("code", "join", "--user", self.device.user)["code"], "nonce": secrets.token_hex(16)}
        self.schema("JoinRequest").validate(join)
        self.told("post", "/v1/join", join, token, expect=201)
        for path, right, headers in (("/v1/enrol", asked, self.json), ("/v1/join", join, token)):
            self.told("post", path, b"[]", headers, expect=400)
            self.told("post", path, gzip.compress(b" " * (9 << 20)), {**headers, "Content-Encoding": "gzip"}, expect=413)
            self.told("post", path, b"x", {**headers, "Content-Encoding": "br"}, expect=415)
            self.told("post", path, {**right, "nonce": secrets.token_hex(16)}, headers, expect=403)
        self.told("post", "/v1/join", join, self.json, expect=401)
        for path, right, headers in (("/v1/enrol", asked, self.json), ("/v1/join", join, token)):
            wrong = {**right, "code": "WRONG-WRONG"}
            while self.call("POST", path, json.dumps(wrong).encode(), headers)[0].status != 429:
                pass
            self.told("post", path, wrong, headers, expect=429)

        self.blobs()
        self.refused_everywhere()
        self.without_a_database()

        described = {(path, method, status) for path, methods in self.document["paths"].items()
                     for method, about in methods.items() if method != "parameters" for status in about["responses"]}
        unseen = {row for row in described - self.seen if row[2] not in TRIED_ELSEWHERE}
        self.assertEqual(unseen, set(), "described, but never seen")

    def blobs(self):
        """Every answer about a photo that a person's record names."""
        photo = secrets.token_bytes(300_000)
        sha256 = hashlib.sha256(photo).hexdigest()
        person = self.device.person(500)
        person["set"]["photo"] = {"blob": sha256, "media": "image/jpeg", "bytes": len(photo)}
        self.told("post", "/v1/sync", self.request(push=[person]), self.token)
        path, here = "/v1/blob/{stream}/{sha256}", f"/v1/blob/{person['stream']}/"
        nowhere, at = here + "0" * 64, here + sha256
        bearer = {"Authorization": self.token["Authorization"]}

        def part(first, last, size=len(photo)):
            return {**bearer, "Content-Range": f"bytes {first}-{last}/{size}"}

        for method in ("head", "get", "put"):
            self.told(method, path, b"x" if method == "put" else None, {"Authorization": "Bearer x"}, expect=401, at=at)
        self.told("head", path, headers=bearer, expect=404, at=at)
        self.told("get", path, headers=bearer, expect=404, at=nowhere)
        foreign = f"/v1/blob/venue/{self.device.user}/{sha256}"
        self.told("put", path, photo, bearer, expect=404, at=foreign)
        organisation = next(stream for stream in self.told("post", "/v1/sync", self.request(), self.token)["streams"]
                            if stream["stream"].startswith("organisation/"))["stream"]
        self.told("put", path, photo, bearer, expect=403, at=f"/v1/blob/{organisation}/{sha256}")
        self.told("put", path, b"", bearer, expect=400, at=at)
        self.told("put", path, b"x" * 10, part(0, 9, 9 << 20), expect=413, at=at)
        self.told("put", path, b"x", {**bearer, "Content-Encoding": "br"}, expect=415, at=at)
        connection = http.client.HTTPConnection(*self.service.address(), timeout=30)
        connection.request("PUT", at, iter([photo]), bearer, encode_chunked=True)
        self.assertEqual(connection.getresponse().status, 411)
        connection.close()
        self.seen.add((path, "put", "411"))
        self.told("put", path, photo[100:200], part(100, 199), expect=416, at=at)
        self.assertEqual(self.told("put", path, photo[:100], part(0, 99), expect=202, at=at), {"have": 100})
        self.told("put", path, photo[100:], part(100, len(photo) - 1), expect=201, at=at)
        self.told("put", path, photo, bearer, expect=200, at=at)
        self.assertEqual(self.call("HEAD", at, headers=bearer)[0].headers["Content-Length"], str(len(photo)))
        self.told("head", path, headers=bearer, at=at)
        self.assertEqual(self.told("get", path, headers=bearer, at=at), photo)
        self.assertEqual(self.told("get", path, headers={**bearer, "Range": "bytes=5-9"}, expect=206, at=at), photo[5:10])
        self.told("get", path, headers={**bearer, "Range": f"bytes={len(photo)}-"}, expect=416, at=at)

    def operations(self):
        """Each operation, with an address that its path stands for."""
        for path, methods in self.document["paths"].items():
            for method in set(methods) - {"parameters"}:
                yield method, path, path.format(stream=f"venue/{self.device.venue}", sha256="0" * 64)

    def refused_everywhere(self):
        """What any address may answer."""
        for method, path, at in self.operations():
            self.told(method, path, headers={"Expect": "a miracle"}, expect=417, at=at)
            self.told(method, path, headers={"X-Long": "x" * 100_000}, expect=431, at=at)

    def without_a_database(self):
        """The same questions to a service whose database went away."""
        postgres = Postgres()
        self.addCleanup(postgres.close)
        service = Service(PROGRAM, Path(self.folder.name, "away"), database=postgres.new_database("away"))
        device = Pusher(service)
        self.addCleanup(service.stop)
        postgres.stop_immediately()
        headers = {**self.json, "Authorization": f"Bearer {device.token}"}
        bodies = {"/v1/enrol": {"code": "AAAAA-AAAAA", "nonce": "0" * 32, "device": {"name": "a", "platform": "b", "app": "c"}},
                  "/v1/join": {"code": "AAAAA-AAAAA", "nonce": "0" * 32}, "/v1/sync": self.request()}
        asked = [(method, path, at) for method, path, at in self.operations() if path != "/v1/openapi.json"]
        for method, path, at in asked:
            self.told(method, path, b"x" if method == "put" else bodies.get(path), headers, expect=503, at=at, service=service)
            self.assertIn((path, method, "503"), self.seen, "answered, but not described")

    def test_every_error_has_the_one_shape(self):
        for method, path, _ in self.operations():
            for status in self.document["paths"][path][method]["responses"]:
                described, key = self.described(path, method, status)
                if key != "default" and int(status) < 400:
                    continue
                row = f"{method} {path} {status}"
                shape = {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}
                self.assertEqual(described.get("content", {}), {} if method == "head" else shape, row)
                self.assertEqual("Retry-After" in described.get("headers", {}), status in ("429", "503"), row)

    def test_what_is_not_described_is_not_there(self):
        reply, content = self.call("GET", "/v1/other")
        self.assertEqual(reply.status, 404)
        self.schema("Error").validate(json.loads(content))
        for path, methods in self.document["paths"].items():
            for method in {"get", "post", "put", "delete"} - set(methods):
                reply, content = self.call(method.upper(), path)
                self.assertEqual(reply.status, 405, f"{method} {path}")
                self.schema("Error").validate(json.loads(content))
                allowed = set(reply.headers["Allow"].lower().split(", "))
                self.assertEqual(allowed - {"head"}, set(methods) - {"head", "parameters"}, path)


if __name__ == "__main__":
    unittest.main()
