#include "mobile/viewmodels/reader_model.h"

namespace waymark::mobile {

ReaderModel::ReaderModel(QuestionnaireModel& questionnaire, Voice& voice, QObject* parent)
    : QObject(parent), m_questionnaire(questionnaire), m_voice(voice) {
    connect(&questionnaire, &QuestionnaireModel::changed, this, &ReaderModel::follow);
    connect(&questionnaire, &QuestionnaireModel::placeChanged, this, &ReaderModel::follow);
    connect(questionnaire.media(), &MediaModel::listening, this, [this](int seconds) {
        if (seconds > 0) stop();  // one voice at a time
    });
    connect(&voice, &Voice::changed, this, &ReaderModel::onVoiceChanged);
}

/// Another question or language ends what is being read; an answer to the same question does not.
void ReaderModel::follow() {
    const bool asking = m_questionnaire.active() && !m_questionnaire.isFinished() && !m_questionnaire.atReview();
    const auto shown = asking ? m_questionnaire.entry(0).value(QStringLiteral("key")).toString() : QString();
    const auto language = asking ? m_questionnaire.language() : QString();
    if (shown == m_shown && language == m_language) return;
    m_shown = shown;
    m_problem.clear();
    stop();
    if (language != std::exchange(m_language, language)) m_offered = !language.isEmpty() && m_voice.speaks(language);
    emit changed();
}

/// An engine that finds no loudspeaker says so only when it is to speak.
void ReaderModel::onVoiceChanged() {
    if (m_offered && !m_voice.speaks(m_language)) {
        m_offered = false;
        m_problem = tr("This device could not make a sound. Please read it together.");
    }
    emit changed();
}

void ReaderModel::toggle() {
    if (speaking()) {
        stop();
        return;
    }
    if (!m_offered || m_shown.isEmpty()) return;
    if (m_questionnaire.media()->state() == QLatin1String("playing")) m_questionnaire.media()->stop();
    m_voice.say(words(), m_language);
    m_questionnaire.noteReadAloud();
}

void ReaderModel::stop() {
    if (speaking()) m_voice.stop();
}

namespace {

void addSentences(QStringList& sentences, const QVariantMap& entry) {
    sentences.append(entry.value(QStringLiteral("text")).toString());
    sentences.append(entry.value(QStringLiteral("hint")).toString());
    const bool numbers = entry.contains(QStringLiteral("lowest"));
    const auto choices = entry.value(QStringLiteral("choices")).toList();
    for (const auto& one : choices) {
        const auto choice = one.toMap();
        const auto label = choice.value(QStringLiteral("label")).toString();
        // Of a scale of numbers, those that say what they mean.
        if (!label.isEmpty())
            sentences.append(numbers ? ReaderModel::tr("%1: %2", "a number of the scale: what it means").arg(choice.value(QStringLiteral("value")).toString(), label)
                                     : label);
    }
}

}  // namespace

QString ReaderModel::words() const {
    QStringList sentences;
    if (m_questionnaire.index() == 0) sentences.append(m_questionnaire.intro());
    for (int row = 0; row < m_questionnaire.entries()->count(); ++row)
        addSentences(sentences, m_questionnaire.entry(row));
    QString all;
    for (const auto& sentence : sentences) {
        if (sentence.isEmpty()) continue;
        if (!all.isEmpty()) all += QLatin1Char(' ');
        all += sentence;
        // A pause between what was not written as a sentence.
        if (all.back().isLetterOrNumber()) all += QLatin1Char('.');
    }
    return all;
}

}  // namespace waymark::mobile
