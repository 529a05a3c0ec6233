#!/usr/bin/python3
"""A day at one venue through the real app, the real sync and the real service, with real clicks and keys: enrol, a register with
walk-ins, Your Views, Family Steps at the start and at the end, with the network gone in the middle, one reply lost and the app killed
once; then a second device, and the figures. Exits 0 only if both devices and the service agree record by record.

    day.py --build build --out build/day [--areas FILE… --venues FILE]
"""

import argparse
import json
import signal
import sys
import time
from pathlib import Path

from agreement import console_says, differences, figures, unmoved
from app import App
from console import Console
from link import Link
from scene import ADMIN, PASSWORD, Scene

PIN = "271828"
OTHER_PIN = "314159"
LONG = 120_000  # milliseconds; for what hangs on the whole year's records


class Day:
    def __init__(self, scene):
        self.scene = scene
        self.pictures = scene.out / "screenshots"
        self.began = time.monotonic()
        self.captured = {"attendances": 0, "walk_ins": 0, "head_count": 0, "feedback": 0, "family_steps_starts": 0, "family_steps_pairs": 0}
        self.before = {}
        self.link = Link(*scene.service.address())
        hands = scene.binaries / "waymark_hands"
        self.tablet = App(hands, scene.out / "tablet", self.pictures, (1280, 800))
        self.phone = App(hands, scene.out / "phone", self.pictures, (412, 860))

    def tell(self, words):
        print(f"   {time.monotonic() - self.began:5.1f} s  {words}", flush=True)

    # ---- the parts of the day ----

    def first_start(self, app, user, pin, picture):
        """Enrols a device (with its code on the command line it does so by itself), lets one worker join on it, and waits until today is there."""
        app.start("--service", self.link.url, "--code", self.scene.code_for_device())
        app.type("joinCodeField", self.scene.code_for_worker(user), within=LONG)
        app.click("joinButton")
        app.see("Choose a PIN", within=LONG)
        app.enter_pin(pin)
        app.see("Enter the same PIN again")
        app.enter_pin(pin)
        app.see("Stay and Play", within=LONG)
        app.shot(f"{picture}-today")

    def open_register(self):
        self.tablet.click(self.tablet.find("session_")[0])
        self.tablet.see("to go", within=LONG)
        expected = self.tablet.find("mark_")
        self.tell(f"the register is open; the first {len(expected)} names show")

    def mark_people(self):
        """One tap a person; one late, one left early, one tap taken back; then all here except three."""
        names = self.tablet.find("mark_")
        for name in names[:6]:
            self.tablet.click(name)
        self.tablet.click("undoButton")
        self.tablet.click(names[5])
        self.tablet.click(names[1].replace("mark_", "more_"))
        self.tablet.click("lateButton")
        self.tablet.click(names[2].replace("mark_", "more_"))
        self.tablet.click("leftEarlyButton")
        self.tablet.shot("register")
        self.tablet.click("allHereButton")
        self.tablet.see("Take the tick off those who are not here.")
        for name in self.tablet.find("except_")[:3]:
            self.tablet.click(name)
        self.tablet.shot("all-here-except")
        self.tablet.click("confirmAllHereButton")
        self.tablet.miss("Take the tick off")
        self.tell("the register is marked: one late, one left early, one tap taken back, all here except three")

    def cut_the_network(self):
        self.link.cut()
        self.tell("the network is gone")

    def walk_in(self):
        """A mother and two children at the door."""
        tablet = self.tablet
        tablet.click("walkInButton")
        tablet.type("adultNameField", "Zofia Brzęczyszczykiewicz")
        tablet.type("adultAgeField", "31")
        tablet.click("postcodeNotGiven")
        for index, (name, age) in enumerate([("Staś Brzęczyszczykiewicz", "6"), ("Hania Brzęczyszczykiewicz", "3")]):
            tablet.click("addChildButton")
            tablet.type(f"childName_{index}", name)
            tablet.type(f"childAge_{index}", age)
        tablet.type("childAlert_1", "Nuts")
        tablet.close_window()
        tablet.start()
        self.unlock()
        tablet.see("Nuts", within=LONG)
        self.tell("the window is closed after the last word, and the family is there when it opens again")
        tablet.shot("walk-in")
        tablet.click("saveWalkInButton")
        tablet.see("to go")
        self.captured["walk_ins"] += 3
        self.tell("three walk-ins are written down and marked, without a network")

    def answer_until(self, stop_at=None):
        """Answers what is asked, the middle of what is offered; stops before question `stop_at` or gives the answers at the end."""
        asked = 0
        while True:
            controls = self.tablet.find("")
            if "finishButton" in controls:
                self.tablet.click("finishButton")
                self.tablet.see("Thank you.")
                return asked
            if asked == stop_at:
                return asked
            choices = [name for name in controls if name.startswith("choice_")]
            if choices:
                self.tablet.click(choices[(len(choices) + asked) // 2 % len(choices)])
            elif "answerField" in controls:
                self.tablet.type("answerField", "We go to the park more, and we laugh more.")
            step = self.place_in_form()
            self.tablet.click("nextButton")
            self.wait_past(step)
            asked += 1

    def place_in_form(self):
        return [words for words in self.tablet.seen() if " of " in words][:1]

    def wait_past(self, step):
        for _ in range(200):
            if self.place_in_form() != step or "finishButton" in self.tablet.find("finishButton"):
                return
        raise AssertionError(f"the questionnaire stays at {step}")

    def end_hand_over(self, shows_then_and_now):
        """Back to the register with the worker's PIN; what a person said then and now is shown to the worker alone, on the way."""
        self.tablet.click("endHandOverButton")
        self.tablet.enter_pin(PIN)
        if shows_then_and_now:
            self.tablet.see("Then and now", within=LONG)
            self.tablet.shot("then-and-now")
            self.tablet.click("doneButton")
        self.tablet.see("to go", within=LONG)

    def your_views(self):
        self.tablet.click("feedbackButton")
        self.tablet.see("Your Views")
        self.tablet.shot("your-views")
        self.answer_until()
        self.end_hand_over(shows_then_and_now=False)
        self.captured["feedback"] += 1
        self.tell("Your Views is answered without a name, handed over")

    def start_family_steps(self, person, name, point):
        tablet = self.tablet
        tablet.type("searchField", name)
        tablet.click(f"more_{person}")
        tablet.click("questionnaireButton")
        family_steps = next(i for (_, i), v in tablet.records(["instrument"]).items() if v.get("family") == "family_steps")
        tablet.click(f"instrument_{family_steps}")
        tablet.click(f"point_{point}")
        tablet.click("startButton")

    def family_steps_with_a_flat_battery(self):
        """The start for the mother who walked in; the app is killed after five answers and comes back to the sixth question."""
        people = self.tablet.records(["person"])
        mother = next(i for (_, i), v in people.items() if v.get("name", "").startswith("Zofia Brz"))
        self.start_family_steps(mother, "zofia brzec", "baseline")
        self.answer_until(stop_at=5)
        before = self.place_in_form()
        self.tablet.shot("family-steps")
        self.tablet.kill()
        self.tell("the app is killed after five answers")
        self.tablet.start()
        self.unlock()
        self.tablet.see(before[0], within=LONG)
        self.tell(f"it comes back to the same question: {before[0]}")
        self.answer_until()
        self.end_hand_over(shows_then_and_now=True)
        self.captured["family_steps_starts"] += 1

    def unlock(self):
        worker = self.tablet.find("worker_")
        if not self.tablet.find("pinKey1"):
            self.tablet.click(worker[0])
        self.tablet.enter_pin(PIN)

    def family_steps_at_the_end(self):
        """The end for somebody who answered at the start, long ago."""
        records = self.tablet.records(["person", "response", "instrument"])
        steps = {i for (t, i), v in records.items() if t == "instrument" and v.get("family") == "family_steps"}
        answered = {}
        for (kind, _), values in records.items():
            if kind == "response" and str(values["instrument"]).split(":")[-1] in steps:
                answered.setdefault(values["person"].split(":")[1], set()).add(values["point"])
        names = {i: v["name"] for (t, i), v in records.items() if t == "person" and "merged_into" not in v}
        person = min((p for p, points in answered.items() if points == {"baseline"} and p in names), key=names.get)
        self.start_family_steps(person, names[person], "exit")
        self.answer_until()
        self.end_hand_over(shows_then_and_now=True)
        self.tablet.type("searchField", "")
        self.captured["family_steps_pairs"] += 1
        self.tell("Family Steps at the end is answered by somebody who was asked at the start")

    def head_count(self):
        """Drop-ins without a name; a check of the register would be in no report."""
        self.tablet.click("headCountButton")
        self.tablet.click("kind_arrival")
        for band in self.tablet.find("plus_")[:2]:
            for _ in range(4):
                self.tablet.click(band)
                self.captured["head_count"] += 1
        self.tablet.click("saveHeadCountButton")
        self.tablet.see(f"{self.captured['head_count']} without a name")
        self.tell("eight drop-ins are counted; they are never added to the people")

    def wait_for_the_signal(self):
        """The sync screen says since when it waits; then the network is back, one reply is lost, and everything arrives all the same."""
        tablet = self.tablet
        tablet.click("syncButton")
        tablet.click("syncNowButton")
        tablet.see("Waiting for a signal", within=LONG)
        tablet.shot("waiting")
        self.link.mend()
        self.link.lose_next_reply()
        tablet.click("syncNowButton", within=LONG)
        tablet.see("All safe centrally.", within=LONG)
        if self.link.lost == 0:
            raise AssertionError("no reply was lost")
        tablet.shot("all-safe")
        tablet.click("backButton")
        self.tell("the network is back; one reply was lost; all is safe centrally")

    def sign_off(self):
        self.tablet.click("signOffButton")
        self.tablet.shot("sign-off")
        here = next(words for words in self.tablet.seen() if words.endswith(" here"))
        self.captured["attendances"] = int(here.split()[0])
        self.tablet.click("confirmSignOffButton")
        self.tablet.see("Stay and Play")
        self.tablet.click("syncButton")
        self.tablet.click("syncNowButton")
        self.tablet.see("All safe centrally.", within=LONG)
        self.tell("the session is signed off")

    def run(self):
        self.first_start(self.tablet, self.scene.venue["worker"], PIN, "tablet")
        self.tell("the tablet is enrolled, and a worker has joined")
        self.before = figures(self.scene)
        self.open_register()
        self.mark_people()
        self.cut_the_network()
        self.walk_in()
        self.your_views()
        self.family_steps_with_a_flat_battery()
        self.family_steps_at_the_end()
        self.head_count()
        self.wait_for_the_signal()
        self.sign_off()
        self.first_start(self.phone, self.scene.users["coordinator"], OTHER_PIN, "phone")
        self.tell("a second device is enrolled, and a coordinator has joined")

    def close(self):
        for app in (self.tablet, self.phone):
            app.kill()
        self.link.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build", help="the build folder")
    parser.add_argument("--out", default="build/day", help="emptied, then filled with data, screenshots and summary.json")
    parser.add_argument("--areas", nargs="+", default=[], metavar="FILE", help="a city's areas, as published")
    parser.add_argument("--venues", metavar="FILE", help="a city's list of libraries, as published")
    options = parser.parse_args()

    scene = Scene(Path(options.build, "bin"), options.out)
    print("   an organisation with a year of invented people is made", flush=True)
    scene.prepare(options.areas, options.venues)
    scene.service.start()
    day = Day(scene)
    try:
        day.run()
        after = figures(scene)
        compared, apart = differences(scene.witness(), day.tablet, day.phone)
        apart += unmoved(day.before, after, day.captured)
        console = console_says(Console(scene.service.url, ADMIN, PASSWORD), scene, after)
    finally:
        day.close()
        status = scene.service.stop()
    summary = {"venue": scene.venue["name"], "captured": day.captured, "service_before": day.before, "service_after": after,
               "console": console, "records_compared": compared, "differences": apart}
    Path(options.out, "summary.json").write_text(json.dumps(summary, indent=2, ensure_ascii=False), encoding="utf-8")
    print(json.dumps(summary, indent=2, ensure_ascii=False))
    print(f"   screenshots: {day.pictures}")
    if apart or status != 0 or console is None:
        sys.exit(f"the devices, the service and its console do not agree: {len(apart)} differences; the service ended with {status}")
    print(f"   the tablet, the phone and the service agree on {sum(compared.values())} records, record by record")


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the service is stopped too
    main()
