// What a form names and what lies beside it: pictures, sounds and lists come in with it, whole or not at all.
#include "shared/domain/stream.h"
#include "shared/questionnaire/exchange/exchange.h"
#include "sync/service/api/service_ops.h"
#include "sync/service/imports/form_media.h"
#include "sync/service/imports/questionnaire_import.h"
#include "sync/service/store/blobs.h"
#include "sync/service/store/registry.h"
#include "sync/service/store/sqlite/sqlite_store.h"
#include "sync/service/store/stream_store.h"
#include "tests/support/seeded_random.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace waymark;
using base::ErrorCode;
using base::Json;
using base::Result;
using service::WriteTransaction;

namespace {

constexpr base::Millis kNow = 1'795'289'400'000;
const std::string kOrganisation = "5f0c3f1e-7f1a-4c36-9c0e-2d6f6d2f3a10";
const std::string kStream = domain::organisationStream(kOrganisation);

/// The head of a PNG of that size: what an import looks at.
QByteArray png(quint32 width = 40, quint32 height = 30) {
    const auto number = [](quint32 n) { return QByteArray(1, char(n >> 24)) + QByteArray(1, char(n >> 16)) + QByteArray(1, char(n >> 8)) + QByteArray(1, char(n)); };
    return QByteArray("\x89PNG\r\n\x1A\n\0\0\0\rIHDR", 16) + number(width) + number(height) + "and so on";
}

const QByteArray kSong = "OggS and a song";

QByteArray box(const QByteArray& type, const QByteArray& content) {
    const auto size = quint32(content.size() + 8);
    return QByteArray(1, char(size >> 24)) + QByteArray(1, char(size >> 16)) + QByteArray(1, char(size >> 8)) + QByteArray(1, char(size)) + type + content;
}

/// A file of that brand with those tracks, and its samples before what says so, as recorders write it.
QByteArray mpeg4(const QByteArray& brand, const QList<QByteArray>& tracks) {
    QByteArray moov;
    for (const auto& handler : tracks)
        moov += box("trak", box("tkhd", "____") + box("mdia", box("hdlr", QByteArray(8, '\0') + handler + QByteArray(12, '\0'))));
    return box("ftyp", brand + QByteArray(4, '\0')) + box("mdat", "samples") + box("moov", moov);
}

const char* kSurvey = R"([["type", "name", "label", "media::image", "media::audio"],
    ["note", "hello", "Hello", "sun.png", "hello.ogg"], ["select_one pets", "pet", "Which pet?", "", ""]])";
const char* kChoices = R"([["list_name", "name", "label", "image"], ["pets", "cat", "Cat", "cat.png"], ["pets", "dog", "Dog", "sun.png"]])";

const char* kTowns = R"x([["type", "name", "label", "calculation"], ["select_one_from_file towns.csv", "town", "Which town?", ""],
    ["calculate", "words", "", "pulldata('towns', 'label', 'name', 'york')"]])x";

const char* kXForm =
    R"x(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">)x"
    R"x(<h:head><h:title>Pets</h:title><model><itext><translation lang="en" default="true()"><text id="a"><value>Hello</value>)x"
    R"x(<value form="image">jr://images/cat.png</value></text></translation></itext><instance><data id="pets_x" version="2"><q/></data></instance>)x"
    R"x(<bind nodeset="/data/q" type="string"/></model></h:head><h:body><input ref="/data/q"><label ref="jr:itext('a')"/></input></h:body></h:html>)x";

QByteArray form(const QByteArray& survey = kSurvey, const QByteArray& choices = kChoices) {
    return R"({"format": 1, "kind": "form", "sheets": {"survey": )" + survey + R"(, "choices": )" + choices +
           R"(, "settings": [["form_title", "form_id", "version"], ["Pets", "pets", "1"]]}})";
}

}  // namespace

