// The plain reference model of the service: what the contract's text (docs/protocol.md) says about a push, over maps, without a thought
// for speed. It shares no code with the engine and is compared with it after every request. A value: a copy of it is a backup.
#pragma once

#include "tests/simulation/counters.h"

#include <nlohmann/json.hpp>

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace waymark::simulation {

using Json = nlohmann::json;
using Millis = std::int64_t;
using Key = std::pair<std::string, std::string>;  ///< type and id of an entity

/// The winner of one field.
struct RefField {
    Json value;
    std::int64_t seq = 0;
    std::string op;
    Millis at = 0;
    Json by, extra = Json::object();
    bool operator==(const RefField&) const = default;
};
using RefEntity = std::map<std::string, RefField>;
using RefState = std::map<Key, RefEntity>;

/// One place of a log: the fields that won, an erased entity's name, or nothing any more.
struct RefEntry {
    enum class Kind { Set, Erase, Void } kind = Kind::Set;
    std::int64_t seq = 0;
    std::string op;
    Key key;
    Json set, by;
    Millis at = 0;
    Json extra = Json::object();
    /// As the wire has it.
    Json wire() const;
};

struct RefStream {
    std::vector<RefEntry> log;
    RefState state;
    std::set<Key> erased;
    std::int64_t known = 0;    ///< places compared with the service's log so far
    std::string chain;         ///< the service's chain there
};

struct RefHeld {
    std::string outcome, reason, device;
    std::vector<std::string> lost;
    std::map<std::string, std::string> saw, standsFor;
    std::string stream;
    Key key;
    std::int64_t seq = 0;               ///< its place in the log; 0 if it has none
    std::set<std::string> subjects;     ///< "type:uuid"
    Json kept = nullptr;                ///< the whole op where the log does not have all of it
};

/// An erasure, and who has passed it.
struct RefErasure {
    std::string id;
    std::map<std::string, std::int64_t> places;   ///< stream → its last `erase` entry
    std::set<std::string> passedBy;
};

struct RefResidue {
    std::string stream, session, band;
};

struct RefGrant {
    std::string role, venue;
    Millis from = 0;
    std::optional<Millis> to;
};

struct RefDevice {
    std::string status = "active";
    std::vector<RefGrant> grants;
    std::set<std::string> users;
};

class Reference {
public:
    std::string organisation;
    std::map<std::string, RefStream> streams;
    std::map<std::string, RefHeld> held;
    std::map<std::string, RefDevice> devices;
    Millis high = 0;   ///< the largest time ever judged at
    std::set<std::string> barred;                 ///< what no later op may be about
    std::vector<RefErasure> erasures;
    /// The op at a place of the service's log and what it is on: the ids that the service makes itself are chance, and all that is copied.
    std::function<std::pair<std::string, std::string>(const std::string&, std::int64_t)> idAt;

    /// The lines that answer a push, each as the wire has it; takes effect.
    Json push(const std::string& device, const Json& ops, Millis clock, Counters& counters);
    /// A change by the service itself, having seen what is there. False if nothing would change.
    bool serviceSets(const std::string& stream, const Key& key, Json fields, Millis clock, Counters& counters);

    // reference_erasure.cpp
    /// Whoever is joined with these people by `merged_into`, they included.
    std::set<std::string> joined(std::set<std::string> people) const;
    /// Whether anything about any of them was ever received.
    bool heardOf(const std::set<std::string>& people) const;
    bool areErased(const std::set<std::string>& people) const;
    void erase(const std::string& id, const std::set<std::string>& people, Millis clock, Counters& counters);
    /// Whom nothing was recorded about since, the longest silent first.
    std::vector<std::string> silentSince(Millis before) const;
    /// A device is retired or reported lost; and a venue (empty: all) is taken from it.
    void endDevice(const std::string& device, const std::string& status, Millis at);
    void endGrants(const std::string& device, const std::string& venue, Millis at);
    bool hasOpenGrants(const std::string& device, const std::string& venue, Millis at) const;

    bool holds(const std::string& op) const { return held.contains(op); }
    /// Streams that the device may pull now, ascending; and its role in each.
    std::vector<std::string> granted(const std::string& device, Millis clock) const;
    std::uint64_t sum(const std::string& stream) const;
    const RefEntity* entity(const std::string& stream, const Key& key) const;
    std::vector<RefGrant> userGrants(const std::string& user) const;
    /// What the author of a held op had seen of a field; empty if nothing.
    std::string sawBy(const std::string& op, const std::string& field) const;
    /// What a conflict is about; anything else is about itself.
    Key subjectOf(const std::string& stream, const Key& key) const;

private:
    Json take(const std::string& device, const Json& op, Counters& counters);
    Json judge(const std::string& device, const Json& op, Counters& counters);
    bool sees(const std::string& a, const std::string& c, const std::string& field, Counters& counters) const;
    std::vector<std::string> seenByStandIns(const std::string& id, const std::string& field) const;
    bool anySees(const std::vector<std::string>& from, const std::string& id, const std::string& field, Counters& counters) const;
    bool winnerHasSeen(const RefEntity& now, const std::string& field, const std::string& id, Counters& counters) const;
    /// Whether a concern's boxes are for keys that were published, and for whom it says it is (reference_safeguarding.cpp).
    bool isSealedForKeys(const Json& op) const;
    bool madeTheConsent(const Json& op, const RefEntity& now, Counters& counters) const;
    bool addsToConsent(const Json& op, const RefEntity& now) const;
    void append(const std::string& stream, RefEntry entry);
    /// The next place of a stream, as the service has filled it with an op of its own.
    std::pair<std::string, std::string> next(const std::string& stream) const;
    void appendErase(const std::string& stream, const Key& key);
    void appendOwn(const std::string& stream, const Key& key, const Json& set, std::set<std::string> about);
    Json refuseErased(const std::string& device, const Json& op, const std::vector<std::string>& barredSubjects, Counters& counters);
    Json withoutBarred(const Json& op, Counters& counters) const;
    std::vector<RefResidue> residues(const std::set<std::string>& people, const std::map<std::string, std::set<Key>>& removed) const;
    void takeMentionsOut(const std::set<std::string>& people, Counters& counters);
    std::string permission(const std::string& device, const Json& op) const;
    std::string refusal(const std::string& device, const Json& op) const;
    std::set<std::string> holdersAfter(const Json& op) const;
    /// Whom a record hangs on by now; of a conflict, its subject and whom that hangs on.
    std::set<std::string> holdersOf(const std::string& stream, const Key& key) const;
    /// Whom records hung on by any op that was taken; nobody's name where an op saw one that is not here.
    std::map<Key, std::set<std::string>> holdersEver() const;
    bool namesSomebodyElse(const Json& op) const;
    bool belongsTo(const std::set<std::string>& people, const std::string& stream, const Key& key, const std::map<Key, std::set<std::string>>& hung) const;
    std::vector<std::string> subjectsAndHolders(const Json& op) const;
    void openConflict(const Json& op, const std::string& field, const Json& kept, const Json& other, std::set<std::string> subjects);
    Json quarantine(const std::string& device, const Json& op, const std::string& reason);
};

// reference_dictionary.cpp: what the dictionary's table says of types (docs/dictionary.md).

/// Every type of the dictionary.
std::vector<std::string> knownTypes();
bool isKnownType(const std::string& type);
std::string policyOf(const std::string& type, const std::string& field);
/// Whether an entity of this type goes with the person it is about.
bool mayBelongToAPerson(const std::string& type);
/// Whether it is a known type whose records hang on people.
bool hangsOnPeople(const std::string& type);
/// Whether a role may write the op's fields; `now` are the entity's fields before it.
bool mayWrite(const std::vector<std::string>& roles, const Json& op, const RefEntity& now);
std::string tierOf(const std::string& stream);
std::string ownerOf(const std::string& stream);
std::vector<std::string> rolesAt(const std::vector<RefGrant>& grants, const std::string& venue, Millis t);

// reference_safeguarding.cpp: keys and boxes; `now` are the entity's fields before the op.

/// Whether it is what `signed_by` of a key holds.
bool isIntroduction(const Json& value);
/// Whether what the op leaves of a key or a concern is whole.
bool fitsSafeguarding(const Json& op, const RefEntity& now);
/// "Everything else about a key is its holder's to say."
bool isOthersKey(const Json& op, const RefEntity& now);

// reference_values.cpp: what an op may say.

/// The reason to refuse what the op says, or empty.
std::string invalid(const Json& op);
/// Whether the bytes have the shape of an op at all.
bool isReadable(const Json& op);
/// What an op says beside what the contract knows.
Json unknownKeys(const Json& op);
/// Whether a record could be called that.
bool isNameOfRecord(const std::string& type, const std::string& id);
bool isUuid(const std::string& text);

/// The value without these people: a reference alone goes, as does the item of a list and the member of an object that names one.
Json withoutPeople(const Json& value, const std::set<std::string>& people);
bool names(const Json& value, const std::set<std::string>& people);
/// "0-4", "5-10", "11-15", "16-19", "adult" or "unknown", for a person of these fields on a day.
std::string bandOf(const RefEntity& person, const std::string& day);

/// The text at a key of an object, or empty.
std::string textOf(const Json& json, const char* key);

/// Deep equality as the contract has it: 1 = 1.0, text in NFC.
bool sameValue(const Json& a, const Json& b);
std::uint64_t sumOf(const RefState& state);

} // namespace waymark::simulation
