"""Whether two devices and the service hold the same, and whether the figures moved by what was captured."""

from collections import Counter

# What screens do not show as records: made by the service for people to settle, or in place of what was erased.
UNSEEN = {"conflict", "residue"}


def differences(witness, *apps):
    """How many records of each type were compared, and one line for each that is not the same on every device and on the service."""
    held = {key: values for key, values in witness.records().items() if key[0] not in UNSEEN}
    types = sorted({kind for kind, _ in held})
    found = []
    for name, app in zip("AB", apps):
        shown = app.records(types)
        for key in sorted(held.keys() | shown.keys()):
            if held.get(key) != shown.get(key):
                found.append(f"device {name}, {key[0]} {key[1]}: the service has {held.get(key)}, the device {shown.get(key)}")
    return dict(Counter(kind for kind, _ in held)), found


def figures(scene):
    """The figures of the venue that a day moves, as the service reports them."""
    attendance, feedback, change = (scene.report(name) for name in ("attendance", "feedback", "change"))
    steps = next((i for i in change["instruments"] if i["family"] == "family_steps"), {"scores": []})
    return {
        "attendances": attendance["attendances"],
        "people": attendance["people"],
        "head_count": attendance["head_count"]["total"],
        "feedback": sum(instrument["answers"] or 0 for instrument in feedback["instruments"]),
        "family_steps_pairs": next((score.get("pairs") for score in steps["scores"] if score["score"] == "total"), None),
    }


def unmoved(before, after, captured):
    """One line for each figure that did not move by what was captured."""
    return [f"{name}: {before[name]} before, {after[name]} after, and {more} were captured"
            for name, more in captured.items() if name in before and (after[name] or 0) - (before[name] or 0) != more]


def console_says(console, scene, after):
    """The console's sentence about the venue, if it gives the same figures; else nothing."""
    said = f"{after['people']:,} people came {after['attendances']:,} times"
    words = console.words(f"/console/attendance?venue={scene.venue['id']}")
    return words[words.index(said):].split(".")[0] if said in words else None
