// Work beside the screen: on a thread of the pool, with its answer on the screen's thread.
#pragma once

#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>

#include <functional>
#include <memory>

namespace waymark::mobile {

/// Runs `work` on a thread of that pool and hands what it gives to `then`, if `context` is still there.
template <class Reply> void beside(QThreadPool& pool, QObject* context, std::function<Reply()> work, std::function<void(const Reply&)> then) {
    pool.start([guard = QPointer<QObject>(context), work = std::move(work), then = std::move(then)] {
        auto reply = std::make_shared<const Reply>(work());
        QMetaObject::invokeMethod(
            QCoreApplication::instance(),
            [guard, then, reply] {
                if (guard) then(*reply);
            },
            Qt::QueuedConnection);
    });
}

/// The same on the pool of the whole app.
template <class Reply> void beside(QObject* context, std::function<Reply()> work, std::function<void(const Reply&)> then) {
    beside<Reply>(*QThreadPool::globalInstance(), context, std::move(work), std::move(then));
}

}  // namespace waymark::mobile
