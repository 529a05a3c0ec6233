#include "mobile/viewmodels/form_model.h"

namespace waymark::mobile {

FormModel::FormModel(QObject* parent) : QObject(parent), m_entries({"modelData"}) {
    connect(this, &FormModel::changed, this, &FormModel::show);
}

void FormModel::show() { m_entries.replaceRows(m_form && !m_form->atReview() && m_form->count() > 0 ? m_form->entries() : std::vector<RowModel::Row>()); }

QVariantMap FormModel::entry(int row) const { return m_entries.get(row).value(QStringLiteral("modelData")).toMap(); }

bool FormModel::pageAnswered() const {
    for (int row = 0; row < m_entries.count(); ++row) {
        const auto at = entry(row);
        const auto text = [&at](const char* field) { return at.value(QLatin1String(field)).toString(); };
        const bool asks = text("entry") == QLatin1String("question") && text("kind") != QLatin1String("note") &&
                          !at.value(QStringLiteral("readonly")).toBool() && text("refusal").isEmpty();
        if (asks && text("value").isEmpty() && text("missing").isEmpty()) return false;
    }
    return true;
}

void FormModel::moved(bool kept) {
    if (kept) keep();
    emit changed();
}

void FormModel::answer(const QString& key, const QVariant& value) {
    if (!isOpen()) return;
    const bool taken = m_form->answer(key.toStdString(), value);
    moved(taken);
    if (taken && m_entries.count() == 1 && entry(0).value(QStringLiteral("goesOn")).toBool() && pageAnswered()) next();
}

void FormModel::answerMissing(const QString& key, const QString& code) {
    if (isOpen() && m_form->answerMissing(key.toStdString(), code.toStdString())) moved();
}

void FormModel::attach(const QString& key, const QString& address) {
    const QString png = QStringLiteral("data:image/png;base64,");
    if (isOpen() && address.startsWith(png))
        keepBytes(key, QByteArray::fromBase64(address.mid(png.size()).toLatin1()));
    else if (address.isEmpty())
        answer(key, {});
}

void FormModel::keepBytes(const QString& key, const QByteArray&) { answer(key, QStringLiteral("drawing.png")); }

void FormModel::addTo(const QString& key) {
    if (isOpen() && m_form->addTo(key.toStdString())) moved();
}

void FormModel::takeAway(const QString& key) {
    if (isOpen() && m_form->takeAway(key.toStdString())) moved();
}

void FormModel::putBack() {
    if (isOpen() && m_form->putBack()) moved();
}

void FormModel::next() {
    if (!isOpen()) return;
    const bool went = m_form->next();
    moved();
    if (went) return;
    for (int row = 0; row < m_entries.count(); ++row)
        if (const auto at = entry(row); !at.value(QStringLiteral("message")).toString().isEmpty()) {
            emit stayed(at.value(QStringLiteral("key")).toString());
            return;
        }
}

void FormModel::back() {
    if (!isOpen()) return;
    m_form->back();
    moved();
}

void FormModel::goTo(int index) {
    if (!isOpen() || index < 0) return;
    m_form->goTo(static_cast<std::size_t>(index));
    moved();
}

void FormModel::setLanguage(const QString& language) {
    if (isOpen() && m_form->setLanguage(language.toStdString())) moved();
}

}  // namespace waymark::mobile
