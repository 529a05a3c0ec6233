// What a program has around it and the libraries ask for: files, the time, the zone, chance.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"
#include "shared/base/random.h"
#include "shared/base/result.h"
#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/xforms/form_reader.h"

#include <string>

namespace waymark::forms {

base::Millis timeNow();
/// Of this machine: TZ, or what /etc/localtime points to, or UTC.
std::string localZone();

class SystemRandom : public base::Random {
public:
    void fill(std::uint8_t* data, std::size_t size) override;
};

/// Errors: NotFound, TooLarge above 64 MB.
base::Result<std::string> readFile(const std::string& path);
/// The lists that lie in the same folder.
xforms::Files filesBeside(const std::string& path);
/// Whether it comes as sheets: a spreadsheet by its content, or JSON of ours.
bool isSpreadsheet(const std::string& path);
/// Of a spreadsheet, of one as JSON, or of a definition. Errors: Malformed, Unsupported for an old .xls.
base::Result<exchange::Sheets> loadSheets(const std::string& path);
/// An XForm, a spreadsheet or a definition, by its content; lists are looked for beside it.
base::Result<xforms::ReadForm> loadForm(const std::string& path);

void print(const base::Json& document);
/// Words on standard error, and the exit code for what cannot be read.
int cannotRead(const std::string& file, const base::Error& error);

}  // namespace waymark::forms
