#include "tests/sync/service/store/registry_contract.h"

#include "sync/service/store/registry.h"

#include <QTest>

using namespace waymark;
using namespace waymark::service;
using base::ErrorCode;
using domain::Role;

namespace {

Device aDevice(const std::string& id = "device-1", const std::string& token = "token-1") {
    Device device;
    device.id = id;
    device.name = "Hall tablet";
    device.platform = "linux";
    device.app = "0.1.0";
    device.tokenHash = token;
    device.enrolledAt = 100;
    device.grants = {{Role::Worker, "venue-b", 100, std::nullopt}, {Role::Safeguarding, "venue-a", 100, 900}};
    return device;
}

void write(Store& store, const std::function<void(Registry&)>& work) {
    const auto done = store.write([&](WriteTransaction& tx) -> base::Result<void> {
        work(tx.registry());
        return {};
    });
    if (!done) QFAIL(done.error().detail.c_str());
}

void read(Store& store, const std::function<void(Registry&)>& work) {
    const auto done = store.read([&](ReadTransaction& tx) { work(tx.registry()); });
    if (!done) QFAIL(done.error().detail.c_str());
}

} // namespace

void RegistryContract::init() { m_store = emptyStore(); }
void RegistryContract::cleanup() { m_store.reset(); }

void RegistryContract::anEmptyStoreHasNoOrganisation() {
    read(*m_store, [](Registry& registry) { QVERIFY(!registry.organisation()); });
}

void RegistryContract::theOrganisationIsKeptWhole() {
    write(*m_store, [](Registry& registry) { registry.setOrganisation({"id", "Old name", "Europe/London", "ab"}); });
    write(*m_store, [](Registry& registry) { registry.setOrganisation({"id", "Libraries é", "Europe/Paris", "cd"}); });
    read(*m_store, [](Registry& registry) {
        const auto organisation = registry.organisation();
        QVERIFY(organisation.has_value());
        QCOMPARE(organisation->id, std::string("id"));
        QCOMPARE(organisation->name, std::string("Libraries é"));
        QCOMPARE(organisation->timezone, std::string("Europe/Paris"));
        QCOMPARE(organisation->secret, std::string("cd"));
    });
}

void RegistryContract::aDeviceIsFoundByIdAndByTokenWithItsGrantsInOrder() {
    write(*m_store, [](Registry& registry) { registry.addDevice(aDevice()); });
    read(*m_store, [](Registry& registry) {
        QVERIFY(!registry.device("another"));
        QVERIFY(!registry.deviceByToken("another"));
        for (const auto& device : {registry.device("device-1"), registry.deviceByToken("token-1"), std::optional(registry.devices().at(0))}) {
            QVERIFY(device.has_value());
            QCOMPARE(device->name, std::string("Hall tablet"));
            QCOMPARE(device->platform, std::string("linux"));
            QCOMPARE(device->app, std::string("0.1.0"));
            QCOMPARE(device->enrolledAt, 100);
            QVERIFY(device->status == DeviceStatus::Active);
            QVERIFY(!device->lastContact);
            QCOMPARE(device->grants.size(), std::size_t(2));
            QVERIFY(device->grants[0].role == Role::Worker);
            QCOMPARE(device->grants[0].venue, std::string("venue-b"));
            QVERIFY(!device->grants[0].to);
            QCOMPARE(device->grants[1].to.value_or(0), 900);
        }
    });
}

void RegistryContract::twoDevicesCannotShareAToken() {
    write(*m_store, [](Registry& registry) { registry.addDevice(aDevice()); });
    const auto done = m_store->write([](WriteTransaction& tx) -> base::Result<void> {
        tx.registry().addDevice(aDevice("device-2", "token-1"));
        return {};
    });
    QVERIFY(!done);
}

