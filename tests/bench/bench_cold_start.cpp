// From starting the app to Today, with 3,500 people on the device, beside starting a program with an empty Qt Quick window; the shipped program,
// off-screen, in turns with the other. Between the lock screen and Today lies the PIN's derivation, which is slow on purpose (it is what a
// stolen tablet costs an attacker): it is measured by itself in every round and left out of the ratio. Each round's ratio is to
// the empty window of the same round; processor time stands beside it, which a busy machine changes less. First with every file in memory,
// as when the app was open before; then, where this may be done (root on Linux), with none of them there, as after the device was switched on.
#include "shared/base/calendar.h"
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/device_store.h"
#include "sync/device/notebook.h"
#include "sync/device/session.h"
#include "sync/device/system.h"
#include "sync/device/vault.h"
#include "tests/bench/measure.h"

#include <QCoreApplication>
#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <map>

using namespace waymark;
using bench::require;
using base::Json;

namespace {

constexpr int kPeople = 3'500;
constexpr int kMarks = 10'000;
constexpr int kInSession = 30;
const int kRounds = bench::counted(25, 1), kRoundsFromDisk = bench::counted(9, 1);
constexpr const char* kPin = "493817";
const std::string kOrganisation = "11111111-0000-4000-8000-000000000000";
const std::string kVenue = "22222222-0000-4000-8000-000000000000";
const device::Worker kWorker{"33333333-0000-4000-8000-000000000000", "Worker", domain::Role::Worker};
const std::string kActivity = "44444444-0000-4000-8000-000000000000";

/// A stream's records as one page of state, the way a new device gets them.
class Page {
public:
    Page(base::Random& random, base::Millis now, std::string stream) : m_random(random), m_now(now), m_stream(std::move(stream)) {}

    std::string add(const std::string& type, const Json& fields, std::string id = {}) {
        if (id.empty()) id = base::newUuid(m_random);
        domain::EntityState row{{type, id}, {}};
        ++m_count;
        for (const auto& [name, value] : fields.items())
            row.fields[name] = {value, m_count, base::newOpId(m_now, m_random), m_now, kWorker.user, Json::object()};
        m_rows.push_back(std::move(row));
        return id;
    }

    void take(device::SyncSession& session, const std::vector<wire::StreamGrant>& all) {
        wire::SyncReply reply;
        reply.clock = m_now;
        reply.streams = all;
        wire::StreamPull pull;
        pull.stream = m_stream;
        pull.isState = true;
        pull.head = m_count;
        pull.past = wire::Place{m_count, "c"};
        pull.place = wire::Place{m_count, "c"};
        pull.state = std::move(m_rows);
        reply.pull.push_back(std::move(pull));
        session.nextRequest();
        require(session.apply(reply).ok(), "a page is not taken");
    }

private:
    base::Random& m_random;
    base::Millis m_now;
    std::string m_stream;
    std::int64_t m_count = 0;
    std::vector<domain::EntityState> m_rows;
};

/// A tablet that was enrolled, joined and filled, with a session today.
void prepare(const std::string& path) {
    device::SystemClock clock;
    device::SystemRandom random;
    auto store = device::DeviceStore::open(path);
    require(store.ok(), "the store does not open");
    device::Vault vault(**store, clock, random);
    require(vault.addWorker(kWorker, kPin).ok(), "no worker");
    const Json enrolled{{"url", "http://127.0.0.1:9"}, {"service_key", ""}, {"safeguarding_key", ""}, {"device", base::newUuid(random)},
                        {"organisation", kOrganisation}, {"organisation_name", "Bench"}};
    require((*store)->setMeta("enrolled", base::toText(enrolled)).ok() && (*store)->setMeta("token_in_clear", "none").ok(), "not enrolled");
    device::Notebook book(**store, vault, clock, random);
    require(book.load().ok(), "load");
    device::SyncSession session(book, "bench");

    const auto now = clock.wallMs();
    const auto today = base::localDate(now, "Europe/London");
    const auto organisation = domain::organisationStream(kOrganisation), venue = domain::venueStream(kVenue);
    const auto marks = domain::registerStream(kVenue, today.year);
    const std::vector<wire::StreamGrant> all{{organisation, "worker"}, {venue, "worker"}, {marks, "worker"}};

    Page shared(random, now, organisation);
    shared.add("organisation", {{"name", "Bench"}, {"timezone", "Europe/London"}}, kOrganisation);
    shared.add("venue", {{"name", "Hall"}}, kVenue);
    shared.add("user", {{"name", kWorker.name}, {"active", true}, {"grants", {{{"role", "worker"}, {"venue", "venue:" + kVenue}, {"from", 0}}}}},
               kWorker.user);
    shared.add("activity", {{"title", "Stay and Play"}, {"venue", "venue:" + kVenue}, {"status", "running"}}, kActivity);
    shared.take(session, all);

    Page cards(random, now, venue), register_(random, now, marks);
    std::vector<std::string> people;
    for (int i = 0; i < kPeople; ++i)
        people.push_back(cards.add("person", {{"name", "Person Number " + std::to_string(i)}, {"kind", "child"}, {"postcode", "B27 7XH"},
                                              {"born", {{"date", "2019-05-01"}, {"precision", "day"}}}}));
    std::string held;
    for (int i = 0; i < kMarks; ++i) {
        if (i % kInSession == 0)
            held = cards.add("session", {{"activity", "activity:" + kActivity}, {"status", "signed"},
                                         {"date", base::toText(base::addDays(today, -7 - i / kInSession))}});
        const auto& person = people[static_cast<std::size_t>(i) % people.size()];
        register_.add("mark", {{"session", "session:" + held}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}},
                      base::markId(held, person));
    }
    cards.add("session", {{"activity", "activity:" + kActivity}, {"status", "planned"}, {"date", base::toText(today)},
                          {"planned", {{"start", "00:00"}, {"end", "23:59"}}}});
    cards.take(session, all);
    register_.take(session, all);
}

