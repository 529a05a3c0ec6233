#include "mobile/viewmodels/preview_model.h"

#include "mobile/text/words.h"
#include "mobile/viewmodels/defined_form.h"
#include "mobile/viewmodels/imported_form.h"
#include "mobile/viewmodels/paper.h"
#include "shared/questionnaire/exchange/form_file.h"
#include "shared/questionnaire/instrument_codec.h"

#include <QFile>
#include <QUrl>

#include <filesystem>

namespace waymark::mobile {

namespace {

QString problemWords(const xforms::Problem& problem) {
    QString where = problem.row > 0 ? PreviewModel::tr("row %1: ", "of a spreadsheet").arg(problem.row) : QString();
    if (problem.row == 0 && !problem.path.empty()) where = q(problem.path) + QStringLiteral(": ");
    const auto instead = problem.instead.empty() ? QString() : QStringLiteral(" (%1)").arg(q(problem.instead));
    return where + q(problem.message) + instead;
}

/// A definition of ours, as JSON or as the spreadsheet that was made from one. Errors: NotFound if it is something else.
base::Result<questionnaire::Instrument> definitionIn(const std::string& file) {
    const base::Error otherwise{base::ErrorCode::NotFound, {}};
    if (!exchange::isSpreadsheet(file)) return otherwise;
    if (file.ends_with(".json")) {
        const auto content = exchange::readFile(file);
        if (!content) return content.error();
        const auto json = base::parseJson(*content);
        if (!json) return json.error();
        if (!json->contains("sheets")) return questionnaire::instrumentFromJson(*json);
    }
    const auto sheets = exchange::loadSheets(file);
    if (!sheets) return sheets.error();
    return exchange::isInstrument(*sheets) ? exchange::instrumentOf(*sheets) : otherwise;
}

}  // namespace

PreviewModel::PreviewModel(Media& media, std::function<std::unique_ptr<QuestionnaireForm>()> begin, Print print) : FormModel(media), m_begin(std::move(begin)), m_print(std::move(print)) {
    m_form = m_begin();
    show();
}

base::Result<std::unique_ptr<PreviewModel>> PreviewModel::open(const QString& file, base::Millis now, const std::string& zone, Media& media) {
    const auto path = file.toStdString();
    auto definition = definitionIn(path);
    if (!definition && definition.error().code != base::ErrorCode::NotFound) return definition.error();
    if (definition) {
        FormStart start;
        start.language = definition->language;
        if (!definition->points.empty()) start.point = definition->points.front();
        if (!definition->respondents.empty()) start.respondent = definition->respondents.front();
        const auto age = definition->ages ? definition->ages->from : std::nullopt;
        auto instrument = std::make_shared<const questionnaire::Instrument>(std::move(*definition));
        return std::unique_ptr<PreviewModel>(
            new PreviewModel(media, [instrument, start, age] { return std::make_unique<DefinedForm>(instrument, start, age); },
                             [instrument](const QString& folder) { return mobile::savePaper(*instrument, {}, folder); }));
    }
    auto read = exchange::loadForm(path);
    if (!read) return read.error();
    QStringList problems;
    for (const auto& problem : read->problems)
        problems.append(problemWords(problem));
    FormSurroundings around;
    around.now = now;
    around.zone = zone;
    around.userName = "preview";
    around.device = "preview";
    const auto pathOf = [folders = exchange::foldersOf(std::filesystem::absolute(path).string())](const std::string& name) { return q(exchange::fileIn(folders, name)); };
    around.pictureAt = [pathOf](const std::string& name) {
        const auto found = pathOf(name);
        return found.isEmpty() ? QString() : QUrl::fromLocalFile(found).toString();
    };
    around.soundAt = pathOf;
    around.placesAllowed = true;  // coarse, as it is unless the organisation wants it otherwise
    auto form = std::make_shared<const xforms::ReadForm>(std::move(*read));
    std::unique_ptr<PreviewModel> model(
        new PreviewModel(media, [form, around] { return std::make_unique<ImportedForm>(form, FormStart(), around); },
                         [form](const QString& folder) { return mobile::savePaper(form->form, {}, folder); }));
    model->m_problems = problems;
    return model;
}

QByteArray PreviewModel::soundOf(const QString& sound) const {
    QFile file(sound);
    return file.open(QIODevice::ReadOnly) ? file.read(kMostSoundFileBytes) : QByteArray();
}

QString PreviewModel::watermark() const { return tr("Preview: nothing is kept"); }

QString PreviewModel::savePaper() { return paperWords(m_print(paperFolder())); }

void PreviewModel::finish() {
    if (!isOpen() || !m_form->mayFinish()) return;
    m_form.reset();
    m_finished = true;
    emit changed();
}

void PreviewModel::leave() {
    m_form.reset();
    emit changed();
    m_form = m_begin();
    m_finished = false;
    emit changed();
}

}  // namespace waymark::mobile
