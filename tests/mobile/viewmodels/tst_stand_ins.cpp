// The screens are tested with stand-ins for the view models (tests/qml/view_models). Whatever a stand-in offers, the real one has, of the same
// type: else a screen works in its tests and not in people's hands.
#include "tests/mobile/viewmodels/app_world.h"

#include <QMetaMethod>
#include <QMetaProperty>
#include <QQmlComponent>
#include <QQmlEngine>

using namespace waymark;
using namespace waymark::tests;
using mobile::RowModel;

namespace {

// What stand-ins have for the tests' sake.
const QStringList kForTests{"asked", "note", "calls", "callsChanged", "entries", "entry0", "value", "missing", "page", "presences", "add", "nowText"};

/// Types that QML tells apart.
QString kindOf(const QMetaType& type) {
    if (type.id() == QMetaType::Void) return "nothing";
    if (type.id() == QMetaType::Bool) return "a truth";
    if (type.id() == QMetaType::QString) return "text";
    if (type.flags().testFlag(QMetaType::PointerToQObject)) return "an object";
    if (type.flags().testFlag(QMetaType::IsEnumeration) || type.id() == QMetaType::Int || type.id() == QMetaType::Double || type.id() == QMetaType::LongLong)
        return "a number";
    return "a value, a list or a map";
}

/// The first of its meta objects that is not written in QML.
const QMetaObject* firstOfCpp(const QMetaObject* made) {
    while (QByteArray(made->className()).contains("QML")) made = made->superClass();
    return made;
}

/// What keeps the real method from standing where the stand-in's is called; "" for nothing.
QString difference(const QMetaMethod& offered, const QMetaMethod& real) {
    const bool isSignal = offered.methodType() == QMetaMethod::Signal;
    if (isSignal != (real.methodType() == QMetaMethod::Signal)) return isSignal ? "is no signal" : "is a signal";
    if (offered.parameterCount() != real.parameterCount()) return "takes another number of values";
    for (int i = 0; i < real.parameterCount(); ++i) {
        const auto theirs = kindOf(offered.parameterMetaType(i)), ours = kindOf(real.parameterMetaType(i));
        // A parameter of QML without a type takes anything.
        if (offered.parameterMetaType(i).id() != QMetaType::QVariant && theirs != ours) return QString("value %1 is %2, not %3").arg(i + 1).arg(ours, theirs);
    }
    return {};
}

QStringList propertiesThatDiffer(const QObject& offered, const QObject& real) {
    QStringList out;
    const auto* ours = real.metaObject();
    for (int i = firstOfCpp(offered.metaObject())->propertyCount(); i < offered.metaObject()->propertyCount(); ++i) {
        const auto property = offered.metaObject()->property(i);
        if (kForTests.contains(property.name())) continue;
        const auto at = ours->indexOfProperty(property.name());
        if (at < 0)
            out.append(QString("no property %1").arg(property.name()));
        else if (kindOf(ours->property(at).metaType()) != kindOf(property.metaType()))
            out.append(QString("property %1 is %2, not %3").arg(property.name(), kindOf(ours->property(at).metaType()), kindOf(property.metaType())));
        else if (!ours->property(at).isConstant() && !ours->property(at).hasNotifySignal())
            out.append(QString("property %1 changes without a word").arg(property.name()));
    }
    return out;
}

QStringList methodsThatDiffer(const QObject& offered, const QObject& real) {
    QStringList out;
    const auto* ours = real.metaObject();
    for (int i = firstOfCpp(offered.metaObject())->methodCount(); i < offered.metaObject()->methodCount(); ++i) {
        const auto method = offered.metaObject()->method(i);
        const auto name = method.name();
        const bool tellsOfProperty = name.endsWith("Changed") && offered.metaObject()->indexOfProperty(name.chopped(7)) >= 0;
        if (kForTests.contains(QString::fromLatin1(name)) || tellsOfProperty) continue;
        QString why = QString("no method or signal %1").arg(QString::fromLatin1(name));
        for (int at = 0; at < ours->methodCount() && !why.isEmpty(); ++at) {
            const auto real = ours->method(at);
            if (real.name() != name || real.access() != QMetaMethod::Public) continue;
            why = difference(method, real);
            if (!why.isEmpty()) why = QString("%1: %2").arg(QString::fromLatin1(name), why);
        }
        if (!why.isEmpty()) out.append(why);
    }
    return out;
}

QStringList enumsThatDiffer(const QObject& offered, const QObject& real) {
    QStringList out;
    for (int i = 0; i < offered.metaObject()->enumeratorCount(); ++i) {
        const auto theirs = offered.metaObject()->enumerator(i);
        const auto ours = real.metaObject()->enumerator(real.metaObject()->indexOfEnumerator(theirs.name()));
        for (int key = 0; key < theirs.keyCount(); ++key)
            if (ours.keyToValue(theirs.key(key)) != theirs.value(key)) out.append(QString("%1::%2 is not %3").arg(theirs.name(), theirs.key(key)).arg(theirs.value(key)));
    }
    return out;
}

/// The first row of a list, by role.
QVariantMap firstRow(const QAbstractItemModel& model) {
    QVariantMap out;
    const auto roles = model.roleNames();
    for (auto it = roles.begin(); it != roles.end(); ++it)
        out.insert(QString::fromUtf8(it.value()), model.rowCount() > 0 ? model.data(model.index(0, 0), it.key()) : QVariant());
    return out;
}

QStringList keysThatDiffer(const QString& where, const QVariantMap& offered, const QVariantMap& real) {
    QStringList out;
    for (auto it = offered.begin(); it != offered.end(); ++it) {
        if (!real.contains(it.key()))
            out.append(QString("%1 has no %2").arg(where, it.key()));
        else if (kindOf(real.value(it.key()).metaType()) != kindOf(it.value().metaType()))
            out.append(QString("%1: %2 is %3, not %4").arg(where, it.key(), kindOf(real.value(it.key()).metaType()), kindOf(it.value().metaType())));
    }
    return out;
}

QVariantList listOf(const QObject& object, const char* property) {
    const auto value = object.property(property);
    return value.canConvert<QJSValue>() ? value.value<QJSValue>().toVariant().toList() : value.toList();
}

}  // namespace

