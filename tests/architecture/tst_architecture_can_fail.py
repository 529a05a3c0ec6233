#!/usr/bin/python3
"""Each rule of house.py is broken once in a small tree, and must be noticed there and nowhere else."""

import tempfile
import types
import unittest
from pathlib import Path

from house import House

GOOD = {
    "shared/base/id.h": "#pragma once\n#include <string>\n",
    "shared/domain/op.h": '#include "shared/base/id.h"\n',
    "shared/domain/op.cpp": '#include "shared/domain/op.h"\n',
    "sync/device/outbox.cpp": '#include "shared/domain/op.h"\n#include <curl/curl.h>\n',
    "sync/service/store/store.h": '#include "shared/domain/op.h"\n',
    "sync/service/store/sqlite/sqlite_store.cpp": '#include "sync/service/store/store.h"\n#include <sqlite3.h>\n',
    "qml/theme/Theme.qml": "import QtQuick\n",
    "qml/controls/MainButton.qml": "import QtQuick\nimport Waymark.Theme\n",
    "tests/shared/tst_op.cpp": '#include "shared/domain/op.h"\n#include <QTest>\n#include "tst_op.moc"\n',
    "tests/sync/tst_import.cpp": 'QSKIP("WAYMARK_AREAS_DIR is not set");\nQTRY_VERIFY(done);\n',
}


def tables(**changes):
    rules = types.SimpleNamespace(
        ARROWS={
            "shared/base": [], "shared/domain": ["shared/base"], "sync/device": ["shared"], "sync/service/store": ["shared"],
            "sync/service/store/sqlite": ["shared", "sync/service/store"], "tests": ["shared", "sync"],
        },
        LIBRARIES={r"Q\w+": ["tests"], r"curl/.*": ["sync/device"], r"sqlite3\.h": ["sync/service/store/sqlite"]},
        QML_ARROWS={"qml/theme": [], "qml/controls": ["Waymark.Theme"]},
        FORBIDDEN_QML={r"XMLHttpRequest": "screens do no network"},
        FORBIDDEN_CODE=[("shared", r"system_clock", "time comes in from outside")],
        ARROW_EXCEPTIONS={}, MAX_LINES=20, LONG_FILES={}, SKIP_VARIABLES=["WAYMARK_AREAS_DIR"], SLEEPERS={},
    )
    vars(rules).update(changes)
    return rules


