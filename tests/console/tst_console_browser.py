#!/usr/bin/python3
"""The console in a real browser: its figures are the command line's, it needs no script, and it can be read on a phone, in the dark,
on paper and from right to left. Arguments: the waymark-service program, the folder for pictures."""

import json
import re
import sys
import tempfile
import unittest
import urllib.request
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from console.browser import PHONE, WIDE, Browser  # noqa: E402
from end_to_end.pusher import Pusher  # noqa: E402
from end_to_end.service import Service  # noqa: E402

SCREENS = Path(sys.argv.pop()) if len(sys.argv) > 2 else Path("screens")
PROGRAM = sys.argv.pop() if len(sys.argv) > 1 else "build/bin/waymark-service"
EMAIL, PASSWORD = "coordinator@example.org", "a pass phrase for tests"
PLACES = {"overview": "/console/", "attendance": "/console/attendance", "feedback": "/console/feedback", "distance": "/console/distance",
          "people": "/console/people", "devices": "/console/devices", "enrolment": "/console/enrolment", "team": "/console/team", "to_settle": "/console/conflicts",
          "set_aside": "/console/set-aside", "safeguarding": "/console/safeguarding"}


def number(text):
    """ "1,234" or "−0.4" as the page writes it."""
    return float(text.replace(",", "").replace("\u2212", "-"))