void RegistryContract::joiningTwiceIsJoiningOnce() {
    write(*m_store, [](Registry& registry) {
        registry.addDevice(aDevice());
        registry.addDeviceUser("device-1", "user-b", 200);
        registry.addDeviceUser("device-1", "user-a", 300);
        registry.addDeviceUser("device-1", "user-b", 400);
    });
    read(*m_store, [](Registry& registry) {
        QCOMPARE(registry.device("device-1")->users, (std::vector<std::string>{"user-b", "user-a"}));
    });
}

void RegistryContract::endingGrantsAtOneVenueLeavesTheOthers() {
    write(*m_store, [](Registry& registry) {
        registry.addDevice(aDevice());
        registry.endDeviceGrants("device-1", "venue-b", 500);
    });
    read(*m_store, [](Registry& registry) {
        const auto grants = registry.device("device-1")->grants;
        QCOMPARE(grants[0].to.value_or(0), 500);
        QCOMPARE(grants[1].to.value_or(0), 900);
    });
}

void RegistryContract::endingGrantsNeverProlongsThem() {
    write(*m_store, [](Registry& registry) {
        registry.addDevice(aDevice());
        registry.endDeviceGrants("device-1", "", 950);
    });
    read(*m_store, [](Registry& registry) {
        const auto grants = registry.device("device-1")->grants;
        QCOMPARE(grants[0].to.value_or(0), 950);
        QCOMPARE(grants[1].to.value_or(0), 900);
    });
}

void RegistryContract::whatIsGrantedLaterOutlivesAnEarlierEnd() {
    write(*m_store, [](Registry& registry) {
        registry.addDevice(aDevice());
        registry.endDeviceGrants("device-1", "venue-b", 500);
        registry.addDeviceGrant("device-1", {Role::Coordinator, "venue-b", 500, std::nullopt});
        registry.endDeviceGrants("device-1", "venue-b", 500);
    });
    read(*m_store, [](Registry& registry) {
        const auto grants = registry.device("device-1")->grants;
        QCOMPARE(grants.size(), std::size_t(3));
        QCOMPARE(grants[0].to.value_or(0), 500);
        QVERIFY(grants[2].role == Role::Coordinator);
        QCOMPARE(grants[2].from, 500);
        QVERIFY(!grants[2].to);
    });
}

