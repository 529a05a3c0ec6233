#include "sync/device/notebook_impl.h"

#include "shared/base/id.h"
#include "shared/base/mutant.h"
#include "shared/domain/consent.h"
#include "shared/domain/grant_json.h"
#include "shared/domain/permission.h"
#include "shared/domain/stream.h"
#include "shared/domain/validity.h"
#include "shared/wire/op_codec.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using domain::Fields;
using domain::Op;
using domain::Quarantine;

namespace {

constexpr const char* kMade = ".made";

Json withNulls(const Fields& fields) {
    Json values = Json::object();
    for (const auto& [name, field] : fields)
        values[name] = field.value;
    return values;
}

const domain::FieldState* stateOf(const Fields& fields, const std::string& name) {
    const auto it = fields.find(name);
    return it == fields.end() ? nullptr : &it->second;
}

void addOnce(std::vector<std::string>& list, const std::string& text) {
    if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

Error refusal(Quarantine reason) {
    switch (reason) {
    case Quarantine::TooLarge: return {ErrorCode::TooLarge, "op"};
    case Quarantine::NotPermitted: return {ErrorCode::NotPermitted, "op"};
    default: return {ErrorCode::Malformed, std::string(domain::name(reason))};
    }
}

} // namespace

std::vector<std::string> Notebook::Impl::aboutOf(const Change& change, const Json& before, const Json& after) {
    std::vector<std::string> about;
    for (const auto& values : {before, after})
        for (const auto& subject : domain::hangsOn(values))
            addOnce(about, subject);
    if (change.type != "conflict") return about;
    const EntityKey subject = domain::subjectOfConflict(after.value("of", Json::object()));
    for (const auto& reference : domain::conflictHangsOn(subject, valuesOf(replica.effective(change.stream, subject))))
        addOnce(about, reference);
    return about;
}

bool Notebook::Impl::isPermitted(const Op& op, const domain::Stream& stream, const Fields& before) {
    const std::string venue = stream.tier == domain::Tier::Organisation ? std::string() : stream.owner;
    const auto hasValue = [&before](std::string_view field) { return before.contains(std::string(field)); };
    const auto mayWith = [&](const std::vector<domain::Role>& roles) {
        return domain::mayWrite(domain::writersOf(roles), op, stream, !before.empty(), hasValue);
    };

    // The device's own role at the venue, as far as the service has told it yet.
    std::vector<domain::Role> deviceRoles;
    for (const auto& [name, copy] : replica.copies()) {
        const auto held = domain::parseStream(name);
        const auto role = domain::parseRole(copy.cursor.role);
        if (held && role && held->owner == stream.owner) deviceRoles.push_back(*role);
    }
    if (!deviceRoles.empty() && !mayWith(deviceRoles)) return false;

    const auto current = vault.current();
    const EntityKey user{"user", current->user};
    for (const auto& [name, copy] : replica.copies()) {
        const Slot* known = replica.slot(name, user);
        if (!known) continue;
        const Fields fields = replica.effective(name, user);
        const auto* grants = stateOf(fields, "grants");
        const auto* active = stateOf(fields, "active");
        if (!grants || (active && active->value == Json(false))) return false;
        return mayWith(domain::rolesAt(domain::grantsFromJson(grants->value), venue, op.at));
    }
    return mayWith({current->role});
}

Result<OutboxOp> Notebook::Impl::makeOp(const std::string& user, const Change& change) {
    const auto stream = domain::parseStream(change.stream);
    if (!stream || !change.set.is_object() || change.set.empty()) return Error{ErrorCode::Malformed, "change"};
    const EntityKey key{change.type, change.entity};
    const Fields fields = replica.effective(change.stream, key);
    const Json before = valuesOf(fields);

    OutboxOp made;
    Op op;
    op.at = serviceClock.now();
    op.stream = change.stream;
    op.type = change.type;
    op.entity = change.entity;
    op.set = change.set;
    if (change.type != "feedback") op.by = user;  // feedback is anonymous: not even the device says who was signed in
    const auto see = [&](const std::string& name) {
        const auto* seen = stateOf(fields, name);
        if (seen) op.saw[name] = base::mutant(base::Mutant::SawByNumber) && seen->seq > 0 ? '#' + std::to_string(seen->seq) : seen->op;
    };
    made.before = Json::object();
    if (before.empty()) made.before[kMade] = true;
    Json after = before;
    for (const auto& [name, value] : change.set.items()) {
        if (const auto* replaced = stateOf(fields, name)) {
            op.at = std::max(op.at, replaced->at + 1);
            if (!replaced->value.is_null()) made.before[name] = replaced->value;
        }
        see(name);
        after[name] = value;
    }
    if (!before.empty()) see("deleted");
    if (change.set.contains("deleted"))
        for (const auto& [name, field] : fields)
            see(name);
    op.about = aboutOf(change, before, after);
    op.id = base::newOpId(op.at, random);
    op.clock = Json{{"wall", clock.wallMs()}, {"offset", clock.utcOffsetMinutes()}};

    made.wire = wire::toJson(op);
    made.bytes = base::toText(made.wire).size();
    if (!isPermitted(op, *stream, fields)) return Error{ErrorCode::NotPermitted, change.type};
    if (const auto reason = domain::checkValidity(op, made.bytes, before); reason != Quarantine::None) return refusal(reason);

    if (op.type == "consent" && !fields.empty() && !domain::mayFollowOnConsent(withNulls(fields), op.set)) return refusal(Quarantine::WriteOnce);

    if (base::mutant(base::Mutant::AboutLeftOff) && !before.empty()) made.wire.erase("about");

    made.row.order = outbox.nextOrder();
    made.row.id = op.id;
    made.row.stream = op.stream;
    made.row.type = op.type;
    made.row.entity = op.entity;
    made.row.at = op.at;
    auto tags = tagsOf(domain::subjectsOf(op));
    if (!tags) return tags.error();
    made.row.subjects = std::move(*tags);
    const std::string body = base::toText(Json{{"op", made.wire}, {"before", made.before}});
    // Whoever is signed in must be able to send it, so it waits under the venue key, a case op too.
    auto sealed = vault.seal(KeyTier::Venue, opName(made.row), body);
    if (!sealed) return sealed.error();
    made.row.sealed = std::move(*sealed);
    made.op = std::move(op);
    return made;
}

Result<std::vector<std::string>> Notebook::Impl::record(const std::string& user, const std::vector<Change>& changes,
                                                        const std::string& discardDraft) {
    if (!loaded || !vault.isUnlocked()) return Error{ErrorCode::Locked, {}};
    if (vault.current()->user != user) return Error{ErrorCode::NotPermitted, "somebody else is signed in"};
    std::vector<std::string> ids;
    std::vector<OpRow> rows;
    bool boundBlobs = false;
    // Each op is laid before the next is made, so that two changes of one entity see each other; all are lifted again if anything fails.
    const auto takeBack = [&] {
        for (const auto& row : rows) {
            outbox.remove(row.order);
            replica.lift(row);
        }
        if (boundBlobs) static_cast<void>(loadBlobs().ok());
    };
    for (const auto& change : changes) {
        auto made = makeOp(user, change);
        if (!made) {
            takeBack();
            return made.error();
        }
        rows.push_back(made->row);
        ids.push_back(made->row.id);
        made->row.sealed.clear();
        OutboxOp& kept = outbox.add(std::move(*made));
        if (showsStream(kept.row.stream)) replica.lay(kept.row);
    }
    const auto stored = store.transaction([&]() -> Result<void> {
        for (const auto& row : rows) {
            if (auto added = store.addOp(row); !added) return added;
            boundBlobs = true;
            if (auto bound = bindBlobs(*outbox.find(row.order)->op, row.subjects); !bound) return bound;
        }
        return discardDraft.empty() ? Result<void>() : store.removeDraft(discardDraft);
    });
    if (!stored) {
        takeBack();
        return stored.error();
    }
    // What the draft kept and the ops do not name (a photo that was taken twice) goes; at the latest after a day.
    const auto draft = discardDraft.empty() ? decltype(drafts)::node_type() : drafts.extract(discardDraft);
    if (!draft.empty()) static_cast<void>(dropStaged(domain::blobsIn(draft.mapped().content)).ok());
    return ids;
}

Result<std::vector<std::string>> Notebook::Impl::undo(const std::string& user, const std::vector<std::string>& ids) {
    if (!loaded || !vault.isUnlocked()) return Error{ErrorCode::Locked, {}};
    std::vector<OutboxOp*> ops;
    for (const auto& id : ids) {
        OutboxOp* op = outbox.byId(id);
        if (!op) return Error{ErrorCode::NotFound, "op"};
        if (auto opened = openOp(*op); !opened) return opened.error();
        ops.push_back(op);
    }
    std::sort(ops.begin(), ops.end(), [](const auto* a, const auto* b) { return a->row.order > b->row.order; });

    // Newest first, so that the oldest op of several on one field has the last word on what was there before.
    std::vector<Change> changes;
    const auto changeOf = [&changes](const OpRow& row) -> Change& {
        for (auto& change : changes)
            if (change.stream == row.stream && change.type == row.type && change.entity == row.entity) return change;
        return changes.emplace_back(Change{row.stream, row.type, row.entity, Json::object()});
    };
    for (const auto* op : ops) {
        const Fields now = replica.effective(op->row.stream, {op->row.type, op->row.entity});
        const bool made = op->before.contains(kMade);
        Change& change = changeOf(op->row);
        if (made && op->row.type != "mark") {
            change.set = Json{{"deleted", true}};
            continue;
        }
        for (const auto& [name, value] : op->op->set.items()) {
            const auto* current = stateOf(now, name);
            const bool ours = current && std::find(ids.begin(), ids.end(), current->op) != ids.end();
            const bool names = made && (name == "person" || name == "session");  // what the mark is of stays
            if (ours && !names) change.set[name] = op->before.value(name, Json());
        }
    }
    std::erase_if(changes, [](const Change& change) { return change.set.empty(); });
    return record(user, changes, {});
}

} // namespace waymark::device
