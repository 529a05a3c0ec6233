#!/usr/bin/python3
"""What scripts/lib/setup.sh does on systems that are not as they should be: the real script among pretended system commands.
Argument: the root of the repository."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(sys.argv.pop(1)) if len(sys.argv) > 1 else Path(__file__).parents[2]
TOOLS = "awk bash cat comm dirname env grep id mktemp rm sed sh sort tail tr true".split()
DEBIAN = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_CODENAME=bookworm\n'


class Machine:
    """A folder of commands that stands for the whole system; what they were called with is in `calls`."""

    def __init__(self, folder, release=DEBIAN, uid=0, installed=(), free_mb=50_000):
        self.bin = Path(folder, "bin")
        self.bin.mkdir()
        self.log = Path(folder, "calls")
        self.release = Path(folder, "os-release")
        self.release.write_text(release, encoding="utf-8")
        for tool in TOOLS:
            os.symlink(shutil.which(tool), self.bin / tool)
        (self.bin / "id").unlink()
        self.command("id", f'case "$1" in -u) echo {uid} ;; *) echo someone ;; esac')
        known = "".join(f"installed {name}\\n" for name in installed)
        self.command("dpkg-query", f"printf '{known}'")
        self.command("dpkg", "true")
        self.command("df", f"printf 'head\\nx 1 1 {free_mb * 1024} 1 /\\n'")
        self.command("apt-get", "true")

    def command(self, name, script):
        path = self.bin / name
        path.write_text(f'#!{shutil.which("bash")}\necho "{name} $*" >> {self.log}\n{script}\n', encoding="utf-8")
        path.chmod(0o755)

    def setup(self, *groups):
        done = subprocess.run(
            [self.bin / "bash", "-c", f". {ROOT}/scripts/lib/setup.sh; setup {' '.join(groups)}"], text=True, capture_output=True,
            stdin=subprocess.DEVNULL, check=False,
            env={"PATH": str(self.bin), "WAYMARK_OS_RELEASE": str(self.release), "TMPDIR": str(self.bin.parent), "LC_ALL": "C.UTF-8"})
        return done.returncode, done.stdout + done.stderr

    def calls(self, name):
        text = self.log.read_text(encoding="utf-8") if self.log.exists() else ""
        return [line for line in text.splitlines() if line.split()[0] == name]


def packages(group):
    """The packages of a group, read by other means than the script's."""
    sections = ("\n" + (ROOT / "scripts/packages.txt").read_text(encoding="utf-8")).split("\n# ")
    return next(section.split("\n", 1)[1].split() for section in sections if section.startswith(group + ":"))


