#include "sync/service/reports/instrument_book.h"

#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/shipped.h"

namespace waymark::service {

InstrumentBook::InstrumentBook() {
    for (const auto& shipped : questionnaire::shippedInstruments())
        m_instruments.emplace(shipped.instrument.id, shipped.instrument);
}

void InstrumentBook::add(const std::string& id, const std::string& definition) {
    if (auto instrument = questionnaire::parseInstrument(definition)) m_instruments.insert_or_assign(id, std::move(*instrument));
}

void InstrumentBook::leaveOut(const std::string& id) { m_instruments.erase(id); }

const questionnaire::Instrument* InstrumentBook::find(const std::string& id) const {
    const auto it = m_instruments.find(id);
    return it == m_instruments.end() ? nullptr : &it->second;
}

}  // namespace waymark::service
