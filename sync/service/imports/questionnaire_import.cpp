#include "sync/service/imports/questionnaire_import.h"

#include "shared/base/calendar.h"
#include "shared/base/csv.h"
#include "shared/base/text.h"
#include "shared/domain/stream.h"
#include "shared/questionnaire/exchange/form_file.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/instrument_warnings.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/imports/form_media.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/registry.h"

#include <algorithm>
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
    std::vector<FormMedia> media;
    questionnaire::Licence licence;
};

Read readInstrument(const questionnaire::Instrument& instrument) {
    Read read;
    read.id = instrument.id;
    read.fields = {{"family", instrument.family},
                   {"version", instrument.version},
                   {"equivalence", instrument.equivalence},
                   {"definition", questionnaire::toJson(instrument)},
                   {"licence", instrument.licence.name}};
    read.licence = instrument.licence;
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

/// Whether the file may become, or stay, what the organisation has under its id. Errors: AlreadyExists; NotPermitted if its licence ran out before `today`
/// and it is not published already.
Result<void> mayReplace(const Fields& has, const Read& read, bool draft, const std::string& today) {
    const auto valueOf = [&has](const char* name) {
        const auto field = has.find(name);
        return field == has.end() ? Json() : field->second.value;
    };
    if (const Json definition = valueOf("definition"); !definition.is_null() && definition != read.fields.at("definition"))
        return Error{ErrorCode::AlreadyExists, "this version was given out with other content; give the new one another version"};
    if (const Json media = valueOf("media"); !media.is_null() && read.fields.contains("media") && media != read.fields.at("media"))
        return Error{ErrorCode::AlreadyExists, "this version was given out with other pictures or sounds; give the new one another version"};
    const Json status = valueOf("status");
    if (status == "withdrawn") return Error{ErrorCode::AlreadyExists, "this version is withdrawn; a new one needs another version"};
    if (!draft && status != "published" && questionnaire::isExpired(read.licence, today))
        return Error{ErrorCode::NotPermitted, "its licence ran out on " + read.licence.expires + ", so it cannot be published; ask its owner, and write the new date and reference into the definition"};
    if (draft && !status.is_null() && status != "draft")
        return Error{ErrorCode::AlreadyExists, "this version is published; a draft of a new one needs another version"};
    return {};
}

/// Its lines end with a line feed alone, whatever they ended with: CR LF, or the CR of old spreadsheets.
std::string withLineFeeds(std::string_view text) {
    std::string lines;
    lines.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') lines += text[i];
        else if (i + 1 == text.size() || text[i + 1] != '\n') lines += '\n';
    }
    return lines;
}

/// The lists that the form takes its choices from, as text of ours: lines end with a line feed, and a table has no blank rows. Errors: NotFound, TooLarge,
/// Malformed.
Result<Json> listsOf(const xforms::Form& form, const std::string& path, const exchange::Folders& folders) {
    const auto files = exchange::listsBeside(path, folders);
    Json lists = Json::object();
    std::size_t bytes = 0;
    for (const auto& [id, instance] : form.instances) {
        const auto name = exchange::fileNameOf(instance.source);
        if (instance.source.empty() || instance.source == xforms::kLastSaved || lists.contains(name)) continue;
        auto list = files(name);
        if (!list) return Error{ErrorCode::NotFound, "the list " + exchange::missingWords(folders, name)};
        if (list->starts_with("\xEF\xBB\xBF")) list->erase(0, 3);
        *list = withLineFeeds(*list);
        if (!base::isStorable(*list)) return Error{ErrorCode::Malformed, "the list “" + name + "” is no plain text in UTF-8: save it as that"};
        if (name.ends_with(".csv")) *list = base::withoutBlankRows(*list, base::CsvSeparator::AsInFirstLine);
        bytes += list->size();
        lists[name] = std::move(*list);
    }
    if (bytes > kMaxListBytes)
        return Error{ErrorCode::TooLarge, "its lists have " + std::to_string(bytes >> 10) + " KB together; tablets take " + std::to_string(kMaxListBytes >> 10)};
    return lists;
}

/// Whether tablets read what they are given. Errors: Unsupported.
Result<void> mustBeReadable(const Json& definition) {
    const auto form = exchange::formOf(definition);
    if (!form) return form.error();
    for (const auto& problem : form->problems)
        if (problem.severity == xforms::Severity::Error) return Error{ErrorCode::Unsupported, "as a spreadsheet it has a mistake: " + problem.message};
    return {};
}