def breaches(changed_files=None, **changed_tables):
    with tempfile.TemporaryDirectory() as folder:
        for name, text in {**GOOD, **(changed_files or {})}.items():
            path = Path(folder, name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return House(folder, tables(**changed_tables)).broken()


class TheRules(unittest.TestCase):
    def assertOneBreach(self, saying, changed_files=None, **changed_tables):
        found = breaches(changed_files, **changed_tables)
        self.assertEqual(len(found), 1, found)
        self.assertIn(saying, found[0])

    def test_a_good_tree_has_no_breach(self):
        self.assertEqual(breaches(), [])

    def test_an_arrow_upwards_is_noticed(self):
        self.assertOneBreach("shared/base/up.h:1", {"shared/base/up.h": '#include "shared/domain/op.h"\n'})

    def test_the_device_does_not_see_the_service(self):
        self.assertOneBreach("against the arrows", {"sync/device/peek.cpp": '#include "sync/service/store/store.h"\n'})

    def test_an_interface_does_not_see_its_backend(self):
        self.assertOneBreach("sync/service/store/peek.cpp",
                             {"sync/service/store/peek.cpp": '#include "sync/service/store/sqlite/sqlite_store.cpp"\n'})

    def test_an_exception_lets_one_include_through(self):
        self.assertEqual(
            breaches({"shared/base/up.h": '#include "shared/domain/op.h"\n'},
                     ARROW_EXCEPTIONS={("shared/base/up.h", "shared/domain/op.h"): "for this test"}), [])

    def test_a_stale_exception_is_noticed(self):
        self.assertOneBreach("nothing needs any more", ARROW_EXCEPTIONS={("shared/base/id.h", "shared/domain/op.h"): "once"})

    def test_an_include_beside_the_file_is_noticed(self):
        self.assertOneBreach("repository root", {"shared/domain/near.cpp": '#include "op.h"\n'})

    def test_an_include_by_dots_is_noticed(self):
        self.assertOneBreach("repository root", {"shared/domain/near.cpp": '#include "../base/id.h"\n'})

    def test_a_header_that_cmake_makes_of_a_template_is_fine(self):
        self.assertEqual(breaches({"shared/domain/near.cpp": '#include "shared/base/version.h"\n', "shared/base/version.h.in": ""}), [])

    def test_a_folder_without_a_row_is_noticed(self):
        self.assertOneBreach("no row in ARROWS", {"shared/magic/wand.h": ""})

    def test_a_library_outside_its_folder_is_noticed(self):
        self.assertOneBreach("<curl/curl.h> belongs to", {"shared/base/net.cpp": "#include <curl/curl.h>\n"})

    def test_a_clock_in_shared_is_noticed(self):
        self.assertOneBreach("time comes in", {"shared/base/now.cpp": "auto t = std::chrono::system_clock::now();\n"})

    def test_a_clock_in_a_comment_is_not(self):
        self.assertEqual(breaches({"shared/base/now.cpp": "// never system_clock\n"}), [])

    def test_a_control_does_not_import_screens(self):
        self.assertOneBreach("import Waymark.Screens", {"qml/controls/Odd.qml": "import Waymark.Screens\n"})

    def test_network_in_a_screen_is_noticed(self):
        self.assertOneBreach("no network", {"qml/controls/Odd.qml": "let x = new XMLHttpRequest()\n"})

    def test_cpp_in_qml_is_noticed(self):
        found = breaches({"qml/controls/odd.cpp": ""})
        self.assertTrue(any("qml holds no C++" in breach for breach in found), found)

    def test_names_in_another_case_are_noticed(self):
        self.assertOneBreach("snake_case", {"shared/base/BigId.h": ""})
        self.assertOneBreach("PascalCase", {"qml/controls/small.qml": ""})

    def test_a_long_file_is_noticed(self):
        self.assertOneBreach("21 lines", {"shared/base/long.h": "\n" * 21})

    def test_a_long_file_with_a_reason_is_fine_until_it_is_short(self):
        self.assertEqual(breaches({"shared/base/long.h": "\n" * 21}, LONG_FILES={"shared/base/long.h": "one table"}), [])
        self.assertOneBreach("20 lines now", {"shared/base/long.h": "\n" * 20}, LONG_FILES={"shared/base/long.h": "one table"})

    def test_a_test_that_sleeps_is_noticed(self):
        for line in ["QTest::qWait(50);", "QThread::msleep(5);", "std::this_thread::sleep_for(5ms);", "wait(200)"]:
            with self.subTest(line):
                self.assertOneBreach("fixed time", {"tests/sync/tst_slow.cpp": line + "\n"})

    def test_waiting_for_a_condition_is_fine(self):
        self.assertEqual(breaches({"tests/sync/tst_quick.cpp": "QTest::qWaitFor(done, 5000);\nspy.wait(5000);\n"}), [])

    def test_a_skipped_test_is_noticed(self):
        self.assertOneBreach("skipped test", {"tests/sync/tst_lazy.cpp": 'QSKIP("later");\n'})

    def test_a_link_that_leads_nowhere_is_noticed(self):
        self.assertOneBreach("gone.md leads nowhere", {"docs/a.md": "[there](b.md) [gone](gone.md) [out](https://example.org)", "docs/b.md": ""})

    def test_a_page_that_a_source_names_must_be_there(self):
        self.assertOneBreach("docs/adr/0009 is not there", {"docs/adr/0001-first.md": "", "shared/base/why.h": "// docs/adr/0001, docs/adr/0009.\n"})


if __name__ == "__main__":
    unittest.main()