class tst_stand_ins : public QObject {
    Q_OBJECT

    std::unique_ptr<AppWorld> m_world;
    QQmlEngine m_engine;
    std::unique_ptr<QObject> m_offered;  ///< the stand-in for the whole app

    mobile::App& app() { return m_world->app(); }
    /// "", "register" or "questionnaire.media": the same part of both apps.
    static QObject* part(QObject* app, const QString& name) {
        for (const auto& step : name.split('.', Qt::SkipEmptyParts))
            app = app ? app->property(step.toUtf8().constData()).value<QObject*>() : nullptr;
        return app;
    }
    static void parts() {
        QTest::addColumn<QString>("name");
        QTest::newRow("the app") << QString();
        for (const auto* name : {"media", "today", "register", "walkIn", "headCount", "questionnaire", "questionnaire.media", "reader", "sync", "settle", "settings", "person", "answers", "worry",
                                 "safeguarding"})
            QTest::newRow(name) << QString(name);
    }

private slots:
    void initTestCase() {
        m_world = std::make_unique<AppWorld>();
        const auto leon = m_world->addPerson("Leon Grant", {{"born", {{"date", "2019-05-01"}, {"precision", "day"}}}});
        m_world->addEarlierSession(7, {leon});
        QVERIFY(m_world->enrolAs(m_world->samina));
        QVERIFY(m_world->openRegister());
        app().walkIn()->addChild();
        m_world->service.setOnline(false);
        m_world->registerModel().tap(QString::fromStdString(leon));
        QVERIFY(m_world->settled());
        QTRY_VERIFY(app().sync()->records()->rowCount() > 0);

        QQmlComponent component(&m_engine, QUrl::fromLocalFile(QStringLiteral(WAYMARK_STAND_INS "/App.qml")));
        m_offered.reset(component.create());
        QVERIFY2(m_offered, qPrintable(component.errorString()));
    }
    void cleanupTestCase() {
        m_offered.reset();
        m_world.reset();
    }

    void theRealModelHasWhatItsStandInOffers_data() { parts(); }
    void theRealModelHasWhatItsStandInOffers() {
        QFETCH(QString, name);
        auto *offered = part(m_offered.get(), name), *real = part(&app(), name);
        QVERIFY(offered && real);
        QCOMPARE(propertiesThatDiffer(*offered, *real) + methodsThatDiffer(*offered, *real) + enumsThatDiffer(*offered, *real), QStringList());
    }

    void rowsHaveTheSameRoles_data() {
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("list");
        QTest::newRow("today") << QString() << "today";
        QTest::newRow("register") << QString() << "register";
        QTest::newRow("children of a walk-in") << "walkIn" << "children";
        QTest::newRow("bands of a head count") << "headCount" << "bands";
        QTest::newRow("records to be sent") << "sync" << "records";
    }
    void rowsHaveTheSameRoles() {
        QFETCH(QString, owner);
        QFETCH(QString, list);
        const auto* offered = qobject_cast<QAbstractItemModel*>(part(part(m_offered.get(), owner), list));
        const auto* real = qobject_cast<QAbstractItemModel*>(part(part(&app(), owner), list));
        QVERIFY(offered && real && offered->rowCount() > 0 && real->rowCount() > 0);
        QCOMPARE(keysThatDiffer(list, firstRow(*offered), firstRow(*real)), QStringList());
    }

    void plainListsHaveTheSameKeys_data() {
        QTest::addColumn<QString>("owner");
        QTest::addColumn<QString>("list");
        for (const auto* list : {"workers", "venues"})
            QTest::newRow(list) << QString() << list;
        QTest::newRow("activities") << "today" << "activities";
        for (const auto* list : {"instruments", "pointChoices", "respondentChoices", "helpChoices"})
            QTest::newRow(list) << "questionnaire" << list;
    }
    void plainListsHaveTheSameKeys() {
        QFETCH(QString, owner);
        QFETCH(QString, list);
        const auto name = list.toUtf8();
        const auto offered = listOf(*part(m_offered.get(), owner), name.constData()), real = listOf(*part(&app(), owner), name.constData());
        QVERIFY(!offered.isEmpty() && !real.isEmpty());
        QCOMPARE(keysThatDiffer(list, offered.first().toMap(), real.first().toMap()), QStringList());
    }
};

QTEST_MAIN(tst_stand_ins)
#include "tst_stand_ins.moc"
