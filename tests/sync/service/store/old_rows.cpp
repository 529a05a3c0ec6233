#include "tests/sync/service/store/old_rows.h"

#include "shared/domain/blob.h"
#include "shared/domain/stream.h"
#include "sync/service/store/areas.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/facts.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/seeded_random.h"

#include <QtGlobal>

#include <algorithm>

namespace waymark::tests {

using base::Json;
using domain::EntityKey;
using service::Append;
using service::HeldOp;
using service::ReadTransaction;
using service::WriteTransaction;
using wire::Outcome;

namespace {

const std::string kHall = "0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b11", kNowhere = "0b7f2a52-6f0a-4b3e-9d53-0a6a5a1f2b12";
const std::string kDevice = "22222222-0000-4000-8000-000000000001", kOtherDevice = "22222222-0000-4000-8000-000000000002";
const std::string kUser = "33333333-0000-4000-8000-000000000001", kErasure = "44444444-0000-4000-8000-000000000001";
const std::string kOrganisation = domain::organisationStream("11111111-0000-4000-8000-000000000001");
const std::string kVenue = domain::venueStream(kHall), kCase = domain::caseStream(kHall), kRegister = domain::registerStream(kHall, 2026);
const EntityKey kZara{"person", "55555555-0000-4000-8000-000000000001"}, kGone{"person", "55555555-0000-4000-8000-000000000002"};
const std::string kBarred(64, 'b'), kPhoto = "not much of a photo", kBegun = "the whole of a sound";
const service::BlobKey kPhotoKey{kVenue, domain::blobHash(kPhoto)}, kSoundKey{kVenue, domain::blobHash(kBegun)};
const service::FactFilter kEverything{};

/// The id of the n-th op.
std::string op(int n) { return "019aa6f0c000700080000000000000" + std::string(1, static_cast<char>('0' + n / 10)) + static_cast<char>('0' + n % 10); }

void append(WriteTransaction& t, int n, const std::string& stream, const EntityKey& key, Json set) {
    SeededRandom random(static_cast<std::uint64_t>(n));
    t.streams().append(stream, Append{op(n), key.type, key.id, std::move(set), kUser, 1'000 + n, Json::object()}, random.bytes<16>());
}

HeldOp held(int n, const std::string& stream, Outcome outcome, std::int64_t seq = 0) {
    HeldOp op;
    op.id = tests::op(n);
    op.stream = stream;
    op.type = kZara.type;
    op.entity = kZara.id;
    op.device = kDevice;
    op.outcome = outcome;
    op.seq = seq;
    op.receivedAt = 2'000 + n;
    return op;
}

void hold(WriteTransaction& t, const HeldOp& op) { t.streams().hold(op, {"person:" + kZara.id}); }

void setAside(WriteTransaction& t, int n, const std::string& stream) {
    HeldOp op = held(n, stream, Outcome::Quarantined);
    op.reason = "not_granted";
    op.body = R"({"set":{"name":"Zoë \"Z\""}})";
    hold(t, op);
}

void writeStreams(WriteTransaction& t) {
    append(t, 1, kOrganisation, {"venue", kHall}, {{"name", "Hall \xc3\xa9"}});
    append(t, 2, kVenue, kZara, {{"name", "Zara"}, {"kind", "child"}});
    append(t, 3, kVenue, kZara, {{"name", "Zara O'Neill"}});
    append(t, 4, kVenue, kGone, {{"name", "Gone"}});
    append(t, 5, kCase, {"note", "66666666-0000-4000-8000-000000000001"}, {{"text", "A quiet day"}});
    append(t, 6, kRegister, {"mark", "77777777-0000-4000-8000-000000000001"}, {{"presence", {{"status", "present"}}}});
    SeededRandom random(99);
    t.streams().appendErase(kVenue, kGone, random.bytes<16>());
    t.streams().bar(kBarred);
    t.streams().raiseNowHigh(4'711);
}

void writeOps(WriteTransaction& t) {
    HeldOp named = held(2, kVenue, Outcome::Applied, 1);
    named.blobs = {kPhotoKey.sha256};
    hold(t, named);
    HeldOp lost = held(3, kVenue, Outcome::Superseded);
    lost.lost = {"name"};
    lost.body = R"({"set":{"name":"Zahra"}})";
    hold(t, lost);
    // Equal values that stand for winners: of one field with another value before them, of one without, of one that saw the winner.
    HeldOp equal = held(7, kVenue, Outcome::Applied);
    equal.standsFor = {{"name", op(3)}, {"kind", op(2)}, {"born", op(2)}};
    equal.saw = {{"name", op(2)}, {"kind", op(2)}, {"other", op(1)}};
    hold(t, equal);
    HeldOp second = held(8, kVenue, Outcome::Applied);
    second.standsFor = {{"name", op(3)}};
    second.saw = {{"name", op(1)}};
    hold(t, second);
    HeldOp blind = held(9, kVenue, Outcome::Applied);
    blind.standsFor = {{"name", op(3)}};
    hold(t, blind);
    setAside(t, 10, kVenue);
    setAside(t, 11, kCase);
    setAside(t, 12, kRegister);
    setAside(t, 13, kOrganisation);
    setAside(t, 14, domain::venueStream(kNowhere));  // to which nobody ever wrote
}

void writeRegistry(WriteTransaction& t) {
    auto& registry = t.registry();
    registry.setOrganisation({"11111111-0000-4000-8000-000000000001", "Test \xc3\xa9", "Europe/London", std::string(64, 'a')});
    service::Device device;
    device.id = kDevice;
    device.name = "Hall tablet";
    device.platform = "linux";
    device.app = "0.1.0";
    device.tokenHash = "hash";
    device.enrolledAt = 5;
    registry.addDevice(device);
    registry.addDeviceGrant(kDevice, {domain::Role::Worker, kHall, 6, std::nullopt});
    registry.addDeviceGrant(kDevice, {domain::Role::Volunteer, kNowhere, 7, 9});
    registry.addDeviceUser(kDevice, kUser, 8);
    device.lastContact = 10;
    device.waitingOps = 3;
    device.waitingSince = 9;
    device.clockSkewMs = -12;
    device.troubles = {{kVenue, "differs", 11}};
    registry.recordContact(device);
    service::Device other = device;
    other.id = kOtherDevice;
    other.tokenHash = "other hash";
    registry.addDevice(other);
    registry.setDeviceStatus(kOtherDevice, service::DeviceStatus::Lost);
    registry.recordToldToWipe(kOtherDevice, 12);
    registry.addCode({"code", true, domain::Role::Worker, {kNowhere, kHall}, "", 13, {}, "", ""});
    registry.useCode("code", "nonce", kDevice, 12);
    registry.setLogin({kUser, "a@example.org", "password hash"});
    registry.addSession({"cookie", kUser, "csrf", 14});
    registry.addErasure({kErasure, 15, {{kVenue, 4}}, {}});
    registry.passErasure(kErasure, kDevice, 16);
}

void writeFacts(WriteTransaction& t) {
    auto& facts = t.facts();
    facts.put(service::SessionFact{"s", kHall, "a", "2026-03-01", "held", "10:00", "12:00", false});
    facts.put(service::MarkFact{"m", kHall, "s", "p", "present", 5, true});
    facts.put(service::PersonFact{"p", kHall, "child", "2015", "", "B27", false});
    facts.put(service::HeadCountFact{"h", kHall, "s", "children", {{"5-10", 4}}});
    facts.put(service::FeedbackFact{"f", kHall, "s", "i", "{}"});
    facts.put(service::ResponseFact{"r", kHall, "p", "i", "swemwbs", "1", "baseline", "self", "", "s", "2026-03-01", "{\"q\":1}", "", true, false});
    facts.put(service::ResidueFact{"e", kHall, "s", "5-10", 2});
    facts.setProjectedTo(kVenue, 4, 17);
    t.areas().put(service::Area{"E05011119", 2021, "ward", "Acocks Green", {-1.9, 52.4, -1.8, 52.5}, {-1.82, 52.44}, "{}"});
    t.areas().put(service::AreaFit{"E01000001", "E01000002", 2011, 2021, 'S'});
    t.areas().put(service::Residents{"E05011119", 2021, 24'000, "census.csv"});
}

Json heldJson(const HeldOp& op) {
    return {op.id,     op.stream, op.type, op.entity, op.device,    static_cast<int>(op.outcome),
            op.reason, op.seq,    op.lost, op.saw,    op.standsFor, op.body,
            op.receivedAt};
}

Json streams(ReadTransaction& t) {
    auto& store = t.streams();
    auto names = store.streams();
    std::sort(names.begin(), names.end());
    Json said = Json::array();
    for (const auto& name : names) {
        const auto head = store.head(name);
        Json chains = Json::array(), changed = Json::array(), erased = Json::array();
        for (std::int64_t seq = 0; seq <= head.seq; ++seq)
            chains.push_back(store.chainAt(name, seq).value_or("none"));
        for (const auto& key : store.changedIn(name, 0, head.seq))
            changed.push_back(key.type + ':' + key.id);
        for (const auto& key : store.erasedIn(name))
            erased.push_back(key.type + ':' + key.id);
        said.push_back({name, head.seq, head.chain, head.sum, chains, changed, erased, store.entriesAfter(name, 0, 1 << 20).rowsJson,
                        store.stateAfter(name, {}, 1 << 20).rowsJson});
    }
    return said;
}

Json entities(ReadTransaction& t) {
    Json said = Json::array();
    for (const auto& entity : t.streams().entitiesOf(kVenue, "person"))
        said.push_back({entity.key.id, domain::valueOf(entity.fields, "name"), domain::valueOf(t.streams().fieldsOf(kVenue, entity.key), "kind")});
    return said;
}

Json ops(ReadTransaction& t) {
    Json said = Json::array();
    for (int n = 0; n < 20; ++n)
        if (const auto op = t.streams().heldOp(tests::op(n))) said.push_back(heldJson(*op));
    return said;
}

Json subjects(ReadTransaction& t) {
    Json said = Json::array();
    for (const auto& op : t.streams().opsAbout("person:" + kZara.id))
        said.push_back(op.id);
    return said;
}

Json erased(ReadTransaction& t) {
    auto& store = t.streams();
    return {store.isBarred(kBarred), store.isBarred(std::string(64, 'c')), store.isErased(kVenue, kGone), store.isErased(kVenue, kZara),
            store.nowHigh()};
}

Json standIns(ReadTransaction& t) {
    Json said = Json::array();
    for (int n = 0; n < 20; ++n)
        for (const auto& seen : t.streams().seenByStandIns(op(n)))
            said.push_back({op(n), seen.field, seen.op});
    return said;
}

Json setAsideFor(ReadTransaction& t, const std::string& venue) {
    service::QuarantineQuery query;
    query.venues = std::vector<std::string>{venue};
    Json said = Json::array();
    for (const auto& op : t.streams().quarantined(query))
        said.push_back({op.id, op.venue});
    said.push_back(t.streams().countQuarantined(query.venues));
    return said;
}

Json setAsideForAll(ReadTransaction& t) {
    Json said = Json::array();
    for (const auto& op : t.streams().quarantined({}))
        said.push_back(heldJson(op));
    said.push_back(t.streams().countQuarantined(std::nullopt));
    return said;
}

Json registry(ReadTransaction& t) {
    auto& store = t.registry();
    Json said = Json::array();
    if (const auto organisation = store.organisation())
        said.push_back({organisation->id, organisation->name, organisation->timezone, organisation->secret});
    for (const auto& device : store.devices()) {
        Json grants = Json::array();
        for (const auto& grant : device.grants)
            grants.push_back({static_cast<int>(grant.role), grant.venue, grant.from, grant.to.value_or(-1)});
        said.push_back({device.id, device.name, device.platform, device.app, device.tokenHash, static_cast<int>(device.status), device.enrolledAt,
                        device.lastContact.value_or(-1), device.waitingOps.value_or(-1), device.waitingSince.value_or(-1), device.clockSkewMs,
                        grants, device.users});
    }
    if (const auto code = store.code("code"))
        said.push_back({code->enrols, static_cast<int>(code->role), code->venues, code->user, code->expires, code->usedAt.value_or(-1),
                        code->usedNonce, code->usedBy});
    if (const auto login = store.loginByEmail("a@example.org")) said.push_back({login->user, login->passwordHash});
    if (const auto session = store.session("cookie")) said.push_back({session->user, session->csrf, session->expires});
    return said;
}

Json troubles(ReadTransaction& t) {
    Json said = Json::array();
    if (const auto device = t.registry().device(kDevice))
        for (const auto& trouble : device->troubles)
            said.push_back({trouble.stream, trouble.kind, trouble.since});
    return said;
}

Json toldToWipe(ReadTransaction& t) {
    const auto device = t.registry().device(kOtherDevice);
    return device && device->toldToWipe ? Json(*device->toldToWipe) : Json();
}

Json erasures(ReadTransaction& t) {
    Json said = Json::array();
    for (const auto& erasure : t.registry().erasures())
        said.push_back({erasure.id, erasure.at, erasure.places, erasure.passedBy});
    return said;
}

Json facts(ReadTransaction& t) {
    auto& store = t.facts();
    Json said = Json::array();
    for (const auto& fact : store.sessions(kEverything))
        said.push_back({fact.id, fact.venue, fact.activity, fact.date, fact.status, fact.start, fact.end, fact.deleted});
    for (const auto& fact : store.marks(kEverything))
        said.push_back({fact.id, fact.venue, fact.session, fact.person, fact.status, fact.lateMinutes, fact.leftEarly});
    for (const auto& fact : store.people({}))
        said.push_back({fact.id, fact.venue, fact.kind, fact.born, fact.mergedInto, fact.postcode, fact.deleted});
    for (const auto& fact : store.headCounts(kEverything))
        said.push_back({fact.id, fact.venue, fact.session, fact.kind, fact.bands});
    for (const auto& fact : store.feedback(kEverything))
        said.push_back({fact.id, fact.venue, fact.session, fact.instrument, fact.answersJson});
    for (const auto& fact : store.responses(kEverything))
        said.push_back({fact.id, fact.venue, fact.person, fact.instrument, fact.family, fact.version, fact.point, fact.respondent, fact.help,
                        fact.session, fact.day, fact.answersJson, fact.corrects, fact.partial, fact.deleted});
    said.push_back({store.projectedTo(kVenue), store.asOf().value_or(-1)});
    return said;
}

Json residues(ReadTransaction& t) {
    Json said = Json::array();
    for (const auto& fact : t.facts().residues(kEverything))
        said.push_back({fact.id, fact.venue, fact.session, fact.band, fact.marks});
    return said;
}

Json areas(ReadTransaction& t) {
    auto& store = t.areas();
    Json said = Json::array();
    if (const auto area = store.area("E05011119", 2021))
        said.push_back({area->kind, area->name, area->box.west, area->inside.latitude, area->outline});
    for (const auto& fit : store.fitsFrom("E01000001", 2011))
        said.push_back({fit.to, fit.toVintage, std::string(1, fit.change)});
    if (const auto residents = store.residents("E05011119", 2021)) said.push_back({residents->count, residents->source});
    return said;
}

Json blobs(ReadTransaction& t) {
    auto& store = t.blobs();
    const auto upload = store.upload(kSoundKey, kDevice);
    return {store.size(kPhotoKey).value_or(-1), store.read(kPhotoKey, 0, 100), store.isNamed(kPhotoKey), store.isNamedBy(kPhotoKey, kDevice),
            store.unnamedOf(kDevice), upload ? upload->have : -1, upload ? upload->bytes : -1, store.uploaded(kSoundKey, kDevice)};
}

// When the venue came, what was held for a stream that nobody ever wrote to counted as meant for none.
Json meantForNone() { return {{op(13), ""}, {op(14), ""}, 2}; }
Json nothingSetAside() { return {0}; }
Json meantForTheHall() { return {{op(10), kHall}, {op(11), kHall}, {op(12), kHall}, 3}; }
Json seenBefore() { return {{op(3), "name", op(2)}, {op(3), "name", op(1)}}; }

} // namespace

const std::vector<Answer>& answers() {
    static const std::vector<Answer> all = {
        {"streams", "stream", "id", streams},
        {"entities", "state", "body", entities},
        {"ops", "op", "id", ops},
        {"ops about a person", "subject", "op", subjects},
        {"what was erased", "barrier", "hash", erased},
        {"what stand-ins saw", "stand_in", "saw", standIns, seenBefore},
        {"all that is set aside", "op", "id", setAsideForAll},
        {"set aside for a venue", "op", "venue", [](ReadTransaction& t) { return setAsideFor(t, kHall); }, meantForTheHall},
        {"set aside for none", "op", "venue", [](ReadTransaction& t) { return setAsideFor(t, ""); }, meantForNone},
        {"set aside for a venue nobody knows", "op", "venue", [](ReadTransaction& t) { return setAsideFor(t, kNowhere); }, nothingSetAside},
        {"registry", "device", "id", registry},
        {"troubles of a device", "device", "troubles", troubles},
        {"who was told to wipe", "device", "told_to_wipe", toldToWipe},
        {"erasures", "erasure", "id", erasures},
        {"facts", "fact_session", "id", facts},
        {"residues", "fact_residue", "id", residues},
        {"areas", "area", "code", areas},
        {"blobs", "blob", "sha256", blobs},
    };
    return all;
}

void writeAll(WriteTransaction& t) {
    writeStreams(t);
    writeOps(t);
    writeRegistry(t);
    writeFacts(t);
    t.blobs().keep(kPhotoKey, kPhoto, kDevice, 18);
    t.blobs().append(kSoundKey, kDevice, static_cast<std::int64_t>(kBegun.size()), kBegun.substr(0, 4), 19);
}

void writeTime(WriteTransaction& t) { t.streams().raiseNowHigh(4'712); }

void writeMore(WriteTransaction& t) {
    append(t, 15, kVenue, kZara, {{"name", "Zara B"}});
    append(t, 16, domain::venueStream(kNowhere), kZara, {{"name", "Zara C"}});
    setAside(t, 17, kVenue);
    t.streams().blankOp(op(8));  // with what it stood for
    t.registry().addDeviceGrant(kDevice, {domain::Role::Reader, kHall, 20, std::nullopt});
    t.registry().addErasure({"44444444-0000-4000-8000-000000000002", 21, {{kVenue, 5}}, {}});
    t.registry().recordToldToWipe(kDevice, 22);
    t.facts().put(service::ResidueFact{"another", kHall, "s", "adult", 1});
    t.blobs().append(kSoundKey, kOtherDevice, static_cast<std::int64_t>(kBegun.size()), kBegun.substr(0, 4), 23);
}

} // namespace waymark::tests