class tst_form_media : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_directory;
    std::unique_ptr<service::Store> m_store;
    tests::SeededRandom m_random;

    QString write(const QString& name, const QByteArray& content) {
        const auto path = m_directory->filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(content);
        return path;
    }
    void writeAll() {
        write("sun.png", png());
        write("cat.png", png(41));
        write("hello.ogg", kSong);
    }
    Result<Json> import(const QByteArray& content, service::QuestionnaireImport request = {}, const QString& name = "pets.json") {
        request.path = write(name, content).toStdString();
        return service::importQuestionnaire(*m_store, kNow, m_random, request);
    }
    Json field(const std::string& name) {
        Json value;
        const auto read = m_store->read([&](service::ReadTransaction& t) {
            for (const auto& one : t.streams().entitiesOf(kStream, "instrument"))
                if (one.fields.contains(name)) value = one.fields.at(name).value;
        });
        return read ? value : Json();
    }
    QByteArray kept(const std::string& name) {
        const auto blob = domain::blobFrom(field("media").value(name, Json()));
        if (!blob) return "no such file";
        std::string bytes;
        const auto read = m_store->read([&](service::ReadTransaction& t) { bytes = t.blobs().read({kStream, blob->sha256}, 0, blob->bytes); });
        return read ? QByteArray::fromStdString(bytes) : QByteArray();
    }

