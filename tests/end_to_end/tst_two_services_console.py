#!/usr/bin/python3
"""The console over two service processes on one PostgreSQL: who signed in at one is known to the other, and who signed out is out at both."""

import re
import sys
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from console import Console  # noqa: E402
from two_services import Pair  # noqa: E402

Pair.program = Path(sys.argv.pop(1))
SIGNED_IN = "Sign out"  # on every page of somebody who is


class TwoConsoles(Pair):
    def sign_in(self):
        return Console(self.services[0].url, "a@example.org", "correct horse battery")

    def test_a_session_is_known_to_the_other_process_also_when_the_first_is_gone(self):
        console = self.sign_in()
        self.assertIn(SIGNED_IN, console.words("/console", at=self.services[1].url))
        self.services[0].kill()
        self.assertIn(SIGNED_IN, console.words("/console", at=self.services[1].url))
        self.services[0].start()
        self.assertIn(SIGNED_IN, console.words("/console", at=self.services[0].url))

    def test_a_session_lives_through_an_immediate_shutdown_of_the_database(self):
        console = self.sign_in()
        self.postgres.stop_immediately()
        self.postgres.start()
        self.assertIn(SIGNED_IN, console.words("/console", at=self.services[1].url))

    def test_who_signs_out_at_one_process_is_out_at_the_other(self):
        console = self.sign_in()
        page = console.page("/console", at=self.services[1].url)
        token = re.search(r'name="csrf" value="([^"]*)"', page)[1]
        console.send("/console/sign-out", {"csrf": token}, at=self.services[1].url)
        self.assertNotIn(SIGNED_IN, console.words("/console", at=self.services[0].url))


if __name__ == "__main__":
    unittest.main()
