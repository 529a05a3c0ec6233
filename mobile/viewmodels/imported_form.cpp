#include "mobile/viewmodels/imported_form.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/imported_words.h"
#include "shared/base/text.h"
#include "shared/questionnaire/exchange/media.h"
#include "shared/questionnaire/xforms/presentation.h"
#include "sync/device/system.h"

#include <algorithm>
#include <map>

namespace waymark::mobile {

using xforms::EntryKind;
using xforms::Kind;

namespace {

/// "cy" of "Welsh (cy)", or the whole name.
QString codeOf(const QString& language) {
    const auto open = language.lastIndexOf(QLatin1Char('('));
    return open > 0 && language.endsWith(QLatin1Char(')')) ? language.mid(open + 1).chopped(1) : language;
}

QString nameOf(const QString& language) {
    const auto open = language.lastIndexOf(QLatin1Char('('));
    return open > 0 ? language.left(open).trimmed() : language;
}

/// By which a page is known again when pages have come and gone. Groups may be on the screen alone, without a place in the data.
std::string placeOf(const xforms::Page& page) {
    const auto first = std::find_if(page.entries.begin(), page.entries.end(), [](const xforms::Entry& one) { return !one.ref.empty(); });
    return first == page.entries.end() ? std::string() : first->ref;
}

QVariant parameter(const xforms::Control& control, const char* name) {
    const auto found = control.parameters.find(name);
    return found == control.parameters.end() ? QVariant() : QVariant(q(found->second).toDouble());
}

}  // namespace

ImportedForm::ImportedForm(FormPtr form, FormStart start, FormSurroundings surroundings)
    : QuestionnaireForm(std::move(start)), m_form(std::move(form)), m_around(std::move(surroundings)),
      m_random(std::make_unique<device::SystemRandom>()) {
    begin(xforms::Session::start(m_form->form, world()));
    if (const auto* first = m_form->form.defaultLanguage()) m_start.language = codeOf(q(first->name)).toStdString();
}

std::unique_ptr<ImportedForm> ImportedForm::fromDraft(const base::Json& draft, const std::string& key, FormPtr form,
                                                      FormSurroundings surroundings) {
    auto start = startFrom(draft);
    if (!start) return nullptr;
    const auto language = start->language;
    auto restored = std::make_unique<ImportedForm>(std::move(form), std::move(*start), std::move(surroundings));
    auto session = xforms::Session::restore(restored->m_form->form, restored->world(), base::textOf(draft, "record"));
    if (!session) return nullptr;
    restored->begin(std::move(*session));
    restored->setLanguage(language);
    if (const auto blobs = draft.find("blobs"); blobs != draft.end() && blobs->is_object()) restored->m_blobs = *blobs;
    restored->m_key = key;
    const auto at = base::textOf(draft, "at");
    const auto page = std::find_if(restored->m_pages.begin(), restored->m_pages.end(),
                                   [&at](const xforms::Page& one) { return placeOf(one) == at; });
    restored->m_index = page == restored->m_pages.end()
                            ? std::min<std::size_t>(static_cast<std::size_t>(std::max<std::int64_t>(0, base::integerOf(draft, "index"))),
                                                    std::max<std::size_t>(1, restored->m_pages.size()) - 1)
                            : static_cast<std::size_t>(page - restored->m_pages.begin());
    restored->m_atReview = draft.value("review", base::Json()) == base::Json(true);
    return restored;
}

xforms::World ImportedForm::world() {
    return {m_around.now, m_around.zone, m_random.get(), {{"deviceid", m_around.device}, {"username", m_around.userName}}, m_around.lastSaved};
}

void ImportedForm::begin(std::unique_ptr<xforms::Session> session) {
    m_session = std::move(session);
    layOut();
}

void ImportedForm::layOut() {
    const std::string at = m_index < m_pages.size() ? placeOf(m_pages[m_index]) : std::string();
    m_pages = xforms::pagesOf(m_form->form, *m_session);
    const auto isIt = [&at](const xforms::Page& one) { return placeOf(one) == at; };
    if (m_index >= m_pages.size() || !isIt(m_pages[m_index])) {
        const auto same = std::find_if(m_pages.begin(), m_pages.end(), isIt);
        m_index = same != m_pages.end() ? static_cast<std::size_t>(same - m_pages.begin())
                                        : std::min(m_index, m_pages.empty() ? 0 : m_pages.size() - 1);
    }
    m_messages = messagesOnPages();
}

/// What a hidden or calculated value breaks, nobody could put right.
std::vector<xforms::Message> ImportedForm::messagesOnPages() const {
    std::multimap<std::string_view, const xforms::Entry*> shown;
    for (const auto& page : m_pages)
        for (const auto& entry : page.entries)
            if (entry.kind == EntryKind::Question) shown.emplace(entry.ref, &entry);
    auto messages = m_session->messages();
    std::erase_if(messages, [&](const xforms::Message& message) {
        const auto [first, last] = shown.equal_range(message.path);
        return std::none_of(first, last, [this](const auto& one) { return isAsked(*one.second); });
    });
    return messages;
}

bool ImportedForm::isAsked(const xforms::Entry& entry) const {
    const auto kind = xforms::presentationOf(*entry.control).kind;
    return kind != Kind::Note && kind != Kind::Unknown && !m_session->isReadonly(entry.ref) && refusalOf(entry).isEmpty();
}

QString ImportedForm::title() const {
    return m_form->form.title.empty() ? q(m_form->form.id) : q(m_form->form.title);
}

QVariantList ImportedForm::languages() const {
    QVariantList out;
    if (m_form->form.languages.size() < 2) return out;
    for (const auto& one : m_form->form.languages)
        out.append(QVariantMap{{"code", codeOf(q(one.name))}, {"name", nameOf(q(one.name))}});
    return out;
}

bool ImportedForm::setLanguage(const std::string& code) {
    if (!m_session->setLanguage(code)) return false;
    m_start.language = code;
    layOut();
    return true;
}

QString ImportedForm::progressText() const {
    return ImportedWords::tr("%1 of %2", "page, pages").arg(m_index + 1).arg(m_pages.size());
}

QString ImportedForm::labelOf(const xforms::Entry& entry) const {
    const auto words = q(m_session->labelOf(*entry.control, entry.ref));
    if (entry.kind != EntryKind::Occurrence) return words;
    const auto what = words.isEmpty() ? ImportedWords::tr("Entry", "one of several of the same kind") : words;
    return ImportedWords::tr("%1 %2", "what is repeated, its number").arg(what).arg(entry.number);
}

QString ImportedForm::whereText() const {
    QStringList names;
    if (m_index < m_pages.size())
        for (const auto& one : m_pages[m_index].around)
            if (const auto words = labelOf(one); !words.isEmpty()) names.append(words);
    return names.join(QStringLiteral(" · "));
}

QString ImportedForm::pictureOf(const std::string& address) const {
    const auto name = exchange::fileNameOf(address);
    return name.empty() || !m_around.pictureAt ? QString() : m_around.pictureAt(name);
}

QString ImportedForm::soundOf(const std::string& address) const {
    const auto name = exchange::fileNameOf(address);
    return name.empty() || !m_around.soundAt ? QString() : m_around.soundAt(name);
}

QString ImportedForm::refusalOf(const xforms::Entry& entry) const {
    const auto kind = xforms::presentationOf(*entry.control).kind;
    if (xforms::isPlace(kind) && !m_around.placesAllowed) return ImportedWords::tr("This organisation does not record places. You can go on.");
    return takingRefusal(entry);
}

QString ImportedForm::messageAt(const std::string& ref, bool also) const {
    for (const auto& message : m_messages)
        if (message.path == ref && (also || message.kind == xforms::MessageKind::Constraint)) return q(message.text);
    return {};
}

void ImportedForm::addQuestion(QVariantMap& row, const xforms::Entry& entry) const {
    const auto& control = *entry.control;
    const auto& ref = entry.ref;
    const auto shown = xforms::presentationOf(control);
    const auto value = m_session->value(ref);
    const bool tried = m_index < m_pages.size() && m_tried.contains(placeOf(m_pages[m_index]));
    row["hint"] = q(m_session->hint(ref));
    row["guidance"] = q(m_session->beside(ref, "guidance"));
    row["kind"] = q(xforms::name(shown.kind));
    row["style"] = q(xforms::name(shown.style));
    row["columns"] = shown.columns;
    row["lines"] = shown.lines;
    row["decimals"] = shown.decimals;
    row["goesOn"] = shown.goesOn;
    row["value"] = value.empty() ? QVariant() : QVariant(q(value));
    row["missing"] = QString();
    row["missingOffered"] = QStringList();
    row["missingWords"] = QVariantMap();
    row["required"] = m_session->isRequired(ref);
    row["readonly"] = m_session->isReadonly(ref);
    row["message"] = messageAt(ref, tried || m_atReview);
    row["pictureAddress"] = pictureOf(m_session->beside(ref, "image"));
    row["sound"] = soundOf(m_session->beside(ref, "audio"));
    for (const char* name : {"start", "end", "step"})
        row[name] = parameter(control, name);
    if (shown.kind == Kind::Choice || shown.kind == Kind::Choices || shown.kind == Kind::Rank) {
        QVariantList choices;
        bool anyPicture = false;
        for (const auto& one : m_session->choices(ref)) {
            const auto picture = pictureOf(one.picture);
            anyPicture = anyPicture || !picture.isEmpty();
            choices.append(QVariantMap{{"value", q(one.value)}, {"label", one.label.empty() ? q(one.value) : q(one.label)}, {"picture", picture}, {"sound", soundOf(one.sound)}});
        }
        row["choices"] = choices;
        if (anyPicture && shown.kind != Kind::Rank) row["style"] = QStringLiteral("pictures");
    }
    row["refusal"] = refusalOf(entry);
    addTaking(row, control);
    if (xforms::isPlace(shown.kind)) addPlace(row, control);
}

QVariantMap ImportedForm::entryOf(const xforms::Entry& entry) const {
    QVariantMap row;
    row["key"] = q(entry.ref);
    row["text"] = labelOf(entry);
    switch (entry.kind) {
    case EntryKind::Question:
        row["entry"] = QStringLiteral("question");
        addQuestion(row, entry);
        break;
    case EntryKind::Heading: row["entry"] = QStringLiteral("heading"); break;
    case EntryKind::Occurrence:
        row["entry"] = QStringLiteral("occurrence");
        row["byHand"] = entry.byHand;
        break;
    case EntryKind::Add: {
        row["entry"] = QStringLiteral("add");
        QVariantList there;
        for (std::size_t i = 1; i <= entry.number; ++i) {
            const auto ref = entry.ref + "[" + std::to_string(i) + "]";
            auto occurrence = entry;
            occurrence.kind = EntryKind::Occurrence;
            occurrence.number = i;
            const auto first = std::find_if(m_pages.begin(), m_pages.end(), [&ref](const xforms::Page& page) {
                return std::any_of(page.entries.begin(), page.entries.end(),
                                   [&ref](const xforms::Entry& one) { return one.ref == ref || one.ref.starts_with(ref + "/"); });
            });
            there.append(QVariantMap{{"key", q(ref)}, {"text", labelOf(occurrence)},
                                     {"index", first == m_pages.end() ? -1 : static_cast<int>(first - m_pages.begin())}});
        }
        row["occurrences"] = there;
        break;
    }
    }
    return row;
}

std::vector<RowModel::Row> ImportedForm::entries() const {
    std::vector<RowModel::Row> rows;
    if (m_index >= m_pages.size()) return rows;
    std::set<QString> used;
    for (const auto& entry : m_pages[m_index].entries) {
        auto row = entryOf(entry);
        if (entry.kind == EntryKind::Heading && row["text"].toString().isEmpty()) continue;
        // The end of a repeat and a heading may share their place with something else, and so may two questions.
        auto key = row["entry"].toString() + QLatin1Char(' ') + q(entry.ref);
        while (!used.insert(key).second) key += QLatin1Char('+');
        rows.push_back({key, {row}});
    }
    return rows;
}

bool ImportedForm::isOnPage(const std::string& key) const {
    return m_index < m_pages.size() && !m_atReview &&
           std::any_of(m_pages[m_index].entries.begin(), m_pages[m_index].entries.end(),
                       [&key](const xforms::Entry& one) { return one.kind == EntryKind::Question && one.ref == key; });
}

bool ImportedForm::next() {
    if (m_index < m_pages.size()) {
        const bool unfinished = std::any_of(m_messages.begin(), m_messages.end(), [this](const xforms::Message& one) { return isOnPage(one.path); });
        // What is missing is said once; who goes on all the same meets it again at the end.
        if (unfinished && m_tried.insert(placeOf(m_pages[m_index])).second) return false;
    }
    m_takenAway.clear();
    return QuestionnaireForm::next();
}

void ImportedForm::back() {
    m_takenAway.clear();
    QuestionnaireForm::back();
}

void ImportedForm::goTo(std::size_t index) {
    m_takenAway.clear();
    if (index < m_pages.size()) m_tried.insert(placeOf(m_pages[index]));
    QuestionnaireForm::goTo(index);
}

bool ImportedForm::answer(const std::string& key, const QVariant& value) {
    if (!isOnPage(key) || m_session->isReadonly(key)) return false;
    QString text = value.toString();
    if (value.typeId() == QMetaType::QStringList || value.typeId() == QMetaType::QVariantList) text = value.toStringList().join(QLatin1Char(' '));
    if (!m_session->set(key, base::cleaned(text.toStdString()))) return false;
    m_takenAway.clear();
    layOut();
    return true;
}

bool ImportedForm::addTo(const std::string& key) {
    const auto added = m_session->addRepeat(key);
    if (!added) return false;
    m_takenAway.clear();
    layOut();
    // On pages of its own, the new one is gone to.
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        for (const auto& entry : m_pages[i].entries)
            if (entry.ref == *added || entry.ref.starts_with(*added + "/")) {
                m_index = i;
                return true;
            }
    return true;
}

bool ImportedForm::takeAway(const std::string& key) {
    if (isOnPage(key)) return takeOff(key);
    auto before = m_session->draft();
    if (!m_session->removeRepeat(key)) return false;
    m_takenAway = std::move(before);
    layOut();
    return true;
}

bool ImportedForm::putBack() {
    if (m_takenAway.empty()) return false;
    auto session = xforms::Session::restore(m_form->form, world(), m_takenAway);
    m_takenAway.clear();
    if (!session) return false;
    begin(std::move(*session));
    setLanguage(m_start.language);
    return true;
}

QVariantList ImportedForm::unanswered() const {
    QVariantList out;
    for (std::size_t i = 0; i < m_pages.size(); ++i)
        for (const auto& entry : m_pages[i].entries) {
            if (entry.kind != EntryKind::Question) continue;
            const auto found = std::find_if(m_messages.begin(), m_messages.end(), [&](const xforms::Message& one) { return one.path == entry.ref; });
            const bool isWrong = found != m_messages.end();
            if (!isWrong && (!isAsked(entry) || !m_session->value(entry.ref).empty())) continue;
            out.append(QVariantMap{{"index", static_cast<int>(i)},
                                   {"key", q(entry.ref)},
                                   {"text", labelOf(entry)},
                                   {"message", isWrong ? q(found->text) : QString()},
                                   {"needed", isWrong}});
        }
    return out;
}

base::Json ImportedForm::toDraft() const {
    auto draft = QuestionnaireForm::toDraft();
    draft["record"] = m_session->draft();
    if (auto blobs = blobsInUse(); !blobs.empty()) draft["blobs"] = std::move(blobs);
    if (m_index < m_pages.size()) draft["at"] = placeOf(m_pages[m_index]);
    return draft;
}

std::string ImportedForm::answerKey(const std::string& key) const { return key.substr(std::min(m_form->form.root->path.size() + 1, key.size())); }

/// By the way to the question, without the form's own name: {"household/person[2]/age": "7"}. What does not count is left out.
QuestionnaireForm::Answers ImportedForm::answersAtTheEnd() const {
    Answers done{base::Json::object(), false};
    for (const auto& answer : m_session->answers()) {
        const auto key = answerKey(answer.path);
        if (!answer.relevant || answer.value.empty() || key.starts_with("meta/")) continue;
        const auto named = blob(answer.value);
        if (named && m_around.photosRefused && isPhoto(*named)) continue;
        done.answers[key] = named ? domain::toJson(*named) : base::Json(answer.value);
    }
    return done;
}

}  // namespace waymark::mobile
