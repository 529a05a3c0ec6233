#!/usr/bin/python3
"""Changing who may do what, and who is whom, in a real browser without scripts: each act asks first, is done, and can be read on a phone.
Arguments: the waymark-service program, the folder for pictures."""

import json
import sys
import tempfile
import time
import unittest
import uuid
from pathlib import Path

from selenium.webdriver.support.ui import Select

sys.path.insert(0, str(Path(__file__).parents[1]))

from console.browser import PHONE, WIDE, Browser  # noqa: E402
from end_to_end.pusher import Pusher, op_id  # noqa: E402
from end_to_end.service import Service  # noqa: E402

SCREENS = Path(sys.argv.pop()) if len(sys.argv) > 2 else Path("screens")
PROGRAM = sys.argv.pop() if len(sys.argv) > 1 else "build/bin/waymark-service"
EMAIL, PASSWORD = "administrator@example.org", "a pass phrase for tests"


class PeopleInABrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="waymark-people-")
        cls.service = Service(PROGRAM, Path(cls.folder.name, "data"))
        cls.service.run("init", "--organisation", "Demonstration", "--admin", EMAIL, stdin=PASSWORD + "\n")
        cls.hall, cls.library = (cls.service.run("add", "venue", "--name", name)["venue"] for name in ("Invented Hall", "Invented Library"))
        cls.service.start()
        cls.tablet = Pusher.joined(cls.service, cls.hall, "Invented Worker with a Long Double-Barrelled Name")
        cls.browser = Browser(cls.service.url, SCREENS)
        cls.browser.go("/console/sign-in")
        cls.browser.fill("email", EMAIL)
        cls.browser.fill("password", PASSWORD)
        cls.browser.press("Sign in")

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        status = cls.service.stop()
        cls.folder.cleanup()
        assert status == 0, f"the service ended with {status}"

    def setUp(self):
        self.browser.look(WIDE)
        self.browser.complaints()

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [], "the browser has something to complain of")

    def picture(self, name):
        """By day on a desk, by night on a phone; nothing is wider than its window."""
        for size, dark, suffix in ((WIDE, False, ""), (PHONE, True, "-phone-dark")):
            self.browser.look(size, dark)
            self.assertFalse(self.browser.is_wider_than_its_window(), name + suffix)
            self.browser.picture(name + suffix)
        self.browser.look(WIDE)

    def open(self, words):
        """Follows the link of these words."""
        next(link for link in self.browser.all("main a") if link.text.strip() == words).click()

    def person(self, name, **more):
        op = self.tablet.person(0)
        op["set"] = {"name": name, "kind": "child", **more}
        return op

    def record(self, *ops):
        for result in self.tablet.sync(list(ops))["results"]:
            self.assertEqual(result["outcome"], "applied", result)
        return ops[0]["entity"]

    def consent(self, person, purpose, answer):
        now = int(time.time() * 1000)
        return {"id": op_id(now), "at": now, "by": self.tablet.user, "stream": f"venue/{self.hall}", "type": "consent", "entity": str(uuid.uuid4()),
                "about": [f"person:{person}"], "set": {"person": f"person:{person}", "purpose": purpose, "answer": answer, "given_by": "parent"}}

    def listed(self, user):
        return next(one for one in self.service.run("user", "list")["users"] if one["user"] == user)

    # ---- the team ----

    def test_a_role_is_given_and_taken_and_who_leaves_is_ended(self):
        leaver = self.service.run("add", "user", "--name", "Invented Leaver", "--role", "coordinator", "--venue", self.hall, "--email", "l@example.org",
                                  stdin="another pass phrase\n")["user"]
        self.browser.go("/console/team")
        self.open("Invented Leaver")
        Select(self.browser.one("#role")).select_by_visible_text("Volunteer: registers only")
        Select(self.browser.one("#venue")).select_by_visible_text("Invented Library")
        self.browser.press("Give it…")
        self.assertIn("Let Invented Leaver work as volunteer at Invented Library?", self.browser.text(".lead"))
        self.assertEqual(len(self.listed(leaver)["grants"]), 1, "done before anybody was sure")
        self.picture("member-give")
        self.browser.press("Give it")
        self.assertIn("volunteer at Invented Library", self.browser.text(".lead"))
        self.picture("member")

        self.browser.press_named("Take away: volunteer, Invented Library")
        self.browser.press("Take it away")
        self.assertNotIn("volunteer", self.browser.text(".lead"))
        self.assertEqual([g["role"] for g in self.listed(leaver)["grants"] if g["now"]], ["coordinator"])

        self.browser.press("End it all…")
        self.assertIn("cannot sign in again", self.browser.text())
        self.picture("member-end")
        self.browser.press("End it all")
        self.assertIn("has left", self.browser.text(".lead"))
        self.assertEqual((self.listed(leaver)["active"], self.listed(leaver)["email"]), (False, None))
        self.browser.go("/console/team")
        self.picture("team-with-a-leaver")

    def test_the_last_administrator_is_told_why_not(self):
        self.browser.go("/console/team")
        self.open("Administrator")
        self.browser.press("End it all…")
        self.assertIn("This is you", self.browser.text())
        self.browser.press("End it all")
        self.assertIn("nobody else administers", self.browser.text("[role=alert]"))
        self.browser.go("/console/team")
        self.assertEqual(self.browser.path(), "/console/team")
        self.browser.complaints()  # the page that says why not has the status of a refusal

    # ---- people ----

    def test_two_records_of_one_child_become_one_and_two_again(self):
        born = {"date": "2018-03-02", "precision": "day"}
        one = self.record(self.person("Invented Zara Example", born=born, alerts=[{"kind": "allergy", "text": "nuts"}], postcode="B27 6QS"))
        other = self.record(self.person("Invented Zara Exampel", born=born, contact={"phone": "0121 496 0000"}))
        stays, part = sorted((one, other))
        self.browser.go(f"/console/people?venue={self.hall}")
        self.assertIn("1 pair looks like one person", self.browser.text(".lead"))
        self.assertEqual(len(self.browser.all("tr.differs")), 4)
        self.picture("people")
        self.browser.press("These are one person…")
        self.picture("people-join")
        self.browser.press("They are one person")
        self.assertIn("They are one person now", self.browser.text("[role=status]"))
        self.assertIn("allergy: nuts", self.browser.text())
        self.assertIn("0121 496 0000", self.browser.text())
        self.picture("person-joined")
        fields = self.state()
        self.assertEqual(fields[part]["merged_into"], f"person:{stays}")

        self.browser.press("Take back…")
        self.browser.press("They are two people")
        self.assertIn("They are two people again", self.browser.text("[role=status]"))
        self.assertIsNone(self.state()[part]["merged_into"])

    def test_somebody_who_agreed_is_known_at_another_venue_and_nobody_else(self):
        child = self.person("Invented Bashir Traveller", born={"date": "2015-07-01", "precision": "month"})
        self.record(child)
        self.browser.go(f"/console/people?venue={self.hall}")
        self.browser.fill("name", "trav")
        self.browser.press("Show")
        self.assertNotIn("trav", self.browser.path(), "a name in an address")
        self.picture("people-found")
        self.browser.one(".found a").click()
        self.assertIn("Nobody has written down", self.browser.text())
        self.assertEqual(self.browser.all("#to"), [])
        self.picture("person-not-asked")
        self.record(self.consent(child["entity"], "share", "granted"))
        self.browser.driver.refresh()
        self.browser.press("Let them be known there…")
        self.picture("person-share")
        self.browser.press("Let them be known there")
        self.assertIn("Known at Invented Hall, Invented Library.", self.browser.text())
        self.browser.go(f"/console/people?venue={self.library}")
        self.browser.fill("name", "bashir")
        self.browser.press("Show")
        self.assertIn("Invented Bashir Traveller, born about July 2015", self.browser.text(".found"))
        other = Pusher.joined(self.service, self.library, "Invented Librarian")
        self.assertIn(child["entity"], other.people()[0])

    def state(self):
        """The people in the hall's stream: id → their values, as a device reads them."""
        asked = {"stream": f"venue/{self.hall}", "seq": 0, "chain": ""}
        part = next(part for part in self.tablet.sync([], [asked])["pull"] if part["stream"] == asked["stream"])
        self.assertNotIn("state_next", part, json.dumps(part)[:200])
        return {row["entity"]: {name: field["v"] for name, field in row["fields"].items()} for row in part["state"] if row["type"] == "person"}


if __name__ == "__main__":
    unittest.main(verbosity=2)
