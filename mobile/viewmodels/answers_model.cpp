#include "mobile/viewmodels/answers_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/earlier_answers.h"
#include "mobile/viewmodels/questionnaire_words.h"

#include <QStringList>

#include <algorithm>

namespace waymark::mobile {

namespace {

/// In the questionnaire's own words, if it has any.
QString missingWords(const QVariantMap& entry, const QString& code) {
    if (const auto own = entry.value(QStringLiteral("missingWords")).toMap().value(code).toString(); !own.isEmpty()) return own;
    if (code == QLatin1String("refused")) return AnswersModel::tr("Would rather not say");
    if (code == QLatin1String("not_applicable")) return AnswersModel::tr("Does not fit");
    return AnswersModel::tr("Skipped");
}

/// The answer to a question that was chosen, by its labels; what was written, as it was written.
QString answerWords(const QVariantMap& entry, const base::Json& answer) {
    if (answer.is_object()) return missingWords(entry, q(base::textOf(answer, "missing")));
    const auto value = answer.is_string() ? q(answer.get<std::string>()) : q(base::toText(answer));
    const auto kind = entry.value(QStringLiteral("kind")).toString();
    if (kind == QLatin1String("date"))
        if (const auto date = base::parseDate(value.toStdString())) return longDate(*date);
    const bool several = kind == QLatin1String("choices") || kind == QLatin1String("rank");
    QStringList words;
    for (const auto& one : several ? value.split(QLatin1Char(' '), Qt::SkipEmptyParts) : QStringList{value}) {
        QString label = one;
        for (const auto& choice : entry.value(QStringLiteral("choices")).toList()) {
            const auto known = choice.toMap();
            if (known.value(QStringLiteral("value")).toString() != one) continue;
            if (const auto its = known.value(QStringLiteral("label")).toString(); !its.isEmpty()) label = its;
        }
        words.append(label);
    }
    return words.join(QStringLiteral(", "));
}

/// "household, person 2, age" of "household/person[2]/age".
QString plainName(const std::string& key) {
    auto name = q(key);
    return name.replace(QLatin1Char('/'), QLatin1String(", ")).replace(QLatin1Char('['), QLatin1Char(' ')).remove(QLatin1Char(']')).replace(QLatin1Char('_'), QLatin1Char(' '));
}

/// As it was when they were given: what a questionnaire asks may depend on the day.
Millis momentOf(const device::Entity& response, Millis now) {
    for (const char* field : {"finished", "started"})
        if (const auto moment = base::integerOf(response.values, field); moment > 0) return moment;
    return now;
}

FormStart startOf(const device::Entity& response) {
    FormStart start;
    start.language = base::textOf(response.values, "language", "en");
    start.point = domain::parsePoint(base::textOf(response.values, "point")).value_or(start.point);
    start.respondent = domain::parseRespondent(base::textOf(response.values, "respondent")).value_or(start.respondent);
    return start;
}

}  // namespace

AnswersModel::AnswersModel(Workplace& workplace, const InstrumentShelf& shelf, Media& media, QObject* parent)
    : QObject(parent), m_workplace(workplace), m_shelf(shelf), m_media(media) {
    connect(&workplace.mirror(), &Mirror::cleared, this, &AnswersModel::close);
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        if (m_response.empty() || !keys.contains(EntityKey{"response", m_response})) return;
        // A photo that has come is told of as a change of the record that names it.
        std::erase_if(m_states, [](const auto& state) { return state.second == QLatin1String("coming"); });
        read();
    });
}

void AnswersModel::open(const QString& responseId) {
    close();
    const auto response = m_workplace.mirror().find("response", responseId.toStdString());
    if (m_workplace.isVolunteer() || !response || read::waitsForTheNext(m_workplace, m_shelf, response)) return;
    m_response = responseId.toStdString();
    read();
}

void AnswersModel::close() {
    if (m_response.empty()) return;
    m_response.clear();
    m_title.clear();
    m_detail.clear();
    m_answers.clear();
    m_blobs.clear();
    m_states.clear();
    m_media.forget();
    emit changed();
}

