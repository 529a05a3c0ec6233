#include "shared/questionnaire/xlsform/question_types.h"

#include "shared/base/ascii.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/suggest.h"

#include <array>

namespace waymark::xlsform {

namespace {

constexpr QuestionType kTypes[] = {
    {"text", "input", "string", "", ""}, {"string", "input", "string", "", ""}, {"q string", "input", "string", "", ""}, {"add text prompt", "input", "string", "", ""},
    {"integer", "input", "int", "", ""}, {"int", "input", "int", "", ""}, {"q int", "input", "int", "", ""}, {"add integer prompt", "input", "int", "", ""},
    {"decimal", "input", "decimal", "", ""}, {"q decimal", "input", "decimal", "", ""}, {"add decimal prompt", "input", "decimal", "", ""},
    {"percentage", "input", "int", "", "", "0 <= . and . <= 100"}, {"number of days in last month", "input", "int", "", "", "0 <= . and . <= 31"},
    {"number of days in last six months", "input", "int", "", "", "0 <= . and . <= 183"}, {"number of days in last year", "input", "int", "", "", "0 <= . and . <= 365"}, {"range", "range", "int", "", ""},
    {"date", "input", "date", "", ""}, {"q date", "input", "date", "", ""}, {"add date prompt", "input", "date", "", ""}, {"time", "input", "time", "", ""},
    {"datetime", "input", "dateTime", "", ""}, {"date time", "input", "dateTime", "", ""}, {"q datetime", "input", "dateTime", "", ""},
    {"q date time", "input", "dateTime", "", ""}, {"add date time prompt", "input", "dateTime", "", ""}, {"add datetime prompt", "input", "dateTime", "", ""},
    {"note", "input", "string", "", ""}, {"q note", "input", "string", "", ""}, {"add note prompt", "input", "string", "", ""},
    {"acknowledge", "trigger", "string", "", ""}, {"trigger", "trigger", "string", "", ""}, {"q acknowledge", "trigger", "string", "", ""},
    {"add acknowledge prompt", "trigger", "string", "", ""},
    {"barcode", "input", "barcode", "", ""}, {"q barcode", "input", "barcode", "", ""}, {"add barcode prompt", "input", "barcode", "", ""},
    {"geopoint", "input", "geopoint", "", ""}, {"gps", "input", "geopoint", "", ""}, {"location", "input", "geopoint", "", ""}, {"q geopoint", "input", "geopoint", "", ""},
    {"q location", "input", "geopoint", "", ""}, {"add location prompt", "input", "geopoint", "", ""}, {"geotrace", "input", "geotrace", "", ""},
    {"geoshape", "input", "geoshape", "", ""},
    {"image", "upload", "binary", "image/*", ""}, {"photo", "upload", "binary", "image/*", ""}, {"q image", "upload", "binary", "image/*", ""},
    {"q picture", "upload", "binary", "image/*", ""}, {"add image prompt", "upload", "binary", "image/*", ""}, {"add photo prompt", "upload", "binary", "image/*", ""},
    {"audio", "upload", "binary", "audio/*", ""}, {"q audio", "upload", "binary", "audio/*", ""}, {"add audio prompt", "upload", "binary", "audio/*", ""},
    {"video", "upload", "binary", "video/*", ""}, {"q video", "upload", "binary", "video/*", ""}, {"add video prompt", "upload", "binary", "video/*", ""},
    {"file", "upload", "binary", "application/*", ""}, {"add file prompt", "upload", "binary", "application/*", ""}, {"osm", "upload", "binary", "osm/*", ""},
    {"calculate", "", "string", "", ""}, {"q calculate", "", "string", "", ""}, {"add calculate prompt", "", "string", "", ""}, {"hidden", "", "string", "", ""},
    {"phone number", "input", "string", "", "", R"(regex(., '^\d*$'))"},
    {"start", "", "dateTime", "start", "timestamp"}, {"start time", "", "dateTime", "start", "timestamp"}, {"get start time", "", "dateTime", "start", "timestamp"},
    {"end", "", "dateTime", "end", "timestamp"}, {"end time", "", "dateTime", "end", "timestamp"}, {"get end time", "", "dateTime", "end", "timestamp"},
    {"today", "", "date", "today", "date"}, {"get today", "", "date", "today", "date"},
    {"deviceid", "", "string", "deviceid", "property"}, {"device id", "", "string", "deviceid", "property"}, {"get device id", "", "string", "deviceid", "property"},
    {"imei", "", "string", "deviceid", "property"}, {"username", "", "string", "username", "property"}, {"email", "", "string", "email", "property"},
    {"phonenumber", "", "string", "phonenumber", "property"}, {"get phone number", "", "string", "phonenumber", "property"},
    {"simserial", "", "string", "simserial", "property"}, {"sim id", "", "string", "simserial", "property"}, {"get sim id", "", "string", "simserial", "property"},
    {"subscriberid", "", "string", "subscriberid", "property"}, {"subscriber id", "", "string", "subscriberid", "property"},
    {"get subscriber id", "", "string", "subscriberid", "property"}, {"uri:deviceid", "", "string", "uri:deviceid", "property"},
    {"uri:username", "", "string", "uri:username", "property"}, {"uri:email", "", "string", "uri:email", "property"},
    {"uri:phonenumber", "", "string", "uri:phonenumber", "property"}, {"uri:simserial", "", "string", "uri:simserial", "property"},
    {"uri:subscriberid", "", "string", "uri:subscriberid", "property"},
    {"audit", "", "binary", "", ""}, {"start-geopoint", "", "geopoint", "", ""}, {"background-geopoint", "", "geopoint", "", ""}, {"background-audio", "", "binary", "", ""},
    {"csv-external", "", "", "csv", ""}, {"xml-external", "", "", "xml", ""},
};

struct SelectSpelling {
    std::string_view text;
    bool many, rank, fromFile, external;
};

constexpr SelectSpelling kSelects[] = {
    {"select_one_from_file", false, false, true, false}, {"select one from file", false, false, true, false}, {"select_multiple_from_file", true, false, true, false},
    {"select multiple from file", true, false, true, false}, {"select_one_external", false, false, false, true}, {"select one external", false, false, false, true},
    {"add select one prompt using", false, false, false, false}, {"add select multiple prompt using", true, false, false, false},
    {"select all that apply from", true, false, false, false}, {"select all that apply", true, false, false, false}, {"select one from", false, false, false, false},
    {"select multiple from", true, false, false, false}, {"select one using", false, false, false, false}, {"select multiple using", true, false, false, false},
    {"select_multiple", true, false, false, false}, {"select multiple", true, false, false, false}, {"select_one", false, false, false, false},
    {"select one", false, false, false, false}, {"select1", false, false, false, false}, {"rank", false, true, false, false},
};

}  // namespace

const QuestionType* findType(std::string_view spelling) {
    const std::string wanted = base::lower(spelling);
    for (const QuestionType& one : kTypes)
        if (one.spelling == wanted) return &one;
    return nullptr;
}

std::string suggestType(std::string_view spelling) {
    Suggestion suggestion(spelling);
    const std::size_t space = spelling.find(' ');
    Suggestion first(spelling.substr(0, space));  // "slect_one fruits"
    for (const QuestionType& one : kTypes)
        suggestion.offer(one.spelling);
    for (const std::string_view one : {"select_one", "select_multiple", "rank", "begin_group", "end_group", "begin_repeat", "end_repeat", "begin group", "end group",
                                       "begin repeat", "end repeat"}) {
        suggestion.offer(one);
        if (space != std::string_view::npos) first.offer(one);
    }
    return suggestion.words().empty() ? first.words() : suggestion.words();
}

std::optional<SelectType> selectType(std::string_view type) {
    for (const SelectSpelling& one : kSelects) {
        if (!base::lower(type.substr(0, one.text.size())).starts_with(one.text) || (type.size() > one.text.size() && type[one.text.size()] != ' ')) continue;
        SelectType select{one.many, one.rank, one.fromFile, one.external, false, xforms::trimmed(type.substr(one.text.size()))};
        for (const std::string_view other : {" or_other", " or other", " or specify other"})
            if (select.list.size() > other.size() && base::lower(select.list).ends_with(other)) {
                select.list = xforms::trimmed(std::string_view(select.list).substr(0, select.list.size() - other.size()));
                select.orOther = true;
            }
        return select;
    }
    return std::nullopt;
}

std::optional<Bracket> bracket(std::string_view type) {
    const std::string text = base::lower(type);
    for (const bool begins : {true, false}) {
        const std::string_view word = begins ? "begin" : "end";
        if (!text.starts_with(word) || text.size() <= word.size() || (text[word.size()] != ' ' && text[word.size()] != '_')) continue;
        const std::string what = xforms::trimmed(std::string_view(text).substr(word.size() + 1));
        if (what == "group") return Bracket{begins, "group", {}};
        if (what == "repeat" || what == "lgroup" || what == "looped group") return Bracket{begins, "repeat", {}};
        if (what == "loop") return Bracket{begins, "loop", {}};
        if (begins && what.starts_with("loop ")) {
            std::string list = xforms::trimmed(std::string_view(what).substr(5));
            if (list.starts_with("over ")) list = xforms::trimmed(std::string_view(list).substr(5));
            // As written: the names of lists tell small letters from capitals.
            return Bracket{begins, "loop", std::string(type.substr(type.size() - list.size()))};
        }
    }
    return std::nullopt;
}

}  // namespace waymark::xlsform
