#include "tests/mobile/viewmodels/app_world.h"

#include "shared/base/id.h"

namespace waymark::tests {

using base::Json;

namespace {

constexpr base::Millis kTenOClock = 1'795'255'200'000;  // 2026-11-21T10:00:00Z
/// Not how long anything may take, only when to give up: every save waits for the disk, and on a shared machine that has stood
/// still for seconds.
constexpr int kGiveUpAfterMs = 60'000;

bool waitFor(const std::function<bool()>& what) { return QTest::qWaitFor(what, kGiveUpAfterMs); }

}  // namespace

AppWorld::AppWorld() : clock(kTenOClock), service(clock) {
    venue = service.addVenue("Acocks Green Library");
    samina = service.addUser("Samina Begum", domain::Role::Worker, {venue});
    dave = service.addUser("Dave Ward", domain::Role::Volunteer, {venue});
    const auto organisation = domain::organisationStream(service.organisation());
    stayAndPlay = service.set(organisation, "activity",
                              {{"title", "Stay and Play"}, {"venue", "venue:" + venue}, {"capacity", 24}, {"status", "running"}});
    session = service.set(venueStream(), "session",
                          {{"activity", "activity:" + stayAndPlay},
                           {"date", "2026-11-21"},
                           {"planned", {{"start", "10:00"}, {"end", "11:30"}}},
                           {"status", "planned"}});
}

std::string AppWorld::addPerson(const std::string& name, Json more) {
    Json fields{{"name", name}, {"kind", "child"}};
    fields.update(more);
    return service.set(venueStream(), "person", fields);
}

std::string AppWorld::addEarlierSession(int daysAgo, const std::vector<std::string>& people) {
    const auto date = base::toText(base::addDays({2026, 11, 21}, -daysAgo));
    const auto earlier =
        service.set(venueStream(), "session", {{"activity", "activity:" + stayAndPlay}, {"date", date}, {"status", "signed"}});
    const auto stream = domain::registerStream(venue, base::parseDate(date)->year);
    for (const auto& person : people)
        service.set(stream, "mark",
                    {{"session", "session:" + earlier}, {"person", "person:" + person}, {"presence", {{"status", "present"}}}},
                    base::markId(earlier, person));
    return earlier;
}

void AppWorld::start() {
    mobile::BridgeOptions options;
    options.storePath = m_directory.filePath("notebook.sqlite").toStdString();
    options.store = store;
    options.clock = &clock;
    options.random = &m_random;
    options.pinCost = device::KdfCost::least();
    options.device = {"Tablet 1", "test", "0.1.0"};
    options.openLine = [this](const std::string&, const std::string&) -> base::Result<mobile::Line> {
        return mobile::Line{service.transport(), [] {}};
    };
    m_bridge = std::make_unique<mobile::Bridge>(std::move(options));
    m_app = std::make_unique<mobile::App>(*m_bridge, clock, voice, media, m_directory.filePath("settings.ini"));
}

void AppWorld::stop() {
    m_app.reset();
    m_bridge.reset();
}

bool AppWorld::enrolAs(const std::string& user, domain::Role deviceRole) {
    if (!m_app) start();
    app().enrol(QStringLiteral("http://127.0.0.1:8470"), QString::fromStdString(service.enrolCode(deviceRole, {venue})));
    if (!waitFor([this] { return app().stage() == mobile::App::Stage::Join; })) return false;
    app().join(QString::fromStdString(service.joinCode(user)));
    if (!waitFor([this] { return app().stage() == mobile::App::Stage::ChoosePin; })) return false;
    app().choosePin(kPin, kPin);
    if (!waitFor([this] { return app().stage() == mobile::App::Stage::Open; })) return false;
    return sync() && waitFor([this] { return app().today()->count() > 0; });
}

bool AppWorld::unlockAs(const std::string& user, const QString& pin) {
    if (!waitFor([this] { return app().stage() == mobile::App::Stage::Locked; })) return false;
    app().unlock(QString::fromStdString(user), pin);
    return waitFor([this] { return app().stage() != mobile::App::Stage::Locked || !app().error().isEmpty(); }) &&
           waitFor([this] { return !app().busy(); }) && app().stage() != mobile::App::Stage::Locked;
}

bool AppWorld::sync() {
    // A run that is going may have asked before what is looked for was there. Whether one is going is known once the worker has
    // answered: what it told before is here by then.
    if (!settled() || !waitFor([this] { return !app().sync()->running(); })) return false;
    const auto before = service.calls();
    app().sync()->syncNow();
    if (!settled()) return false;
    return waitFor([this, before] { return service.calls() > before && !app().sync()->running() && app().sync()->waiting() == 0; });
}

bool AppWorld::openRegister() {
    app().today()->openSession(QString::fromStdString(session));
    return waitFor([this] { return registerModel().canMark(); }) && settled();
}

bool AppWorld::settled() {
    // What is asked of the worker is answered in order: when this answer is here, so are all before it.
    bool answered = false;
    QObject context;
    bridge().open(&context, [&answered](const auto&) { answered = true; });
    return waitFor([&answered] { return answered; });
}

}  // namespace waymark::tests
