// render_pages OUT [PAGE…]: renders every page on a phone and on a tablet, light, dark, with text at 200 %, mirrored, and in Arabic script,
// into OUT/<page>-<size>-<setting>.png. Exits 1 if words are cut off anywhere or QML warns.
#include "tests/qml/page_check.h"
#include "tests/qml/trial_urdu.h"

#include <QDeadlineTimer>
#include <QDir>
#include <QGuiApplication>
#include <QImage>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QQuickItem>
#include <QQuickView>
#include <QTextStream>

#include <algorithm>
#include <chrono>
#include <memory>

namespace {

struct Page {
    const char* name;
    const char* type;
    QVariantMap properties;
    const char* waitsFor = "";  // what opens by itself a moment later, by its object name
};

struct Setting {
    const char* name;
    bool dark;
    qreal textScale;
    bool mirrored;
    bool urdu = false;
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
    {"kinds_choices", "KindsGallery", {{"family", "choices"}}},
    {"kinds_scales", "KindsGallery", {{"family", "scales"}}},
    {"kinds_long", "KindsGallery", {{"family", "long"}}},
    {"kinds_typed", "KindsGallery", {{"family", "typed"}}},
    {"kinds_times", "KindsGallery", {{"family", "times"}}},
    {"kinds_times_wrong", "KindsGallery", {{"family", "times_wrong"}}},
    {"kinds_told", "KindsGallery", {{"family", "told"}}},
    {"kinds_signed", "KindsGallery", {{"family", "signed"}}},
    {"kinds_photos", "KindsGallery", {{"family", "photos"}}},
    {"kinds_sounds", "KindsGallery", {{"family", "sounds"}}},
    {"kinds_heard", "KindsGallery", {{"family", "heard"}}},
    {"kinds_heard_pictures", "KindsGallery", {{"family", "heard_pictures"}}},
    {"kinds_where", "KindsGallery", {{"family", "where"}}},
    {"kinds_pictures", "KindsGallery", {{"family", "pictures"}}},
};

// Urdu for the eye alone, marked as a trial in its first words ("trial text").
const QString kUrduTitle = QStringLiteral("آزمائشی متن");
const QString kUrduIntro = QStringLiteral("یہ صرف آزمائشی متن ہے۔ کوئی جواب صحیح یا غلط نہیں ہے۔ آپ کوئی بھی سوال چھوڑ سکتے ہیں۔");

QVariantMap urduItem() {
    QVariantList choices;
    for (const auto* label : {"بالکل نہیں", "تھوڑا سا", "درمیانہ", "زیادہ تر", "بہت زیادہ"})
        choices.append(QVariantMap{{"value", QString::number(choices.size() + 1)}, {"label", QString::fromUtf8(label)}, {"picture", ""}});
    return {{"key", "q1"}, {"entry", "question"}, {"text", QStringLiteral("آزمائشی سوال: کیا آپ کو یہ جگہ اچھی لگی اور کیا آپ یہاں دوبارہ آئیں گے؟")}, {"kind", "likert"}, {"picture", ""},
            {"practice", false}, {"choices", choices}, {"missingOffered", QStringList{"refused", "skipped"}}};
}

// The screens, with stand-ins for the view models: set on them before the screen is made. "screen.…" is set on the screen itself, "clear" empties
// a model, "scrolled" shows the screen's end.
const QList<Page> kScreens{
    {"enrol", "Enrol", {}},
    {"join", "Join", {}},
    {"join_without_camera", "Join", {{"media.hasCamera", false}, {"media.problem", "There is no camera on this device."}}},
    {"enrol_scan", "Enrol", {{"media.key", "device"}, {"media.seeing", true}, {"media.state", "scanning"},
                             {"media.advice", "That is somebody's personal code. Scan the code for this device first."}}, "typeInstead"},
    {"choose_pin", "ChoosePin", {}},
    {"lock", "Lock", {}},
    {"lock_wrong", "Lock", {{"retryAfterSeconds", 4}, {"workers", QVariantList{QVariantMap{{"id", "user-1"}, {"name", "Samina Demo"}}}}}},
    {"today", "Today", {{"questionnaire.drafts", QVariantList{QVariantMap{{"key", "draft-1"}, {"title", "Family Steps"}, {"who", "Nadia Bashir"}, {"savedText", "Half-filled, saved at 10:12"}}}}}},
    {"today_empty", "Today", {{"clear", "today"}}},
    {"register", "Register", {{"undoText", "Amina Hussain: 10 minutes late"}, {"undoSecondsLeft", 8}}},
    {"register_counted", "Register", {{"register.headCountTotal", 20}, {"register.unnamedTotal", 8}}},
    {"register_told", "Register", {{"notice", "Not marked as here any more. The names stay: a worker can remove them."},
                                   {"register.filter", "not_yet"}}},
    {"walk_in", "WalkIn", {}},
    {"head_count", "HeadCount", {}},
    {"head_count_drop_ins", "HeadCount", {{"headCount.kind", "arrival"}, {"scrolled", true}}},
    {"sign_off", "SignOff", {{"register.headCountTotal", 20}, {"register.unnamedTotal", 8}}},
    {"person", "Person", {{"person.canRemove", true}}},
    {"person_prompt", "Person", {{"person.prompts", QStringList{"I feel safe here. (14 January 2025)"}},
                                 {"person.questionnaires", QVariantList{QVariantMap{{"responseId", "response-1"}, {"title", "Family Steps"}, {"point", "start"}, {"dateText", "14 January 2025"}, {"safety", "central"}, {"waits", true}}}}}},
    {"answers", "Answers", {}},
    {"questionnaire_start", "QuestionnaireStart", {}},
    {"questionnaire_start_chosen", "QuestionnaireStart", {{"screen.instrumentId", "family_steps"}, {"screen.point", "exit"}, {"screen.respondent", "parent"}}},
    {"questionnaire_start_asks", "QuestionnaireStart", {{"screen.instrumentId", "my_path"}, {"screen.point", ""}, {"screen.respondent", "parent"}}},
    {"questionnaire_start_end", "QuestionnaireStart", {{"screen.instrumentId", "family_steps"}, {"screen.point", "exit"}, {"screen.respondent", "parent"}, {"scrolled", true}}},
    {"preview", "Preview", {{"problems", QVariantList{"Row 7 of survey: what \"geotrace\" asks is typed on tablets."}}, {"screen.problemsShown", true}, {"screen.paper", "Saved to print: Documents/Family Steps.pdf"}}},
    {"preview_end", "Preview", {{"finished", true}}},
    {"question", "HandOver", {{"questionnaire.handedOver", true}}},
    {"question_asked", "HandOver", {{"questionnaire.index", 3}, {"questionnaire.value", "4"}}},
    // Words to look at and not a translation: no questionnaire is offered in Urdu before somebody has approved one.
    {"question_urdu", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.language", "ur"}, {"questionnaire.title", kUrduTitle}, {"questionnaire.intro", kUrduIntro},
                                   {"questionnaire.languages", QVariantList{QVariantMap{{"code", "en"}, {"name", "English"}}, QVariantMap{{"code", "ur"}, {"name", QStringLiteral(u"\u0627\u0631\u062f\u0648")}}}},
                                   {"questionnaire.entry0", urduItem()}}},
    {"form_page", "HandOver", {{"questionnaire.title", "A home"}, {"questionnaire.intro", ""}, {"questionnaire.whereText", "Household · Person 2"}, {"questionnaire.index", 4},
                               {"questionnaire.watermark", "Draft: these answers do not count"}, {"questionnaire.canPutBack", true},
                               {"questionnaire.page", QVariantList{QVariantMap{{"key", "a"}, {"entry", "heading"}, {"text", "Your home"}},
                                                                   QVariantMap{{"key", "b"}, {"entry", "question"}, {"kind", "number"}, {"text", "How many rooms?"}, {"value", "77"}, {"message", "Between 1 and 49, please."}},
                                                                   QVariantMap{{"key", "c"}, {"entry", "occurrence"}, {"text", "Child 1"}, {"byHand", true}},
                                                                   QVariantMap{{"key", "d"}, {"entry", "add"}, {"text", "Child"}, {"occurrences", QVariantList{QVariantMap{{"key", "e"}, {"text", "Child 1"}, {"index", 3}}}}}}}}},
    {"camera", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.title", "A visit"}, {"questionnaire.intro", ""},
                            {"questionnaire.page", QVariantList{QVariantMap{{"key", "p"}, {"entry", "question"}, {"kind", "picture"}, {"text", "A photo of the room"}, {"mayTake", true}}}},
                            {"questionnaire.media.key", "p"}, {"questionnaire.media.seeing", true}, {"questionnaire.media.state", "watching"}}, "shootButton"},
    {"not_saved", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.title", "A visit"}, {"questionnaire.intro", ""},
                               {"questionnaire.problem", "This was not saved: the device is full. Please show this to Samina."},
                               {"questionnaire.page", QVariantList{QVariantMap{{"key", "p"}, {"entry", "question"}, {"kind", "picture"}, {"text", "A photo of the room"}, {"mayTake", true}}}},
                               {"questionnaire.media.key", "p"}, {"questionnaire.media.problem", "This was not saved: the device is full. Please show this to Samina."}}},
    {"barcode", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.title", "A visit"}, {"questionnaire.intro", ""},
                             {"questionnaire.page", QVariantList{QVariantMap{{"key", "c"}, {"entry", "question"}, {"kind", "barcode"}, {"text", "The number on the card"}, {"mayTake", true}},
                                                                 QVariantMap{{"key", "d"}, {"entry", "question"}, {"kind", "barcode"}, {"text", "The number of the parcel"}, {"value", "5012345678900"}}}},
                             {"questionnaire.media.key", "d"}, {"questionnaire.media.problem", "There is no camera on this device."}}},
    {"scan", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.title", "A visit"}, {"questionnaire.intro", ""},
                          {"questionnaire.page", QVariantList{QVariantMap{{"key", "c"}, {"entry", "question"}, {"kind", "barcode"}, {"text", "The number on the card"}, {"mayTake", true}}}},
                          {"questionnaire.media.key", "c"}, {"questionnaire.media.seeing", true}, {"questionnaire.media.state", "scanning"}}, "typeInstead"},
    {"scan_starting", "HandOver", {{"questionnaire.title", "A visit"}, {"questionnaire.intro", ""},
                                   {"questionnaire.page", QVariantList{QVariantMap{{"key", "c"}, {"entry", "question"}, {"kind", "barcode"}, {"text", "The number on the card"}, {"mayTake", true}}}},
                                   {"questionnaire.media.key", "c"}, {"questionnaire.media.state", "scanning"}}, "typeInstead"},
    {"form_review", "HandOver", {{"questionnaire.atReview", true}, {"questionnaire.mayFinish", false},
                                 {"questionnaire.unanswered", QVariantList{QVariantMap{{"index", 1}, {"text", "Which town?"}, {"message", "Please say which town."}, {"needed", true}},
                                                                           QVariantMap{{"index", 5}, {"text", "What grows there?"}, {"message", ""}, {"needed", false}}}}}},
    {"review", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.atReview", true},
                            {"questionnaire.unanswered", QVariantList{QVariantMap{{"index", 5}, {"text", "When something is hard with my child, I can find a way through it."}}}}}},
    {"thanks", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.finished", true}}},
    {"thanks_trial", "HandOver", {{"questionnaire.handedOver", true}, {"questionnaire.finished", true}, {"questionnaire.trial", true}}},
    {"then_and_now", "HandOver", {{"questionnaire.finished", true},
                                  {"questionnaire.prompts", QStringList{"I feel safe here."}},
                                  {"questionnaire.previous", QVariantList{QVariantMap{{"point", "start"}, {"dateText", "14 January 2025"}, {"scoreText", "3.4 of 5"}, {"isNew", false}},
                                                                          QVariantMap{{"point", "end"}, {"dateText", "4 March 2025"}, {"scoreText", "3.9 of 5"}, {"isNew", true}}}}}},
    {"worry", "Worry", {{"worry.who", "Zara Quinn, 7"}, {"worry.when", "Today at 10:05, by the coats"}, {"worry.seen", "She said: I do not want to go home today."}}},
    {"worry_sent", "Worry", {{"worry.reference", "9C2A"}}},
    {"worry_nobody", "Worry", {{"worry.recipientsText", ""}, {"worry.handed", QVariantList()}}},
    {"concerns", "Concerns", {{"safeguarding.isLead", true}}},
    {"concern", "Concern", {{"safeguarding.isLead", true}}},
    {"keys", "Keys", {}},
    {"keys_sheet", "Keys", {{"safeguarding.isLead", true}, {"safeguarding.recovery", "1f3a 90c2 77ab 0e5d 6b18 c4f2 93da 5507 e1b9 2c64 8fd0 a35e 7741 d89c 06b3 f2e8 4a1d"}}},
    {"sync", "Sync", {}},
    {"sync_smaller", "Sync", {{"sync.stopped", true}, {"sync.mayTakeSmaller", true}}},
    {"settle", "Settle", {{"undoText", "Settled"}, {"undoSecondsLeft", 8}}},
    {"settle_none", "Settle", {{"clear", "settle"}}},
    {"settings", "Settings", {{"error", "This place does not know that code. Check the letters and try again."}}},
};

