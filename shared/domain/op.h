// The three shapes that travel: an op (one recorded change), an entry (one place in a stream), and the state of a field.
// Keys that this version does not know are kept in `extra` and passed on unchanged (contract, section 3).
#pragma once

#include "shared/base/clock.h"
#include "shared/base/json.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace waymark::domain {

using base::Json;
using base::Millis;

/// One recorded change: some fields of one entity, by one user, at one time. Never changes once it is durable.
struct Op {
    std::string id;                          ///< 32 hex digits, UUIDv7 layout
    Millis at = 0;                           ///< the device's best estimate of the service's time
    std::optional<std::string> by;           ///< user id; absent for anonymous feedback
    std::string stream, type, entity;
    std::vector<std::string> about;          ///< "person:<uuid>", "household:<uuid>": what its entity hangs on
    Json set = Json::object();               ///< field → value
    std::map<std::string, std::string> saw;  ///< field → id of the op whose value the author had before them
    Json clock;                              ///< raw wall time and UTC offset, or null
    Json extra = Json::object();
};

/// One place in a stream: the fields of one op that won, an erasure, or a place whose content was erased.
struct Entry {
    enum class Kind { Set, Erase, Void };
    Kind kind = Kind::Set;
    std::int64_t seq = 0;
    std::string op, type, entity;  ///< of an erasure: type and entity alone
    Json set = Json::object();
    std::optional<std::string> by;
    Millis at = 0;
    Json extra = Json::object();
};

/// The winner of one field.
struct FieldState {
    Json value;
    std::int64_t seq = 0;
    std::string op;
    Millis at = 0;
    std::optional<std::string> by;
    Json extra = Json::object();
};

using Fields = std::map<std::string, FieldState>;

/// The value of a field; null if it has none.
Json valueOf(const Fields& fields, const std::string& name);
/// All values, as a plain object.
Json valuesOf(const Fields& fields);
/// Whether the entity was ever written, and is not deleted.
bool isThere(const Fields& fields);

/// An entity's name within a stream.
struct EntityKey {
    std::string type, id;
    auto operator<=>(const EntityKey&) const = default;
};

/// One row of a bootstrap page.
struct EntityState {
    EntityKey key;
    Fields fields;
};

/// The entity itself and what its `about` names, each as "type:uuid" without repeats: the subjects of an op.
std::vector<std::string> subjectsOf(const Op& op);

/// What an entity of this type with these values hangs on: its fields named `person` and `household`, as references.
std::vector<std::string> hangsOn(const Json& values);
/// What a conflict is about, from its field `of`; empty names if it says nothing.
EntityKey subjectOfConflict(const Json& of);
/// What a conflict hangs on: its subject itself if that is a person or a household, and what the subject's values hang on.
std::vector<std::string> conflictHangsOn(const EntityKey& subject, const Json& values);

/// One field's part in a stream's `sum` (contract, section 5): wrapping addition of these is the sum.
std::uint64_t fieldSum(std::string_view type, std::string_view entity, std::string_view field, std::int64_t seq,
                       std::string_view op);

/// The conflict between two ops on one field has one id on every side, whichever came first.
std::string conflictId(std::string_view entity, std::string_view field, std::string_view op, std::string_view otherOp);

/// "person:<uuid>" → {"person", "<uuid>"}; an unreadable reference gives an empty key.
EntityKey parseReference(std::string_view reference);
inline std::string reference(std::string_view type, std::string_view id) {
    return std::string(type) + ':' + std::string(id);
}

} // namespace waymark::domain
