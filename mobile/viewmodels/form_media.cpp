#include "mobile/viewmodels/form_media.h"

#include "mobile/text/words.h"
#include "shared/domain/blob.h"
#include "sync/device/form_media.h"

#include <QMutexLocker>

#include <algorithm>

namespace waymark::mobile {

void ShownMedia::put(const QString& sha256, QByteArray bytes) {
    const QMutexLocker lock(&m_mutex);
    m_bytes.insert(sha256, std::move(bytes));
}

bool ShownMedia::has(const QString& sha256) const {
    const QMutexLocker lock(&m_mutex);
    return m_bytes.contains(sha256);
}

QByteArray ShownMedia::bytes(const QString& sha256) const {
    const QMutexLocker lock(&m_mutex);
    return m_bytes.value(sha256);
}

void ShownMedia::clear() {
    const QMutexLocker lock(&m_mutex);
    m_bytes.clear();
}

FormMedia::FormMedia(Workplace& workplace, QObject* parent) : QObject(parent), m_workplace(workplace) {
    connect(&workplace.mirror(), &Mirror::cleared, this, &FormMedia::clear);
    // A file that was fetched changes its instrument.
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        if (!m_instrument.empty() && std::any_of(keys.begin(), keys.end(), [](const EntityKey& key) { return key.type == "instrument"; })) read();
    });
}

void FormMedia::show(const std::string& instrument) {
    if (m_instrument == instrument) return;
    clear();
    m_instrument = instrument;
    read();
}

void FormMedia::clear() {
    ++m_turn;
    m_instrument.clear();
    m_hashes.clear();
    m_asked.clear();
    m_files->clear();
}

QString FormMedia::hashOf(const std::string& name) const {
    const auto found = m_hashes.find(name);
    return found != m_hashes.end() && m_files->has(found->second) ? found->second : QString();
}

QString FormMedia::addressOf(const std::string& name) const {
    const auto hash = hashOf(name);
    return hash.isEmpty() ? QString() : QStringLiteral("image://form/") + hash;
}

void FormMedia::read() {
    const auto entity = m_workplace.mirror().find("instrument", m_instrument);
    if (!entity) return;
    const auto named = entity->values.find("media");
    if (named == entity->values.end() || !named->is_object()) return;
    for (const auto& [name, value] : named->items()) {
        const auto ref = domain::blobFrom(value);
        if (!ref || !device::isFormMediaKept(*ref)) continue;
        const QString hash = q(ref->sha256);
        m_hashes[name] = hash;
        if (m_files->has(hash) || !m_asked.insert(hash).second) continue;
        m_workplace.bridge().readBlob(entity->stream, entity->key, *ref, this, [this, hash, turn = m_turn](const auto& bytes) {
            if (turn != m_turn) return;
            m_asked.erase(hash);
            if (bytes) m_files->put(hash, *bytes);
            if (m_asked.empty()) emit changed();
        });
    }
}

}  // namespace waymark::mobile
