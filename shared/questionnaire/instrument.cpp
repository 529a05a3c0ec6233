#include "shared/questionnaire/instrument.h"

#include "shared/base/id.h"

#include <algorithm>

namespace waymark::questionnaire {

namespace {

// Never changes: the ids of all published instruments follow from it.
constexpr std::string_view kInstrumentSpace = "5d1f3c1e-6a0b-5c58-9f0e-0f6f2a7b9c41";

template <class Thing> const Thing* findKey(const std::vector<Thing>& things, std::string_view key) {
    const auto it = std::find_if(things.begin(), things.end(), [&](const Thing& thing) { return thing.key == key; });
    return it == things.end() ? nullptr : &*it;
}

}  // namespace

std::string instrumentId(std::string_view family, int version) {
    return base::uuidV5(kInstrumentSpace, std::string(family) + "/" + std::to_string(version));
}

const Item* findItem(const Instrument& instrument, std::string_view key) {
    if (const Item* item = findKey(instrument.items, key)) return item;
    if (const Item* item = findKey(instrument.practice, key)) return item;
    return instrument.closing && instrument.closing->key == key ? &*instrument.closing : nullptr;
}

const Scale* findScale(const Instrument& instrument, std::string_view key) { return findKey(instrument.scales, key); }

}  // namespace waymark::questionnaire
