#include "mobile/viewmodels/undo_offer.h"

#include "mobile/text/words.h"

namespace waymark::mobile {

namespace {

constexpr int kUndoSeconds = 10;

}  // namespace

UndoOffer::UndoOffer(Workplace& workplace, QObject* parent) : QObject(parent), m_workplace(workplace) {
    connect(&workplace, &Workplace::acted, this, [this](const QString& text, const std::vector<std::string>& ops) {
        m_text = text;
        m_ops = ops;
        m_secondsLeft = kUndoSeconds;
        m_second.start(1000);
        emit changed();
    });
    connect(&workplace.mirror(), &Mirror::cleared, this, &UndoOffer::withdraw);
    connect(&m_second, &QTimer::timeout, this, [this] {
        if (--m_secondsLeft > 0)
            emit changed();
        else
            withdraw();
    });
}

void UndoOffer::take() {
    if (m_ops.empty()) return;
    m_workplace.bridge().undo(m_workplace.user(), std::exchange(m_ops, {}), this, [this](const auto& ops) {
        if (!ops) emit failed(words(ops.error().code));
    });
    withdraw();
}

void UndoOffer::withdraw() {
    m_second.stop();
    m_text.clear();
    m_ops.clear();
    m_secondsLeft = 0;
    emit changed();
}

}  // namespace waymark::mobile
