// A plug-in that Qt loads into a program (QT_QPA_GENERIC_PLUGINS): it tells when the first frame is shown and, in the app, types the PIN of
// WAYMARK_WATCH_PIN at the lock screen and tells when Today is shown. So what is timed is the program that is shipped, unchanged. It writes
// "<what> <microseconds of the monotonic clock>" a line, and ends the program.
#include <QCoreApplication>
#include <QGenericPlugin>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTimer>

#include <algorithm>
#include <chrono>
#include <cstdio>

namespace {

class Watch : public QObject {
    Q_OBJECT
public:
    Watch() { QCoreApplication::instance()->installEventFilter(this); }

    bool eventFilter(QObject* watched, QEvent* event) override {
        auto* window = qobject_cast<QQuickWindow*>(watched);
        if (window && !m_window && event->type() == QEvent::Expose) {
            m_window = window;
            connect(window, &QQuickWindow::frameSwapped, this, &Watch::look, Qt::QueuedConnection);
        }
        return QObject::eventFilter(watched, event);
    }

private:
    static void tell(const char* what) {
        const auto now = std::chrono::steady_clock::now().time_since_epoch();
        std::printf("%s %lld\n", what, static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(now).count()));
        std::fflush(stdout);
    }

    static bool shows(const QQuickItem& item, const QString& name) {
        if (!item.isVisible()) return false;
        if (item.objectName() == name) return true;
        const auto children = item.childItems();
        return std::any_of(children.begin(), children.end(), [&name](const QQuickItem* child) { return shows(*child, name); });
    }
    bool shown(const QString& name) const { return shows(*m_window->contentItem(), name); }

    void look() {
        if (m_pin.isEmpty()) {
            tell("window");
            QCoreApplication::quit();
        } else if (!m_typed && shown(QStringLiteral("lockScreen"))) {
            m_typed = true;
            tell("lock");
            QTimer::singleShot(0, this, &Watch::typePin);
        } else if (m_typed && shown(QStringLiteral("todayScreen"))) {
            tell("today");
            QCoreApplication::quit();
        }
    }

    void typePin() {
        tell("typed");
        for (const auto digit : m_pin)
            press(Qt::Key(Qt::Key_0 + digit.digitValue()), digit);
        press(Qt::Key_Return, QStringLiteral("\r"));
    }

    void press(Qt::Key key, const QString& text) {
        for (const auto type : {QEvent::KeyPress, QEvent::KeyRelease}) {
            QKeyEvent event(type, key, Qt::NoModifier, text);
            QCoreApplication::sendEvent(m_window, &event);
        }
    }

    QString m_pin = qEnvironmentVariable("WAYMARK_WATCH_PIN");
    QQuickWindow* m_window = nullptr;
    bool m_typed = false;
};

class WatchPlugin : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "watch.json")
public:
    QObject* create(const QString&, const QString&) override { return new Watch; }
};

}  // namespace

#include "watch.moc"
