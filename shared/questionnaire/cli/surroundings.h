// What a program has around it and the libraries ask for: the time, the zone, chance.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/questionnaire/exchange/form_file.h"

#include <optional>
#include <string>

namespace waymark::forms {

using exchange::isSpreadsheet;
using exchange::loadForm;
using exchange::loadSheets;
using exchange::readFile;

base::Millis timeNow();
/// Of this machine: TZ, or what /etc/localtime points to, or UTC.
std::string localZone();

class SystemRandom : public base::Random {
public:
    void fill(std::uint8_t* data, std::size_t size) override;
};

/// The definition that a file is or was made into; nothing for a form that has no rules for scores.
base::Result<std::optional<questionnaire::Instrument>> definitionIn(const std::string& file);

void print(const base::Json& document);
/// A problem of a form as every command shows it, and in words on standard error.
base::Json shown(const std::string& file, const xforms::Problem& problem);
/// Whether one of them is an error.
bool anyError(const xforms::Problems& problems);
/// Words on standard error, and the exit code for what cannot be read.
int cannotRead(const std::string& file, const base::Error& error);

}  // namespace waymark::forms
