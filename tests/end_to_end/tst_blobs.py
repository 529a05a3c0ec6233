#!/usr/bin/python3
"""A photo goes to a real service over a line that is cut and a process that is killed; it resumes, is backed up, and is erased to the last byte."""

import hashlib
import http.client
import secrets
import socket
import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from pusher import Pusher  # noqa: E402
from service import Service  # noqa: E402

PROGRAM = Path(sys.argv.pop(1))
CANARY = b"CANARY-OF-A-PHOTO-"
PART = 50_000


class Blobs(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.service = Service(PROGRAM, Path(self.folder.name, "data"))
        self.device = Pusher(self.service)
        self.photo = b"".join(CANARY + b"%08d" % at for at in range(0, 20_000))
        self.sha256 = hashlib.sha256(self.photo).hexdigest()
        self.person = self.device.person(1)
        self.person["set"]["photo"] = {"blob": self.sha256, "media": "image/jpeg", "bytes": len(self.photo)}
        self.path = f"/v1/blob/{self.person['stream']}/{self.sha256}"

    def tearDown(self):
        self.service.stop()
        self.folder.cleanup()

    def call(self, method, body=None, headers=None):
        connection = http.client.HTTPConnection(*self.service.address(), timeout=30)
        connection.request(method, self.path, body, {"Authorization": f"Bearer {self.device.token}", **(headers or {})})
        reply = connection.getresponse()
        content = reply.read()
        connection.close()
        return reply, content

    def offset(self):
        return int(self.call("HEAD")[0].headers["Upload-Offset"])

    def part(self, start):
        end = min(start + PART, len(self.photo))
        return self.photo[start:end], {"Content-Range": f"bytes {start}-{end - 1}/{len(self.photo)}"}

    def put(self, start):
        return self.call("PUT", *self.part(start))[0].status

    def break_off(self, start):
        """Sends half of a part, and is gone."""
        body, headers = self.part(start)
        head = f"PUT {self.path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {self.device.token}\r\nContent-Length: {len(body)}\r\n"
        head += "".join(f"{name}: {value}\r\n" for name, value in headers.items())
        with socket.create_connection(self.service.address(), timeout=30) as line:
            line.sendall(head.encode() + b"\r\n" + body[:PART // 2])

    def is_anywhere(self, text):
        return [path.name for path in Path(self.folder.name).rglob("*") if path.is_file() and text in path.read_bytes()]

    def test_a_cut_upload_resumes_and_an_erased_one_is_gone(self):
        self.assertEqual(self.call("PUT", self.photo[:10])[0].status, 400, "bytes that the address does not name")
        self.device.sync([self.person])
        self.assertEqual((self.put(0), self.put(PART)), (202, 202))
        self.break_off(2 * PART)
        self.assertEqual(self.offset(), 2 * PART, "half a part counts for nothing")
        self.service.kill()
        self.service.start()
        self.assertEqual(self.offset(), 2 * PART, "what was answered for is on the disk")
        self.assertEqual(self.put(PART), 202, "the answer was lost, so it came twice")
        self.assertEqual(self.offset(), 2 * PART)
        self.assertEqual(self.put(3 * PART), 416)
        while (start := self.offset()) < len(self.photo):
            self.assertIn(self.put(start), (201, 202))
        self.assertEqual(self.call("GET")[1], self.photo)
        reply, middle = self.call("GET", headers={"Range": "bytes=100000-150000"})
        self.assertEqual((reply.status, middle), (206, self.photo[100_000:150_001]))

        backup = Path(self.folder.name, "backup")
        self.service.run("backup", "--to", backup)
        self.service.stop()
        data = Path(self.folder.name, "restored")
        self.service = Service(PROGRAM, data)
        self.service.run("restore", "--from", backup)
        self.service.start()
        self.assertEqual(self.call("GET")[1], self.photo, "it is in the backup")
        for file in Path(self.folder.name, "data").iterdir():
            file.unlink()

        done = self.service.run("erase", "--person", self.person["entity"])
        self.assertEqual(done["blobs"], 1)
        self.assertEqual(self.call("GET")[0].status, 404)
        self.assertEqual(self.call("PUT", self.photo)[0].status, 410, "nobody brings it back")
        self.assertEqual(self.is_anywhere(CANARY), [backup.name])
        self.service.stop()
        self.service.run("restore", "--from", backup)
        self.service.start()
        self.assertEqual(self.call("GET")[0].status, 404, "the ledger was replayed over the older backup")
        backup.unlink()
        self.assertEqual(self.is_anywhere(CANARY), [])

    def test_a_blob_is_whole_or_not_there(self):
        self.device.sync([self.person])
        self.assertEqual(self.call("PUT", secrets.token_bytes(len(self.photo)))[0].status, 400)
        self.assertEqual(self.call("GET")[0].status, 404)
        self.assertEqual(self.offset(), 0)
        self.assertEqual(self.call("PUT", self.photo)[0].status, 201)
        self.assertEqual(self.call("PUT", self.photo)[0].status, 200)


if __name__ == "__main__":
    unittest.main()
