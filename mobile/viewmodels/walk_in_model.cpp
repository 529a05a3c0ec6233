#include "mobile/viewmodels/walk_in_model.h"

#include "mobile/text/words.h"
#include "shared/base/text.h"
#include "shared/domain/postcode.h"

namespace waymark::mobile {

namespace {

constexpr int kMaxChildren = 20, kMaxAge = 120, kYoungPersonFrom = 11, kAdultFrom = 18;

std::string tidy(const QString& text) { return base::cleaned(text.toStdString()); }

QString likenessWords(Likeness why) {
    switch (why) {
    case Likeness::SameBirthDate: return WalkInModel::tr("the same date of birth and a name like it");
    case Likeness::SwappedDayAndMonth: return WalkInModel::tr("the same postcode, and day and month of birth the other way round");
    case Likeness::NearBirthDate: return WalkInModel::tr("the same postcode, and born a day apart");
    case Likeness::SameAge: return WalkInModel::tr("a name like it and about the same age");
    case Likeness::NameAndPostcode: return WalkInModel::tr("a name like it and the same postcode");
    }
    return {};
}

}  // namespace

WalkInModel::WalkInModel(Workplace& workplace, const RegisterModel& openRegister, QObject* parent)
    : QObject(parent), m_workplace(workplace), m_register(openRegister),
      m_childRows({"name", "calledName", "born", "age", "alert", "existing"}) {
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] {
        m_kept = false;
        forget();
    });
    m_keepSoon.setSingleShot(true);
    connect(&m_keepSoon, &QTimer::timeout, this, &WalkInModel::keepNow);
}

void WalkInModel::setAdultName(const QString& name) {
    m_adult.name = name;
    m_adult.existing.clear();
    touch();
}
void WalkInModel::setAdultCalledName(const QString& name) {
    m_adult.calledName = name;
    touch();
}
void WalkInModel::setAdultBorn(const QVariantMap& born) {
    m_adult.born = born;
    if (!born.isEmpty()) m_adult.age = -1;
    touch();
}
void WalkInModel::setAdultAge(int age) {
    m_adult.age = age;
    if (age >= 0) m_adult.born.clear();
    touch();
}
void WalkInModel::setPostcode(const QString& text) {
    m_postcode = text;
    touch();
}
void WalkInModel::setPostcodeNotGiven(bool notGiven) {
    m_postcodeNotGiven = notGiven;
    touch();
}
void WalkInModel::setContact(const QString& text) {
    m_contact = text;
    touch();
}

void WalkInModel::addChild() {
    if (m_children.size() >= kMaxChildren) return;
    m_children.emplace_back();
    touch();
}

void WalkInModel::removeChild(int index) {
    if (index < 0 || index >= static_cast<int>(m_children.size())) return;
    m_children.erase(m_children.begin() + index);
    touch();
}

void WalkInModel::setChild(int index, const QString& field, const QVariant& value) {
    if (index < 0 || index >= static_cast<int>(m_children.size())) return;
    auto& child = m_children[static_cast<std::size_t>(index)];
    if (field == QLatin1String("name")) {
        child.name = value.toString();
        child.existing.clear();
    } else if (field == QLatin1String("calledName")) {
        child.calledName = value.toString();
    } else if (field == QLatin1String("alert")) {
        child.alert = value.toString();
    } else if (field == QLatin1String("born")) {
        child.born = value.toMap();
        if (!child.born.isEmpty()) child.age = -1;
    } else if (field == QLatin1String("age")) {
        bool isNumber = false;
        const int age = value.toInt(&isNumber);
        child.age = isNumber ? age : -1;
        if (child.age >= 0) child.born.clear();
    }
    touch();
}

void WalkInModel::useExisting(const QString& personId) {
    const auto person = m_workplace.mirror().find("person", personId.toStdString());
    if (!person) return;
    for (const auto& entry : m_duplicates) {
        const auto found = entry.toMap();
        if (found.value("personId").toString() != personId) continue;
        const auto who = found.value("who").toString();
        auto& typed = who == QLatin1String("adult") ? m_adult : m_children[static_cast<std::size_t>(who.toInt())];
        typed.existing = person->key.id;
        typed.name = read::text(person, "name");
        touch();
        return;
    }
}