/// What a program told of a moment, in milliseconds: since it was started, and of processor time.
struct Moment {
    double wall = 0, processor = 0;
};

/// Runs a program under the watch.
std::map<std::string, Moment> watch(const QString& program, const QStringList& arguments, const char* pin) {
    auto environment = QProcessEnvironment::systemEnvironment();
    environment.insert("QT_QPA_PLATFORM", "offscreen");
    environment.insert("QT_QUICK_BACKEND", "software");
    environment.insert("QT_PLUGIN_PATH", WAYMARK_WATCH_PLUGINS);
    environment.insert("QT_QPA_GENERIC_PLUGINS", "waymark-watch");
    if (pin) environment.insert("WAYMARK_WATCH_PIN", pin);
    QProcess process;
    process.setProcessEnvironment(environment);
    const auto began = std::chrono::steady_clock::now().time_since_epoch();
    process.start(program, arguments);
    if (!process.waitForFinished(20'000) || process.exitCode() != 0) {
        std::fprintf(stderr, "%s%s", process.readAllStandardOutput().constData(), process.readAllStandardError().constData());
        require(false, "a program did not come to its end");
    }
    std::map<std::string, Moment> told;
    for (const auto& line : process.readAllStandardOutput().split('\n')) {
        const auto parts = line.split(' ');
        if (parts.size() == 3)
            told[parts[0].toStdString()] = {parts[1].toDouble() / 1000 - std::chrono::duration<double, std::milli>(began).count(),
                                            parts[2].toDouble() / 1000};
    }
    return told;
}

/// Puts every file out of memory. False where that is not allowed.
bool emptyFileCache() {
    sync();
    std::ofstream door("/proc/sys/vm/drop_caches");
    door << 3 << std::flush;
    return door.good();
}

double processorMs() {
    rusage used{};
    getrusage(RUSAGE_SELF, &used);
    return 1000.0 * static_cast<double>(used.ru_utime.tv_sec + used.ru_stime.tv_sec) +
           static_cast<double>(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000;
}

Moment derivation(const std::string& path) {
    device::SystemClock clock;
    device::SystemRandom random;
    auto store = device::DeviceStore::open(path);
    require(store.ok(), "the store does not open");
    device::Vault vault(**store, clock, random);
    const double before = processorMs();
    const double wall = 1000 * bench::seconds([&] { require(vault.check(kWorker.user, kPin).ok(), "the PIN does not open"); });
    return {wall, processorMs() - before};
}

/// One figure over the rounds, and what it is held against in the same round.
class Figure {
public:
    explicit Figure(std::string what, bench::Goal goal = bench::toPrint()) : m_what(std::move(what)), m_goal(goal) {}
    void add(Moment ours, Moment peer) {
        m_ours.push_back(ours);
        m_peer.push_back(peer);
    }
    void report() const {
        line(m_what, &Moment::wall, m_goal);
        line(m_what + ", processor time", &Moment::processor, bench::toPrint());
    }

private:
    void line(const std::string& what, double Moment::* which, bench::Goal goal) const {
        const auto samples = [which](const std::vector<Moment>& moments) {
            std::vector<double> values;
            for (const auto& moment : moments)
                values.push_back(moment.*which);
            return bench::spreadOf(values);
        };
        bench::report(what, "ms", samples(m_ours), "an empty Qt Quick window", samples(m_peer), goal);
    }

    std::string m_what;
    bench::Goal m_goal;
    std::vector<Moment> m_ours, m_peer;
};

Moment operator-(Moment a, Moment b) { return {a.wall - b.wall, a.processor - b.processor}; }

/// What is timed, in rounds of one kind.
class Start {
public:
    explicit Start(const QString& scratch, const std::string& kind = {})
        : m_scratch(scratch), m_words("a window with two short texts" + kind), m_lock("start to the lock screen" + kind),
          m_pin("the PIN's derivation alone" + kind), m_today("from the last digit to Today's sessions" + kind),
          m_without("start to Today's sessions, derivation left out" + kind, bench::ratioAtMost(2)),
          m_counted("start to everybody counted, derivation left out" + kind) {}

    /// `before` is done before each program starts. What is not `kept` is a round that only prepares the next.
    void round(const std::function<void()>& before, bool kept) {
        before();
        const auto bare = watch(WAYMARK_EMPTY_WINDOW, {}, nullptr);
        before();
        const auto words = watch(WAYMARK_EMPTY_WINDOW, {"--words"}, nullptr);
        before();
        const auto ours = watch(WAYMARK_APP_PROGRAM, {"--data", m_scratch}, kPin);
        require(bare.count("window") && words.count("window") && ours.count("counted"), "a frame is missing");
        const auto slow = derivation((m_scratch + "/notebook.sqlite").toStdString());
        if (!kept) return;
        const auto peer = bare.at("window");
        m_words.add(words.at("window"), peer);
        m_lock.add(ours.at("lock"), peer);
        m_pin.add(slow, peer);
        m_today.add(ours.at("today") - ours.at("typed"), peer);
        m_without.add(ours.at("today") - slow, peer);
        m_counted.add(ours.at("counted") - slow, peer);
    }

    void report() const {
        for (const auto* figure : {&m_words, &m_lock, &m_pin, &m_today, &m_without, &m_counted})
            figure->report();
    }

private:
    QString m_scratch;
    Figure m_words, m_lock, m_pin, m_today, m_without, m_counted;
};

}  // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    // Ahead of whatever else the machine is doing, where that is allowed; all sides alike.
    [[maybe_unused]] const int ahead = setpriority(PRIO_PROCESS, 0, -10);
    const QTemporaryDir scratch;
    prepare(scratch.filePath("notebook.sqlite").toStdString());

    Start inMemory(scratch.path());
    for (int round = 0; round <= kRounds; ++round)
        inMemory.round([] {}, round > 0);  // the first brings the files into memory
    inMemory.report();

    if (!emptyFileCache()) {
        std::fprintf(stderr, "Only root can take the files out of memory: the start after the device was switched on is not measured.\n");
        return 0;
    }
    Start fromDisk(scratch.path(), ", files not in memory");
    for (int round = 0; round < kRoundsFromDisk; ++round)
        fromDisk.round([] { emptyFileCache(); }, true);
    fromDisk.report();
}
