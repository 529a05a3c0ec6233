// A questionnaire from a file, shown as families would see it. Nothing is kept and nothing is sent. Owned by the composition of the preview;
// screen's thread.
#pragma once

#include "mobile/viewmodels/form_model.h"
#include "shared/base/result.h"

#include <QStringList>

#include <functional>

namespace waymark::mobile {

class PreviewModel : public waymark::mobile::FormModel {  // qualified, so that QML tools know the base
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("The preview's composition makes it")
    Q_PROPERTY(QStringList problems READ problems CONSTANT)
public:
    /// A spreadsheet, an XForm or a definition of ours. Errors: NotFound, TooLarge, Malformed, with words for the one who wrote it.
    static base::Result<std::unique_ptr<PreviewModel>> open(const QString& file, base::Millis now, const std::string& zone, Media& media);

    QString watermark() const override;
    /// What is wrong with the form and what is shown otherwise than it asks, as `waymark-forms check` says it.
    QStringList problems() const { return m_problems; }

    /// Writes the questionnaire for paper into the documents folder: words about where it is, or why not.
    Q_INVOKABLE QString savePaper();

    void finish() override;
    /// From the start again.
    void leave() override;
    /// For tests: the form behind it.
    const QuestionnaireForm& form() const { return *m_form; }

protected:
    QByteArray soundOf(const QString& sound) const override;

private:
    using Print = std::function<base::Result<QString>(const QString& folder)>;
    PreviewModel(Media& media, std::function<std::unique_ptr<QuestionnaireForm>()> begin, Print print);

    std::function<std::unique_ptr<QuestionnaireForm>()> m_begin;
    Print m_print;
    QStringList m_problems;
};

}  // namespace waymark::mobile