void AnswersModel::read() {
    const auto response = m_workplace.mirror().find("response", m_response);
    if (!response) return close();
    const auto instrument = m_shelf.find(read::target(response, "instrument"));
    const auto person = m_workplace.mirror().find("person", read::target(response, "person"));
    const auto start = startOf(*response);
    const auto answers = read::value(response, "answers");
    m_title = instrument ? q(questionnaire::wordsIn(instrument->title, "en")) : tr("Answers");
    m_detail = tr("%1, %2, %3", "person, start or end, date")
                   .arg(read::text(person, "name"), pointWords(start.point),
                        longDate(base::localDate(base::integerOf(response->values, "finished"), m_workplace.zone())));

    FormSurroundings around;
    around.now = momentOf(*response, m_workplace.now());
    around.zone = m_workplace.zone();
    std::unique_ptr<QuestionnaireForm> form;
    if (auto imported = m_shelf.form(read::target(response, "instrument")))
        form = ImportedForm::fromAnswers(answers, start, std::move(imported), std::move(around));
    else if (instrument)
        form = DefinedForm::fromAnswers(answers, start, instrument);

    m_answers.clear();
    std::set<std::string> shown;
    for (std::size_t page = 0; form && page < form->count(); ++page) {
        form->goTo(page);
        for (const auto& row : form->entries()) {
            const auto entry = row.values.constFirst().toMap();
            const auto key = entry.value(QStringLiteral("key")).toString().toStdString();
            const auto found = answers.find(form->answerKey(key));
            if (entry.value(QStringLiteral("entry")) != QLatin1String("question") || found == answers.end()) continue;
            shown.insert(found.key());
            m_answers.append(lineOf(entry, form->whereText(), *found));
        }
    }
    // Nothing that somebody said is left out because the questionnaire would not ask it now, or is not here.
    if (answers.is_object())
        for (const auto& [key, answer] : answers.items())
            if (!shown.contains(key) && !(form && form->isWrittenByItself(key)))
                m_answers.append(lineOf({{"key", q(key)}, {"text", plainName(key)}}, tr("Other answers"), answer));
    emit changed();
}

QVariantMap AnswersModel::lineOf(const QVariantMap& entry, const QString& where, const base::Json& answer) {
    QVariantMap line{{"key", entry.value(QStringLiteral("key"))}, {"where", where}, {"text", entry.value(QStringLiteral("text"))}, {"kind", "words"}, {"words", ""}, {"name", ""}, {"state", ""}};
    const auto blob = domain::blobFrom(answer);
    if (!blob) {
        line["words"] = answerWords(entry, answer);
        return line;
    }
    const auto& name = blob->sha256;
    m_blobs.insert_or_assign(name, *blob);
    line["kind"] = blob->media.starts_with("image/") ? QStringLiteral("picture") : QStringLiteral("sound");
    line["name"] = q(name);
    line["state"] = m_states[name];
    if (m_states[name].isEmpty()) fetch(name);
    return line;
}

void AnswersModel::fetch(const std::string& name) {
    const auto response = m_workplace.mirror().find("response", m_response);
    const auto blob = m_blobs.find(name);
    if (!response || blob == m_blobs.end() || m_media.shows(q(name))) return;
    const bool isPicture = blob->second.media.starts_with("image/");
    m_workplace.bridge().readBlob(response->stream, response->key, blob->second, this, [this, name, isPicture, of = m_response](const auto& bytes) {
        if (of != m_response) return;
        if (bytes && isPicture) m_media.show(q(name), *bytes);
        const auto state = bytes ? QString() : bytes.error().code == base::ErrorCode::NotFound ? QStringLiteral("coming") : QStringLiteral("gone");
        if (m_states[name] == state) return;
        m_states[name] = state;
        read();
    });
}

void AnswersModel::play(const QString& key) {
    if (m_media.state() == QLatin1String("playing")) {
        const bool same = m_media.key() == key;
        m_media.stop();
        if (same) return;
    }
    const auto response = m_workplace.mirror().find("response", m_response);
    for (const auto& one : m_answers) {
        const auto answer = one.toMap();
        const auto blob = m_blobs.find(answer.value(QStringLiteral("name")).toString().toStdString());
        if (!response || answer.value(QStringLiteral("key")) != key || blob == m_blobs.end()) continue;
        m_workplace.bridge().readBlob(response->stream, response->key, blob->second, this, [this, key, of = m_response](const auto& bytes) {
            if (of != m_response) return;
            if (bytes)
                m_media.play(key, *bytes);
            else
                m_media.complain(key, tr("The sound cannot be opened here."));
        });
    }
}

}  // namespace waymark::mobile
