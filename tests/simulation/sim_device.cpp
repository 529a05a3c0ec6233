#include "tests/simulation/sim_device.h"

#include "sync/device/fields_codec.h"
#include "shared/domain/op.h"
#include "shared/wire/op_codec.h"
#include "tests/simulation/failure.h"
#include "tests/support/device.h"
#include "tests/support/memory_disk.h"

#include <SQLiteCpp/SQLiteCpp.h>

namespace waymark::simulation {

using tests::MemoryDisk;
using tests::must;

SimDevice::SimDevice(std::string path, tests::FakeClock& serviceClock, std::uint64_t seed)
    : path(std::move(path)), clock(serviceClock.wallMs()), random(seed) {}

SimDevice::~SimDevice() { close(); }

void SimDevice::open() {
    checkedAt = -1;
    verified.clear();
    m_store = must(device::DeviceStore::open(path));
    m_vault = std::make_unique<device::Vault>(*m_store, clock, random, device::KdfCost::least());
    m_notebook = std::make_unique<device::Notebook>(*m_store, *m_vault, clock, random);
    m_enrolment = std::make_unique<device::Enrolment>(*m_store, *m_vault, random);
    m_runner = std::make_unique<device::SyncRunner>(*m_store, *m_vault, *m_notebook, *m_enrolment, "simulated");
    // Power may go right after the wipe was written, before the run could say so.
    if (toldToWipe && m_vault->workers().empty()) wiped = true;
    else if (!user.empty()) unlock(user);
}

void SimDevice::close() {
    m_runner.reset();
    m_enrolment.reset();
    m_notebook.reset();
    m_vault.reset();
    m_store.reset();
}

void SimDevice::kill() {
    MemoryDisk& disk = MemoryDisk::instance();
    disk.freezeAfter(path, 0);
    close();
    disk.thaw(path);
    open();
}

void SimDevice::powerCut() {
    MemoryDisk& disk = MemoryDisk::instance();
    disk.freezeAfter(path, 0);
    close();
    disk.thaw(path);
    disk.cutPower(path, random);
    open();
}

bool SimDevice::hasDied() const { return MemoryDisk::instance().isFrozen(path); }

void SimDevice::crash() {
    close();
    MemoryDisk::instance().thaw(path);
    MemoryDisk::instance().cutPower(path, random);
    open();
}

void SimDevice::unlock(const std::string& who) {
    m_notebook->unload();
    must(m_vault->unlock(who, tests::kPin));
    must(m_notebook->load());
    user = who;
}

std::vector<device::OpRow> SimDevice::rows() {
    std::vector<device::OpRow> rows;
    must(m_store->eachOp([&](device::OpRow& row) { rows.push_back(std::move(row)); }));
    return rows;
}

std::vector<device::CursorRow> SimDevice::cursors() { return must(m_store->cursors()); }

RefState SimDevice::confirmed(const device::CursorRow& cursor) {
    RefState state;
    must(m_store->eachEntity(cursor.key, [&](const device::DeviceStore::EntityView& view) {
        const auto packed = must(m_vault->open({"entity", cursor.stream, view.type, view.entity, view.version}, view.sealed, view.size));
        RefEntity& entity = state[{std::string(view.type), std::string(view.entity)}];
        for (const auto& [name, field] : must(device::unpackFields(packed)))
            entity[name] = {field.value, field.seq, field.op, field.at, field.by ? Json(*field.by) : Json(), field.extra};
    }));
    return state;
}

Json SimDevice::opened(const device::OpRow& row) {
    const auto plain = m_vault->open({"op", row.stream, row.type, row.entity, row.order}, row.sealed);
    return plain ? Json::parse(*plain)["op"] : Json();
}

void SimDevice::inject(const Json& op) {
    device::OpRow row;
    for (const auto& known : rows())
        row.order = std::max(row.order, known.order);
    ++row.order;
    // Above the anchor too, which may stand higher than any op that is left.
    if (const auto anchor = must(m_store->meta("anchor"))) row.order = std::max(row.order, Json::parse(*anchor).value("order", std::int64_t(0)) + 1);
    row.id = op["id"];
    row.stream = op["stream"];
    row.type = op["type"];
    row.entity = op["entity"];
    row.at = op["at"];
    std::vector<std::uint64_t> tags;
    for (const auto& subject : domain::subjectsOf(must(wire::opFromJson(op))))
        tags.push_back(must(m_vault->subjectTag(subject)));
    row.subjects = device::packTags(tags);
    const Json body{{"op", op}, {"before", Json::object()}};
    row.sealed = must(m_vault->seal(device::KeyTier::Venue, {"op", row.stream, row.type, row.entity, row.order}, body.dump()));
    must(m_store->addOp(row));
    Made made{row.stream};
    made.injected = true;
    book.made[row.id] = std::move(made);
    unlock(user);
}

std::set<std::string> SimDevice::opsAbout(const std::set<std::string>& subjects) {
    std::set<std::string> ids;
    for (const auto& row : rows()) {
        bool about = subjects.contains(row.type + ':' + row.entity);
        if (const Json op = opened(row); op.is_object()) {
            for (const auto& subject : op.value("about", Json::array()))
                about = about || subjects.contains(subject);
        } else {
            for (const auto& subject : subjects)
                about = about || device::holdsTag(row.subjects, must(m_vault->subjectTag(subject)));
        }
        if (about) ids.insert(row.id);
    }
    return ids;
}

bool SimDevice::loseRow(const std::string& stream, std::uint64_t which) {
    bool lost = false;
    const std::string who = user;
    close();
    {
        SQLite::Database database(path, SQLite::OPEN_READWRITE);
        SQLite::Statement count(database, "SELECT count(*) FROM entity JOIN cursor ON cursor.key = entity.cursor WHERE stream = ?");
        count.bind(1, stream);
        count.executeStep();
        if (const auto rows = count.getColumn(0).getInt64(); rows > 1) {
            SQLite::Statement remove(database, "DELETE FROM entity WHERE (cursor, type, entity) IN (SELECT cursor, type, entity FROM entity "
                                               "JOIN cursor ON cursor.key = entity.cursor WHERE stream = ? ORDER BY type, entity LIMIT 1 OFFSET ?)");
            remove.bind(1, stream);
            remove.bind(2, static_cast<std::int64_t>(which % static_cast<std::uint64_t>(rows)));
            remove.exec();
            lost = true;
        }
    }
    open();
    if (lost) book.damaged.insert(stream);
    return lost;
}

} // namespace waymark::simulation
