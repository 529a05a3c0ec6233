// How a half-typed family is kept and comes back.
#include "mobile/text/words.h"
#include "mobile/viewmodels/walk_in_model.h"

namespace waymark::mobile {

namespace {

base::Json bornToDraft(const QVariantMap& born) {
    base::Json out = base::Json::object();
    for (auto it = born.begin(); it != born.end(); ++it)
        out[it.key().toStdString()] = it.value().toInt();
    return out;
}

QVariantMap bornFromDraft(const base::Json& draft) {
    QVariantMap out;
    for (const auto* part : {"day", "month", "year"})
        if (const auto value = base::integerOf(draft, part); value > 0) out.insert(QString::fromLatin1(part), static_cast<int>(value));
    return out;
}

}  // namespace

std::string WalkInModel::draftKey() const { return "walk_in/" + m_register.sessionId().toStdString(); }

base::Json WalkInModel::toDraft() const {
    const auto entry = [](const Entry& one) {
        return base::Json{{"name", one.name.toStdString()},
                          {"called", one.calledName.toStdString()},
                          {"alert", one.alert.toStdString()},
                          {"born", bornToDraft(one.born)},
                          {"age", one.age},
                          {"existing", one.existing}};
    };
    base::Json draft{{"kind", "walk_in"},
                     {"adult", entry(m_adult)},
                     {"children", base::Json::array()},
                     {"postcode", m_postcode.toStdString()},
                     {"not_given", m_postcodeNotGiven},
                     {"contact", m_contact.toStdString()}};
    for (const auto& child : m_children)
        draft["children"].push_back(entry(child));
    return draft;
}

void WalkInModel::keepNow() {
    if (!m_keepSoon.isActive() && sender() != &m_keepSoon) return;  // nothing was typed since
    m_keepSoon.stop();
    if (!m_register.session()) return;
    device::Draft draft;
    draft.key = draftKey();
    draft.by = m_workplace.user();
    draft.tier = "venue";
    draft.stream = m_workplace.venueStream();
    draft.content = toDraft();
    draft.savedAt = m_workplace.now();
    m_kept = true;
    m_workplace.bridge().saveDraft(draft, this, {});
}

void WalkInModel::comeBack() {
    for (const auto& draft : m_workplace.bridge().drafts()) {
        if (draft.key != draftKey()) continue;
        const auto entry = [](const base::Json& from) {
            Entry one;
            if (!from.is_object()) return one;
            one.name = q(base::textOf(from, "name"));
            one.calledName = q(base::textOf(from, "called"));
            one.alert = q(base::textOf(from, "alert"));
            one.born = bornFromDraft(from.value("born", base::Json::object()));
            one.age = static_cast<int>(base::integerOf(from, "age", -1));
            one.existing = base::textOf(from, "existing");
            return one;
        };
        m_adult = entry(draft.content.value("adult", base::Json()));
        m_children.clear();
        for (const auto& child : draft.content.value("children", base::Json::array()))
            m_children.push_back(entry(child));
        m_postcode = q(base::textOf(draft.content, "postcode"));
        m_contact = q(base::textOf(draft.content, "contact"));
        m_postcodeNotGiven = draft.content.value("not_given", base::Json()) == base::Json(true);
        m_kept = true;
        show();
    }
}

}  // namespace waymark::mobile