const QList<Setting> kSettings{
    {"light", false, 1.0, false},
    {"dark", true, 1.0, false},
    {"large", false, 2.0, false},
    {"mirrored", false, 1.0, true},
    {"urdu", false, 1.0, true, true},
    {"urdu_large_dark", true, 2.0, true, true},
};

const QList<Size> kSizes{{"phone", {360, 740}}, {"tablet", {1024, 768}}};

int g_warnings = 0;

void countWarnings(QtMsgType type, const QMessageLogContext&, const QString& text) {
    if (type != QtDebugMsg && type != QtInfoMsg)
        ++g_warnings;
    QTextStream(stderr) << text << '\n';
}

QObject* make(QQmlEngine& engine, const char* code) {
    QQmlComponent component(&engine);
    component.setData(code, QUrl());
    QObject* made = component.create();
    if (!made)
        qFatal("%s", qPrintable(component.errorString()));
    return made;
}

// Sets "questionnaire.index" and the like on the stand-in app.
void prepare(QObject* app, const QVariantMap& properties) {
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        const QStringList path = it.key().split(QLatin1Char('.'));
        if (it.key() == QLatin1String("scrolled") || path.first() == QLatin1String("screen"))
            continue;
        if (it.key() == QLatin1String("clear")) {
            QMetaObject::invokeMethod(app->property(it.value().toByteArray().constData()).value<QObject*>(), "clear");
            continue;
        }
        QObject* target = app;
        for (const QString& step : path.mid(0, path.size() - 1))
            target = target ? target->property(step.toUtf8().constData()).value<QObject*>() : nullptr;
        if (!target || !target->setProperty(path.last().toUtf8().constData(), it.value()))
            qFatal("the stand-ins have no %s", qPrintable(it.key()));
    }
}

