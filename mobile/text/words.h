// Words for people, made at the rim: errors, dates, times, ages and the signs of safety. Plain English at a reading age of nine; all of it
// can be translated. Any thread.
#pragma once

#include "shared/base/calendar.h"
#include "shared/base/json.h"
#include "shared/base/result.h"
#include "shared/domain/consent.h"

#include <QCoreApplication>
#include <QString>

namespace waymark::mobile {

/// Under which name translators find the words of this folder.
struct Words {
    Q_DECLARE_TR_FUNCTIONS(Words)
};

/// What happened, what it means and what to do, in one or two sentences. The error's `detail` is never shown.
QString words(base::ErrorCode code);
/// The same for what ended a sync: there TooNew is said of this app, not of stored data.
QString wordsOfSync(base::ErrorCode code);
/// Why the service set a record aside, from the wire's word ("not_permitted").
QString wordsOfQuarantine(std::string_view reason);
/// What kind of record it is, for every type of the dictionary: "Register" for a mark. Of what is sealed it says no more than that.
QString recordWords(std::string_view type);

/// "21 November 2026"
QString longDate(const base::Date& date);
/// "Saturday 21 November"
QString dayAndDate(const base::Date& date);
/// "10:12" on the day itself, "10:12 yesterday", else "10:12 on 19 November".
QString moment(base::Millis instant, base::Millis now, std::string_view zone);

/// The age on a day from a `born` field {date, precision}: "7 months", "4 years", "about 4 years" where the day is not known, "" if
/// there is no date or it lies ahead.
QString ageText(const base::Json& born, const base::Date& on);
/// The same age in whole years, or -1.
int ageInYears(const base::Json& born, const base::Date& on);

/// "here", "late", "away, told us", …; "" for no mark.
QString presenceWords(std::string_view status);
/// "planned", "open", "signed off", …
QString sessionStatusWords(std::string_view status);
/// "worker", "volunteer", …
QString roleWords(std::string_view role);

/// What somebody is asked to agree to: "photos"; a purpose of a later version by its own name.
QString purposeWords(std::string_view purpose);
/// "yes", "no", "no longer", "yes, but it has run out", "not asked"
QString consentWords(domain::Consent consent);

/// Up to two letters for a person's badge: of the first and the last word.
QString initials(const QString& name);

inline QString q(const std::string& text) { return QString::fromStdString(text); }
inline QString q(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

}  // namespace waymark::mobile
