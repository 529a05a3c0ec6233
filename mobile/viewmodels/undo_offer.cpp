#include "mobile/viewmodels/undo_offer.h"

#include "mobile/text/words.h"

namespace waymark::mobile {

namespace {

constexpr int kUndoSeconds = 10;

}  // namespace

UndoOffer::UndoOffer(Workplace& workplace, QObject* parent) : QObject(parent), m_workplace(workplace) {
    connect(&workplace, &Workplace::acted, this, [this](const QString& text, const Deed& deed) {
        m_text = text;
        m_deed = deed;
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
    if (m_deed.ops.empty()) return;
    m_workplace.bridge().undo(m_workplace.user(), m_deed.ops, this, [this, rest = m_deed.withoutNew, all = m_deed.ops.size()](const auto& ops) {
        if (ops) return;
        if (ops.error().code == base::ErrorCode::NotPermitted && !rest.empty() && rest.size() < all)
            takeMarksBack(rest);
        else
            emit failed(words(ops.error().code));
    });
    withdraw();
}

void UndoOffer::takeMarksBack(const std::vector<std::string>& ops) {
    m_workplace.bridge().undo(m_workplace.user(), ops, this, [this](const auto& undone) {
        if (undone)
            emit told(tr("Not marked as here any more. The names stay: a worker can remove them."));
        else
            emit failed(words(undone.error().code));
    });
}

void UndoOffer::withdraw() {
    m_second.stop();
    m_text.clear();
    m_deed = {};
    m_secondsLeft = 0;
    emit changed();
}

}  // namespace waymark::mobile