private slots:
    void init() {
        m_directory = std::make_unique<QTemporaryDir>();
        m_store = std::move(service::SqliteStore::open(m_directory->filePath("service.sqlite").toStdString())).value();
        QVERIFY(m_store->write([](WriteTransaction& t) -> Result<void> {
            t.registry().setOrganisation({kOrganisation, "Sparrow Families", "Europe/London", std::string(64, 'a')});
            return {};
        }));
    }
    void cleanup() { m_store.reset(); }

    void picturesAndSoundsComeInWithTheForm() {
        writeAll();
        const auto done = import(form());
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QCOMPARE(done->at("media").size(), std::size_t(3));
        QCOMPARE(kept("sun.png"), png());
        QCOMPARE(kept("cat.png"), png(41));
        QCOMPARE(kept("hello.ogg"), kSong);
        QCOMPARE(base::textOf(field("media")["hello.ogg"], "media"), std::string("audio/ogg"));
        QVERIFY(import(form())->at("changed") == Json(false));
    }

    void whatTheInstrumentNamesIsNotSweptAway() {
        writeAll();
        QVERIFY(import(form()));
        QVERIFY(m_store->write([](WriteTransaction& t) -> Result<void> {
            return t.blobs().removeAbandoned(kNow + 400LL * 24 * 3'600'000) == 0 ? Result<void>() : base::Error{};
        }));
        QCOMPARE(kept("sun.png"), png());
    }

    void whatIsMissingIsNamedWithItsRowAndNothingIsDone() {
        write("sun.png", png());
        const auto refused = import(form());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::NotFound);
        const auto words = QString::fromStdString(refused.error().detail);
        QVERIFY2(words.contains("survey, row 2, column media::audio: “hello.ogg” does not lie beside the form"), qPrintable(words));
        QVERIFY2(words.contains("choices, row 2, column image: “cat.png” does not lie beside the form"), qPrintable(words));
        QVERIFY(field("definition").is_null());
        QVERIFY(m_store->read([](service::ReadTransaction& t) {
            QVERIFY(!t.blobs().size({kStream, domain::blobHash(png().toStdString())}));
        }));
    }

    void aNameInOtherCapitalsIsTold() {
        writeAll();
        QVERIFY(QFile::rename(m_directory->filePath("cat.png"), m_directory->filePath("Cat.PNG")));
        const auto refused = import(form());
        QVERIFY(!refused.ok());
        QVERIFY(QString::fromStdString(refused.error().detail).contains("but “Cat.PNG” does: write its name in the same way"));
    }

    void whatTabletsCannotOpenIsRefused_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QString>("words");
        QTest::newRow("a text with a picture's name") << QByteArray("hello") << "is no picture that tablets open";
        QTest::newRow("a drawing") << QByteArray("<?xml version=\"1.0\"?><svg/>") << "is a drawing (SVG)";
        QTest::newRow("a sound with a picture's name") << kSong << "is no picture that tablets open";
        QTest::newRow("a picture as large as a wall") << png(9000, 10) << "has 9000 by 10 pixels";
        QTest::newRow("a picture without a size") << png(0, 10) << "has 0 by 10 pixels";
        QTest::newRow("a picture of more than four megabytes") << png() + QByteArray(4 << 20, 'x') << "is larger than 4 MB";
        QTest::newRow("a picture that breaks off") << png().left(20) << "is no picture that tablets open";
        QTest::newRow("nothing") << QByteArray() << "is no picture that tablets open";
    }
    void whatTabletsCannotOpenIsRefused() {
        QFETCH(QByteArray, bytes);
        QFETCH(QString, words);
        writeAll();
        write("cat.png", bytes);
        const auto refused = import(form());
        QVERIFY(!refused.ok());
        const auto said = QString::fromStdString(refused.error().detail);
        QVERIFY2(said.contains("choices, row 2, column image: “cat.png” " + words), qPrintable(said));
        QVERIFY(field("definition").is_null());
    }

    void theyMayLieInAnotherFolder_data() {
        QTest::addColumn<QString>("folder");
        QTest::addColumn<QString>("media");
        QTest::newRow("one that is named") << "elsewhere" << "elsewhere";
        QTest::newRow("the one that ODK's tools make") << "pets-media" << "";
    }
    void theyMayLieInAnotherFolder() {
        QFETCH(QString, folder);
        QFETCH(QString, media);
        for (const auto* name : {"sun.png", "cat.png"})
            write(folder + "/" + name, png());
        write(folder + "/hello.ogg", kSong);
        const auto done = import(form(), {{}, false, media.isEmpty() ? std::string() : m_directory->filePath(media).toStdString()});
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QCOMPARE(kept("cat.png"), png());
    }

    void aNameLeadsOutOfNoFolder() {
        writeAll();
        write("secret/key.png", png(5));
        const auto refused = import(form(kSurvey, R"([["list_name", "name", "label", "image"], ["pets", "cat", "Cat", "secret/key.png"]])"));
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::NotFound);
    }

    void aLinkLeadsOutOfNoFolderEither_data() {
        QTest::addColumn<QString>("link");
        QTest::addColumn<QString>("to");
        QTest::addColumn<QString>("words");
        QTest::newRow("a picture") << "cat.png" << "elsewhere/cat.png" << "choices, row 2, column image: “cat.png” is only a link: put the file itself beside the form";
        QTest::newRow("a picture that is not there") << "cat.png" << "nowhere.png" << "choices, row 2, column image: “cat.png” is only a link";
        QTest::newRow("the folder of the form's pictures") << "pets-media" << "elsewhere" << "choices, row 2, column image: “cat.png” does not lie beside the form";
        QTest::newRow("a list") << "towns.csv" << "elsewhere/towns.csv" << "the list “towns.csv” is only a link: put the file itself beside the form";
    }
    void aLinkLeadsOutOfNoFolderEither() {
        QFETCH(QString, link);
        QFETCH(QString, to);
        QFETCH(QString, words);
        writeAll();
        QVERIFY(QFile::remove(m_directory->filePath("cat.png")));
        write("elsewhere/cat.png", png(5));
        write("elsewhere/towns.csv", "name,label\nsecret,Secret\n");
        QVERIFY(QFile::link(m_directory->filePath(to), m_directory->filePath(link)));
        const auto refused = import(link == "towns.csv" ? form(kTowns, "[]") : form());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::NotFound);
        const auto said = QString::fromStdString(refused.error().detail);
        QVERIFY2(said.contains(words), qPrintable(said));
    }

    void theFormItselfAndAFolderThatIsNamedMayBeLinks() {
        for (const auto* name : {"sun.png", "cat.png"})
            write(QString("elsewhere/") + name, png());
        write("elsewhere/hello.ogg", kSong);
        write("elsewhere/pets.json", form());
        QVERIFY(QFile::link(m_directory->filePath("elsewhere"), m_directory->filePath("pictures")));
        QVERIFY(QFile::link(m_directory->filePath("elsewhere/pets.json"), m_directory->filePath("linked.json")));
        service::QuestionnaireImport request;
        request.path = m_directory->filePath("linked.json").toStdString();
        request.media = m_directory->filePath("pictures").toStdString();
        const auto done = service::importQuestionnaire(*m_store, kNow, m_random, request);
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
    }

    void itsWordsAloneAreGivenOutWhenAskedForAndItsPicturesLater() {
        const auto words = import(form(), {{}, false, {}, true});
        QVERIFY2(words.ok(), words.ok() ? "" : words.error().detail.c_str());
        QVERIFY(field("media").is_null());
        QVERIFY(!words->at("remarks").empty());
        writeAll();
        QVERIFY(import(form()));
        QCOMPARE(kept("cat.png"), png(41));
    }

    void theSameVersionKeepsItsPictures() {
        writeAll();
        QVERIFY(import(form()));
        write("cat.png", png(42));
        const auto refused = import(form());
        QVERIFY(!refused.ok());
        QCOMPARE(refused.error().code, ErrorCode::AlreadyExists);
        QCOMPARE(kept("cat.png"), png(41));
        QVERIFY(import(form(), {{}, false, {}, true}));
        QCOMPARE(kept("cat.png"), png(41));
    }

    void anXFormBringsItsPictures() {
        writeAll();
        const auto done = import(kXForm, {}, "pets.xml");
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QCOMPARE(kept("cat.png"), png(41));
        QVERIFY(QFile::remove(m_directory->filePath("cat.png")));
        const auto refused = import(kXForm, {}, "pets.xml");
        QVERIFY(!refused.ok());
        QVERIFY(refused.error().detail.starts_with(m_directory->filePath("pets.xml").toStdString() + ": “cat.png” does not lie beside the form"));
    }

    void listsTravelWithTheForm() {
        write("towns.csv", "\xEF\xBB\xBFname,label\r\nleeds,Leeds\r\nyork,York\r\n");
        const auto done = import(form(kTowns, "[]"));
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QVERIFY(done->at("lists") == Json({"towns.csv"}));
        const auto definition = field("definition");
        QVERIFY(definition["files"]["towns.csv"] == Json("name,label\nleeds,Leeds\nyork,York\n"));
        const auto read = exchange::formOf(definition);
        QVERIFY(read.ok());
        for (const auto& problem : read->problems)
            QVERIFY2(problem.message.find("lie beside") == std::string::npos, problem.message.c_str());
        // The same again, from the file that was given out.
        QVERIFY(QFile::remove(m_directory->filePath("towns.csv")));
        QVERIFY(import(QByteArray::fromStdString(base::toText(definition)))->at("changed") == Json(false));
    }

    void aListIsTidiedAndMeansTheSame_data() {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QByteArray>("kept");
        const QByteArray tidy = "name,label\nleeds,Leeds\nyork,York\n";
        QTest::newRow("lines as on another system") << QByteArray("name,label\r\nleeds,Leeds\r\nyork,York\r\n") << tidy;
        QTest::newRow("lines of an old spreadsheet") << QByteArray("name,label\rleeds,Leeds\ryork,York\r") << tidy;
        QTest::newRow("blank rows before, between and after") << QByteArray("\n\nname,label\n , \nleeds,Leeds\n\n\"\",\nyork,York\n,,,,\n\n") << tidy;
        QTest::newRow("half a megabyte of blank rows") << tidy + QByteArray(",\r\n").repeated(200'000) << tidy;
        QTest::newRow("rows with semicolons") << QByteArray("name;label\n;\nleeds;Leeds\n") << QByteArray("name;label\nleeds;Leeds\n");
        QTest::newRow("a blank line within quotation marks") << QByteArray("name,label\nleeds,\"Leeds\n\n(city)\"\n\n") << QByteArray("name,label\nleeds,\"Leeds\n\n(city)\"\n");
        QTest::newRow("no line end at the end") << QByteArray("name,label\nleeds,Leeds") << QByteArray("name,label\nleeds,Leeds");
    }
    void aListIsTidiedAndMeansTheSame() {
        QFETCH(QByteArray, list);
        QFETCH(QByteArray, kept);
        write("towns.csv", list);
        const auto done = import(form(R"([["type", "name", "label"], ["select_one_from_file towns.csv", "town", "Which town?"]])", "[]"));
        QVERIFY2(done.ok(), done.ok() ? "" : done.error().detail.c_str());
        QCOMPARE(QByteArray::fromStdString(base::textOf(field("definition")["files"], "towns.csv")), kept);
    }

    void aListThatCannotTravelIsRefused_data() {
        QTest::addColumn<QByteArray>("list");
        QTest::addColumn<QString>("words");
        QTest::newRow("missing") << QByteArray() << "does not lie beside the form";
        QTest::newRow("not UTF-8") << QByteArray("name,label\nmon,Ynys M\xF4n\n") << "UTF-8";
        QTest::newRow("a city's register of streets") << QByteArray("name,label\n") + QByteArray("street,Street\n").repeated(50'000) << "KB together";
    }
    void aListThatCannotTravelIsRefused() {
        QFETCH(QByteArray, list);
        QFETCH(QString, words);
        if (!list.isEmpty()) write("towns.csv", list);
        const auto refused = import(form(R"([["type", "name", "label"], ["select_one_from_file towns.csv", "town", "Which town?"]])", "[]"));
        QVERIFY(!refused.ok());
        QVERIFY2(QString::fromStdString(refused.error().detail).contains(words), refused.error().detail.c_str());
        QVERIFY(field("definition").is_null());
    }

    void theFirstBytesSayWhatItIs_data() {
        QTest::addColumn<QByteArray>("bytes");
        QTest::addColumn<QByteArray>("media");
        QTest::addColumn<int>("width");
        const auto jpeg = QByteArray("\xFF\xD8\xFF\xE0\x00\x04JF\xFF\xFF\xC2\x00\x11\x08\x00\x1E\x00\x28\x03", 19);
        QTest::newRow("a PNG") << png() << QByteArray("image/png") << 40;
        QTest::newRow("a JPEG, with a segment and a fill byte before its frame") << jpeg << QByteArray("image/jpeg") << 40;
        QTest::newRow("a JPEG whose scan comes first") << QByteArray("\xFF\xD8\xFF\xDA\x00\x04__________", 16) << QByteArray() << 0;
        QTest::newRow("a JPEG that breaks off") << jpeg.left(12) << QByteArray() << 0;
        QTest::newRow("a JPEG whose segment leads behind the end") << QByteArray("\xFF\xD8\xFF\xE0\xFF\xFF__________", 16) << QByteArray() << 0;
        QTest::newRow("a GIF") << QByteArray("GIF89a\x28\x00\x1E\x00", 10) << QByteArray("image/gif") << 40;
        QTest::newRow("an MP3 with its title") << QByteArray("ID3 song") << QByteArray("audio/mpeg") << 0;
        QTest::newRow("an MP3 without") << QByteArray("\xFF\xFBsong") << QByteArray("audio/mpeg") << 0;
        QTest::newRow("a WAV") << QByteArray("RIFF____WAVEfmt ") << QByteArray("audio/wav") << 0;
        QTest::newRow("four letters of a WAV") << QByteArray("RIFF") << QByteArray() << 0;
        QTest::newRow("seven bytes of a WAV") << QByteArray("RIFF___") << QByteArray() << 0;
        QTest::newRow("a WebP") << QByteArray("RIFF____WEBPVP8 ") << QByteArray() << 0;
        const auto recording = mpeg4("mp42", {"soun"});
        QTest::newRow("a song of MPEG-4") << mpeg4("M4A ", {}) << QByteArray("audio/mp4") << 0;
        QTest::newRow("a spoken book of MPEG-4 with pictures of its chapters") << mpeg4("M4B ", {"soun", "vide"}) << QByteArray("audio/mp4") << 0;
        QTest::newRow("a phone's recording") << recording << QByteArray("audio/mp4") << 0;
        QTest::newRow("a film with sound") << mpeg4("isom", {"soun", "vide"}) << QByteArray() << 0;
        QTest::newRow("MPEG-4 of neither") << mpeg4("isom", {}) << QByteArray() << 0;
        QTest::newRow("a phone's recording that breaks off") << recording.chopped(1) << QByteArray() << 0;
        QTest::newRow("a box that says it is longer than the file") << recording.left(16) + QByteArray(8, char(0xFF)) << QByteArray() << 0;
        QTest::newRow("a box of no length") << recording.left(16) + QByteArray("\0\0\0\1moov\0\0\0\0\0\0\0\0", 16) << QByteArray() << 0;
        QTest::newRow("a protected song") << mpeg4("M4P ", {"soun"}) << QByteArray() << 0;
        QTest::newRow("a photo of a phone (HEIC)") << mpeg4("heic", {}) << QByteArray() << 0;
        QTest::newRow("a brand that breaks off") << QByteArray("____ftypM4A") << QByteArray() << 0;
        QTest::newRow("one letter") << QByteArray("x") << QByteArray() << 0;
    }
    void theFirstBytesSayWhatItIs() {
        QFETCH(QByteArray, bytes);
        QFETCH(QByteArray, media);
        QFETCH(int, width);
        const auto kind = service::kindOfMedia(bytes.toStdString());
        QCOMPARE(QByteArray::fromStdString(kind ? kind->media : std::string()), media);
        if (kind) QCOMPARE(int(kind->width), width);
    }
};

QTEST_APPLESS_MAIN(tst_form_media)
#include "tst_form_media.moc"