/// What has to be known about it and is no mistake. Errors: Malformed with the first mistake and its place.
Result<std::vector<std::string>> remarksOn(const xforms::Problems& problems) {
    std::vector<std::string> remarks;
    for (const auto& problem : problems) {
        std::string words = exchange::placeOf(problem) + problem.message;
        if (problem.severity == xforms::Severity::Error) return Error{ErrorCode::Malformed, std::move(words)};
        remarks.push_back(std::move(words));
    }
    return remarks;
}

Result<Read> readForm(const QuestionnaireImport& request) {
    const std::string& path = request.path;
    const auto folders = request.media.empty() ? exchange::foldersOf(path) : exchange::Folders{request.media};
    auto loaded = exchange::loadForm(path, folders);
    if (!loaded) return loaded.error();
    Read read;
    auto remarks = remarksOn(loaded->problems);
    if (!remarks) return remarks.error();
    read.remarks = std::move(*remarks);
    const bool isSpreadsheet = exchange::isSpreadsheet(path);
    xforms::Problems lost;
    auto sheets = isSpreadsheet ? exchange::loadSheets(path) : Result<exchange::Sheets>(exchange::sheetsOf(loaded->form, lost));
    if (!sheets) return sheets.error();
    for (const auto& problem : lost)
        read.remarks.push_back(problem.message);
    const auto version = versionOf(loaded->form.version);
    if (!version) return version.error();
    auto definition = exchange::jsonOf(*sheets);
    auto lists = listsOf(loaded->form, path, folders);
    if (!lists) return lists.error();
    if (!lists->empty()) definition["files"] = std::move(*lists);
    if (const auto readable = mustBeReadable(definition); !readable) return readable.error();
    if (!request.withoutMedia) {
        auto media = mediaOf(*sheets, isSpreadsheet, folders);
        if (!media) return Error{media.error().code, media.error().detail + " (--without-media gives out its words alone)"};
        read.media = std::move(*media);
    }
    read.id = questionnaire::instrumentId(loaded->form.id, *version);
    read.fields = {{"family", loaded->form.id}, {"version", *version}, {"definition", std::move(definition)}};
    for (const auto& file : read.media)
        read.fields["media"][file.name] = domain::toJson(file.blob);
    return read;
}

Result<Read> readQuestionnaire(const QuestionnaireImport& request) {
    const std::string& path = request.path;
    if (!exchange::isSpreadsheet(path)) return readForm(request);
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
    if (!exchange::isInstrument(*sheets)) return readForm(request);
    // It has to hold as a form, too.
    const auto loaded = exchange::loadForm(path);
    if (!loaded) return loaded.error();
    auto remarks = remarksOn(loaded->problems);
    if (!remarks) return remarks.error();
    const auto instrument = exchange::instrumentOf(*sheets);
    if (!instrument) return instrument.error();
    Read read = readInstrument(*instrument);
    read.remarks = std::move(*remarks);
    return read;
}

}  // namespace

Result<Json> importQuestionnaire(Store& store, base::Millis now, base::Random& random, const QuestionnaireImport& request) {
    auto read = readQuestionnaire(request);
    if (!read) return Error{read.error().code, request.path + ": " + read.error().detail};
    read->fields["status"] = request.draft ? "draft" : "published";
    bool changed = false;
    const auto done = store.write([&](WriteTransaction& t) -> Result<void> {
        const auto organisation = t.registry().organisation();
        if (!organisation) return Error{ErrorCode::NotFound, "there is no organisation; run init first"};
        const std::string stream = domain::organisationStream(organisation->id);
        const std::string today = base::toText(base::localDate(now, organisation->timezone));
        if (auto may = mayReplace(t.streams().fieldsOf(stream, {"instrument", read->id}), *read, request.draft, today); !may) return may;
        ServiceOps ops(t.streams(), random, now);
        const auto set = ops.set(stream, {"instrument", read->id}, read->fields);
        if (!set) return set.error();
        changed = *set;
        // In the same transaction: who is told of a picture can fetch it.
        for (const auto& file : read->media)
            t.blobs().keep({stream, file.blob.sha256}, file.bytes, {}, now);
        return {};
    });
    if (!done) return done.error();
    Json media = Json::array(), lists = Json::array();
    for (const auto& file : read->media)
        media.push_back({{"name", file.name}, {"media", file.blob.media}, {"bytes", file.blob.bytes}});
    if (const auto& definition = read->fields.at("definition"); definition.contains("files"))
        for (const auto& [name, content] : definition.at("files").items())
            lists.push_back(name);
    return Json{{"instrument", read->id},           {"family", read->fields["family"]},
                {"version", read->fields["version"]}, {"status", read->fields["status"]},
                {"changed", changed},               {"media", std::move(media)},
                {"lists", std::move(lists)},        {"remarks", std::move(read->remarks)}};
}

}  // namespace waymark::service
