#include "mobile/bridge/worker.h"

#include "mobile/bridge/standing.h"
#include "sync/device/device_store.h"
#include "sync/device/vault.h"

#include <algorithm>

namespace waymark::mobile {

using base::Error;
using base::ErrorCode;
using base::Result;

namespace {

WorkerName nameOf(const device::Worker& worker) { return {worker.user, worker.name, std::string(domain::name(worker.role))}; }

/// Enrolling and joining over the worker's own line.
class OwnLine : public device::Transport {
public:
    OwnLine(LineKeeper& keeper, std::string url, std::string pin) : m_keeper(keeper), m_url(std::move(url)), m_pin(std::move(pin)) {}
    Result<device::HttpReply> post(const std::string& path, const std::string& body, const std::string& bearer) override {
        return m_keeper.call(m_url, m_pin, {path, body, bearer});
    }

private:
    LineKeeper& m_keeper;
    std::string m_url, m_pin;
};

}  // namespace

Worker::Worker(const BridgeOptions& options, CancelSwitch& cancel) : m_options(options), m_ownLine(options, cancel), m_due(this) {
    m_due.setSingleShot(true);
    connect(&m_due, &QTimer::timeout, this, &Worker::planSync);
}

Worker::~Worker() = default;

Result<void> Worker::open() {
    if (m_store) return {};
    auto opened = device::DeviceStore::open(m_options.storePath, m_options.store);
    if (!opened) return opened.error();
    m_store = std::move(opened).value();
    m_vault = std::make_unique<device::Vault>(*m_store, *m_options.clock, *m_options.random, m_options.pinCost);
    m_enrolment = std::make_unique<device::Enrolment>(*m_store, *m_vault, *m_options.random);
    m_notebook = std::make_unique<device::Notebook>(*m_store, *m_vault, *m_options.clock, *m_options.random);
    tellDevice();
    return {};
}

Result<void> Worker::enrol(const std::string& url, const std::string& code) {
    if (!m_store) return Error{ErrorCode::Storage, "the store is not open"};
    auto link = url.rfind("waymark:", 0) == 0 ? device::parseEnrolLink(url) : device::makeEnrolLink(url, code);
    if (!link) return link.error();
    OwnLine line(m_ownLine, link->url, link->serviceKey);
    const auto enrolled = m_enrolment->enrol(line, link.value(), m_options.device);
    if (!enrolled) return enrolled.error();
    m_wiped = false;
    tellDevice();
    trigger(device::Trigger::ByHand);
    return {};
}

Result<void> Worker::join(const std::string& code) {
    const auto enrolled = m_enrolment ? m_enrolment->enrolled() : std::nullopt;
    if (!enrolled) return Error{ErrorCode::NotFound, "not enrolled"};
    OwnLine line(m_ownLine, enrolled->serviceUrl, enrolled->serviceKey);
    const auto joined = m_enrolment->join(line, code);
    tellDevice();
    if (!joined) return joined.error();
    return {};
}

Result<void> Worker::cancelJoin() {
    if (!m_enrolment) return {};
    auto done = m_enrolment->cancelJoin();
    tellDevice();
    return done;
}

Result<void> Worker::choosePin(const std::string& pin, quint64 opening) {
    if (!m_enrolment) return lockedError();
    if (auto chosen = m_enrolment->choosePin(pin); !chosen) return chosen;
    return openNotebook(opening);
}

Result<void> Worker::unlock(const std::string& user, const std::string& pin, quint64 opening) {
    if (!m_vault) return Error{ErrorCode::Storage, "the store is not open"};
    m_waitsFor = user;
    m_stoodDown = false;
    const auto unlocked = m_vault->unlock(user, pin);
    if (!unlocked) {
        tellDevice();
        return unlocked;
    }
    return openNotebook(opening);
}

Result<void> Worker::renewPin(const std::string& pin) {
    const auto current = isOpen() ? m_vault->current() : std::nullopt;
    return current ? m_vault->addWorker(*current, pin) : lockedError();
}

Result<void> Worker::checkPin(const std::string& user, const std::string& pin) {
    if (!m_vault) return lockedError();
    m_waitsFor = user;
    auto right = m_vault->check(user, pin);
    tellDevice();
    return right;
}

Result<void> Worker::openNotebook(quint64 opening) {
    m_opening = opening;
    closeNotebook();
    const auto loaded = m_notebook->load([this, opening](const auto& sessions) {
        if (hasStoodDown()) return;
        m_reading = true;
        tellDevice();
        tellOpened(opening, sessions, false);
    });
    m_reading = false;
    if (!loaded) {
        static_cast<void>(lock().ok());
        emit closed(m_opening);
        return loaded;
    }
    m_runner = std::make_unique<device::SyncRunner>(*m_store, *m_vault, *m_notebook, *m_enrolment, m_options.device.app);
    m_concerns = std::make_unique<device::Concerns>(*m_store, *m_vault, *m_notebook, *m_enrolment, *m_options.random);
    m_scheduler = std::make_unique<device::Scheduler>(*m_options.random, m_options.times);
    describeWorkers();
    if (hasStoodDown()) {
        // What they and others kept here is not lost with them: it is sent, and nobody sees it.
        m_sendsOnly = m_stoodDown = true;
        emit closed(m_opening);
        tellDevice();
        trigger(device::Trigger::Start);
        return Error{ErrorCode::NotPermitted, "does not work here any more"};
    }
    m_notebook->takeChanges();
    tellDevice();
    emit draftsChanged(m_notebook->drafts());
    tellOpened(opening, m_notebook->everything(), true);
    tellSync();
    tellSafeguarding();
    trigger(device::Trigger::Start);
    return {};
}

void Worker::tellOpened(quint64 opening, const std::vector<device::EntityPtr>& entities, bool whole) {
    auto tables = std::make_shared<MirrorTables>();
    for (const auto& entity : entities)
        tables->put(entity);
    emit opened(opening, tables, m_notebook->place().value_or(base::Json()), whole);
}

void Worker::closeNotebook() {
    ++m_run;
    m_running = m_sendsOnly = false;
    m_due.stop();
    m_runner.reset();
    m_concerns.reset();
    m_scheduler.reset();
    if (m_notebook) m_notebook->unload();
}

/// The lock screen's names, as the organisation has them now. A full disk shows the old ones a little longer.
void Worker::describeWorkers() {
    for (const auto& joined : m_vault->workers())
        static_cast<void>(m_vault->describeWorker(standingOf(*m_notebook, joined).worker).ok());
}

bool Worker::hasStoodDown() const {
    const auto current = m_vault->current();
    return current && !standingOf(*m_notebook, *current).worksHere;
}

Result<void> Worker::lock() {
    closeNotebook();
    if (m_vault) m_vault->lock();
    tellDevice();
    // What an opening told that was locked on its way is told again, empty: it reached the bridge after the bridge had forgotten.
    emit draftsChanged({});
    tellSync();
    tellSafeguarding();
    return {};
}

Result<std::vector<std::string>> Worker::record(const std::string& user, const std::vector<device::Change>& changes,
                                                const std::string& discardDraft) {
    if (!isOpen()) return lockedError();
    auto ops = m_notebook->record(user, changes, discardDraft);
    if (!ops) return ops;
    tellChanges();
    tellSync();
    trigger(device::Trigger::Changed);
    return ops;
}

Result<std::vector<std::string>> Worker::undo(const std::string& user, const std::vector<std::string>& ops) {
    if (!isOpen()) return lockedError();
    auto undone = m_notebook->undo(user, ops);
    if (!undone) return undone;
    tellChanges();
    tellSync();
    trigger(device::Trigger::Changed);
    return undone;
}

device::EntityPtr Worker::find(const std::string& stream, const domain::EntityKey& key) const {
    return isOpen() ? m_notebook->find(key, stream) : nullptr;
}

Result<void> Worker::saveDraft(const device::Draft& draft) { return isOpen() ? m_notebook->saveDraft(draft) : lockedError(); }

Result<void> Worker::discardDraft(const std::string& key) { return isOpen() ? m_notebook->discardDraft(key) : lockedError(); }

Result<domain::BlobRef> Worker::attachBlob(const std::string& bytes, const std::string& media) {
    return isOpen() ? m_notebook->attachBlob(bytes, media) : Result<domain::BlobRef>(lockedError());
}

Result<QByteArray> Worker::readBlob(const std::string& stream, const domain::EntityKey& entity, const domain::BlobRef& blob) {
    if (!isOpen()) return lockedError();
    const auto bytes = m_notebook->readBlob(stream, blob);
    if (bytes) return QByteArray(reinterpret_cast<const char*>(bytes->data()), static_cast<qsizetype>(bytes->size()));
    if (bytes.error().code == ErrorCode::NotFound && !stream.empty()) {
        m_notebook->wantBlob(stream, entity, blob);
        trigger(device::Trigger::Changed);
    }
    return bytes.error();
}

Result<void> Worker::savePlace(const base::Json& place) { return isOpen() ? m_notebook->savePlace(place) : lockedError(); }

void Worker::onWiped() {
    closeNotebook();
    m_wiped = true;
    m_problem.reset();
    emit closed(m_opening);
    tellDevice();
    tellSync();
}

void Worker::tellChanges() {
    auto changed = m_notebook->takeChanges();
    if (!changed.empty()) emit entitiesChanged(std::make_shared<const std::vector<device::EntityPtr>>(std::move(changed)));
}

void Worker::tellDevice() {
    DeviceStatus status;
    if (const auto enrolled = m_enrolment->enrolled()) {
        status.enrolled = true;
        status.serviceUrl = enrolled->serviceUrl;
        status.organisation = enrolled->organisation;
        status.organisationName = enrolled->organisationName;
    }
    for (const auto& worker : m_vault->workers())
        status.workers.push_back(nameOf(worker));
    if (const auto joining = m_enrolment->joining()) status.joining = nameOf(*joining);
    if (const auto current = m_vault->current(); current && (isOpen() || m_reading)) status.unlockedBy = current->user;
    if (!m_waitsFor.empty()) status.retryAfterSeconds = m_vault->secondsToWait(m_waitsFor);
    if (m_runner) status.tamperedRows = m_notebook->tamperedRows();
    if (m_runner || m_reading) status.clockOffset = m_notebook->now() - m_options.clock->wallMs();
    status.stoodDown = m_stoodDown;
    status.wiped = m_wiped;
    emit deviceChanged(status);
}

}  // namespace waymark::mobile
