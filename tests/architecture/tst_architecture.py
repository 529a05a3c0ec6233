#!/usr/bin/python3
"""The tree keeps the arrows and the other rules of rules.py. Argument: the root of the repository."""

import sys

import rules
from house import House

if __name__ == "__main__":
    house = House(sys.argv[1], rules)
    if not house.sources():
        sys.exit(f"{sys.argv[1]} holds no sources: wrong folder?")
    breaches = house.broken()
    for breach in breaches:
        print(breach)
    print(f"{len(house.sources())} C++ files and {len(house.qml())} QML files read, {len(breaches)} breaches.")
    sys.exit(1 if breaches else 0)