// What is set on the screen itself.
QVariantMap ownProperties(const QVariantMap& properties) {
    const QString own = QStringLiteral("screen.");
    QVariantMap found;
    for (auto it = properties.begin(); it != properties.end(); ++it) {
        if (it.key().startsWith(own))
            found.insert(it.key().mid(own.size()), it.value());
    }
    return found;
}

// For what does not fit to come to fit, on a busy machine.
constexpr std::chrono::seconds kSettled{3};

/// Pictures are read beside the screen.
bool isLoading(const QQuickItem* item) {
    constexpr int kLoading = 2;  // Image.Loading
    if (item->inherits("QQuickImage") && item->property("status").toInt() == kLoading) return true;
    const auto children = item->childItems();
    return std::any_of(children.begin(), children.end(), isLoading);
}

// Layouts inside layouts need a few turns until every height is known.
void settle(QQuickView& view) {
    for (const QDeadlineTimer latest(kSettled); isLoading(view.contentItem()) && !latest.hasExpired();)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
    for (int turn = 0; turn < 4; ++turn) {
        QCoreApplication::processEvents();
        view.grabWindow();
    }
}

bool isShown(const QQuickItem* item, QLatin1String objectName) {
    const auto children = item->childItems();
    return item->isVisible() && (item->objectName() == objectName || std::any_of(children.begin(), children.end(), [&](const QQuickItem* child) { return isShown(child, objectName); }));
}

