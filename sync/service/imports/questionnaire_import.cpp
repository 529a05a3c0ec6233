#include "sync/service/imports/questionnaire_import.h"

#include "shared/domain/stream.h"
#include "shared/questionnaire/exchange/form_file.h"
#include "shared/questionnaire/instrument_codec.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/store/registry.h"

#include <charconv>

namespace waymark::service {

namespace {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

struct Read {
    std::string id;
    Json fields = Json::object();
    Json remarks = Json::array();
};

Read readInstrument(const questionnaire::Instrument& instrument) {
    Read read;
    read.id = instrument.id;
    read.fields = {{"family", instrument.family},
                   {"version", instrument.version},
                   {"equivalence", instrument.equivalence},
                   {"definition", questionnaire::toJson(instrument)},
                   {"licence", instrument.licence.name}};
    return read;
}

/// A form that names none is the first. Errors: Malformed.
Result<int> versionOf(const std::string& text) {
    if (text.empty()) return 1;
    int version = 0;
    const auto end = text.data() + text.size();
    const auto read = std::from_chars(text.data(), end, version);
    if (read.ec == std::errc() && read.ptr == end && version > 0) return version;
    return Error{ErrorCode::Malformed, "the version must be a whole number from 1 to 2147483647, not “" + text + "”"};
}

/// Whether the file may become, or stay, what the organisation has under its id. Errors: AlreadyExists.
Result<void> mayReplace(const Fields& has, const Read& read, bool draft) {
    const auto valueOf = [&has](const char* name) {
        const auto field = has.find(name);
        return field == has.end() ? Json() : field->second.value;
    };
    if (const Json definition = valueOf("definition"); !definition.is_null() && definition != read.fields.at("definition"))
        return Error{ErrorCode::AlreadyExists, "this version was given out with other content; give the new one another version"};
    const Json status = valueOf("status");
    if (status == "withdrawn") return Error{ErrorCode::AlreadyExists, "this version is withdrawn; a new one needs another version"};
    if (draft && !status.is_null() && status != "draft")
        return Error{ErrorCode::AlreadyExists, "this version is published; a draft of a new one needs another version"};
    return {};
}

Result<Read> readForm(const std::string& path) {
    auto loaded = exchange::loadForm(path);
    if (!loaded) return loaded.error();
    Read read;
    for (const auto& problem : loaded->problems) {
        const std::string words = (problem.row > 0 ? "row " + std::to_string(problem.row) + ": " : "") + problem.message;
        if (problem.severity == xforms::Severity::Error) return Error{ErrorCode::Malformed, words};
        read.remarks.push_back(words);
    }
    for (const auto& [id, list] : loaded->form.instances)
        if (!list.source.empty() && list.source != xforms::kLastSaved)
            return Error{ErrorCode::Unsupported, "the list “" + id + "” lies in another file, which tablets do not get"};
    xforms::Problems lost;
    auto sheets = exchange::isSpreadsheet(path) ? exchange::loadSheets(path) : Result<exchange::Sheets>(exchange::sheetsOf(loaded->form, lost));
    if (!sheets) return sheets.error();
    for (const auto& problem : lost)
        read.remarks.push_back(problem.message);
    const auto version = versionOf(loaded->form.version);
    if (!version) return version.error();
    read.id = questionnaire::instrumentId(loaded->form.id, *version);
    read.fields = {{"family", loaded->form.id}, {"version", *version}, {"definition", exchange::jsonOf(*sheets)}};
    return read;
}

Result<Read> readQuestionnaire(const std::string& path) {
    if (!exchange::isSpreadsheet(path)) return readForm(path);
    if (path.ends_with(".json")) {
        const auto content = exchange::readFile(path);
        if (!content) return content.error();
        const auto json = base::parseJson(*content);
        if (!json) return json.error();
        if (!exchange::isForm(*json)) {
            const auto instrument = questionnaire::instrumentFromJson(*json);
            if (!instrument) return instrument.error();
            return readInstrument(*instrument);
        }
    }
    const auto sheets = exchange::loadSheets(path);
    if (!sheets) return sheets.error();
    if (!exchange::isInstrument(*sheets)) return readForm(path);
    const auto instrument = exchange::instrumentOf(*sheets);
    if (!instrument) return instrument.error();
    return readInstrument(*instrument);
}

}  // namespace

Result<Json> importQuestionnaire(Store& store, base::Millis now, base::Random& random, const QuestionnaireImport& request) {
    auto read = readQuestionnaire(request.path);
    if (!read) return Error{read.error().code, request.path + ": " + read.error().detail};
    read->fields["status"] = request.draft ? "draft" : "published";
    bool changed = false;
    const auto done = store.write([&](WriteTransaction& t) -> Result<void> {
        const auto organisation = t.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation; run init first"};
        const std::string stream = domain::organisationStream(organisation->id);
        if (auto may = mayReplace(t.streams().fieldsOf(stream, {"instrument", read->id}), *read, request.draft); !may) return may;
        ServiceOps ops(t.streams(), random, now);
        const auto set = ops.set(stream, {"instrument", read->id}, read->fields);
        if (!set) return set.error();
        changed = *set;
        return {};
    });
    if (!done) return done.error();
    return Json{{"instrument", read->id},           {"family", read->fields["family"]},
                {"version", read->fields["version"]}, {"status", read->fields["status"]},
                {"changed", changed},               {"remarks", std::move(read->remarks)}};
}

}  // namespace waymark::service