def contrast(one, other):
    """WCAG 2.2's contrast ratio of two colours written #RRGGBB."""
    def luminance(colour):
        parts = [int(colour[i:i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


class Colours(unittest.TestCase):
    TEXT = [("ink", "ground"), ("ink", "surface"), ("quiet", "ground"), ("quiet", "surface"), ("primary", "ground"), ("primary", "surface"),
            ("on-primary", "primary"), ("ink", "primary-soft"), ("good", "good-soft"), ("warn", "warn-soft"), ("bad", "bad-soft"),
            ("surface", "bad"), *((f"s{i}-ink", f"s{i}") for i in range(1, 6))]
    MARKS = [("line", "surface"), ("focus", "ground"), ("focus", "surface"), ("primary", "surface")]

    def test_text_can_be_read_and_marks_can_be_seen_by_day_and_night(self):
        css = (Path(__file__).parents[2] / "sync/service/console/static/console.css").read_text(encoding="utf-8")
        palettes = [dict(re.findall(r"--([\w-]+): (#[0-9A-F]{6})", block)) for block in re.findall(r":root \{(.*?)\}", css, re.S)]
        self.assertGreaterEqual(len(palettes), 2)
        for name, colours in (("day", palettes[0]), ("night", palettes[1])):
            for pairs, least in ((self.TEXT, 4.5), (self.MARKS, 3.0)):
                for front, ground in pairs:
                    with self.subTest(palette=name, front=front, ground=ground):
                        self.assertGreaterEqual(contrast(colours[front], colours[ground]), least)


class ConsoleInABrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory(prefix="waymark-console-")
        cls.service = Service(PROGRAM, Path(cls.folder.name, "data"))
        cls.service.run("init", "--organisation", "Demonstration", "--admin", EMAIL, stdin=PASSWORD + "\n")
        cls.demo = cls.service.run("demo", "--profile", "small", "--seed", "7")
        cls.service.start()
        cls.disagree()
        cls.browser = Browser(cls.service.url, SCREENS)
        cls.sign_in(PASSWORD)

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        status = cls.service.stop()
        cls.folder.cleanup()
        assert status == 0, f"the service ended with {status}"

    @classmethod
    def disagree(cls):
        """Two tablets write different things about one child before either has seen the other's, and one sends what cannot be taken."""
        venue = cls.demo["venues"][0]["id"]
        one, other = (Pusher.joined(cls.service, venue, name) for name in ("Invented Worker", "Invented Colleague with a Long Double-Barrelled Name"))
        child = one.person(1)
        child["set"].update({"name": "Invented Child", "postcode": "B27 6QS"})
        one.sync([child])
        long = "Invented Bartholomew Featherstonehaugh-Child of a Name that Needs Room"
        other.sync([{**other.person(1), "entity": child["entity"], "set": {"name": long}}])
        one.sync([{**one.person(number), "set": {"name": number}} for number in range(3)])

    @classmethod
    def sign_in(cls, password):
        cls.browser.go("/console/sign-in")
        cls.browser.fill("email", EMAIL)
        cls.browser.fill("password", password)
        cls.browser.press("Sign in")

    def setUp(self):
        self.browser.look(WIDE)
        self.browser.complaints()

    def tearDown(self):
        self.assertEqual(self.browser.complaints(), [], "the browser has something to complain of")

    # ---- figures ----

    def test_the_attendance_page_shows_the_figures_of_the_report(self):
        report = self.service.run("report", "attendance")
        self.browser.go(PLACES["attendance"])
        facts = self.browser.facts()
        self.assertGreater(report["people"], 50, "the demonstration is too thin to test with")
        self.assertEqual(number(facts["people (reach)"]), report["people"])
        self.assertEqual(number(facts["attendances"]), report["attendances"])
        self.assertEqual(number(facts["first-timers"]), report["first_timers"])
        self.assertEqual(number(facts["sessions held"]), report["sessions"])
        self.assertEqual(number(facts["drop-ins without names"]), report["head_count"]["total"])
        venues = {row["Venue"]: number(row["People"]) for row in self.browser.table("Venue by venue")}
        self.assertEqual({row["name"]: row["people"] for row in report["by_venue"]}, {k: v for k, v in venues.items() if k != "All"})
        months = self.browser.table("Month by month")
        self.assertEqual([number(row["Attendances"]) for row in months[:-1]], [row["attendances"] for row in report["by_month"]])
        self.assertEqual(number(months[-1]["Attendances"]), report["attendances"])

    def test_the_filter_narrows_the_figures_as_the_command_line_does(self):
        venue = self.demo["venues"][0]
        report = self.service.run("report", "attendance", "--venue", venue["id"])
        self.browser.go(PLACES["attendance"])
        self.browser.fill("venue", venue["name"])
        self.browser.press("Show")
        self.assertEqual(number(self.browser.facts()["people (reach)"]), report["people"])
        self.assertIn(f"at {venue['name']}.", self.browser.text(".lead"))
        everywhere = self.service.run("report", "attendance")
        self.assertLess(report["people"], everywhere["people"])

    def test_the_feedback_page_shows_the_figures_of_the_report(self):
        report = self.service.run("report", "feedback")["instruments"][0]
        self.browser.go(PLACES["feedback"])
        facts = self.browser.facts()
        self.assertEqual(number(facts["answers"]), report["answers"])
        self.assertAlmostEqual(number(facts["net satisfaction, from \u2212100 to +100"]), report["net_satisfaction"], delta=0.051)
        question = report["items"][0]
        row = self.browser.table(question["text"])[0]
        for choice in question["choices"]:
            self.assertEqual(number(row[choice["label"]].split(" ")[0]), choice["count"])
        self.assertEqual([item.text for item in self.browser.all(".said li")], [" ".join(words.split()) for words in report["comments"]])

    def test_the_distance_page_shows_the_figures_of_the_report(self):
        report = self.service.run("report", "change")["instruments"]
        self.browser.go(PLACES["distance"])
        shown = 0
        for instrument in report:
            scores = [score for score in instrument["scores"] if "mean_change" in score]
            for score in scores:
                row = next(r for r in self.browser.table(f"{instrument['instrument']}: how far people moved") if r[""] == score["label"])
                self.assertEqual(number(row["Pairs"]), score["pairs"])
                self.assertAlmostEqual(number(row["Change [95%]"].split(" ")[0]), score["mean_change"], delta=0.051)
                self.assertEqual(number(row["Improved"]), score["improved"])
                shown += 1
        self.assertGreater(shown, 0, "the demonstration has no pairs to test with")
        first = report[0]["scores"][0]
        self.assertIn(f"{first['pairs']:,} of {first['due']:,} people came back", self.browser.text(".lead"))
        self.assertNotIn("%", "".join(row["Change [95%]"] for row in self.browser.table(f"{report[0]['instrument']}: how far people moved")))

    # ---- devices ----

    def test_a_code_made_here_brings_a_device_in_and_onto_the_board(self):
        self.browser.go(PLACES["enrolment"])
        self.browser.all(".ticks input")[0].click()
        self.browser.press("Make an enrolment code")
        code = self.browser.text(".code")
        self.assertRegex(code, r"^[0-9A-Z]{5}-[0-9A-Z]{5}$")
        self.assertIn(f"c={code}", self.browser.text(".mono"))
        self.assertEqual(self.browser.one(".qr svg").get_attribute("role"), "img")
        self.browser.picture("enrolment-code")
        body = {"code": code, "nonce": "0123456789abcdef" * 2, "device": {"name": "Browser test tablet", "platform": "linux", "app": "0.1.0"}}
        request = urllib.request.Request(self.service.url + "/v1/enrol", json.dumps(body).encode(), {"Content-Type": "application/json"})
        with urllib.request.urlopen(request, timeout=15) as reply:
            self.assertEqual(reply.status, 201)
        self.browser.go(PLACES["devices"])
        self.assertIn("Browser test tablet", self.browser.text())
        self.assertIn("3 devices are in use", self.browser.text(".lead"))

        self.browser.go(self.browser.one('a[aria-label="Venues of Browser test tablet"]').get_attribute("href").removeprefix(self.service.url))
        self.browser.all("#venue option")[-1].click()
        venue = self.browser.all("#venue option")[-1].text
        self.browser.picture("device")
        self.browser.press("Let it see that venue…")
        self.browser.picture("device-give")
        self.browser.press("Let it see that venue")
        self.assertIn("from its next contact on", self.browser.text(".notice"))
        self.assertIn(f"{venue}, as worker", self.browser.text())
        self.browser.look(PHONE)
        self.browser.picture("device-phone")
        self.browser.look(WIDE)

    def test_a_personal_code_is_made_for_a_person(self):
        self.browser.go(PLACES["enrolment"])
        self.browser.press("Make a personal code")
        self.assertRegex(self.browser.text(".code"), r"^[0-9A-Z]{5}-[0-9A-Z]{5}$")
        self.assertEqual(self.browser.one(".qr svg").get_attribute("role"), "img")

    # ---- signing in ----

    def test_signing_out_closes_every_place(self):
        visitor = Browser(self.service.url, SCREENS)
        try:
            visitor.go("/console/attendance")
            self.assertEqual(visitor.path(), "/console/sign-in?next=/console/attendance")
            visitor.look(WIDE)
            visitor.picture("sign-in")
            visitor.fill("email", EMAIL)
            visitor.fill("password", "not the pass phrase")
            visitor.press("Sign in")
            self.assertIn("The e-mail or the password is not right.", visitor.text())
            visitor.look(PHONE)
            visitor.picture("sign-in-wrong-phone")
            visitor.look(WIDE)
            visitor.fill("password", PASSWORD)
            visitor.press("Sign in")
            self.assertEqual(visitor.path(), "/console/attendance")
            visitor.press("Sign out")
            visitor.go("/console/devices")
            self.assertTrue(visitor.path().startswith("/console/sign-in"))
        finally:
            visitor.close()

    # ---- every place ----

    def test_no_script_runs_and_none_is_there(self):
        self.browser.driver.get("data:text/html,<title>still</title><script>document.title='ran'</script>")
        self.assertEqual(self.browser.driver.title, "still", "scripts are not switched off in this browser")
        for path in PLACES.values():
            self.browser.go(path)
            self.assertEqual(self.browser.all("script, [onclick], [onload], [style]"), [], path)

    def test_every_place_can_be_read_by_a_screen_reader(self):
        for name, path in PLACES.items():
            with self.subTest(place=name):
                self.browser.go(path)
                self.assertEqual(self.browser.one("html").get_attribute("lang"), "en-GB")
                self.assertEqual(len(self.browser.all("main")), 1)
                self.assertEqual(len([h for h in self.browser.all("h1") if h.is_displayed()]), 1)
                self.assertEqual(len([a for a in self.browser.all("nav a[aria-current=page]") if a.is_displayed()]), 1)
                self.assertEqual(self.browser.all("a.skip")[0].get_attribute("href").split("#")[1], "page")
                for picture in self.browser.all("figure svg"):
                    if picture.get_attribute("role"):
                        self.assertTrue(picture.get_attribute("aria-label"))
                for cell in self.browser.all("thead th"):
                    self.assertEqual(cell.get_attribute("scope"), "col")
                labelled = {label.get_attribute("for") for label in self.browser.all("label")}
                for field in self.browser.all("input:not([type=hidden]), select"):
                    inside = field.find_elements("xpath", "./ancestor::label")
                    self.assertTrue(inside or field.get_attribute("id") in labelled, field.get_attribute("outerHTML"))

    def test_every_picture_has_a_table_under_it(self):
        for name in ("attendance", "feedback", "distance"):
            self.browser.go(PLACES[name])
            cards = [card for card in self.browser.all("section.card") if card.find_elements("css selector", "figure")]
            self.assertTrue(cards, name)
            for card in cards:
                self.assertTrue(card.find_elements("css selector", "table"), card.text)

    def test_every_place_fits_a_phone_and_a_desk_by_day_and_night(self):
        for name, path in PLACES.items():
            for size, suffix in ((WIDE, ""), (PHONE, "-phone")):
                for dark in (False, True):
                    with self.subTest(place=name, size=size, dark=dark):
                        self.browser.look(size, dark)
                        self.browser.go(path)
                        self.assertFalse(self.browser.is_wider_than_its_window())
                        self.browser.picture(name + suffix + ("-dark" if dark else ""))

    def test_on_a_small_phone_the_two_dates_do_not_lie_over_each_other(self):
        self.browser.look((360, 740))
        self.browser.go(PLACES["attendance"])
        first, last = self.browser.one("#from").rect, self.browser.one("#to").rect
        beside = first["x"] + first["width"] <= last["x"]
        above = first["y"] + first["height"] <= last["y"]
        self.assertTrue(beside or above, f"{first} {last}")

    def test_on_a_small_phone_a_wide_table_keeps_its_first_column_in_sight(self):
        self.browser.look((360, 740))
        self.browser.go(PLACES["attendance"])
        for table in self.browser.all(".scroll"):
            head = table.find_element("css selector", "tbody th")
            self.assertEqual(head.value_of_css_property("position"), "sticky")
            self.assertIn("linear-gradient", table.value_of_css_property("background-image"))

    def test_no_share_is_told_by_its_colour_alone(self):
        self.browser.go(PLACES["feedback"])
        for card in self.browser.all("section.card"):
            bars = card.find_elements("css selector", "figure rect[class^=s]")
            if not bars:
                continue
            key = [sign.text for sign in card.find_elements("css selector", ".key svg text")]
            self.assertEqual(key, [chr(ord("A") + place) for place in range(len(key))])
            said = [words.text for words in card.find_elements("css selector", "figure text.in") if "%" not in words.text]
            self.assertTrue(said)
            self.assertLessEqual(set(said), set(key))

    def test_on_a_phone_the_places_are_behind_one_touch(self):
        self.browser.look(PHONE)
        self.browser.go(PLACES["attendance"])
        self.assertFalse(self.browser.one(".side").is_displayed())
        self.assertIsNone(self.browser.one(".topbar").get_attribute("open"))
        self.browser.one(".topbar summary").click()
        self.browser.picture("attendance-phone-places")
        links = [link.text for link in self.browser.all(".topbar nav a")]
        self.assertEqual(links, ["Overview", "Attendance", "Feedback", "Distance travelled", "People", "Devices", "Enrolment", "To settle", "Set aside", "Safeguarding", "Team and venues"])

    def test_the_pages_with_figures_print_on_a4(self):
        for name in ("overview", "attendance", "feedback", "distance"):
            self.browser.go(PLACES[name])
            pdf = self.browser.paper(name)
            self.assertTrue(pdf.startswith(b"%PDF"))
            boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
            self.assertTrue(boxes)
            for width, height in boxes:
                self.assertAlmostEqual(float(width), 595, delta=1)  # points: 210 × 297 mm
                self.assertAlmostEqual(float(height), 842, delta=1)

    def test_the_layout_mirrors_and_mirrors_back(self):
        self.browser.go(PLACES["distance"])
        self.browser.press("Lay the page out from right to left")
        self.assertEqual(self.browser.one("html").get_attribute("dir"), "rtl")
        side, page = self.browser.one(".side").rect, self.browser.one("main").rect
        self.assertGreater(side["x"], page["x"])
        for name in ("attendance", "distance"):
            self.browser.go(PLACES[name])
            self.assertFalse(self.browser.is_wider_than_its_window())
            self.browser.picture(name + "-mirrored")
        self.browser.press("Lay the page out from left to right")
        self.assertEqual(self.browser.one("html").get_attribute("dir"), "ltr")


if __name__ == "__main__":
    unittest.main(verbosity=2)
