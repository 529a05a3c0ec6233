// render_pages OUT [PAGE…]: renders every page on a phone and on a tablet, light, dark, with text at 200 %, and mirrored, into
// OUT/<page>-<size>-<setting>.png. Exits 1 if words are cut off anywhere or QML warns.
#include "tests/qml/page_check.h"

#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QTextStream>

#include <memory>

namespace {

struct Page {
    const char* name;
    const char* type;
    QVariantMap properties;
};

struct Setting {
    const char* name;
    bool dark;
    qreal textScale;
    bool mirrored;
};

struct Size {
    const char* name;
    QSize pixels;
};

const QList<Page> kPages{
    {"controls", "ControlsGallery", {}},
    {"fields", "FieldsGallery", {}},
    {"frames", "FramesGallery", {}},
    {"likert", "QuestionGallery", {{"kind", "likert"}}},
    {"ten_point", "QuestionGallery", {{"kind", "ten_point"}}},
    {"faces", "QuestionGallery", {{"kind", "faces"}}},
    {"choice", "QuestionGallery", {{"kind", "choice"}}},
    {"yes_no", "QuestionGallery", {{"kind", "yes_no"}}},
    {"text", "QuestionGallery", {{"kind", "text"}}},
};

const QList<Setting> kSettings{
    {"light", false, 1.0, false},
    {"dark", true, 1.0, false},
    {"large", false, 2.0, false},
    {"mirrored", false, 1.0, true},
};

const QList<Size> kSizes{{"phone", {360, 740}}, {"tablet", {1024, 768}}};

int g_warnings = 0;

void countWarnings(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type != QtDebugMsg && type != QtInfoMsg)
        ++g_warnings;
    QTextStream(stderr) << text << '\n';
}

} // namespace

int main(int argc, char** argv) {
    QGuiApplication app(argc, argv);
    qInstallMessageHandler(countWarnings);
    const QStringList arguments = app.arguments();
    if (arguments.size() < 2) {
        QTextStream(stderr) << "usage: render_pages OUT [PAGE…]\n";
        return 2;
    }
    const QDir out(arguments.at(1));
    out.mkpath(QStringLiteral("."));
    const QStringList wanted = arguments.mid(2);

    int misfits = 0;
    for (const Page& page : kPages) {
        if (!wanted.isEmpty() && !wanted.contains(QLatin1String(page.name)))
            continue;
        for (const Size& size : kSizes) {
            for (const Setting& setting : kSettings) {
                QQuickView view;
                view.engine()->addImportPath(QStringLiteral("qrc:/qt/qml"));
                QQmlComponent door(view.engine());
                door.setData("import QtQml\nimport Waymark.Theme\nQtObject { property QtObject theme: Theme }", QUrl());
                const std::unique_ptr<QObject> holder(door.create());
                auto* theme = holder->property("theme").value<QObject*>();
                theme->setProperty("dark", setting.dark);
                theme->setProperty("textScale", setting.textScale);
                theme->setProperty("mirrored", setting.mirrored);
                theme->setProperty("reducedMotion", true);

                view.setResizeMode(QQuickView::SizeRootObjectToView);
                view.setInitialProperties(page.properties);
                view.resize(size.pixels);
                view.setSource(QUrl(QStringLiteral("qrc:/qt/qml/Waymark/Gallery/%1.qml").arg(page.type)));
                if (view.status() != QQuickView::Ready)
                    return 1;
                view.show();
                app.processEvents();
                // Galleries are as tall as they need to be.
                view.resize(size.pixels.width(),
                            qMax(size.pixels.height(), int(std::ceil(view.rootObject()->implicitHeight()))));
                app.processEvents();
                const QImage picture = view.grabWindow();
                const QString name = QStringLiteral("%1-%2-%3").arg(page.name, size.name, setting.name);
                picture.save(out.filePath(name + QStringLiteral(".png")));
                const QStringList found = wordsThatDoNotFit(view.rootObject());
                for (const QString& line : found)
                    QTextStream(stderr) << name << ": " << line << '\n';
                misfits += int(found.size());
            }
        }
    }
    return misfits + g_warnings > 0 ? 1 : 0;
}
