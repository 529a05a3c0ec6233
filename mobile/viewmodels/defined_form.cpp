#include "mobile/viewmodels/defined_form.h"

#include "mobile/text/words.h"
#include "shared/base/text.h"
#include "shared/questionnaire/answers_codec.h"
#include "shared/questionnaire/progress.h"
#include "shared/questionnaire/words.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>

namespace waymark::mobile {

using questionnaire::ItemKind;
using questionnaire::Missing;
using questionnaire::ScaleKind;

namespace {

struct DefinedWords {
    Q_DECLARE_TR_FUNCTIONS(DefinedWords)
};

}  // namespace

DefinedForm::DefinedForm(InstrumentPtr instrument, FormStart start, std::optional<int> age)
    : QuestionnaireForm(std::move(start)), m_instrument(std::move(instrument)), m_context{m_start.point, m_start.respondent, age},
      m_steps(questionnaire::stepsFor(*m_instrument, m_context)) {}

std::unique_ptr<DefinedForm> DefinedForm::fromDraft(const base::Json& draft, const std::string& key, InstrumentPtr instrument,
                                                    std::optional<int> age) {
    auto start = startFrom(draft);
    auto answers = questionnaire::answersFromJson(draft.value("answers", base::Json::object()));
    if (!start || !answers) return nullptr;
    auto form = std::make_unique<DefinedForm>(std::move(instrument), std::move(*start), age);
    if (form->m_steps.empty()) return nullptr;
    form->m_key = key;
    form->m_answers = std::move(answers).value();
    form->goTo(static_cast<std::size_t>(std::max<std::int64_t>(0, base::integerOf(draft, "index"))));
    form->m_atReview = draft.value("review", base::Json()) == base::Json(true);
    return form;
}

std::unique_ptr<DefinedForm> DefinedForm::fromAnswers(const base::Json& answers, FormStart start, InstrumentPtr instrument) {
    auto given = questionnaire::answersFromJson(answers);
    if (!given) return nullptr;
    // Whoever was of an age for a question then may be older now.
    auto form = std::make_unique<DefinedForm>(std::move(instrument), std::move(start), std::nullopt);
    form->m_answers = std::move(given).value();
    return form;
}

QString DefinedForm::words(const questionnaire::Text& text) const { return q(questionnaire::wordsIn(text, m_start.language)); }
QString DefinedForm::title() const { return words(m_instrument->title); }
QString DefinedForm::intro() const { return words(m_instrument->intro); }

bool DefinedForm::isForChildren() const {
    return m_instrument->readAloud == questionnaire::ReadAloud::Always || m_start.respondent == domain::Respondent::Child;
}

QVariantList DefinedForm::languages() const {
    QVariantList out;
    for (const auto& [code, kind] : m_instrument->languages)
        out.append(QVariantMap{{"code", q(code)}, {"name", QLocale(q(code)).nativeLanguageName()}});
    return out;
}

bool DefinedForm::setLanguage(const std::string& code) {
    if (!m_instrument->languages.contains(code)) return false;
    m_start.language = code;
    return true;
}

QString DefinedForm::progressText() const {
    if (step().section == questionnaire::Section::Practice) return DefinedWords::tr("To try");
    const auto isPractice = [](const questionnaire::Step& one) { return one.section == questionnaire::Section::Practice; };
    const auto practice = static_cast<std::size_t>(std::count_if(m_steps.begin(), m_steps.end(), isPractice));
    return DefinedWords::tr("%1 of %2", "question, questions").arg(m_index + 1 - practice).arg(m_steps.size() - practice);
}

const questionnaire::Scale* DefinedForm::scaleOf(const questionnaire::Item& item) const {
    return questionnaire::findScale(*m_instrument, item.scale);
}

/// Why a typed number was not taken.
QString DefinedForm::refusal(const questionnaire::Item& item) const {
    const auto* scale = scaleOf(item);
    if (!scale || m_refused != item.key) return {};
    return DefinedWords::tr("This has to be a whole number from %1 to %2.").arg(scale->lowest).arg(scale->highest);
}

std::vector<RowModel::Row> DefinedForm::entries() const {
    const auto& item = *step().item;
    QVariantList choices;
    QVariantMap entry;
    if (const auto* scale = scaleOf(item)) {
        for (const auto& one : scale->choices)
            choices.append(QVariantMap{{"value", q(one.value)}, {"label", words(one.text)}, {"picture", QString()}});
        if (scale->kind == ScaleKind::Numbers) {
            entry["lowest"] = scale->lowest;
            entry["highest"] = scale->highest;
        }
        if (scale->kind == ScaleKind::Numbers && item.kind != ItemKind::Number)
            for (int value = scale->lowest; value <= scale->highest; ++value) {
                const auto label =
                    std::find_if(scale->labels.begin(), scale->labels.end(), [value](const auto& one) { return one.value == value; });
                const bool known = label != scale->labels.end();
                choices.append(QVariantMap{{"value", value},
                                           {"label", known ? words(label->text) : QString()},
                                           {"picture", known ? q(label->picture) : QString()}});
            }
    }
    QStringList offered;
    QVariantMap missingWords;
    const auto offer = [&](const char* code, const questionnaire::Text& text) {
        if (text.empty()) return;
        offered.append(QLatin1String(code));
        missingWords.insert(QLatin1String(code), words(text));
    };
    offer("refused", m_instrument->refused);
    offer("not_applicable", m_instrument->notApplicable);
    offered.append(QStringLiteral("skipped"));

    QVariant value;
    QString missing;
    if (const auto found = m_answers.find(item.key); found != m_answers.end()) {
        if (const auto* number = std::get_if<double>(&found->second)) value = *number;
        if (const auto* text = std::get_if<std::string>(&found->second)) value = q(*text);
        if (const auto* code = std::get_if<Missing>(&found->second)) missing = q(questionnaire::name(*code));
    }
    entry["key"] = q(item.key);
    entry["entry"] = QStringLiteral("question");
    entry["text"] = words(item.text);
    entry["kind"] = q(questionnaire::name(item.kind));
    entry["style"] = item.kind == ItemKind::Text ? QStringLiteral("long") : QStringLiteral("plain");
    entry["choices"] = choices;
    entry["picture"] = q(item.picture);
    entry["practice"] = step().section == questionnaire::Section::Practice;
    entry["missingOffered"] = offered;
    entry["missingWords"] = missingWords;
    entry["value"] = value;
    entry["missing"] = missing;
    entry["message"] = refusal(item);
    return {{q(item.key), {entry}}};
}

bool DefinedForm::refuse(const std::string& key) {
    const auto& item = *step().item;
    if (item.kind == ItemKind::Number && item.key == key && !m_atReview) m_refused = key;
    return false;
}

bool DefinedForm::put(const std::string& key, const questionnaire::Answer& answer) {
    const auto& item = *step().item;
    if (m_atReview || item.key != key) return false;
    if (!questionnaire::accepts(*m_instrument, item, answer)) return refuse(key);
    m_refused.clear();
    m_answers[item.key] = answer;
    return true;
}

bool DefinedForm::answer(const std::string& key, const QVariant& value) {
    const auto* scale = scaleOf(*step().item);
    const bool wantsNumber = scale && scale->kind == ScaleKind::Numbers;
    const auto text = base::cleaned(value.toString().toStdString());
    if (text.empty() && (!wantsNumber || step().item->kind == ItemKind::Number) && step().item->key == key && !m_atReview) {
        m_refused.clear();
        m_answers.erase(key);
        return true;
    }
    if (!wantsNumber) return put(key, text);
    bool isNumber = false;
    const double number = value.toDouble(&isNumber);
    return isNumber ? put(key, number) : refuse(key);
}

bool DefinedForm::answerMissing(const std::string& key, const std::string& code) {
    const auto missing = questionnaire::parseMissing(code);
    return missing && *missing != Missing::NotAsked && put(key, *missing);
}

QVariantList DefinedForm::unanswered() const {
    QVariantList out;
    const auto progress = questionnaire::progressOf(*m_instrument, m_answers, m_context);
    for (std::size_t i = 0; i < m_steps.size(); ++i) {
        const auto& item = *m_steps[i].item;
        if (std::find(progress.toReview.begin(), progress.toReview.end(), item.key) == progress.toReview.end()) continue;
        out.append(QVariantMap{
            {"index", static_cast<int>(i)}, {"key", q(item.key)}, {"text", words(item.text)}, {"message", QString()}, {"needed", false}});
    }
    return out;
}

base::Json DefinedForm::toDraft() const {
    auto draft = QuestionnaireForm::toDraft();
    draft["answers"] = questionnaire::toJson(m_answers);
    return draft;
}

QuestionnaireForm::Answers DefinedForm::answersAtTheEnd() const {
    const auto done = questionnaire::finished(*m_instrument, m_answers, m_context);
    return {questionnaire::toJson(done.answers), done.partial};
}

}  // namespace waymark::mobile
