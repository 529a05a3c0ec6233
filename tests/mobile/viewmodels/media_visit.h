// A visit with a form that asks for photos and a sound: what the tests of photos and of recordings stand on. The camera and the microphone are
// fake_media.h.
#pragma once

#include "sync/service/store/blobs.h"
#include "sync/service/store/store.h"
#include "tests/mobile/viewmodels/app_world.h"

#include <QBuffer>
#include <QDirIterator>
#include <QFile>
#include <QThreadPool>

namespace waymark::tests {

using base::Json;

inline const QString kPhoto = "/data/photo", kSound = "/data/sound", kTown = "/data/town";

inline Json visit() {
    return Json::parse(R"x({"format": 1, "kind": "form", "sheets": {
        "survey": [["type", "name", "label", "appearance", "parameters", "required"],
            ["text", "town", "Which town?"],
            ["image", "photo", "A photo of the room", "", "max-pixels=800", "yes"],
            ["audio", "sound", "Say it in your own words"],
            ["image", "face", "A photo of you", "new-front"]],
        "settings": [["form_title", "form_id", "version"], ["A visit", "a_visit", "1"]]}})x");
}

inline QImage room(QRgb colour = qRgb(200, 120, 40)) {
    QImage image(1280, 720, QImage::Format_RGB32);
    image.fill(colour);
    return image;
}

inline mobile::Samples words(int tenths) { return {16'000, std::vector<std::int16_t>(std::size_t(tenths) * 1'600, 1'000)}; }
/// A room in which nobody speaks is not quite still.
inline mobile::Samples silence(int tenths) { return {16'000, std::vector<std::int16_t>(std::size_t(tenths) * 1'600, 60)}; }

class MediaVisit : public QObject {
protected:
    std::unique_ptr<AppWorld> m_world;
    std::string m_parent, m_form;

    mobile::QuestionnaireModel& form() { return m_world->questionnaire(); }
    mobile::MediaModel& media() { return *form().media(); }
    FakeMedia& device() { return m_world->media; }
    void start(bool handOver = false) { form().start(QString::fromStdString(m_form), QString::fromStdString(m_parent), "baseline", "self", "none", handOver); }
    QVariantMap entry(const QString& key) {
        for (int row = 0; row < form().entries()->count(); ++row)
            if (form().entry(row).value("key") == key) return form().entry(row);
        return {};
    }
    QString value(const QString& key) { return entry(key).value("value").toString(); }
    bool goTo(const QString& key) {
        for (int i = 0; i < form().count(); ++i) {
            form().goTo(i);
            if (!entry(key).isEmpty()) return true;
        }
        return false;
    }
    bool takePhoto(const QString& key = kPhoto, const QImage& seen = room()) {
        const auto before = value(key);
        form().use(key, "watch");
        if (media().state() != "watching" || !device().see) return false;
        device().see(seen);
        form().use(key, "shoot");
        return QTest::qWaitFor([&] { return value(key) != before && form().answerSaved(); });
    }
    bool goToTheEnd() {
        form().goTo(form().count() - 1);
        for (int tries = 0; tries < 2 && !form().atReview(); ++tries)
            form().next();
        return form().atReview();
    }
    bool finish() {
        if (!goToTheEnd()) return false;
        form().finish();
        return QTest::qWaitFor([this] { return form().isFinished(); });
    }
    Json answers() {
        const auto responses = m_world->bridge().mirror().referring("person:" + m_parent, "response");
        return responses.size() == 1 ? responses[0]->values.at("answers") : Json();
    }
    std::string atTheService(const domain::BlobRef& blob) {
        std::string bytes;
        const auto read = m_world->service.store().read([&](service::ReadTransaction& tx) { bytes = tx.blobs().read({m_world->caseStream(), blob.sha256}, 0, blob.bytes); });
        return read ? bytes : std::string();
    }
    /// What stands anywhere in the files that the tablet has written.
    bool isOnTheDisk(const QByteArray& what) {
        QDirIterator files(m_world->folder(), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly) && file.readAll().contains(what)) return true;
        }
        return false;
    }
    QUrl file(const QString& name, const QByteArray& content) {
        QFile out(m_files.filePath(name));
        if (!out.open(QIODevice::WriteOnly) || out.write(content) != content.size()) qFatal("no file");
        return QUrl::fromLocalFile(out.fileName());
    }
    static QByteArray jpeg(const QImage& image) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        image.save(&buffer, "jpeg");
        return bytes;
    }
    QTemporaryDir m_files;
    bool begin(const Json& definition = visit()) {
        m_world = std::make_unique<AppWorld>();
        m_parent = m_world->addPerson("Yasmin Akhtar", {{"kind", "adult"}});
        m_form = m_world->service.set(domain::organisationStream(m_world->service.organisation()), "instrument",
                                      {{"family", "a_visit"}, {"version", 1}, {"status", "published"}, {"definition", definition}});
        return m_world->enrolAs(m_world->samina);
    }
};

}  // namespace waymark::tests
