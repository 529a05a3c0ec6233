// The service behind HTTP: the first line of the input says where (sync, enrol, join), the rest is the body. What it would write is rolled back, so
// that every input meets the same organisation; $chain in the body stands for where the venue's stream is. Whatever comes, the answer is one that
// the contract knows, and each op of a push has its own line.
#include "shared/domain/grant_json.h"
#include "shared/domain/stream.h"
#include "sync/service/api/enrol_api.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/api/sync_api.h"
#include "sync/service/auth/codes.h"
#include "sync/service/erasure/erasure.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "tests/fuzz/claim.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_disk.h"
#include "tests/support/seeded_random.h"

#include <set>
#include <string>

using namespace waymark;
using base::Json;

namespace {

const std::string kOrganisation = "11111111-1111-4111-8111-111111111111", kVenue = "22222222-2222-4222-8222-222222222222",
                  kUser = "33333333-3333-4333-8333-333333333333", kErased = "99999999-9999-4999-8999-999999999999";
const std::string kVenueStream = domain::venueStream(kVenue), kCode = "ABCDE-FGH12", kNonce(32, 'a');

/// Lets nothing be written once everything is made.
class Forgetful : public service::Store {
public:
    explicit Forgetful(service::Store& inner) : m_inner(inner) {}
    base::Result<void> read(const std::function<void(service::ReadTransaction&)>& work) override { return m_inner.read(work); }
    base::Result<void> write(const std::function<base::Result<void>(service::WriteTransaction&)>& work) override {
        base::Result<void> done;
        const auto undone = m_inner.write([&](service::WriteTransaction& t) -> base::Result<void> {
            done = work(t);
            return base::Error{base::ErrorCode::Busy, "rolled back"};
        });
        fuzz::claim(undone.error().code == base::ErrorCode::Busy);
        return done;
    }
    base::Result<void> scrub() override { return {}; }

private:
    service::Store& m_inner;
};

service::Request requestOf(std::string path, std::string body, std::string bearer) {
    service::Request request;
    request.method = "POST";
    request.path = std::move(path);
    request.body = std::move(body);
    request.bearer = std::move(bearer);
    request.peer = "127.0.0.1";
    return request;
}

std::string digits(int number) { return "019aa000" + std::string(23, '0') + std::to_string(number); }

Json op(int number, const char* type, const std::string& entity, Json set) {
    const bool isMark = std::string_view(type) == "mark";
    Json json{{"id", digits(number)}, {"at", 1'763'740'700'000 + number}, {"by", kUser}, {"type", type}, {"entity", entity}, {"set", std::move(set)}};
    json["stream"] = isMark ? domain::registerStream(kVenue, 2025) : kVenueStream;
    if (isMark) json["about"] = {json["set"]["person"]};
    return json;
}

/// One venue, one device with a worker, a few people with a conflict, one who was deleted and one who was erased.
struct House {
    House() {
        (void)tests::MemoryDisk::instance();
        store = std::move(*service::SqliteStore::open("/service"));
        const auto made = store->write([&](service::WriteTransaction& t) -> base::Result<void> {
            t.registry().setOrganisation({kOrganisation, "Test", "Europe/London", std::string(64, 'a')});
            service::ServiceOps ops(t.streams(), random, clock.wallMs() - 100'000);
            const auto stream = domain::organisationStream(kOrganisation);
            const std::vector<domain::Grant> grants{{domain::Role::Worker, kVenue, 0, std::nullopt}};
            fuzz::claim(ops.set(stream, {"venue", kVenue}, {{"name", "Hall"}}).ok());
            fuzz::claim(ops.set(stream, {"user", kUser}, {{"name", "Wanda"}, {"active", true}, {"grants", domain::toJson(grants)}}).ok());
            for (const bool enrols : {true, false}) {
                service::Code code;
                code.hash = service::codeHash(enrols ? kCode : "JJJJJ-KKKKK", *t.registry().organisation());
                code.enrols = enrols;
                code.role = domain::Role::Worker;
                code.venues = {kVenue};
                code.user = kUser;
                code.expires = clock.wallMs() + 86'400'000;
                t.registry().addCode(code);
            }
            return {};
        });
        fuzz::claim(made.ok());
        service::EnrolApi enrol(*store, random, clock);
        const Json device{{"name", "Tablet"}, {"platform", "test"}, {"app", "1"}};
        const auto enrolled = enrol.enrol(requestOf("/v1/enrol", base::toText({{"code", kCode}, {"nonce", kNonce}, {"device", device}}), {}));
        token = base::textOf(Json::parse(enrolled.body), "token");
        fuzz::claim(enrol.join(requestOf("/v1/join", base::toText({{"code", "JJJJJ-KKKKK"}, {"nonce", kNonce}}), token)).status == 201);

        const std::string zara = "55555555-5555-4555-8555-555555555551", adam = "55555555-5555-4555-8555-555555555552";
        const std::string mark = "66666666-6666-4666-8666-666666666666", session = "session:77777777-7777-4777-8777-777777777777";
        Json push{op(1, "person", zara, {{"name", "Zara"}, {"kind", "child"}}), op(2, "person", zara, {{"name", "Sarah"}}),
                  op(3, "person", adam, {{"name", "Adam"}}), op(4, "person", kErased, {{"name", "Gone"}}),
                  op(5, "mark", mark, {{"session", session}, {"person", "person:" + zara}, {"presence", {{"status", "present"}}}}),
                  op(6, "person", adam, {{"kind", 7}}), op(7, "person", adam, {{"deleted", true}})};
        push[6]["saw"] = {{"name", digits(3)}};
        service::SyncApi sync(*store, random, clock);
        const auto pushed = sync.sync(requestOf("/v1/sync", base::toText({{"protocol", 1}, {"push", push}}), token));
        fuzz::claim(pushed.status == 200);
        fuzz::claim(service::erasePerson({*store, service::Ledger(""), clock, random}, kErased).ok());
        fuzz::claim(store->read([&](service::ReadTransaction& t) { chain = t.streams().head(kVenueStream).chain; }).ok());
    }
    tests::FakeClock clock;
    tests::SeededRandom random;
    std::unique_ptr<service::Store> store;
    std::string token, chain;
};

void checkSync(const std::string& body, const service::Response& response) {
    const auto request = wire::syncRequestFromText(body);
    const auto reply = wire::syncReplyFromText(response.body);
    fuzz::claim(request.ok() && reply.ok());
    fuzz::claim(reply->forgot || reply->results.size() == request->push.size());
    for (const auto& part : reply->pull)
        fuzz::claim(part.reset || !part.place || part.place->seq <= part.head);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static House house;
    static Forgetful store(*house.store);
    const std::string_view text = fuzz::textOf(data, size);
    const std::string where(text.substr(0, text.find('\n')));
    std::string body(text.substr(std::min(text.size(), where.size() + 1)));
    for (auto at = body.find("$chain"); at != std::string::npos; at = body.find("$chain"))
        body.replace(at, 6, house.chain);
    tests::SeededRandom random;
    service::EnrolApi enrol(store, random, house.clock);
    service::SyncApi sync(store, random, house.clock);
    const auto request = requestOf("/v1/" + where, body, house.token);
    const auto response = where == "enrol" ? enrol.enrol(request) : where == "join" ? enrol.join(request) : sync.sync(request);
    fuzz::claim(std::set{200, 201, 400, 401, 403}.contains(response.status));
    const auto json = base::parseJson(response.body);
    fuzz::claim(json.ok() && json->is_object() && (response.status < 300 || json->contains("error")));
    if (response.status == 200) checkSync(body, response);
    return 0;
}