class Setup(unittest.TestCase):
    def setUp(self):
        room = tempfile.TemporaryDirectory()
        self.addCleanup(room.cleanup)
        self.room = room.name

    def test_nothing_missing_asks_dpkg_once_and_says_nothing(self):
        machine = Machine(self.room, installed=packages("build"))
        self.assertEqual(machine.setup("build"), (0, ""))
        self.assertEqual((len(machine.calls("dpkg-query")), machine.calls("apt-get")), (1, []))

    def test_only_what_is_missing_is_installed_and_without_questions(self):
        machine = Machine(self.room, installed=[name for name in packages("build") if name != "ninja-build"])
        machine.command("apt-get", "echo frontend=$DEBIAN_FRONTEND >> " + str(machine.log))
        code, said = machine.setup("build")
        self.assertEqual(code, 0, said)
        install = machine.calls("apt-get")[-1]
        self.assertTrue(install.endswith("install --no-install-recommends ninja-build"), install)
        self.assertIn(" -y ", install)
        self.assertTrue(machine.calls("frontend=noninteractive"))

    def test_groups_that_were_not_named_are_left_alone(self):
        machine = Machine(self.room)
        machine.setup("build")
        install = machine.calls("apt-get")[-1].split()
        self.assertIn("cmake", install)
        self.assertNotIn("chromium", install)

    def test_every_group_of_the_list_is_asked_for_by_a_command(self):
        groups = {line[2:].split(":")[0] for line in (ROOT / "scripts/packages.txt").read_text(encoding="utf-8").splitlines() if line.startswith("# ")}
        asked = {word for script in (ROOT / "scripts").iterdir() if script.is_file()
                 for line in script.read_text(encoding="utf-8").splitlines() if line.lstrip().startswith("setup ") for word in line.split()[1:]}
        self.assertEqual(groups, asked)

    def test_progress_is_told_in_tenths(self):
        machine = Machine(self.room)
        machine.command("apt-get", 'echo "dlstatus:1:9.0:Retrieving" >&3\necho "dlstatus:2:41.5:Retrieving" >&3\n'
                                   'echo "pmstatus:libboost1.81-dev:70.0:Unpacking" >&3')
        _, said = machine.setup("build")
        for line in ["downloading: 0 %", "downloading: 40 %", "installing: 70 %"]:
            self.assertIn(line, said)

    def test_another_system_is_named_and_left_alone(self):
        machine = Machine(self.room, release='PRETTY_NAME="Fedora Linux 40"\n')
        code, said = machine.setup("build")
        self.assertEqual(code, 1)
        self.assertIn("here is Fedora Linux 40", said)
        self.assertIn("WAYMARK_SKIP_SETUP=1", said)
        self.assertEqual(machine.calls("apt-get"), [])

    def test_neither_root_nor_sudo_says_what_to_ask_for(self):
        machine = Machine(self.room, uid=1000)
        code, said = machine.setup("build")
        self.assertEqual(code, 1)
        self.assertIn("sudo is not here", said)
        self.assertIn("apt-get install ca-certificates", said)

    def test_sudo_that_refuses_is_not_waited_for(self):
        machine = Machine(self.room, uid=1000)
        machine.command("sudo", "exit 1")
        code, said = machine.setup("build")
        self.assertEqual(code, 1)
        self.assertIn("sudo did not let someone", said)
        self.assertTrue(all(call.startswith("sudo -n ") for call in machine.calls("sudo")), machine.calls("sudo"))

    def test_sudo_is_used_where_it_lets(self):
        machine = Machine(self.room, uid=1000)
        machine.command("sudo", 'shift; exec "$@"')
        code, said = machine.setup("build")
        self.assertEqual(code, 0, said)
        self.assertEqual(len(machine.calls("apt-get")), 2)

    def test_a_short_disk_is_told_before_anything_is_fetched(self):
        machine = Machine(self.room, free_mb=300)
        code, said = machine.setup("build", "libraries")
        self.assertEqual(code, 1)
        self.assertIn("300 MB free", said)
        self.assertEqual(machine.calls("apt-get"), [])

    def test_a_network_that_is_gone_is_named(self):
        machine = Machine(self.room)
        machine.command("apt-get", "echo \"Err:1 http://deb.debian.org bookworm InRelease\"\n"
                                   "echo \"  Temporary failure resolving 'deb.debian.org'\"\nexit 0")
        code, said = machine.setup("build")
        self.assertEqual(code, 1)
        self.assertIn("could not reach its package servers", said)

    def test_a_package_that_will_not_configure_is_shown(self):
        machine = Machine(self.room)
        machine.command("apt-get", 'case "$*" in *install*) echo "dpkg: error processing package foo (--configure):"\n'
                                   'echo " installed foo script returned error"; exit 100 ;; esac')
        code, said = machine.setup("build")
        self.assertEqual(code, 1)
        self.assertIn("installed foo script returned error", said)
        self.assertIn("could not install what is missing", said)

    def test_an_interrupted_installation_is_finished_first(self):
        machine = Machine(self.room)
        machine.command("dpkg", 'case "$1" in --audit) echo "half installed" ;; esac')
        code, said = machine.setup("build")
        self.assertEqual(code, 0, said)
        self.assertIn("dpkg --configure -a", machine.calls("dpkg"))


if __name__ == "__main__":
    unittest.main()