void RegistryContract::aContactIsRecordedWithoutTouchingGrants() {
    write(*m_store, [](Registry& registry) {
        registry.addDevice(aDevice());
        Device contact = *registry.device("device-1");
        contact.grants.clear();
        contact.app = "0.2.0";
        contact.lastContact = 777;
        contact.waitingOps = 5;
        contact.waitingSince = 600;
        contact.clockSkewMs = -3'000;
        registry.recordContact(contact);
        registry.setDeviceStatus("device-1", DeviceStatus::Lost);
    });
    read(*m_store, [](Registry& registry) {
        const auto device = *registry.device("device-1");
        QCOMPARE(device.app, std::string("0.2.0"));
        QCOMPARE(device.lastContact.value_or(0), 777);
        QVERIFY(device.waitingOps == 5);
        QCOMPARE(device.waitingSince.value_or(0), 600);
        QCOMPARE(device.clockSkewMs, -3'000);
        QVERIFY(device.status == DeviceStatus::Lost);
        QCOMPARE(device.grants.size(), std::size_t(2));
    });
    write(*m_store, [](Registry& registry) {
        Device contact = *registry.device("device-1");
        contact.waitingOps.reset();
        registry.recordContact(contact);
    });
    read(*m_store, [](Registry& registry) { QVERIFY2(!registry.device("device-1")->waitingOps, "not told is not nothing"); });
}

void RegistryContract::whenALostDeviceWasToldToWipeIsKept() {
    write(*m_store, [](Registry& registry) {
        registry.addDevice(aDevice());
        registry.setDeviceStatus("device-1", DeviceStatus::Lost);
    });
    read(*m_store, [](Registry& registry) { QVERIFY(!registry.device("device-1")->toldToWipe); });
    const auto contact = [this] {
        std::optional<service::Millis> before;
        read(*m_store, [&](Registry& registry) { before = registry.device("device-1")->lastContact; });
        return before;
    };
    const auto before = contact();
    write(*m_store, [](Registry& registry) { registry.recordToldToWipe("device-1", 900); });
    write(*m_store, [](Registry& registry) { registry.recordToldToWipe("device-1", 950); });
    read(*m_store, [](Registry& registry) {
        QCOMPARE(registry.device("device-1")->toldToWipe.value_or(0), 950);
        QCOMPARE(registry.devices().at(0).toldToWipe.value_or(0), 950);
    });
    QVERIFY(contact() == before);  // when it handed over last stays to be seen
}

void RegistryContract::aCodeKeepsItsVenuesInOrderAndItsUse() {
    write(*m_store, [](Registry& registry) {
        Code code;
        code.hash = "hash";
        code.enrols = true;
        code.role = Role::Volunteer;
        code.venues = {"venue-b", "venue-a"};
        code.expires = 1'000;
        registry.addCode(code);
    });
    read(*m_store, [](Registry& registry) {
        QVERIFY(!registry.code("another"));
        const auto code = registry.code("hash");
        QVERIFY(code && code->enrols && !code->usedAt);
        QVERIFY(code->role == Role::Volunteer);
        QCOMPARE(code->venues, (std::vector<std::string>{"venue-b", "venue-a"}));
        QCOMPARE(code->expires, 1'000);
    });
    write(*m_store, [](Registry& registry) { registry.useCode("hash", "nonce", "device-1", 700); });
    read(*m_store, [](Registry& registry) {
        const auto code = registry.code("hash");
        QCOMPARE(code->usedAt.value_or(0), 700);
        QCOMPARE(code->usedNonce, std::string("nonce"));
        QCOMPARE(code->usedBy, std::string("device-1"));
    });
}

void RegistryContract::aUserHasOneLogin() {
    write(*m_store, [](Registry& registry) {
        registry.setLogin({"user", "old@example.org", "hash-1"});
        registry.setLogin({"user", "new@example.org", "hash-2"});
    });
    read(*m_store, [](Registry& registry) {
        QVERIFY(!registry.loginByEmail("old@example.org"));
        const auto login = registry.loginByEmail("new@example.org");
        QVERIFY(login.has_value());
        QCOMPARE(login->user, std::string("user"));
        QCOMPARE(login->passwordHash, std::string("hash-2"));
    });
}

void RegistryContract::twoUsersCannotShareAnEmail() {
    write(*m_store, [](Registry& registry) { registry.setLogin({"user-1", "one@example.org", "hash"}); });
    const auto done = m_store->write([](WriteTransaction& tx) -> base::Result<void> {
        tx.registry().setLogin({"user-2", "one@example.org", "hash"});
        return {};
    });
    QVERIFY(!done);
    read(*m_store, [](Registry& registry) { QCOMPARE(registry.loginByEmail("one@example.org")->user, std::string("user-1")); });
}

void RegistryContract::aSignInGoesWithItsSessionsAndNobodyElses() {
    write(*m_store, [](Registry& registry) {
        registry.setLogin({"user-1", "one@example.org", "hash"});
        registry.setLogin({"user-2", "two@example.org", "hash"});
        registry.addSession({"first", "user-1", "csrf", 1'000});
        registry.addSession({"second", "user-1", "csrf", 1'000});
        registry.addSession({"other", "user-2", "csrf", 1'000});
    });
    read(*m_store, [](Registry& registry) {
        QCOMPARE(registry.loginOf("user-1")->email, std::string("one@example.org"));
        QVERIFY(!registry.loginOf("user-3"));
    });
    write(*m_store, [](Registry& registry) { registry.removeSignIn("user-1"); });
    read(*m_store, [](Registry& registry) {
        QVERIFY(!registry.loginOf("user-1") && !registry.loginByEmail("one@example.org"));
        QVERIFY(!registry.session("first") && !registry.session("second"));
        QVERIFY(registry.loginOf("user-2") && registry.session("other"));
    });
}

void RegistryContract::expiredSessionsGoAndOthersStay() {
    write(*m_store, [](Registry& registry) {
        registry.addSession({"old", "user", "csrf", 1'000});
        registry.addSession({"new", "user", "csrf-2", 1'001});
        registry.addSession({"closed", "user", "csrf-3", 2'000});
        registry.removeExpiredSessions(1'000);
        registry.removeSession("closed");
    });
    read(*m_store, [](Registry& registry) {
        QVERIFY(!registry.session("old"));
        QVERIFY(!registry.session("closed"));
        QCOMPARE(registry.session("new")->csrf, std::string("csrf-2"));
        QCOMPARE(registry.session("new")->expires, 1'001);
    });
}

void RegistryContract::theTroublesOfADeviceAreThoseOfItsLastContact() {
    Device device = aDevice();
    const std::vector<service::DeviceTrouble> troubles = {{"venue/a", "stopped", 5}, {"register/a/2026", "differs", 7}};
    device.troubles = troubles;
    write(*m_store, [&](Registry& registry) { registry.addDevice(device); });
    read(*m_store, [&](Registry& registry) { QVERIFY(registry.device("device-1")->troubles == troubles); });
    write(*m_store, [&](Registry& registry) {
        device.troubles.pop_back();
        registry.recordContact(device);
    });
    read(*m_store, [&](Registry& registry) {
        const auto left = registry.device("device-1")->troubles;
        QCOMPARE(left.size(), std::size_t(1));
        QVERIFY(left[0] == troubles[0]);
    });
    device.troubles.clear();
    write(*m_store, [&](Registry& registry) { registry.recordContact(device); });
    read(*m_store, [](Registry& registry) { QVERIFY(registry.devices().at(0).troubles.empty()); });
}

void RegistryContract::anErasureIsAheadOfADeviceUntilItHasPassed() {
    write(*m_store, [](Registry& registry) {
        registry.addErasure({"first", 100, {{"venue/a", 7}, {"case/a", 3}}, {}});
        registry.addErasure({"second", 200, {{"venue/a", 9}}, {}});
        registry.passErasure("first", "device-1", 300);
        registry.passErasure("first", "device-1", 400);  // it was there before
    });
    read(*m_store, [](Registry& registry) {
        const auto ahead = registry.erasuresAheadOf("device-1");
        QCOMPARE(ahead.size(), std::size_t(1));
        QCOMPARE(ahead[0].id, std::string("second"));
        QVERIFY(ahead[0].places == (std::map<std::string, std::int64_t>{{"venue/a", 9}}));
        const auto other = registry.erasuresAheadOf("device-2");
        QCOMPARE(other.size(), std::size_t(2));
        QCOMPARE(other[0].id, std::string("first"));
        const auto all = registry.erasures();
        QCOMPARE(all.size(), std::size_t(2));
        QCOMPARE(all[0].id, std::string("second"));
        QCOMPARE(all[1].at, 100);
        QVERIFY(all[0].passedBy.empty());
        QVERIFY(all[1].passedBy == (std::map<std::string, base::Millis>{{"device-1", 300}}));
        QCOMPARE(all[1].places.size(), std::size_t(2));
    });
}

void RegistryContract::writingInAReadTransactionFails() {
    const auto done = m_store->read([](ReadTransaction& tx) { tx.registry().setOrganisation({"id", "name", "UTC", "ab"}); });
    QVERIFY(!done);
    read(*m_store, [](Registry& registry) { QVERIFY(!registry.organisation()); });
}

void RegistryContract::whatFailedLeavesNothingBehind() {
    const auto done = m_store->write([](WriteTransaction& tx) -> base::Result<void> {
        tx.registry().addDevice(aDevice());
        return base::Error{ErrorCode::NotPermitted, ""};
    });
    QVERIFY(!done && done.error().code == ErrorCode::NotPermitted);
    read(*m_store, [](Registry& registry) { QVERIFY(registry.devices().empty()); });
}
