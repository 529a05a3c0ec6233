#include "mobile/text/words.h"

#include "shared/domain/born.h"

#include <QDate>
#include <QLocale>

namespace waymark::mobile {

namespace {

QDate toQDate(const base::Date& date) { return {date.year, date.month, date.day}; }

}  // namespace

QString words(base::ErrorCode code) {
    using enum base::ErrorCode;
    switch (code) {
    case Malformed: return Words::tr("That could not be read. Check it and try again.");
    case TooLarge: return Words::tr("That is too long to save. Make it shorter.");
    case NotFound: return Words::tr("That is not on this device any more.");
    case AlreadyExists: return Words::tr("That is here already.");
    case NotPermitted: return Words::tr("Your role does not let you do this. Ask a worker or your coordinator.");
    case Unauthorised:
        return Words::tr("The service does not know this device. Ask your coordinator for a new code. Your work is still saved here.");
    case Revoked: return Words::tr("This device has been signed off by your coordinator. What was on it has been removed.");
    case CodeUnknown: return Words::tr("That code is not known. Check it letter by letter, or ask for a new one.");
    case CodeExpired: return Words::tr("That code has run out. Ask your coordinator for a new one.");
    case CodeUsed: return Words::tr("That code has been used. Ask your coordinator for a new one.");
    case TooManyAttempts: return Words::tr("Too many tries. Wait a little, then try again.");
    case WrongPin: return Words::tr("That PIN is not right. Try again.");
    case Tampered: return Words::tr("Some stored data could not be opened. It will be fetched again at the next sync.");
    case Locked: return Words::tr("Waymark is locked. Enter your PIN first.");
    case DiskFull:
        return Words::tr("This device is full, so that was not saved. Make some room, then try again. Everything before it is safe.");
    case Storage: return Words::tr("That could not be saved. Try again. Everything before it is safe.");
    case Offline: return Words::tr("No connection. Your work is saved here and goes by itself when there is a signal.");
    case Busy: return Words::tr("The service is busy. Waymark tries again by itself.");
    case TooOld: return Words::tr("This app is too old for the service. Update it. Your work is still sent.");
    case TooNew: return Words::tr("The data here were written by a newer Waymark. Update the app to open them.");
    case Unsupported: return Words::tr("This app cannot do that yet.");
    case Internal: return Words::tr("Something went wrong in the app. Everything saved before is safe.");
    }
    return {};
}

QString wordsOfSync(base::ErrorCode code) {
    if (code == base::ErrorCode::TooNew)
        return Words::tr("The service is older than this app. Your work is saved here and goes when the service is updated. Tell your coordinator.");
    return words(code);
}

QString recordWords(std::string_view type) {
    if (type == "mark") return Words::tr("Register");
    if (type == "response") return Words::tr("Questionnaire");
    if (type == "feedback") return Words::tr("Feedback, no name");
    if (type == "headcount") return Words::tr("Head count");
    if (type == "person") return Words::tr("Person");
    if (type == "household" || type == "membership") return Words::tr("Family");
    if (type == "consent") return Words::tr("What they agreed to");
    if (type == "session") return Words::tr("Session");
    if (type == "conflict") return Words::tr("Something that was settled");
    if (type == "concern" || type == "concern_note" || type == "safeguarding_key") return Words::tr("Something sealed");
    if (type == "place") return Words::tr("Place in a group");
    if (type == "hours") return Words::tr("Hours worked");
    if (type == "theme") return Words::tr("What was said and done");
    if (type == "group_meeting") return Words::tr("Meeting");
    if (type == "handover_note") return Words::tr("Hand-over note");
    if (type == "need") return Words::tr("Need");
    if (type == "equality") return Words::tr("About them");
    if (type == "address") return Words::tr("Address");
    if (type == "note") return Words::tr("Note");
    if (type == "referral") return Words::tr("Referral");
    if (type == "followon") return Words::tr("Follow-on");
    if (type == "goal") return Words::tr("Goal");
    if (type == "activity") return Words::tr("Group");
    if (type == "venue") return Words::tr("Venue");
    if (type == "user") return Words::tr("Team");
    if (type == "agency") return Words::tr("Agency");
    if (type == "organisation") return Words::tr("Organisation");
    if (type == "instrument") return Words::tr("Questionnaire for everybody");
    if (type == "listing") return Words::tr("Directory");
    if (type == "resource") return Words::tr("Equipment");
    if (type == "residue") return Words::tr("Register, without names");
    return Words::tr("A record");  // of a later version
}

QString wordsOfQuarantine(std::string_view reason) {
    if (reason == "not_granted") return Words::tr("This device may not write there. A coordinator can put it right.");
    if (reason == "not_permitted") return Words::tr("The person's role did not allow it. A coordinator can put it right.");
    if (reason == "unknown_user") return Words::tr("The service does not know who wrote it. Join this device again.");
    if (reason == "write_once") return Words::tr("It was written before and cannot be changed. Make a new record.");
    if (reason == "merge_direction") return Words::tr("The two records were joined the wrong way round.");
    if (reason == "invalid_value" || reason == "malformed") return Words::tr("Something in it could not be read by the service.");
    if (reason == "too_large") return Words::tr("It is too long for the service.");
    return reason.empty() ? QString() : Words::tr("The service set it aside.");
}

QString longDate(const base::Date& date) { return QLocale().toString(toQDate(date), QStringLiteral("d MMMM yyyy")); }

QString dayAndDate(const base::Date& date) { return QLocale().toString(toQDate(date), QStringLiteral("dddd d MMMM")); }

QString moment(base::Millis instant, base::Millis now, std::string_view zone) {
    const base::Date day = base::localDate(instant, zone);
    const base::Date today = base::localDate(now, zone);
    const QString time = q(base::localTime(instant, zone));
    if (day == today) return time;
    if (base::addDays(day, 1) == today) return Words::tr("%1 yesterday").arg(time);
    return Words::tr("%1 on %2", "time, date").arg(time, QLocale().toString(toQDate(day), QStringLiteral("d MMMM")));
}

int ageInYears(const base::Json& born, const base::Date& on) {
    const auto birth = domain::birthFrom(born);
    if (!birth || on < birth->date) return -1;
    return base::ageOn(birth->date, on);
}

QString ageText(const base::Json& born, const base::Date& on) {
    const int years = ageInYears(born, on);
    if (years < 0) return {};
    const auto [date, precision] = *domain::birthFrom(born);
    using enum domain::Birth::Precision;
    if (precision == Year || precision == Age) return Words::tr("about %n year(s)", nullptr, years);
    if (years >= 2) return Words::tr("%n year(s)", nullptr, years);
    const int months = (on.year - date.year) * 12 + on.month - date.month - (on.day < date.day ? 1 : 0);
    return Words::tr("%n month(s)", nullptr, months);
}

QString presenceWords(std::string_view status) {
    if (status == "present") return Words::tr("here");
    if (status == "late") return Words::tr("late");
    if (status == "absent_told") return Words::tr("away, told us");
    if (status == "absent_not_told") return Words::tr("away, not told");
    if (status == "not_expected") return Words::tr("not expected today");
    if (status == "waiting") return Words::tr("on the waiting list");
    if (status == "turned_away") return Words::tr("turned away, full");
    return {};
}

QString sessionStatusWords(std::string_view status) {
    if (status == "planned") return Words::tr("planned");
    if (status == "open") return Words::tr("open");
    if (status == "closed") return Words::tr("closed");
    if (status == "signed") return Words::tr("signed off");
    if (status == "cancelled") return Words::tr("cancelled");
    if (status == "not_held") return Words::tr("did not happen");
    return {};
}

QString roleWords(std::string_view role) {
    if (role == "administrator") return Words::tr("administrator");
    if (role == "coordinator") return Words::tr("coordinator");
    if (role == "worker") return Words::tr("worker");
    if (role == "volunteer") return Words::tr("volunteer");
    if (role == "reader") return Words::tr("reader");
    if (role == "safeguarding") return Words::tr("safeguarding lead");
    return {};
}

QString purposeWords(std::string_view purpose) {
    if (purpose == domain::kTakePart) return Words::tr("questionnaires");
    if (purpose == domain::kPhoto) return Words::tr("photos");
    if (purpose == domain::kContact) return Words::tr("being contacted");
    if (purpose == domain::kShare) return Words::tr("being spoken of with partner agencies");
    if (purpose == domain::kResearch) return Words::tr("research");
    return q(purpose).replace(QLatin1Char('_'), QLatin1Char(' '));
}

QString consentWords(domain::Consent consent) {
    switch (consent) {
    case domain::Consent::Granted: return Words::tr("yes");
    case domain::Consent::Refused: return Words::tr("no");
    case domain::Consent::Withdrawn: return Words::tr("no longer");
    case domain::Consent::Lapsed: return Words::tr("yes, but it has run out");
    case domain::Consent::NotAsked: return Words::tr("not asked");
    }
    return {};
}

QString initials(const QString& name) {
    const QStringList parts = name.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    if (parts.isEmpty()) return {};
    const auto first = [](const QString& word) {
        return word.at(0).isHighSurrogate() && word.size() > 1 ? word.left(2) : word.left(1).toUpper();
    };
    return parts.size() == 1 ? first(parts.front()) : first(parts.front()) + first(parts.back());
}

}  // namespace waymark::mobile
