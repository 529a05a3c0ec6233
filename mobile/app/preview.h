// A window that shows one questionnaire from a file with the app's own pages, without a device, a service or anything kept. Used by main.cpp and by
// tests.
#pragma once

#include "mobile/viewmodels/preview_model.h"

#include <QQmlApplicationEngine>
#include <QTranslator>

#include <memory>

namespace waymark::mobile {

class Preview {
public:
    /// Errors: those of PreviewModel::open, and Internal if the screens cannot be loaded.
    static base::Result<std::unique_ptr<Preview>> launch(const QString& file,
                                                         const QString& qml = QStringLiteral("qrc:/qt/qml/Waymark/Screens/Preview.qml"));
    ~Preview();

    PreviewModel& form() { return *m_form; }
    QQmlApplicationEngine& engine() { return m_engine; }

private:
    Preview() = default;

    QTranslator m_words;
    std::unique_ptr<Media> m_media = systemMedia();
    std::unique_ptr<PreviewModel> m_form;
    QQmlApplicationEngine m_engine;
};

}  // namespace waymark::mobile
