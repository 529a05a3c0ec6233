#!/usr/bin/python3
"""The network of the end-to-end tests does what it says: relays, is cut, mends, and loses a reply after the request arrived."""

import http.server
import threading
import unittest
import urllib.request

from link import Link


class Counting(http.server.BaseHTTPRequestHandler):
    requests = 0

    def do_GET(self):
        type(self).requests += 1
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"hello")

    def log_message(self, *_):
        pass


class TheLink(unittest.TestCase):
    def setUp(self):
        Counting.requests = 0
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Counting)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.link = Link(*self.server.server_address)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        self.addCleanup(self.link.close)

    def get(self):
        with urllib.request.urlopen(self.link.url, timeout=10) as reply:
            return reply.read()

    def test_it_relays(self):
        self.assertEqual(self.get(), b"hello")

    def test_cut_means_nothing_arrives_until_it_is_mended(self):
        self.link.cut()
        self.assertRaises(OSError, self.get)
        self.assertEqual(Counting.requests, 0)
        self.link.mend()
        self.assertEqual(self.get(), b"hello")

    def test_a_lost_reply_was_acted_on(self):
        self.link.lose_next_reply()
        self.assertRaises(OSError, self.get)
        self.assertEqual((Counting.requests, self.link.lost), (1, 1))
        self.assertEqual(self.get(), b"hello")


if __name__ == "__main__":
    unittest.main()