void WalkInModel::forget() {
    m_keepSoon.stop();
    m_adult = {};
    m_children.clear();
    m_postcode.clear();
    m_contact.clear();
    m_postcodeNotGiven = m_tried = false;
    show();
}

void WalkInModel::reset() {
    forget();
    if (std::exchange(m_kept, false)) m_workplace.bridge().discardDraft(draftKey());
}

void WalkInModel::touch() {
    m_keepSoon.start(kKeepAfterMs);
    show();
}

void WalkInModel::show() {
    std::vector<RowModel::Row> rows;
    for (std::size_t i = 0; i < m_children.size(); ++i) {
        const auto& child = m_children[i];
        rows.push_back({QString::number(i), {child.name, child.calledName, child.born, child.age, child.alert, q(child.existing)}});
    }
    m_childRows.replaceRows(std::move(rows));
    findDuplicates();
    m_problems = m_tried ? findProblems() : QStringList();
    emit edited();
}

base::Json WalkInModel::bornOf(const Entry& entry) const {
    const int year = entry.born.value("year").toInt(), month = entry.born.value("month").toInt(), day = entry.born.value("day").toInt();
    if (year > 0) {
        const base::Date date{year, month > 0 ? month : 1, month > 0 && day > 0 ? day : 1};
        const auto text = base::toText(date);
        if (!base::parseDate(text)) return {};
        return {{"date", text}, {"precision", month <= 0 ? "year" : day <= 0 ? "month" : "day"}};
    }
    if (entry.age < 0 || entry.age > kMaxAge) return {};
    // The latest day that gives this age: the age computed from it today is the age that was said.
    auto date = m_workplace.today();
    date.year -= entry.age;
    if (date.month == 2 && date.day == 29) date.day = 28;
    return {{"date", base::toText(date)}, {"precision", "age"}};
}

std::optional<std::string> WalkInModel::tidyPostcode() const { return domain::tidyPostcode(m_postcode.toStdString()); }

void WalkInModel::findDuplicates() {
    m_duplicates.clear();
    const auto& mirror = m_workplace.mirror();
    const auto look = [&](const Entry& entry, const QString& who) {
        const auto name = tidy(entry.name);
        if (!entry.existing.empty() || base::lengthInCharacters(name) < 2) return;
        const auto postcode = m_postcodeNotGiven ? std::string() : tidy(m_postcode);
        for (const auto& like : mirror.people().alike({name, tidy(entry.calledName), postcode, bornOf(entry)})) {
            const auto person = mirror.find("person", like.person);
            if (person)
                m_duplicates.append(QVariantMap{
                    {"personId", q(like.person)}, {"name", read::text(person, "name")}, {"why", likenessWords(like.why)}, {"who", who}});
        }
    };
    look(m_adult, QStringLiteral("adult"));
    for (std::size_t i = 0; i < m_children.size(); ++i)
        look(m_children[i], QString::number(i));
}

QStringList WalkInModel::findProblems() const {
    QStringList out;
    const auto today = m_workplace.today();
    const auto check = [&](const Entry& entry, const QString& whose) {
        if (!entry.existing.empty()) return;
        const auto born = bornOf(entry);
        if (tidy(entry.name).empty()) out.append(tr("Write the name of %1.").arg(whose));
        if (born.is_null() && !entry.born.isEmpty())
            out.append(tr("The date of birth of %1 is not a date.").arg(whose));
        else if (born.is_null())
            out.append(tr("Give the date of birth of %1, or the age.").arg(whose));
        else if (ageInYears(born, today) < 0)
            out.append(tr("The date of birth of %1 lies ahead.").arg(whose));
        else if (ageInYears(born, today) > kMaxAge)
            out.append(tr("The date of birth of %1 is too long ago.").arg(whose));
    };
    if (!adultGiven() && m_children.empty()) out.append(tr("Write the name of the adult, or add a child."));
    if (adultGiven()) check(m_adult, tr("the adult"));
    for (std::size_t i = 0; i < m_children.size(); ++i)
        check(m_children[i], tr("child %1", "number").arg(static_cast<int>(i) + 1));
    if (!m_postcodeNotGiven && m_adult.existing.empty() && !tidyPostcode())
        out.append(m_postcode.trimmed().isEmpty() ? tr("Give the postcode, or choose \"not given\".")
                                                  : tr("This is not the shape of a postcode. An example: B27 6QJ."));
    return out;
}

