// waymark_halls: makes what a measurement needs in a service's data, at once and not command by command; prints JSON.
//   waymark_halls PLACE halls N TABLETS     N venues with so many workers and codes each: {venue: [{"enrol","join"}…]}
//   waymark_halls PLACE entries VENUE N     N entries in the venue's stream, five for each person
// PLACE is a directory or postgresql://…, made by `waymark-service init`.
#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/service/api/administration.h"
#include "sync/service/app/data_directory.h"
#include "sync/service/app/system.h"
#include "sync/service/store/stream_store.h"

#include <algorithm>
#include <cstring>
#include <iostream>
#include <stdexcept>

using namespace waymark;
using base::Json;

namespace {

template <class T> T must(base::Result<T> result) {
    if (!result) throw std::runtime_error(result.error().detail);
    if constexpr (!std::is_void_v<T>) return std::move(*result);
}

Json makeHalls(const service::AdminTools& tools, int halls, int tablets) {
    Json made = Json::object();
    for (int hall = 0; hall < halls; ++hall) {
        const std::string venue = must(service::addVenue(tools, "Hall " + std::to_string(hall)));
        for (int i = 0; i < tablets; ++i) {
            const std::string user = must(service::addUser(tools, {"Worker " + std::to_string(i), domain::Role::Worker, {venue}, std::nullopt}));
            made[venue].push_back({{"enrol", must(service::issueEnrolCode(tools, {venue}, domain::Role::Worker)).code},
                                   {"join", must(service::issueJoinCode(tools, user)).code}});
        }
    }
    return made;
}

void appendEntries(const service::AdminTools& tools, const std::string& stream, std::int64_t wanted) {
    constexpr std::int64_t kAtATime = 5000, kOfEach = 5;
    const base::Millis now = tools.clock.wallMs();
    std::string person;
    for (std::int64_t done = 0; done < wanted; done += kAtATime)
        must(tools.store.write([&](service::WriteTransaction& t) -> base::Result<void> {
            t.streams().lock({stream});
            for (std::int64_t i = done; i < std::min(wanted, done + kAtATime); ++i) {
                if (i % kOfEach == 0) person = base::newUuid(tools.random);
                service::HeldOp op;
                op.id = base::newOpId(now, tools.random);
                op.stream = stream;
                op.type = "person";
                op.entity = person;
                op.receivedAt = now;
                const auto chance = tools.random.bytes<16>();
                std::array<std::uint8_t, 16> random{};
                std::copy(chance.begin(), chance.end(), random.begin());
                op.seq = t.streams().append(stream, {op.id, op.type, op.entity, {{"name", "Person " + std::to_string(i)}}, std::nullopt, now, Json::object()}, random);
                t.streams().hold(op, {"person:" + person});
            }
            return {};
        }));
}

} // namespace

int main(int count, char** words) {
    try {
        if (count != 5) throw std::runtime_error("see tests/soak/halls.cpp");
        const auto store = must(service::openData(words[1]));
        service::SystemClock clock;
        service::SystemRandom random;
        const service::AdminTools tools{*store, clock, random};
        if (std::strcmp(words[2], "halls") == 0) {
            std::cout << makeHalls(tools, std::stoi(words[3]), std::stoi(words[4])) << std::endl;
        } else {
            appendEntries(tools, domain::venueStream(words[3]), std::stoll(words[4]));
            std::cout << Json{{"entries", std::stoll(words[4])}} << std::endl;
        }
        return 0;
    } catch (const std::exception& failure) {
        std::cerr << failure.what() << std::endl;
        return 1;
    }
}
