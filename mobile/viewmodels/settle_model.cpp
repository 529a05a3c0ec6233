#include "mobile/viewmodels/settle_model.h"

#include "mobile/text/value_words.h"
#include "mobile/text/words.h"
#include "shared/base/text.h"
#include "shared/domain/stream.h"

#include <algorithm>
#include <tuple>

namespace waymark::mobile {

using base::Json;

namespace {

Json objectIn(const EntityPtr& entity, std::string_view field) {
    const Json value = read::value(entity, field);
    return value.is_object() ? value : Json::object();
}

Json valueOf(const Json& side) { return side.value("value", Json()); }

bool isText(const Json& value) {
    return value.is_null() || (value.is_string() && domain::parseReference(value.get<std::string>()).id.empty() && !base::parseDate(value.get<std::string>()));
}

/// How a third value can be written for a field, going by what the two look like.
QString writingOf(const std::string& type, const std::string& field, const Json& kept, const Json& other) {
    if (!valueChoices(type, field).empty()) return QStringLiteral("choice");
    const bool both = isText(kept) && isText(other) && !(kept.is_null() && other.is_null());
    return both && field != "deleted" && field != "merged_into" ? QStringLiteral("text") : QString();
}

}  // namespace

SettleModel::SettleModel(Workplace& workplace, QObject* parent)
    : RowModel({"conflictId", "who", "what", "kept", "keptBy", "other", "otherBy", "settled", "mayTake", "writing", "draft"}, parent),
      m_workplace(workplace) {
    connect(&workplace, &Workplace::changed, this, &SettleModel::refresh);
    connect(&workplace, &Workplace::acted, this, [this](const QString&, const Deed& deed) { m_lastOps = deed.ops; });
    connect(&workplace.bridge(), &Bridge::syncChanged, this, &SettleModel::refresh);
    connect(&workplace.mirror(), &Mirror::changed, this, [this](const EntityKeys& keys) {
        if (std::any_of(keys.begin(), keys.end(), [](const EntityKey& key) { return key.type == "conflict"; })) refresh();
    });
    connect(&workplace.mirror(), &Mirror::cleared, this, [this] {
        m_settled.clear();
        m_gone.clear();
        m_asked.clear();
        refresh();
    });
}

std::optional<SettleModel::Subject> SettleModel::subjectOf(const EntityPtr& conflict) const {
    const auto stream = conflict ? domain::parseStream(conflict->stream) : std::nullopt;
    if (!stream || stream->owner != m_workplace.venue()) return std::nullopt;
    const Json of = objectIn(conflict, "of");
    Subject subject{conflict->stream, {base::textOf(of, "type"), base::textOf(of, "entity")}, base::textOf(of, "field")};
    if (subject.key.type.empty() || subject.key.id.empty() || subject.field.empty()) return std::nullopt;
    return subject;
}

EntityPtr SettleModel::entityOf(const Subject& subject) {
    if (auto found = m_workplace.mirror().find(subject.key.type, subject.key.id)) return found;
    if (const auto known = m_gone.find(subject.key); known != m_gone.end()) return known->second;
    if (!m_asked.insert(subject.key).second) return nullptr;
    m_workplace.bridge().find(subject.stream, subject.key, this, [this, key = subject.key](const EntityPtr& found) {
        if (!found || m_asked.count(key) == 0) return;
        m_gone[key] = found;
        refresh();
    });
    return nullptr;
}

QString SettleModel::nameOf(const std::string& reference) {
    const auto entity = m_workplace.mirror().find(reference);
    const auto name = read::text(entity, "name");
    if (!name.isEmpty()) return name;
    return entity && !read::text(entity, "title").isEmpty() ? read::text(entity, "title") : read::text(entity, "label");
}

QString SettleModel::whoIs(const Subject& subject) {
    const auto entity = entityOf(subject);
    if (const auto person = read::text(entity, "person").toStdString(); !person.empty()) {
        const auto holder = entityOf({domain::venueStream(m_workplace.venue()), domain::parseReference(person), {}});
        if (holder) return read::text(holder, "name");
    }
    for (const auto* field : {"name", "title", "label"})
        if (const auto text = read::text(entity, field); !text.isEmpty()) return text;
    const auto activity = nameOf(read::text(entity, "activity").toStdString());
    const auto date = base::parseDate(read::text(entity, "date").toStdString());
    return date ? (activity.isEmpty() ? longDate(*date) : tr("%1, %2", "activity, date").arg(activity, longDate(*date))) : activity;
}

QString SettleModel::sideText(const Json& side, const Subject& subject) {
    return valueWords(subject.key.type, subject.field, valueOf(side), [this](const std::string& reference) { return nameOf(reference); });
}

QString SettleModel::sideBy(const Json& side) const {
    const auto name = read::text(m_workplace.mirror().find("user", base::textOf(side, "by")), "name");
    const auto when = moment(base::integerOf(side, "at"), m_workplace.now(), m_workplace.zone());
    return tr("%1, %2", "who, when").arg(name.isEmpty() ? tr("somebody") : name, when);
}

std::string SettleModel::waitingOp(const std::string& conflict) const {
    std::string op;
    for (const auto& line : m_workplace.bridge().sync().lines)
        if (line.type == "conflict" && line.entity == conflict && line.state == device::OutboxLine::State::Waiting) op = line.op;
    return op;
}

RowModel::Row SettleModel::rowOf(const EntityPtr& conflict, const Subject& subject, const std::string& waiting) {
    const Json kept = objectIn(conflict, "kept"), other = objectIn(conflict, "other");
    const auto& [type, id] = subject.key;
    const device::Change taking{subject.stream, type, id, {{subject.field, valueOf(other)}}};
    const bool mayTake = m_workplace.mayRecord(taking);
    const QString what = typeWords(type).isEmpty() ? fieldWords(type, subject.field)
                                                   : tr("%1: %2", "kind of record, what of it").arg(typeWords(type), fieldWords(type, subject.field));
    return {q(conflict->key.id),
            {q(conflict->key.id), whoIs(subject), what, sideText(kept, subject), sideBy(kept), sideText(other, subject), sideBy(other),
             waiting.empty() ? QString() : read::text(conflict, "status"), mayTake,
             mayTake ? writingOf(type, subject.field, valueOf(kept), valueOf(other)) : QString(),
             valueOf(kept).is_string() ? q(valueOf(kept).get<std::string>()) : QString()}};
}

QVariantList SettleModel::choicesOf(const QString& conflictId) const {
    QVariantList choices;
    if (const auto subject = subjectOf(m_workplace.mirror().find("conflict", conflictId.toStdString())))
        for (const auto& choice : valueChoices(subject->key.type, subject->field))
            choices.append(QVariantMap{{"value", q(choice.value)}, {"label", choice.label}});
    return choices;
}

void SettleModel::refresh() {
    struct Found {
        bool settled;
        Millis at;
        Row row;
    };
    std::vector<Found> found;
    m_open = 0;
    if (m_workplace.mayWriteField("conflict", "status"))
        for (const auto& conflict : m_workplace.mirror().all("conflict")) {
            const auto subject = subjectOf(conflict);
            const bool isOpen = read::text(conflict, "status") == QLatin1String("open");
            const std::string waiting = isOpen ? std::string() : waitingOp(conflict->key.id);
            if (!subject || (!isOpen && waiting.empty())) continue;
            if (isOpen) ++m_open;
            const Millis at = std::max(base::integerOf(objectIn(conflict, "kept"), "at"), base::integerOf(objectIn(conflict, "other"), "at"));
            found.push_back({!isOpen, at, rowOf(conflict, *subject, waiting)});
        }
    std::sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
        return std::tuple(a.settled, -a.at, a.row.key) < std::tuple(b.settled, -b.at, b.row.key);
    });
    std::vector<Row> rows;
    for (auto& one : found)
        rows.push_back(std::move(one.row));
    replaceRows(std::move(rows));
    emit changed();
}

