#include "tests/end_to_end/hands/orders.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QKeySequence>
#include <QQuickItem>
#include <QQuickWindow>

namespace waymark::tests {
namespace {

using namespace std::chrono_literals;

constexpr auto kTick = 15ms;             // about a frame: a thing that moves is somewhere else by then
constexpr qint64 kPatienceMs = 10'000;
constexpr qint64 kRestMs = 1'000;        // in which every movement of the app has ended
const QPointF kNowhere(-1, -1);

QAccessible::Role roleOf(const QString& word) {
    static const QHash<QString, QAccessible::Role> roles{
        {QStringLiteral("button"), QAccessible::Button},       {QStringLiteral("radio"), QAccessible::RadioButton},
        {QStringLiteral("check"), QAccessible::CheckBox},      {QStringLiteral("edit"), QAccessible::EditableText},
        {QStringLiteral("row"), QAccessible::ListItem},
    };
    return roles.value(word, QAccessible::NoRole);
}

QJsonObject done() { return {{QStringLiteral("ok"), true}}; }

} // namespace

Orders::Orders(QQuickWindow& window, Answer answer, QObject* parent)
    : QObject(parent), m_window(window), m_hands(window), m_answer(std::move(answer)), m_lastPlace(kNowhere) {
    m_timer.setInterval(kTick);
    connect(&m_timer, &QTimer::timeout, this, &Orders::tick);
    connect(&window, &QQuickWindow::frameSwapped, this, [this] { ++m_frames; });
}

void Orders::take(const QByteArray& line) {
    m_orders.enqueue(QJsonDocument::fromJson(line).object());
    if (!m_timer.isActive()) {
        m_since.start();
        m_timer.start();
    }
}

void Orders::tick() {
    const QJsonObject order = m_orders.head();
    std::optional<QJsonObject> answer = attempt(order);
    if (!answer) {
        if (m_since.elapsed() < order.value(QStringLiteral("within")).toInteger(kPatienceMs))
            return;
        answer = QJsonObject{{QStringLiteral("ok"), false},
                             {QStringLiteral("why"), QStringLiteral("could not: %1").arg(QString::fromUtf8(QJsonDocument(order).toJson(QJsonDocument::Compact)))},
                             {QStringLiteral("seen"), QJsonArray::fromStringList(m_hands.seen())}};
    }
    m_orders.dequeue();
    m_lastPlace = kNowhere;
    m_lastPicture = {};
    m_since.start();
    if (m_orders.isEmpty())
        m_timer.stop();
    m_answer(*answer);
}

QQuickItem* Orders::meant(const QJsonObject& order) const {
    const QString control = order.value(QStringLiteral("control")).toString();
    if (!control.isEmpty())
        return m_hands.control(control);
    return m_hands.find(order.value(QStringLiteral("name")).toString(), roleOf(order.value(QStringLiteral("role")).toString()));
}

std::optional<QJsonObject> Orders::click(const QJsonObject& order) {
    const QQuickItem* item = meant(order);
    if (!item || !item->isEnabled()) {
        m_lastPlace = kNowhere;
        return std::nullopt;
    }
    const QPointF place = m_hands.middle(*item);
    if (place != std::exchange(m_lastPlace, place)) {
        m_frameOfPlace = m_frames;
        m_window.update();
        return std::nullopt;
    }
    if (m_frames == m_frameOfPlace || !m_hands.reach(*item))
        return std::nullopt;
    m_hands.click(place);
    return done();
}

std::optional<QJsonObject> Orders::attempt(const QJsonObject& order) {
    const QString what = order.value(QStringLiteral("do")).toString();
    const QString words = order.value(QStringLiteral("words")).toString();
    if (what == QLatin1String("click"))
        return click(order);
    if (what == QLatin1String("type")) {
        if (order.contains(QStringLiteral("name")) || order.contains(QStringLiteral("control"))) {
            const QQuickItem* item = meant(order);
            if (!item || !m_hands.hasKeyboard(*item)) {
                click(order);
                return std::nullopt;
            }
            m_hands.press(Qt::Key_A, Qt::ControlModifier);
        }
        m_hands.type(order.value(QStringLiteral("text")).toString());
        return done();
    }
    if (what == QLatin1String("key")) {
        m_hands.press(static_cast<Qt::Key>(QKeySequence(order.value(QStringLiteral("key")).toString())[0].key()));
        return done();
    }
    if (what == QLatin1String("see"))
        return m_hands.sees(words) ? std::optional(done()) : std::nullopt;
    if (what == QLatin1String("miss"))
        return m_hands.sees(words) ? std::nullopt : std::optional(done());
    if (what == QLatin1String("seen"))
        return QJsonObject{{QStringLiteral("ok"), true}, {QStringLiteral("seen"), QJsonArray::fromStringList(m_hands.seen())}};
    if (what == QLatin1String("controls")) {
        const QStringList found = m_hands.controls(order.value(QStringLiteral("prefix")).toString());
        return QJsonObject{{QStringLiteral("ok"), true}, {QStringLiteral("controls"), QJsonArray::fromStringList(found)}};
    }
    if (what == QLatin1String("wheel")) {
        m_hands.turnWheel(QPointF(m_window.width() / 2.0, m_window.height() / 2.0), order.value(QStringLiteral("notches")).toInt(1));
        return done();
    }
    if (what == QLatin1String("size")) {
        m_window.resize(order.value(QStringLiteral("width")).toInt(), order.value(QStringLiteral("height")).toInt());
        return done();
    }
    if (what == QLatin1String("shot")) {
        const QString file = order.value(QStringLiteral("file")).toString();
        // What fades or slides is waited for; a countdown is not.
        const QImage picture = m_window.grabWindow();
        if (picture != std::exchange(m_lastPicture, picture) && m_since.elapsed() < kRestMs)
            return std::nullopt;
        return QJsonObject{{QStringLiteral("ok"), !picture.isNull() && picture.save(file)}, {QStringLiteral("why"), file}};
    }
    if (what == QLatin1String("close")) {
        QMetaObject::invokeMethod(&m_window, &QQuickWindow::close, Qt::QueuedConnection);
        return done();
    }
    if (what == QLatin1String("quit")) {
        emit quit();
        return done();
    }
    return QJsonObject{{QStringLiteral("ok"), false}, {QStringLiteral("why"), QStringLiteral("no such order: ") + what}};
}

} // namespace waymark::tests
