#include "mobile/viewmodels/form_model.h"

#include <algorithm>
#include <utility>

namespace waymark::mobile {

FormModel::FormModel(Media& media, QObject* parent) : QObject(parent), m_media(media), m_entries({"modelData"}) {
    connect(this, &FormModel::changed, this, &FormModel::show);
    connect(&m_media, &MediaModel::taken, this, [this](const QString& key, const QByteArray& bytes, const QString& type) {
        if (isOpen()) keepBytes(key, bytes, type);
    });
    connect(&m_media, &MediaModel::scanned, this, &FormModel::answer);
    connect(&m_media, &MediaModel::changed, this, &FormModel::goOnWhenKept);
    connect(&m_media, &MediaModel::devicesChanged, this, &FormModel::changed);
}

void FormModel::show() {
    if (m_form) m_form->setDevices(m_media.hasCamera(), m_media.hasMicrophone());
    m_entries.replaceRows(m_form && !m_form->atReview() && m_form->count() > 0 ? m_form->entries() : std::vector<RowModel::Row>());
    if (m_form) {
        showPictures();
        // The question may have gone, and with it the sign that the device is on, and the way to switch it off.
        const bool isOn = !m_media.state().isEmpty() && m_media.state() != QLatin1String("working");
        if (isOn && entryOf(m_media.key()).isEmpty() && !isHeardHere(m_media.key())) m_media.stop();
        return;
    }
    m_inMemory.clear();
    m_askedFor.clear();
    m_media.forget();
}

/// What was taken or drawn is on the page again when somebody comes back to it.
void FormModel::showPictures() {
    for (int row = 0; row < m_entries.count(); ++row) {
        const auto at = entry(row);
        const auto kind = at.value(QStringLiteral("kind")).toString();
        const auto name = at.value(QStringLiteral("value")).toString();
        if ((kind != QLatin1String("picture") && kind != QLatin1String("signature")) || name.isEmpty()) continue;
        if (m_media.shows(name) || !m_askedFor.insert(name).second) continue;
        readBytes(name, [this, name](const QByteArray& bytes) {
            m_askedFor.erase(name);
            if (m_form) m_media.show(name, bytes);
        });
    }
}

QVariantMap FormModel::entryOf(const QString& key) const {
    for (int row = 0; row < m_entries.count(); ++row)
        if (auto at = entry(row); at.value(QStringLiteral("key")) == key && at.value(QStringLiteral("entry")) == QLatin1String("question")) return at;
    return {};
}

/// Whether it is a sound of something on the page.
bool FormModel::isHeardHere(const QString& sound) const {
    const auto has = [&sound](const QVariantMap& one) { return one.value(QStringLiteral("sound")) == sound; };
    for (int row = 0; row < m_entries.count(); ++row) {
        const auto at = entry(row);
        const auto choices = at.value(QStringLiteral("choices")).toList();
        if (has(at) || std::any_of(choices.begin(), choices.end(), [&has](const QVariant& choice) { return has(choice.toMap()); })) return true;
    }
    return false;
}

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
        keepBytes(key, QByteArray::fromBase64(address.mid(png.size()).toLatin1()), QStringLiteral("image/png"));
    else if (address.isEmpty())
        answer(key, {});
}

void FormModel::use(const QString& key, const QString& what) {
    if (!isOpen()) return;
    const auto at = entryOf(key);
    const bool mayTake = at.value(QStringLiteral("mayTake")).toBool();
    if (what == QLatin1String("stop"))
        m_media.stop();
    else if (what == QLatin1String("watch") && mayTake)
        m_media.watch(key, at.value(QStringLiteral("front")).toBool());
    else if (what == QLatin1String("scan") && mayTake)
        m_media.scan(key);
    else if (what == QLatin1String("shoot") && mayTake && m_media.key() == key)
        m_media.shoot(at.value(QStringLiteral("longestSide")).toInt());
    else if (what == QLatin1String("record") && mayTake)
        m_media.record(key);
    else if (what == QLatin1String("play"))
        readBytes(at.value(QStringLiteral("value")).toString(), [this, key](const QByteArray& bytes) {
            if (m_form) m_media.play(key, bytes);
        });
}

void FormModel::listen(const QString& sound) {
    if (!isOpen() || sound.isEmpty() || !isHeardHere(sound)) return;
    if (m_media.state() == QLatin1String("playing") && m_media.key() == sound) {
        m_media.stop();
        return;
    }
    m_media.play(sound, soundOf(sound));
    noteReadAloud();
}

void FormModel::choose(const QString& key, const QUrl& file) {
    const auto at = entryOf(key);
    if (!isOpen() || handedOver() || !at.value(QStringLiteral("mayChoose")).toBool()) return;
    if (at.value(QStringLiteral("kind")) == QLatin1String("picture"))
        m_media.choosePicture(key, file, at.value(QStringLiteral("longestSide")).toInt());
    else
        m_media.chooseSound(key, file);
}

void FormModel::keepBytes(const QString& key, const QByteArray& bytes, const QString& media) {
    const auto name = QStringLiteral("%1.%2").arg(m_inMemory.size() + 1).arg(media.section(QLatin1Char('/'), 1));
    m_inMemory[name] = bytes;
    answer(key, name);
}

void FormModel::readBytes(const QString& name, Reader then) {
    const auto there = m_inMemory.find(name);
    then(there == m_inMemory.end() ? QByteArray() : there->second);
}

void FormModel::whenKept(std::function<void()> what) {
    m_media.stop();
    m_whenKept.push_back(std::move(what));
    goOnWhenKept();
}

void FormModel::goOnWhenKept() {
    while (!m_whenKept.empty() && !isKeeping()) {
        const auto what = std::move(m_whenKept.front());
        m_whenKept.pop_front();
        what();
    }
}

void FormModel::renumber(std::function<bool(QuestionnaireForm&)> change) {
    whenKept([this, of = m_form.get(), change = std::move(change)] {
        if (isOpen() && m_form.get() == of && change(*m_form)) moved();
    });
}

void FormModel::addTo(const QString& key) {
    if (isOpen() && m_form->addTo(key.toStdString())) moved();
}

void FormModel::takeAway(const QString& key) {
    if (!isOpen()) return;
    if (entryOf(key).isEmpty())
        renumber([key = key.toStdString()](QuestionnaireForm& form) { return form.takeAway(key); });
    else if (m_form->takeAway(key.toStdString()))
        moved();
}

void FormModel::putBack() {
    if (isOpen()) renumber([](QuestionnaireForm& form) { return form.putBack(); });
}

void FormModel::next() {
    if (!isOpen()) return;
    m_media.stop();
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
    m_media.stop();
    m_form->back();
    moved();
}

void FormModel::goTo(int index) {
    if (!isOpen() || index < 0) return;
    m_media.stop();
    m_form->goTo(static_cast<std::size_t>(index));
    moved();
}

void FormModel::setLanguage(const QString& language) {
    if (isOpen() && m_form->setLanguage(language.toStdString())) moved();
}

}  // namespace waymark::mobile