void SettleModel::settle(const QString& conflictId, bool takesOther, const Json* written) {
    const std::string id = conflictId.toStdString();
    const auto conflict = m_workplace.mirror().find("conflict", id);
    const auto subject = subjectOf(conflict);
    if (!subject || read::text(conflict, "status") != QLatin1String("open")) return;
    std::vector<device::Change> changes;
    if (takesOther || written)
        changes.push_back({subject->stream, subject->key.type, subject->key.id,
                           {{subject->field, written ? *written : valueOf(objectIn(conflict, "other"))}}});
    // What is written anew is an ordinary change; after it, what stands is kept.
    changes.push_back({conflict->stream, "conflict", id, {{"status", takesOther ? "other" : "kept"}}});
    m_workplace.act(tr("Settled"), std::move(changes), [this, id](bool saved) {
        if (saved) m_settled[id] = m_lastOps;
        refresh();
    });
}

void SettleModel::keep(const QString& conflictId) { settle(conflictId, false, nullptr); }

void SettleModel::takeOther(const QString& conflictId) { settle(conflictId, true, nullptr); }

void SettleModel::write(const QString& conflictId, const QString& value) {
    const auto subject = subjectOf(m_workplace.mirror().find("conflict", conflictId.toStdString()));
    const auto text = base::cleaned(value.toStdString());
    if (!subject || text.empty()) return;
    const auto& [type, id] = subject->key;
    const Json written = valueChoices(type, subject->field).empty() ? Json(text) : valueOfChoice(type, subject->field, text);
    settle(conflictId, false, &written);
}

void SettleModel::undo(const QString& conflictId) {
    const std::string id = conflictId.toStdString();
    std::vector<std::string> ops;
    if (const auto known = m_settled.find(id); known != m_settled.end()) {
        ops = known->second;
    } else if (const auto op = waitingOp(id); !op.empty()) {
        // Settled before the app was started anew: the value that took the other's place was recorded just before.
        const auto subject = subjectOf(m_workplace.mirror().find("conflict", id));
        const bool tookOther = read::text(m_workplace.mirror().find("conflict", id), "status") == QLatin1String("other");
        const auto& lines = m_workplace.bridge().sync().lines;
        const auto line = std::find_if(lines.begin(), lines.end(), [&op](const auto& one) { return one.op == op; });
        if (tookOther && subject && line != lines.begin() && std::prev(line)->type == subject->key.type && std::prev(line)->entity == subject->key.id)
            ops.push_back(std::prev(line)->op);
        ops.push_back(op);
    }
    if (ops.empty()) return;
    m_workplace.bridge().undo(m_workplace.user(), std::move(ops), this, [this, id](const auto& undone) {
        if (!undone) emit m_workplace.failed(words(undone.error().code));
        m_settled.erase(id);
        refresh();
    });
}

}  // namespace waymark::mobile
