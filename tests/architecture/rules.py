"""The arrows of the house and the few other rules that a machine can hold, as tables.

docs/ARCHITECTURE.md says why. A new folder gets a row here; an arrow that is missing is a question to ask in review before
it is a row to add.
"""

# Folder → what its files may include, besides the folder itself. The longest folder that fits a file counts; a name stands for
# all that lies under it. Every folder with C++ has a row.
ARROWS = {
    "shared/base": [],
    "shared/domain": ["shared/base"],
    "shared/wire": ["shared/base", "shared/domain"],
    "shared/questionnaire": ["shared/base", "shared/domain"],
    "shared/questionnaire/cli": ["shared"],
    "shared/statistics": ["shared/base", "shared/domain"],
    "sync/device": ["shared"],
    "sync/service/store": ["shared"],
    "sync/service/store/sqlite": ["shared", "sync/service/store"],
    "sync/service/store/postgres": ["shared", "sync/service/store"],
    "sync/service/facts": ["shared", "sync/service/store"],
    "sync/service/reports": ["shared", "sync/service/facts", "sync/service/store"],
    "sync/service/auth": ["shared", "sync/service/store"],
    "sync/service/erasure": ["shared", "sync/service/auth", "sync/service/store"],
    "sync/service/api": ["shared", "sync/service/auth", "sync/service/erasure", "sync/service/store"],
    "sync/service/http": ["shared", "sync/service/api"],
    "sync/service/metrics": ["shared", "sync/service/api", "sync/service/http", "sync/service/store"],
    "sync/service/console": [
        "shared", "sync/service/api", "sync/service/auth", "sync/service/erasure", "sync/service/http", "sync/service/reports",
        "sync/service/store",
    ],
    "sync/service/imports": ["shared", "sync/service/api", "sync/service/store"],
    "sync/service/demo": ["shared", "sync/service/api", "sync/service/auth", "sync/service/store"],
    "sync/service/app": ["shared", "sync/service"],
    "mobile/text": ["shared"],
    "mobile/bridge": ["shared", "sync/device", "mobile/text"],
    "mobile/codes": [],
    "mobile/media": ["shared"],
    "mobile/media/devices": ["shared", "mobile/media"],
    "mobile/platform": ["shared", "sync/device", "mobile/bridge"],
    "mobile/viewmodels": ["shared", "sync/device", "mobile/bridge", "mobile/media", "mobile/platform", "mobile/text"],
    "mobile/app": ["shared", "sync/device", "mobile"],
    "tests": ["shared", "sync", "mobile", "tests/support"],
}

# Header of a library outside the repository (a pattern for what stands between < and >) → the only folders that may include it.
# A library that is named here is swapped or mended in one place.
LIBRARIES = {
    r"Q[A-Z]\w*(/.*)?|Qt[A-Z]\w*/.*": ["mobile", "tests"],
    r"SQLiteCpp/.*|sqlite3\.h": ["sync/device", "sync/service/store/sqlite", "tests"],
    r"pqxx/.*|libpq.*\.h": ["sync/service/store/postgres", "tests"],
    r"curl/.*": ["sync/device", "tests"],
    r"boost/uuid/.*": ["shared/base"],
    r"boost/(asio|beast).*": ["sync/service/http", "sync/service/app", "tests"],
    r"kainjow/.*|mustache\.hpp": ["sync/service/console"],
    r"prometheus/.*": ["sync/service/metrics"],
    r"qrencode\.h": ["sync/service/console", "sync/service/app", "tests"],
    r"sodium\.h": ["shared/base", "sync/device", "sync/service/auth", "tests/simulation"],
    r"unicode/.*": ["shared/base"],
    r"libxml/.*": ["shared/questionnaire"],
    r"zstd\.h|zlib\.h": ["shared/base"],
    r"xlsxwriter\.h": ["shared/questionnaire/exchange"],
    r"zip\.h": ["shared/questionnaire/xlsform", "tests"],
    r"libxml/.*": ["shared/questionnaire/xpath", "shared/questionnaire/xforms", "shared/questionnaire/xlsform", "tests"],
    r"ZXing/.*": ["mobile/codes", "tests"],
    r"sndfile\.h": ["mobile/media/devices"],
    r"openssl/.*": ["shared/base", "sync/service/http"],
}

# Module of the screens → the project's modules its QML may import. Modules of Qt are free but for FORBIDDEN_QML.
QML_ARROWS = {
    "qml/theme": [],
    "qml/controls": ["Waymark.Theme"],
    "qml/questions": ["Waymark.Theme", "Waymark.Controls"],
    "qml/screens": ["Waymark.Theme", "Waymark.Controls", "Waymark.Questions", "Waymark.ViewModels"],
    "qml/gallery": ["Waymark.Theme", "Waymark.Controls", "Waymark.Questions"],
    "mobile/app": ["Waymark.Theme", "Waymark.Controls", "Waymark.Questions", "Waymark.Screens", "Waymark.ViewModels"],
    "tests": ["Waymark"],
}

# What QML may not use: pattern → why.
FORBIDDEN_QML = {
    r"import\s+QtQuick\.LocalStorage": "screens hold no SQL; the device's notebook is behind mobile/bridge",
    r"XMLHttpRequest|WebSocket": "screens do no network; sync/device does, behind mobile/bridge",
    r'import\s+"\.\.': "a folder of QML is a module; import it by its name",
}

# What C++ under a folder may not use: folder, pattern, why.
FORBIDDEN_CODE = [
    ("shared", r"system_clock|steady_clock|QDateTime::current|\bgettimeofday\b|\bstd::time\(",
     "time comes in from outside (shared/base/clock.h), so that the simulator can run the shipped code"),
    ("shared", r"std::random_device|\bmt19937", "randomness comes in from outside (shared/base/random.h)"),
    ("sync", r"WAYMARK_MUTANTS|theMutant", "defects are named in shared/base/mutant.h and switched on in tests/simulation alone"),
    ("mobile", r"WAYMARK_MUTANTS|theMutant|mutant\.h", "the app has no defects to switch on"),
    ("shared/domain", r"std::[io]?fstream", "what both ends agree on touches no disk"),
]

# (file, include) → why it is allowed against the arrows. An exception that nobody uses any more fails the test.
ARROW_EXCEPTIONS = {}

# Files of more than MAX_LINES lines → why they are one file all the same. Also fails when the file has become shorter.
MAX_LINES = 400
LONG_FILES = {}

# A test that is skipped tells nobody anything, so it may be skipped for one reason only: the example files outside the repository
# are not there, and the message says which variable names them.
SKIP_VARIABLES = ["WAYMARK_AREAS_DIR", "WAYMARK_FORMS_DIR"]

# Files of tests that may wait for a fixed time → why. Everything else waits for what it waits for (QTRY_VERIFY, tryCompare).
SLEEPERS = {
    "tests/soak/tablet.cpp": "it waits as long as the scheduler says, which is what a device does",
}
