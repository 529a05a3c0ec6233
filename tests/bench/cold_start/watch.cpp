// A plug-in that Qt loads into a program (QT_QPA_GENERIC_PLUGINS): it tells when the first frame is shown and, in the app, types the PIN of
// WAYMARK_WATCH_PIN at the lock screen and tells when today's sessions are shown, and when who is expected has been counted. So what is timed is
// the program that is shipped, unchanged. It writes "<what> <microseconds of the monotonic clock> <microseconds of processor time so far, of all
// threads>" a line, and ends the program.
#include <QCoreApplication>
#include <QGenericPlugin>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QQuickItem>
#include <QQuickWindow>
#include <QTimer>

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <functional>

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
        rusage used{};
        getrusage(RUSAGE_SELF, &used);
        const auto processor = (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000LL + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
        std::printf("%s %lld %lld\n", what, static_cast<long long>(std::chrono::duration_cast<std::chrono::microseconds>(now).count()), processor);
        std::fflush(stdout);
    }

    using Wanted = std::function<bool(const QQuickItem&)>;
    static bool shows(const QQuickItem& item, const Wanted& wanted) {
        if (!item.isVisible()) return false;
        if (wanted(item)) return true;
        const auto children = item.childItems();
        return std::any_of(children.begin(), children.end(), [&wanted](const QQuickItem* child) { return shows(*child, wanted); });
    }
    bool shown(const Wanted& wanted) const { return shows(*m_window->contentItem(), wanted); }

    static bool isLock(const QQuickItem& item) { return item.objectName() == QLatin1String("lockScreen"); }
    static bool isSession(const QQuickItem& item) { return item.objectName().startsWith(QLatin1String("session_")); }
    static bool isCounted(const QQuickItem& item) { return isSession(item) && item.property("expected").toInt() > 0; }

    void look() {
        if (m_pin.isEmpty()) {
            tell("window");
            QCoreApplication::quit();
        } else if (!m_typed && shown(isLock)) {
            m_typed = true;
            tell("lock");
            QTimer::singleShot(0, this, &Watch::typePin);
        } else if (m_typed && !m_today && shown(isSession)) {
            m_today = true;
            tell("today");
        }
        if (m_today && shown(isCounted)) {
            tell("counted");
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
    bool m_typed = false, m_today = false;
};

class WatchPlugin : public QGenericPlugin {
    Q_OBJECT
    Q_PLUGIN_METADATA(IID QGenericPluginFactoryInterface_iid FILE "watch.json")
public:
    QObject* create(const QString&, const QString&) override { return new Watch; }
};

}  // namespace

#include "watch.moc"
