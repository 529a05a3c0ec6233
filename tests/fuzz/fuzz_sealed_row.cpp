// Stored rows of a device that somebody wrote to: flipped bytes, rows cut short, grown, put in another's place or set back. The input is a list of
// steps of four bytes: what to do, to which row, where, with what. A row opens only if it is as it was sealed and where it was sealed.
#include "sync/device/device_store.h"
#include "sync/device/vault.h"
#include "tests/fuzz/claim.h"
#include "tests/support/fake_clock.h"
#include "tests/support/memory_disk.h"
#include "tests/support/seeded_random.h"

using namespace waymark;

namespace {

struct Row {
    std::string stream, type, entity;
    std::int64_t version;
    device::KeyTier tier;
    std::string plain;
    device::RowName name() const { return {"entity", stream, type, entity, version}; }
    auto place() const { return std::tie(stream, type, entity, version); }
};

/// A device with a worker signed in, and rows of every kind of seal; those for the case tier are boxed where a volunteer made them.
struct Sealer {
    Sealer() {
        (void)tests::MemoryDisk::instance();
        store = *device::DeviceStore::open("/device");
        vault = std::make_unique<device::Vault>(*store, clock, random, device::KdfCost::least());
        const auto seal = [&](const Row& row) { sealed.push_back(*vault->seal(row.tier, row.name(), row.plain)); };
        fuzz::claim(vault->addWorker({"w", "Wanda", domain::Role::Worker}, "493817").ok());
        fuzz::claim(vault->addWorker({"v", "Viv", domain::Role::Volunteer}, "493818").ok());
        fuzz::claim(vault->unlock("v", "493818").ok());
        rows = {{"case/a", "note", "1", 1, device::KeyTier::Case, "boxed"}, {"venue/a", "person", "1", 1, device::KeyTier::Venue, "Zara"}};
        for (const auto& row : rows)
            seal(row);
        fuzz::claim(vault->unlock("w", "493817").ok());
        fuzz::claim(vault->prepareOwn().ok());
        for (const Row& row : {Row{"venue/a", "person", "2", 1, device::KeyTier::Venue, ""}, Row{"venue/a", "person", "1", 2, device::KeyTier::Venue, "Zara B"},
                               Row{"case/a", "note", "2", 1, device::KeyTier::Case, "sealed"}, Row{"case/a", "note", "3", 1, device::KeyTier::Own, "own"}}) {
            rows.push_back(row);
            seal(row);
        }
    }
    tests::FakeClock clock;
    tests::SeededRandom random;
    std::unique_ptr<device::DeviceStore> store;
    std::unique_ptr<device::Vault> vault;
    std::vector<Row> rows;
    std::vector<device::Bytes> sealed;
};

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static const Sealer sealer;
    auto rows = sealer.rows;
    auto sealed = sealer.sealed;
    for (; size >= 4; data += 4, size -= 4) {
        const std::size_t which = data[1] % rows.size(), other = data[2] % rows.size();
        auto& bytes = sealed[which];
        switch (data[0] % 9) {
        case 0: if (!bytes.empty()) bytes[data[2] % bytes.size()] ^= data[3]; break;
        case 1: bytes.resize(std::min<std::size_t>(bytes.size(), data[2])); break;
        case 2: bytes.insert(bytes.end(), data[2] % 8, data[3]); break;
        case 3: std::swap(sealed[which], sealed[other]); break;
        case 4: rows[which].entity = rows[other].entity; break;
        case 5: rows[which].version = static_cast<std::int8_t>(data[2]); break;
        case 6: rows[which].stream = rows[other].stream; break;
        case 7: rows[which].type = rows[other].type; break;
        case 8: if (!bytes.empty()) bytes[0] = data[2] % 5; break;
        }
    }
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto plain = sealer.vault->open(rows[i].name(), sealed[i]);
        bool asItWas = false;
        for (std::size_t j = 0; j < rows.size(); ++j)
            asItWas = asItWas || (sealed[i] == sealer.sealed[j] && rows[i].place() == sealer.rows[j].place() && plain.ok() && *plain == sealer.rows[j].plain);
        fuzz::claim(plain.ok() == asItWas && (plain.ok() || plain.error().code == base::ErrorCode::Tampered));
    }
    return 0;
}
