"""Makes the English words for one and for many from the texts of the app: "%n record(s)" is "1 record" and "2 records".

Usage: english_plurals.py LUPDATE SOURCE_DIRECTORY OUTPUT.ts
"""

import re
import subprocess
import sys
import xml.etree.ElementTree as xml

ENDING = re.compile(r"(?<=\w)\((s|es|ren)\)")


def forms(source):
    """The text for one, and the text for any other number."""
    return ENDING.sub("", source), ENDING.sub(r"\1", source)


def main(lupdate, root, output):
    subprocess.run(
        [lupdate, "-silent", "-pluralonly", "-no-obsolete", "-locations", "none", "-source-language", "en_GB", "-target-language", "en_GB",
         "-I", ".", "mobile", "qml", "-ts", output],
        cwd=root, check=True)
    tree = xml.parse(output)
    for message in tree.iter("message"):
        translation = message.find("translation")
        translation.attrib.pop("type", None)
        for form, text in zip(translation.findall("numerusform"), forms(message.findtext("source"))):
            form.text = text
    tree.write(output, encoding="utf-8", xml_declaration=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