// Renders one page and tells how many words do not fit.
int render(const Page& page, const Size& size, const Setting& setting, bool screen, const QDir& out) {
    waymark::tests::TrialUrdu urdu;  // it is taken out again when it goes
    if (setting.urdu) QCoreApplication::installTranslator(&urdu);
    QQuickView view;
    QQmlEngine& engine = *view.engine();
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    engine.addImportPath(QStringLiteral(WAYMARK_STAND_INS));
    const std::unique_ptr<QObject> door(make(engine, "import QtQml\nimport Waymark.Theme\nQtObject { property QtObject theme: Theme }"));
    auto* theme = door->property("theme").value<QObject*>();
    theme->setProperty("dark", setting.dark);
    theme->setProperty("textScale", setting.textScale);
    theme->setProperty("mirrored", setting.mirrored);
    theme->setProperty("reducedMotion", true);

    std::unique_ptr<QObject> shown;
    if (screen) {
        // The preview is a program of its own and shows nothing but a form.
        const bool preview = page.type == QByteArrayLiteral("Preview");
        shown.reset(make(engine, preview ? "import Waymark.ViewModels\nPreviewModel {}" : "import Waymark.ViewModels\nApp {}"));
        prepare(shown.get(), page.properties);
        auto properties = ownProperties(page.properties);
        properties.insert(preview ? QStringLiteral("form") : QStringLiteral("app"), QVariant::fromValue(shown.get()));
        view.setInitialProperties(properties);
    } else {
        view.setInitialProperties(page.properties);
    }
    view.setResizeMode(QQuickView::SizeRootObjectToView);
    view.resize(size.pixels);
    view.setSource(QUrl(screen ? QStringLiteral("qrc:/qt/qml/Waymark/Screens/%1Screen.qml").arg(page.type)
                               : QStringLiteral("qrc:/qt/qml/Waymark/Gallery/%1.qml").arg(page.type)));
    if (view.status() != QQuickView::Ready) {
        for (const QQmlError& error : view.errors())
            QTextStream(stderr) << error.toString() << '\n';
        return 1;
    }
    view.show();
    settle(view);
    if (!screen) {
        // Galleries are as tall as they need to be.
        view.resize(size.pixels.width(), qMax(size.pixels.height(), int(std::ceil(view.rootObject()->implicitHeight()))));
        settle(view);
    }
    const QDeadlineTimer open(kSettled);
    while (*page.waitsFor && !isShown(view.contentItem(), QLatin1String(page.waitsFor)) && !open.hasExpired())
        settle(view);
    if (page.properties.contains(QStringLiteral("scrolled"))) {
        auto* scroller = view.rootObject()->property("scroller").value<QQuickItem*>();
        scroller->setProperty("contentY", qMax(0.0, scroller->property("contentHeight").toReal() - scroller->height()));
    }
    const QString name = QStringLiteral("%1-%2-%3").arg(page.name, size.name, setting.name);
    // A list gives its rows their heights when it comes to it: what does not fit has to stay so.
    const QDeadlineTimer latest(kSettled);
    QStringList found = wordsThatDoNotFit(view.rootObject());
    while (!found.isEmpty() && !latest.hasExpired()) {
        settle(view);
        found = wordsThatDoNotFit(view.rootObject());
    }
    view.grabWindow().save(out.filePath(name + QStringLiteral(".png")));
    for (const QString& line : found)
        QTextStream(stderr) << name << ": " << line << '\n';
    view.setSource(QUrl());  // the screen goes before the stand-ins that it shows
    return int(found.size());
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
    const auto renderAll = [&](const QList<Page>& pages, bool screens) {
        for (const Page& page : pages) {
            if (!wanted.isEmpty() && !wanted.contains(QLatin1String(page.name)))
                continue;
            for (const Size& size : kSizes) {
                for (const Setting& setting : kSettings)
                    misfits += render(page, size, setting, screens, out);
            }
        }
    };
    renderAll(kPages, false);
    renderAll(kScreens, true);
    return misfits + g_warnings > 0 ? 1 : 0;
}
