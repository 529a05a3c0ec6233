// Takes orders for Hands, one JSON object a line, and answers each with one, in order:
//   {"do":"click","name":"Sign in","role":"button"}   click what speaks this name, scrolling to it; role may be left out
//   {"do":"click","control":"signInButton"}           the same by object name, where names repeat
//   {"do":"type","text":"12","name":"Code"}           type; if there is a name or control, click that first and replace what is in it
//   {"do":"key","key":"Escape"}                       press a key
//   {"do":"see","words":"…"} {"do":"miss","words":"…"} wait until the words are seen, or no longer
//   {"do":"seen"} {"do":"controls","prefix":"mark_"}  tell all that is seen; all object names that begin so
//   {"do":"wheel","notches":3}                        turn the wheel in the middle of the window
//   {"do":"size","width":480,"height":800} {"do":"shot","file":"a.png"} {"do":"close"} {"do":"quit"}
// Answers {"ok":true,…} or {"ok":false,"why":"…","seen":[…]}. An order waits until it can be done, at most "within" milliseconds (10,000).
// Lives on the screen's thread; never blocks it.
#pragma once

#include "tests/end_to_end/hands/hands.h"

#include <QElapsedTimer>
#include <QImage>
#include <QJsonObject>
#include <QObject>
#include <QQueue>
#include <QTimer>

#include <functional>
#include <optional>

class QQuickItem;
class QQuickWindow;

namespace waymark::tests {

class Orders : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(const QJsonObject&)>;

    Orders(QQuickWindow& window, Answer answer, QObject* parent = nullptr);
    void take(const QByteArray& line);

signals:
    void quit();

private:
    /// Tries the first order; nothing if it is not yet time.
    std::optional<QJsonObject> attempt(const QJsonObject& order);
    QQuickItem* meant(const QJsonObject& order) const;
    std::optional<QJsonObject> click(const QJsonObject& order);
    void tick();

    QQuickWindow& m_window;
    Hands m_hands;
    Answer m_answer;
    QQueue<QJsonObject> m_orders;
    QElapsedTimer m_since;      ///< of the order that is being tried
    QTimer m_timer;
    QImage m_lastPicture;       ///< of a picture that is to be taken: nothing moves any more
    QPointF m_lastPlace;        ///< of what is to be clicked: it must have come to rest
    quint64 m_frames = 0;       ///< drawn so far
    quint64 m_frameOfPlace = 0; ///< how many had been drawn at m_lastPlace: only a frame shows where things are
};

} // namespace waymark::tests
