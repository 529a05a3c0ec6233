#include "mobile/text/value_words.h"

#include "mobile/text/words.h"
#include "shared/domain/born.h"
#include "shared/domain/op.h"

#include <QDate>
#include <QLocale>

#include <algorithm>

namespace waymark::mobile {

using base::Json;

namespace {

constexpr const char* kPresences[] = {"present", "late", "absent_told", "absent_not_told", "not_expected", "turned_away"};
constexpr const char* kSessionStatuses[] = {"planned", "open", "closed", "cancelled", "not_held"};
constexpr const char* kKinds[] = {"child", "young_person", "adult", "volunteer", "staff"};

QString kindWords(std::string_view kind) {
    if (kind == "child") return Words::tr("child");
    if (kind == "young_person") return Words::tr("young person");
    if (kind == "adult") return Words::tr("adult");
    if (kind == "volunteer") return Words::tr("volunteer");
    if (kind == "staff") return Words::tr("staff");
    return {};
}

QString plain(std::string_view name) {
    QString words = q(name);
    return words.replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString dateWords(const std::string& text) {
    const auto date = base::parseDate(text);
    return date ? longDate(*date) : QString();
}

QString bornWords(const Json& born) {
    const auto birth = domain::birthFrom(born);
    if (!birth) return {};
    const auto& [date, precision] = *birth;
    using enum domain::Birth::Precision;
    if (precision == Day) return longDate(date);
    if (precision == Month) return QLocale().toString(QDate(date.year, date.month, 1), QStringLiteral("MMMM yyyy"));
    return precision == Year ? QString::number(date.year) : Words::tr("about %1", "a year").arg(date.year);
}

QString presenceOf(const Json& value) {
    const QString words = presenceWords(base::textOf(value, "status"));
    const auto minutes = base::integerOf(value, "minutes");
    return minutes > 0 ? Words::tr("%1, %n minute(s)", "late, minutes", static_cast<int>(minutes)).arg(words) : words;
}

QString joined(const Json& value, const NameOf& nameOf) {
    QStringList parts;
    for (const auto& part : value)
        if (const QString words = valueWords({}, {}, part, nameOf); !words.isEmpty() && !part.is_null()) parts.append(words);
    return parts.isEmpty() ? Words::tr("nothing") : parts.join(QStringLiteral(", "));
}

QString textWords(const std::string& text, const NameOf& nameOf) {
    if (!domain::parseReference(text).id.empty()) {
        const QString name = nameOf ? nameOf(text) : QString();
        return name.isEmpty() ? Words::tr("somebody or something that is not on this device") : name;
    }
    const QString date = dateWords(text);
    return date.isEmpty() ? q(text) : date;
}

}  // namespace

QString typeWords(std::string_view type) {
    if (type == "person") return {};
    if (type == "mark") return Words::tr("register");
    if (type == "household") return Words::tr("family");
    if (type == "membership") return Words::tr("place in a family");
    if (type == "hours") return Words::tr("hours");
    if (type == "followon") return Words::tr("next step");
    if (type == "group_meeting") return Words::tr("meeting");
    return plain(type);
}

QString fieldWords(std::string_view type, std::string_view field) {
    if (field == "deleted") return Words::tr("to stay or to go");
    if (field == "merged_into") return Words::tr("the same person as");
    if (type == "mark" && field == "presence") return Words::tr("here or not");
    if (type == "mark" && field == "left") return Words::tr("when they left");
    if (type == "session" && field == "actual") return Words::tr("start and end");
    if (type == "session" && field == "planned") return Words::tr("planned start and end");
    if (type == "session" && field == "signed") return Words::tr("signed off by");
    if (field == "known_as") return Words::tr("what to call them");
    if (field == "born") return Words::tr("date of birth");
    if (field == "emergency") return Words::tr("whom to call in an emergency");
    if (field == "alerts") return Words::tr("what to look out for");
    if (field == "collectors") return Words::tr("who may collect them");
    if (field == "walk_home") return Words::tr("may walk home alone");
    if (field == "no_contact") return Words::tr("must have no contact");
    return plain(field);
}

QString valueWords(std::string_view type, std::string_view field, const Json& value, const NameOf& nameOf) {
    if (field == "deleted") return value == Json(true) ? Words::tr("Remove it") : Words::tr("Keep it: it was changed and is still needed");
    if (value.is_null()) return Words::tr("nothing");
    if (value.is_boolean()) return value.get<bool>() ? Words::tr("yes") : Words::tr("no");
    QString words;
    if (type == "mark" && field == "presence") words = presenceOf(value);
    if (type == "person" && field == "born") words = bornWords(value);
    if (value.is_string()) {
        const std::string text = value.get<std::string>();
        if (type == "session" && field == "status") words = sessionStatusWords(text);
        if (type == "person" && field == "kind") words = kindWords(text);
        if (words.isEmpty()) words = textWords(text, nameOf);
    }
    if (!words.isEmpty()) return words;
    if (value.is_structured()) return joined(value, nameOf);
    return value.is_string() ? Words::tr("nothing") : q(base::toText(value));
}

std::vector<ValueChoice> valueChoices(std::string_view type, std::string_view field) {
    std::vector<ValueChoice> choices;
    if (type == "mark" && field == "presence")
        for (const auto* status : kPresences)
            choices.push_back({status, presenceWords(status)});
    if (type == "session" && field == "status")
        for (const auto* status : kSessionStatuses)
            choices.push_back({status, sessionStatusWords(status)});
    if (type == "person" && field == "kind")
        for (const auto* kind : kKinds)
            choices.push_back({kind, kindWords(kind)});
    return choices;
}

Json valueOfChoice(std::string_view type, std::string_view field, const std::string& choice) {
    if (type == "mark" && field == "presence") return {{"status", choice}};
    return choice;
}

}  // namespace waymark::mobile