base::Json WalkInModel::personOf(const Entry& entry, bool adult) const {
    base::Json set;
    const auto born = bornOf(entry);
    const int age = ageInYears(born, m_workplace.today());
    set["name"] = tidy(entry.name);
    if (const auto called = tidy(entry.calledName); !called.empty()) set["known_as"] = called;
    set["kind"] = adult || age >= kAdultFrom ? "adult" : age >= kYoungPersonFrom ? "young_person" : "child";
    set["born"] = born;
    if (const auto alert = tidy(entry.alert); !alert.empty()) set["alerts"] = {{{"kind", "alert"}, {"text", alert}}};
    if (const auto given = tidyPostcode(); given && !m_postcodeNotGiven) set["postcode"] = *given;
    const auto contact = tidy(m_contact);
    if (contact.empty()) return set;
    if (adult || !adultGiven())
        set["contact"] = contact;
    else
        set["emergency"] = {{{"name", tidy(m_adult.name)}, {"contact", contact}}};
    return set;
}

std::vector<device::Change> WalkInModel::changes() const {
    std::vector<device::Change> people, marks, family;
    const auto venueStream = m_workplace.venueStream();
    const auto enter = [&](const Entry& entry, bool adult) {
        if (!entry.existing.empty()) return entry.existing;
        auto id = m_workplace.newId();
        people.push_back({venueStream, "person", id, personOf(entry, adult)});
        return id;
    };
    const auto markHere = [&](const std::string& person) -> base::Json& {
        marks.push_back(m_register.markChange(person, {{"status", "present"}}, true));
        return marks.back().set;
    };

    std::string adult;
    std::vector<std::string> children;
    if (adultGiven()) {
        adult = enter(m_adult, true);
        markHere(adult);
    }
    for (const auto& child : m_children) {
        children.push_back(enter(child, false));
        auto& set = markHere(children.back());
        if (!adult.empty()) set["brought_by"] = domain::reference("person", adult);
    }

    // Who belongs together. A volunteer may not say so for good; `brought_by` says it for today.
    if (m_workplace.mayWriteField("membership", "household") && !adult.empty() && !children.empty()) {
        std::string household;
        for (const auto& membership : m_workplace.mirror().referring(domain::reference("person", adult), "membership"))
            household = read::target(membership, "household");
        const auto join = [&](const std::string& person, const char* relation) {
            family.push_back({venueStream,
                              "membership",
                              m_workplace.newId(),
                              {{"household", domain::reference("household", household)},
                               {"person", domain::reference("person", person)},
                               {"relation", relation},
                               {"parental", "unknown"}}});
        };
        if (household.empty()) {
            household = m_workplace.newId();
            family.push_back({venueStream, "household", household, {{"label", tidy(m_adult.name)}}});
            join(adult, "parent_or_carer");
        }
        for (std::size_t i = 0; i < children.size(); ++i)
            if (m_children[i].existing.empty()) join(children[i], "child");
    }
    people.insert(people.end(), std::make_move_iterator(family.begin()), std::make_move_iterator(family.end()));
    people.insert(people.end(), std::make_move_iterator(marks.begin()), std::make_move_iterator(marks.end()));
    return people;
}

void WalkInModel::save() {
    m_tried = true;
    m_problems = findProblems();
    if (!m_register.canMark()) m_problems.append(tr("Open a session's register first."));
    emit edited();
    if (!m_problems.isEmpty()) return;
    const auto count = static_cast<int>(m_children.size()) + (adultGiven() ? 1 : 0);
    m_keepSoon.stop();
    m_workplace.act(
        tr("%n walk-in(s) added and marked as here", nullptr, count), changes(),
        [this](bool done) {
            if (!done) return;
            m_kept = false;
            reset();
            emit saved();
        },
        draftKey());
}

}  // namespace waymark::mobile
