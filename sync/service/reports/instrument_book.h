// The questionnaires that a report may meet: those that come with Waymark and those that the organisation published.
#pragma once

#include "shared/questionnaire/instrument.h"

#include <map>
#include <string>

namespace waymark::service {

class InstrumentBook {
public:
    /// Holds the shipped questionnaires.
    InstrumentBook();

    /// One that the organisation published, by its entity's id; a definition that cannot be read is left out.
    void add(const std::string& id, const std::string& definition);

    /// A draft: what was answered to it is kept, and stays out of the figures.
    void leaveOut(const std::string& id);

    /// The exact version an answer names, or null.
    const questionnaire::Instrument* find(const std::string& id) const;

private:
    std::map<std::string, questionnaire::Instrument> m_instruments;
};

}  // namespace waymark::service
