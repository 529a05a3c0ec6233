#!/usr/bin/python3
"""Two services behind nginx or HAProxy, set up as docs/deployment.md says: tablets talk https to the proxy and notice nothing when one of the
services is gone; what is not for the public stays inside; nobody passes for another address."""

import http.client
import json
import os
import secrets
import sys
import unittest
import urllib.error
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from console import Console  # noqa: E402
from proxies import PROXIES  # noqa: E402
from pusher import post  # noqa: E402
from two_services import CUT, Device, Pair  # noqa: E402

Pair.program = Path(sys.argv.pop(1))
PROXY = PROXIES[sys.argv.pop(1)]
OPS, BATCH = 120, 10
MOST_BYTES = 8 << 20  # of a body; kMaxBodyBytes


class At:
    """A service as devices see it: by the address of its proxy."""

    def __init__(self, proxy, service):
        self.url, self.run = proxy.url, service.run


class BehindProxy(Pair):
    options = ("--behind-proxy",)

    def setUp(self):
        super().setUp()
        self.proxy = PROXY(Path(self.folder.name, f"{self._testMethodName}-proxy"), self.services)
        os.environ["SSL_CERT_FILE"] = str(self.proxy.certificate)  # what this process trusts
        self.proxy.start()

    def tearDown(self):
        self.proxy.close()
        super().tearDown()

    def status(self, path, body=None, headers=None):
        """The status, and the reply's code if it is the service's own."""
        request = urllib.request.Request(self.proxy.url + path, body, headers or {})
        try:
            with urllib.request.urlopen(request, timeout=60) as reply:
                return reply.status, ""
        except urllib.error.HTTPError as error:
            text = error.read().decode()
            return error.code, json.loads(text)["error"] if text.startswith("{") else ""

    def test_tablets_go_on_when_a_service_is_gone_and_nothing_is_lost_or_doubled(self):
        device = Device([At(self.proxy, self.services[0])], self.venues)
        ops = [device.person(number) for number in range(OPS)]
        blows = {OPS // 4: self.services[0].kill, OPS // 2: lambda: self.bring_back(0, device), 3 * OPS // 4: self.services[1].kill}
        cut = 0
        for begin in range(0, OPS, BATCH):
            blows.get(begin, lambda: None)()
            lines = []
            while not lines:
                try:
                    lines = device.sync(ops[begin:begin + BATCH])["results"]
                except CUT:
                    cut += 1
            self.assertLessEqual({line["outcome"] for line in lines}, {"applied", "duplicate"})
        self.assertLess(cut, 100, "the proxy went on sending tablets to a service that was gone")
        self.bring_back(1, device)
        self.assertEqual(sorted(device.people()[0]), sorted(op["entity"] for op in ops))

    def bring_back(self, number, device):
        """Starts a service again where it was, and looks in until the proxy has noticed."""
        service = self.services[number]
        service.start(*self.options, listen="%s:%d" % self.addresses[number])
        while service.metric('waymark_http_request_seconds_count{route="/v1/sync"}') == 0:
            device.sync([])

    def test_figures_are_not_for_the_public(self):
        self.assertEqual(self.status("/v1/health")[0], 200)
        self.assertEqual(self.status("/metrics")[0], 403)
        self.assertGreaterEqual(self.services[0].metric("waymark_http_turned_away_total"), 0)

    def test_nobody_gets_more_tries_by_naming_another_address(self):
        device = {"name": "test", "platform": "test", "app": "0.1.0"}
        seen = set()
        for number in range(60):  # ten at once at each of the two, however long this takes one more in thirty seconds
            body = json.dumps({"code": "ABCD-EFGH-JKMN", "nonce": secrets.token_hex(16), "device": device}).encode()
            seen.add(self.status("/v1/enrol", body, {"Content-Type": "application/json", "X-Forwarded-For": f"192.0.2.{number}"}))
        self.assertIn((429, "too_many_attempts"), seen)

    def test_the_largest_body_reaches_the_service_and_a_larger_one_is_refused(self):
        device = Device([At(self.proxy, self.services[0])], self.venues)
        told = {"Content-Type": "application/json", "Authorization": f"Bearer {device.token}"}
        self.assertEqual(self.status("/v1/sync", b"[" + b" " * (MOST_BYTES - 2) + b"x", told), (400, "malformed"))
        connection = http.client.HTTPSConnection("127.0.0.1", self.proxy.port, timeout=60)
        connection.putrequest("POST", "/v1/sync")
        for name, value in {**told, "Content-Length": str(MOST_BYTES + 1)}.items():
            connection.putheader(name, value)
        connection.endheaders()  # nobody waits for what is announced
        self.assertEqual(connection.getresponse().status, 413)
        connection.close()

    def test_the_console_is_signed_in_at_both_and_its_cookie_stays_on_https(self):
        with urllib.request.urlopen(self.proxy.url + "/console/sign-in", timeout=60) as form:
            self.assertIn("; Secure", form.headers["Set-Cookie"])
        console = Console(self.proxy.url, "a@example.org", "correct horse battery")
        for _ in range(6):  # at both, in whatever order
            self.assertIn("Sign out", console.words("/console"))

    def test_codes_and_tokens_work_at_either(self):
        device = Device([At(self.proxy, self.services[0])], self.venues)
        for _ in range(6):
            self.assertIn("pull", device.sync([]))
        with self.assertRaises(urllib.error.HTTPError) as refused:
            post(self.proxy.url, "/v1/sync", {}, "0" * 48)
        self.assertEqual(refused.exception.code, 401)


if __name__ == "__main__":
    unittest.main(verbosity=2)
