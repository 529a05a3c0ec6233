#include "tests/simulation/drawn_types.h"

#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/domain/concern.h"
#include "tests/simulation/world.h"

#include <algorithm>

namespace waymark::simulation {

namespace {

using device::Change;

const std::vector<std::string> kNames = {"Zara", "Zo\u00eb", "Zoe\u0308", "Ali", "Bo"};
const std::vector<std::string> kPresence = {"present", "late", "absent_told", "waiting"};
const std::vector<std::string> kAnswers = {"granted", "granted", "refused", "withdrawn", "not_asked"};
const std::vector<std::string> kGivers = {"self", "parent"};
const std::vector<std::string> kStatus = {"planned", "open", "closed", "cancelled"};
const std::vector<std::string> kPlaceStatus = {"waiting", "offered", "accepted", "declined"};
const std::vector<std::string> kRespondents = {"self", "parent", "worker"};
const std::vector<std::string> kFollowOnStates = {"done", "tried", "not_yet"};
const std::vector<std::string> kConcernStates = {"received", "acknowledged", "closed"};
constexpr std::uint64_t kPeople = 5, kHouseholds = 2, kConsents = 4;

std::string digit(std::uint64_t n) { return std::to_string(n % 10); }
std::string householdId(std::uint64_t n) { return "77777777-0000-4000-8000-00000000000" + digit(n % kHouseholds); }
std::string consentId(std::uint64_t who, std::uint64_t n) { return "88888888-0000-4000-8000-0000000000" + digit(n) + digit(who); }
std::string ofPerson(std::uint64_t who, std::uint64_t n = 0) { return "99999999-0000-4000-8000-0000000001" + digit(n) + digit(who); }
std::string ofHousehold(std::uint64_t n) { return "99999999-0000-4000-8000-00000000020" + digit(n % kHouseholds); }
std::string concernId(std::uint64_t n) { return "aaaaaaaa-0000-4000-8000-00000000000" + digit(n % 4); }

std::string day(Dice& dice) { return "2025-11-2" + digit(dice.below(9)); }
std::string hour(Dice& dice) { return "1" + digit(dice.below(9)) + ":00"; }
std::string somebody(Dice& dice) { return "person:" + personId(dice.next()); }
std::string worker() { return "user:" + World::instance().worker; }

/// The id of what hangs on the scene's person; an id names one thing, so what is at the other venue has another.
std::string theirs(const Scene& scene, std::uint64_t n = 0) { return ofPerson(scene.who, n % 5 + (scene.isOther ? 5 : 0)); }

Changes person(Scene& s) {
    Json set{{"name", s.dice.one(kNames)}};
    if (s.dice.chance(50)) set["known_as"] = word(s.dice);
    if (s.dice.chance(20)) set["kind"] = s.dice.chance(50) ? "child" : "adult";
    const std::string born = std::to_string(1990 + s.dice.below(34)) + "-03-1" + digit(s.dice.below(9));
    if (s.dice.chance(20)) set["born"] = {{"date", born}, {"precision", "day"}};
    if (s.dice.chance(10)) set["collectors"] = Json::array({{{"name", word(s.dice)}, {"person", somebody(s.dice)}}});
    if (s.dice.chance(20)) set["aura_of_a_later_version"] = {{"depth", s.dice.chance(50) ? Json(1) : Json(1.0)}};
    return {{s.venue, "person", s.person, set}};
}

Changes removal(Scene& s) { return {{s.venue, "person", s.person, {{"deleted", s.dice.chance(75)}}}}; }

Changes merge(Scene& s) {
    s.counters.count("a merge");
    return {{s.venue, "person", s.person, {{"merged_into", s.dice.chance(80) ? Json(somebody(s.dice)) : Json()}}}};
}

Changes mark(Scene& s) {
    Json set{{"session", s.sessionReference}, {"person", s.personReference}, {"presence", {{"status", s.dice.one(kPresence)}}}};
    if (s.dice.chance(30)) set["arrived"] = hour(s.dice);
    if (s.dice.chance(15)) set["left"] = {{"at", "16:0" + digit(s.dice.below(9))}, {"with", somebody(s.dice)}};
    if (s.dice.chance(5)) set["brought_by"] = somebody(s.dice);
    return {{s.book, "mark", base::markId(s.session, s.person), set}};
}

/// Some of what was said about the scene's person and purpose, here or at the other venue, known to anybody or not.
Json someConsents(Scene& s, std::uint64_t n) {
    Json references = Json::array();
    for (std::uint64_t other = 0; other + 1 < kConsents; ++other)
        for (const std::uint64_t at : {0, 5})
            if (n + 1 < kConsents && s.dice.chance(50)) references.push_back("consent:" + consentId(s.who, other + at));
    return references;
}

Json newConsent(Scene& s, std::uint64_t n) {
    Json set{{"person", s.personReference}, {"purpose", n + 1 < kConsents ? "photo" : "share"}, {"answer", s.dice.one(kAnswers)}};
    if (s.dice.chance(40)) set["given_by"] = s.dice.one(kGivers);
    if (s.dice.chance(15)) set["until"] = s.dice.chance(50) ? "2025-12-0" + digit(1 + s.dice.below(9)) : "2030-08-31";
    if (s.dice.chance(60)) set["corrects"] = someConsents(s, n);
    return set;
}

// All of one person but the last are about the same purpose. Who says something else right away names what they said before.
Changes consent(Scene& s) {
    const std::uint64_t n = s.dice.below(kConsents), atOther = s.isOther ? 5 : 0;
    Changes changes{{s.venue, "consent", consentId(s.who, n + atOther), newConsent(s, n)}};
    if (s.dice.chance(35)) {
        Json& further = changes[0].set;
        further.erase("person");
        further.erase("purpose");
        if (s.dice.chance(25)) further.erase("answer");
        if (s.dice.chance(15) || further.empty()) further["deleted"] = true;
    } else if (n + 2 < kConsents && s.dice.chance(40)) {
        changes.push_back({s.venue, "consent", consentId(s.who, n + 1 + atOther), newConsent(s, n + 1)});
        changes[1].set["corrects"] = Json::array({"consent:" + changes[0].entity});
    }
    return changes;
}

Changes session(Scene& s) {
    const Json signature = s.dice.chance(70) ? Json{{"at", 1}} : Json();
    if (s.dice.chance(20)) return {{s.venue, "session", s.session, {{"status", s.dice.chance(70) ? "signed" : "open"}, {"signed", signature}}}};
    Json set{{"status", s.dice.one(kStatus)}, {"staff", Json::array({worker()})}};
    if (s.dice.chance(20)) set["actual"] = {{"start", hour(s.dice)}, {"end", nullptr}};
    if (s.dice.chance(10)) set["activity"] = "activity:" + thingId(s.dice.next());
    return {{s.venue, "session", s.session, set}};
}

Changes household(Scene& s) {
    // But for a membership, which now and then was somebody else's.
    const std::string member = s.dice.chance(15) ? somebody(s.dice) : s.personReference;
    if (s.dice.chance(30)) return {{s.venue, "membership", theirs(s), {{"relation", word(s.dice)}}}};
    const Json set{{"person", member}, {"household", "household:" + householdId(s.who)}, {"relation", word(s.dice)}};
    return {{s.venue, "household", householdId(s.dice.next()), {{"label", word(s.dice)}}}, {s.venue, "membership", theirs(s), set}};
}

Changes place(Scene& s) {
    const std::string activity = "activity:" + thingId(0);
    return {{s.venue, "place", theirs(s),
             {{"person", s.personReference}, {"activity", activity}, {"status", s.dice.one(kPlaceStatus)}, {"asked_on", day(s.dice)}}}};
}

Changes theme(Scene& s) {
    Json set{{"said", s.dice.chance(30) ? "of " + s.personReference + '.' : word(s.dice)}, {"owner", worker()}};
    if (s.dice.chance(50)) set["session"] = s.sessionReference;
    return {{s.venue, "theme", thingId(s.dice.next()), set}};
}

Changes groupMeeting(Scene& s) {
    Json set{{"date", day(s.dice)}, {"attendees", {s.personReference, somebody(s.dice), worker()}}};
    if (s.dice.chance(40)) set["issues"] = Json::array({{{"text", word(s.dice)}, {"owner", worker()}}});
    return {{s.venue, "group_meeting", thingId(s.dice.next()), set}};
}

Changes handoverNote(Scene& s) {
    return {{s.venue, "handover_note", thingId(s.dice.next()), {{"session", s.sessionReference}, {"text", word(s.dice)}}}};
}

Changes hours(Scene& s) {
    return {{s.book, "hours", thingId(s.dice.next()),
             {{"user", worker()}, {"session", s.sessionReference}, {"start", hour(s.dice)}, {"end", hour(s.dice)}, {"role", word(s.dice)}}}};
}

Changes headcount(Scene& s) {
    const Json bands{{"0-4", s.dice.below(9)}};
    return {{s.book, "headcount", thingId(s.dice.next()), {{"session", s.sessionReference}, {"kind", "arrival"}, {"bands", bands}}}};
}

Changes feedback(Scene& s) {
    return {{s.book, "feedback", thingId(s.dice.next()), {{"session", s.sessionReference}, {"answers", {{"q1", s.dice.below(5)}}}}}};
}

Changes response(Scene& s) {
    return {{s.cases, "response", ofPerson(s.who, s.dice.below(4)),
             {{"person", s.personReference}, {"instrument", "instrument:" + thingId(s.dice.below(2))},
              {"point", s.dice.chance(50) ? "baseline" : "exit"}, {"respondent", s.dice.one(kRespondents)}, {"help", "none"},
              {"answers", {{"q1", s.dice.below(5)}, {"said", "by " + s.personReference}}}}}};
}

Changes need(Scene& s) {
    const Json flags = Json::array({word(s.dice)});
    if (s.dice.chance(80)) return {{s.cases, "need", ofPerson(s.who), {{"person", s.personReference}, {"flags", flags}}}};
    return {{s.cases, "need", ofHousehold(s.who), {{"household", "household:" + householdId(s.who)}, {"level", "additional"}, {"flags", flags}}}};
}

Changes followOn(Scene& s) {
    Json set{{"what", word(s.dice)}, {"due", day(s.dice)}, {"state", s.dice.one(kFollowOnStates)}};
    if (s.dice.chance(30)) set["listing"] = "listing:" + thingId(0);
    if (s.dice.chance(30)) set = {{"state", s.dice.one(kFollowOnStates)}};
    const bool ofThem = s.dice.chance(70), makes = set.size() > 1;
    if (makes) set[ofThem ? "person" : "household"] = ofThem ? s.personReference : "household:" + householdId(s.who);
    return {{s.cases, "followon", ofThem ? ofPerson(s.who, s.dice.below(2)) : ofHousehold(s.who), set}};
}

Changes caseFile(Scene& s) {
    const std::string id = ofPerson(s.who, s.dice.below(2));
    const auto about = [&s](const char* field, const Json& value) { return Json{{"person", s.personReference}, {field, value}}; };
    switch (s.dice.below(5)) {
    case 0: return {{s.cases, "note", id, about("text", word(s.dice))}};
    case 1: return {{s.cases, "equality", id, about("language", word(s.dice))}};
    case 2: return {{s.cases, "address", id, about("from", day(s.dice))}};
    case 3: return {{s.cases, "goal", id, about("text", word(s.dice))}};
    default: return {{s.cases, "referral", id, about("on", day(s.dice))}};
    }
}

Changes loan(Scene& s) {
    return {{s.organisation, "resource", thingId(s.dice.below(2)), {{"loan", {{"to", worker()}, {"due", day(s.dice)}}}}}};
}

Json boxes(Dice& dice, const std::vector<std::string>& keys) {
    const std::string box = dice.chance(50) ? "aa" : "bb";
    Json sealed = Json::array();
    for (const auto& key : keys)
        sealed.push_back({{"key", key}, {"box", box}});
    return sealed;
}

std::string fingerprint(std::uint64_t n) { return safeguardingKey(n, {})["fingerprint"]; }

Changes concern(Scene& s) {
    return {{s.concerns, "concern", concernId(s.dice.next()), {{"sealed", boxes(s.dice, {fingerprint(0)})}, {"to", "lead"}}}};
}

Changes unknownType(Scene& s) {
    s.counters.count("an op of an unknown type");
    const std::string id = thingId(s.dice.next());
    if (s.dice.chance(50)) return {{s.venue, "contraption", id, {{"size", s.dice.below(4)}, {"colour", word(s.dice)}}}};
    return {{s.venue, "contraption", id, {{"riders", {s.personReference, somebody(s.dice)}}, {"story", "of " + s.personReference + '.'}}}};
}

/// What hangs on somebody is taken away, or is there after all.
Changes takenAway(Scene& s) {
    static const std::vector<std::string> kOfTheVenue = {"place", "membership"};
    static const std::vector<std::string> kOfCases = {"response", "need", "goal", "referral", "followon"};
    const Json set{{"deleted", s.dice.chance(80)}};
    if (s.dice.chance(50)) return {{s.venue, s.dice.one(kOfTheVenue), theirs(s), set}};
    return {{s.cases, s.dice.one(kOfCases), ofPerson(s.who), set}};
}

struct Drawn {
    unsigned weight;
    Changes (*draw)(Scene&);
};
const std::vector<Drawn> kTaps = {
    {10, person}, {22, mark},  {5, removal}, {5, merge},        {10, consent},     {5, session}, {5, household}, {4, unknownType},
    {2, place},   {1, theme},  {2, hours},   {2, groupMeeting}, {1, handoverNote}, {3, headcount}, {3, feedback}, {1, loan},
    {3, response}, {3, need},  {2, followOn}, {6, caseFile},    {2, takenAway},    {1, concern},
};

// What no device may write, and what is on a key or a concern that only a lead writes.
Changes ofTheConsole(Scene& s) { return {drawForConsole(s)}; }
Changes residue(Scene& s) { return {{s.book, "residue", thingId(s.dice.next()), {{"session", s.sessionReference}, {"marks", 1}}}}; }
Changes conflict(Scene& s) {
    const Json of{{"type", "person"}, {"entity", s.person}, {"field", "name"}};
    return {{s.venue, "conflict", thingId(s.dice.next()), {{"of", of}, {"status", "open"}}}};
}
Changes whatALeadWrites(Scene& s) { return drawForLead(s); }
/// A word, a date, a time, a reference or an object is not just any text.
Changes anyText(Scene& s) {
    Changes changes = drawTap(s);
    Json& set = changes[0].set;
    auto field = set.begin();
    std::advance(field, static_cast<std::ptrdiff_t>(s.dice.below(set.size())));
    *field = "any_text";
    return changes;
}
const std::vector<Drawn> kForeign = {{76, drawTap}, {5, ofTheConsole}, {3, residue}, {3, conflict}, {4, whatALeadWrites}, {4, concern}, {5, anyText}};

Changes ownKey(Scene& s) {
    Json set = safeguardingKey(1, World::instance().lead);
    if (s.dice.chance(15)) set["holder"] = worker();
    if (s.dice.chance(15)) set["fingerprint"] = fingerprint(0);
    if (s.dice.chance(15)) set["confirmed"] = true;
    return {{s.organisation, "safeguarding_key", safeguardingKeyId(1), set}};
}
Changes introduction(Scene& s) {
    const std::string key = fingerprint(s.dice.below(2));
    const char letter = s.dice.chance(50) ? 'c' : 'd';
    const Json signedBy{{"key", key}, {"signature", std::string(s.dice.chance(85) ? 128 : 12, letter)}};
    return {{s.organisation, "safeguarding_key", safeguardingKeyId(s.dice.below(2)), {{"signed_by", signedBy}}}};
}
Changes sealedAnyhow(Scene& s) {
    static const std::vector<std::vector<std::uint64_t>> kFor = {{0}, {1}, {0, 1}, {2}, {0, 0}};
    std::vector<std::string> keys;
    for (const auto n : s.dice.one(kFor))
        keys.push_back(fingerprint(n));
    Json set{{"sealed", boxes(s.dice, keys)}, {"to", s.dice.chance(60) ? "lead" : "deputy"}};
    if (s.dice.chance(10)) set["sealed"].push_back({{"key", fingerprint(3)}, {"box", "abcd"}});
    if (s.dice.chance(10)) set["state"] = "closed";
    return {{s.concerns, "concern", concernId(s.dice.next()), set}};
}
Changes concernState(Scene& s) { return {{s.concerns, "concern", concernId(s.dice.next()), {{"state", s.dice.one(kConcernStates)}}}}; }
Changes concernNote(Scene& s) {
    Json set{{"concern", "concern:" + concernId(s.dice.next())}, {"sealed", boxes(s.dice, {fingerprint(s.dice.chance(80) ? 0 : 1)})}};
    if (s.dice.chance(10)) set.erase("sealed");
    return {{s.concerns, "concern_note", thingId(s.dice.next()), set}};
}
const std::vector<Drawn> kForLead = {{4, ownKey}, {2, introduction}, {4, sealedAnyhow}, {4, concernState}, {3, concernNote}};

Changes drawOne(const std::vector<Drawn>& of, Scene& scene) {
    std::uint64_t total = 0;
    for (const auto& drawn : of)
        total += drawn.weight;
    std::uint64_t pick = scene.dice.below(total);
    auto chosen = of.begin();
    while (pick >= chosen->weight) pick -= (chosen++)->weight;
    return chosen->draw(scene);
}

} // namespace

std::string personId(std::uint64_t n) { return "55555555-0000-4000-8000-00000000000" + digit(n % kPeople); }
std::string sessionId(std::uint64_t n) { return "66666666-0000-4000-8000-00000000000" + digit(n % 2); }
std::string thingId(std::uint64_t n) { return "99999999-0000-4000-8000-00000000000" + digit(n % 8); }
std::string word(Dice& dice) { return "word " + digit(dice.below(6)); }

std::string holderOf(const std::string& id) {
    const auto n = static_cast<std::uint64_t>(id.back() - '0');
    if (id.starts_with("88888888") || id.starts_with(ofPerson(0).substr(0, 34))) return "person:" + personId(n);
    return id.starts_with(ofHousehold(0).substr(0, 34)) ? "household:" + householdId(n) : std::string();
}

std::string safeguardingKeyId(std::uint64_t n) { return "bbbbbbbb-0000-4000-8000-00000000000" + digit(n); }

Json safeguardingKey(std::uint64_t n, const std::string& holder) {
    const base::Bytes key(64, static_cast<unsigned char>(n + 1));
    return {{"public", base::toHex(key.data(), key.size())}, {"fingerprint", domain::keyFingerprint(key)},
            {"holder", "user:" + holder}, {"duty", n == 0 ? "lead" : "deputy"}};
}

Scene::Scene(Dice& dice, Counters& counters, int year)
    : dice(dice), counters(counters), isOther(dice.chance(18)), who(dice.chance(25) ? 0 : dice.below(kPeople)), person(personId(who)),
      session(sessionId(dice.next())) {
    const World& world = World::instance();
    venue = world.venueStream(isOther);
    book = world.registerStream(dice.chance(90) ? year : year - 1, isOther);
    cases = world.caseStream();
    concerns = world.concernStream(isOther);
    organisation = world.organisationStream();
    personReference = "person:" + person;
    sessionReference = "session:" + session;
}

Changes drawTap(Scene& scene) { return drawOne(kTaps, scene); }
Changes drawForeign(Scene& scene) { return drawOne(kForeign, scene); }
Changes drawForLead(Scene& scene) { return drawOne(kForLead, scene); }

device::Change drawForConsole(Scene& s) {
    const World& world = World::instance();
    const std::string thing = thingId(s.dice.below(2));
    switch (s.dice.below(9)) {
    case 0: return {s.organisation, "venue", world.venue, {{"access", word(s.dice)}}};
    case 1: return {s.organisation, "organisation", world.organisation, {{"settings", {{"lock_minutes", s.dice.below(9)}}}}};
    case 2: return {s.organisation, "user", world.volunteer, {{"under_18", s.dice.chance(50)}}};
    case 3: return {s.organisation, "agency", thing, {{"name", word(s.dice)}, {"sector", "voluntary"}}};
    case 4: return {s.organisation, "activity", thing, {{"title", word(s.dice)}, {"venue", "venue:" + world.venue}, {"agency", "agency:" + thing}}};
    case 5:
        return {s.organisation, "instrument", thing,
                {{"family", "family_steps"}, {"version", 1}, {"definition", {{"items", 12}}}, {"status", s.dice.chance(50) ? "draft" : "published"}}};
    case 6: return {s.organisation, "listing", thing, {{"name", word(s.dice)}, {"about", word(s.dice)}, {"languages", {"en", "cy"}}}};
    case 7: return {s.organisation, "resource", thing, {{"name", word(s.dice)}, {"quantity", s.dice.below(4)}}};
    default: return {s.organisation, "safeguarding_key", safeguardingKeyId(0), {{"confirmed", s.dice.chance(80)}}};
    }
}

} // namespace waymark::simulation
