#!/usr/bin/python3
"""Brings Waymark up to look at: a service on this machine with a demonstration organisation, and the app on its way in. What is done
stays; the next call goes on with it. Ends when the app is closed.

    show.py --build build --out build/run [--areas FILE… --venues FILE]
"""

import argparse
import json
import signal
import subprocess
import sys
from pathlib import Path

from scene import ADMIN, PASSWORD, Scene
from service import ServiceError

LISTEN = "127.0.0.1:8470"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", default="build", help="the build folder")
    parser.add_argument("--out", default="build/run", help="where everything is kept")
    parser.add_argument("--areas", nargs="+", default=[], metavar="FILE", help="a city's areas, as published (first time only)")
    parser.add_argument("--venues", metavar="FILE", help="a city's list of libraries, as published (first time only)")
    options = parser.parse_args()

    known = Path(options.out, "scene.json")
    scene = Scene(Path(options.build, "bin"), options.out, keep=known.exists())
    first = not known.exists()
    if first:
        print("   making a demonstration organisation with a year of invented people", flush=True)
        scene.prepare(options.areas, options.venues)
        known.write_text(json.dumps({"venue": scene.venue, "users": scene.users}), encoding="utf-8")
    else:
        print(f"   going on with what is in {options.out}; to begin anew: rm -r {options.out}", flush=True)
        vars(scene).update(json.loads(known.read_text(encoding="utf-8")))
    scene.service.start(listen=LISTEN)
    command = [str(scene.binaries / "waymark"), "--data", str(scene.out / "tablet")]
    print(f"\n   The console:  {scene.service.url}/console/\n                 {ADMIN}, password: {PASSWORD}")
    if first:
        command += ["--service", scene.service.url, "--code", scene.code_for_device()]
        print(f"   The app is enrolled at {scene.venue['name']}. It asks for a personal code and a new PIN of your choice.\n"
              f"   A worker's code:       {scene.code_for_worker(scene.venue['worker'])}\n"
              f"   A coordinator's code:  {scene.code_for_worker(scene.users['coordinator'])}\n"
              f"   A volunteer's code:    {scene.code_for_worker(scene.venue['volunteer'])}")
    print("   Close the app to end.\n", flush=True)
    try:
        return subprocess.run(command, check=False).returncode
    finally:
        scene.service.stop()


if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the service is stopped too
    try:
        sys.exit(main())
    except ServiceError as error:
        sys.exit(f"scripts/run: {error}")
    except KeyboardInterrupt:
        sys.exit(130)
