// The people of a venue: finding somebody by name, records that may be one person side by side, saying so and taking it back, and letting somebody be
// known at another venue too. For coordinators of that venue.
#include "sync/service/api/person_places.h"
#include "sync/service/console/confirm.h"
#include "sync/service/console/pages.h"
#include "sync/service/console/person_cards.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

#include "shared/base/calendar.h"
#include "shared/base/text.h"
#include "shared/domain/stream.h"
#include "sync/service/api/form_encoding.h"

#include <algorithm>

namespace waymark::service {

namespace {

using base::ErrorCode;
using base::Json;

constexpr const char* kPeoplePath = "/console/people";
constexpr const char* kPeopleTitle = "People";
constexpr std::size_t kMostFound = 50, kMostPairs = 20, kMostJoined = 100;

using FormFields = std::map<std::string, std::string>;

/// The venue that was chosen, else the first; empty if the visitor coordinates none.
std::string venueOf(const Visitor& visitor, const FormFields& fields) {
    const std::string asked = fieldOf(fields, "venue");
    const auto& venues = visitor.coordinated();
    if (std::find(venues.begin(), venues.end(), asked) != venues.end()) return asked;
    return asked.empty() && !venues.empty() ? venues.front() : std::string();
}

std::string nameOf(const Visitor& visitor, const std::string& venue) {
    const auto* entry = visitor.directory().venue(venue);
    return entry ? entry->name : std::string();
}

const PersonCard* find(const std::vector<PersonCard>& cards, const std::string& id) {
    const auto it = std::find_if(cards.begin(), cards.end(), [&id](const PersonCard& card) { return card.id == id; });
    return it == cards.end() ? nullptr : &*it;
}

std::string peopleAddress(const std::string& venue, const std::string& more = {}) { return std::string(kPeoplePath) + "?venue=" + venue + more; }
std::string personAddress(const std::string& venue, const std::string& person) { return std::string(kPeoplePath) + "/person?venue=" + venue + "&person=" + person; }

/// Two records side by side, whoever stays first, with the button that says that they are one.
Json pairView(const Visitor& visitor, const std::string& venue, const PersonCard& one, const PersonCard& other) {
    const bool firstStays = base::fold(one.id) < base::fold(other.id);
    const PersonCard &stays = firstStays ? one : other, &part = firstStays ? other : one;
    const auto since = [&visitor](const PersonCard& card) {
        return ", written down " + dateText(base::toText(base::localDate(card.first, visitor.directory().organisation.timezone)));
    };
    Json lines = Json::array();
    std::int64_t differing = 0;
    for (const auto& line : compared(stays, part)) {
        differing += line.differs ? 1 : 0;
        lines.push_back({{"field", line.field}, {"one", line.one}, {"other", line.other}, {"differs", line.differs}});
    }
    const Json view = {{"one", stays.name},
                       {"other", part.name},
                       {"oneSince", "stays" + since(stays)},
                       {"otherSince", "becomes part of it" + since(part)},
                       {"lines", lines},
                       {"differing", differing == 0 ? std::string("Nothing differs.") : countedText(differing, "line differs.", "lines differ.")},
                       {"venue", venue},
                       {"oneId", stays.id},
                       {"otherId", part.id},
                       {"csrf", visitor.session().csrf}};
    return {{"one", stays.name}, {"other", part.name}, {"table", renderTemplate("pair.html", view)}};
}

std::string peopleDoneText(const std::string& done) {
    if (done == "joined") return "They are one person now. Tablets know it at their next contact.";
    if (done == "parted") return "They are two people again. What was added to the one that stayed is still there; a worker can correct it on a tablet.";
    if (done == "shared") return "They are known there too. Tablets of that venue have the record at their next contact.";
    return {};
}

/// What the pages read of a venue. Errors: those of Store.
base::Result<std::vector<PersonCard>> cardsOf(const PageTools& tools, const std::string& venue) {
    std::vector<PersonCard> cards;
    const auto read = tools.store.read([&](ReadTransaction& transaction) { cards = cardsAt(transaction.streams(), venue); });
    if (!read) return read.error();
    return cards;
}

Json foundView(const std::string& venue, const std::vector<PersonCard>& cards, const std::vector<std::string>& words, std::int64_t& count) {
    Json found = Json::array();
    for (const auto& card : cards) {
        if (!card.partOf.empty() || !isNamed(card, words)) continue;
        if (++count <= static_cast<std::int64_t>(kMostFound))
            found.push_back({{"id", card.id}, {"name", cardText(card)}, {"href", personAddress(venue, card.id)}});
    }
    return found;
}

Json joinedView(const Visitor& visitor, const std::string& venue, const std::vector<PersonCard>& cards) {
    Json lines = Json::array();
    for (const auto& card : cards) {
        if (card.partOf.empty() || lines.size() >= kMostJoined) continue;
        const auto* into = find(cards, card.partOf);
        lines.push_back({{"name", cardText(card)},
                         {"into", into ? cardText(*into) : std::string("somebody who is not here")},
                         {"venue", venue},
                         {"person", card.id},
                         {"csrf", visitor.session().csrf}});
    }
    return lines;
}

std::string consentText(domain::Consent consent) {
    switch (consent) {
    case domain::Consent::Granted: return "They have agreed that their record is shared.";
    case domain::Consent::Refused: return "They said no to sharing their record, so it stays here.";
    case domain::Consent::Withdrawn: return "They took back that their record may be shared, so it stays here.";
    case domain::Consent::Lapsed: return "They had agreed to sharing their record, and the time of that is over. Ask them again.";
    case domain::Consent::NotAsked: break;
    }
    return "Nobody has written down that they agree to sharing their record. Ask them; a worker writes the answer down on the person's page on a tablet.";
}

Response showPerson(const PageTools& tools, const Visitor& visitor, const Request& request, const std::string& venue, const std::string& id,
                    const std::string& problem) {
    std::vector<PersonCard> cards;
    Json others = Json::array();
    std::string known;
    auto consent = domain::Consent::NotAsked;
    const auto today = base::localDate(visitor.now(), visitor.directory().organisation.timezone);
    const auto read = tools.store.read([&](ReadTransaction& transaction) {
        others = Json::array();
        known.clear();
        cards = cardsAt(transaction.streams(), venue);
        if (!find(cards, id)) return;
        consent = consentOf(transaction.streams(), id, domain::kShare, today);
        for (const auto& other : visitor.coordinated()) {
            const bool isThere = !transaction.streams().fieldsOf(domain::venueStream(other), {"person", id}).empty();
            if (isThere) known += (known.empty() ? "" : ", ") + nameOf(visitor, other);
            else others.push_back({{"id", other}, {"name", nameOf(visitor, other)}});
        }
    });
    if (!read) return notNow(visitor, request, kPeoplePath, kPeopleTitle);
    const auto* card = find(cards, id);
    if (!card) return seeOther(peopleAddress(venue));
    if (!card->partOf.empty() && find(cards, card->partOf)) return seeOther(personAddress(venue, card->partOf));
    Json fields = Json::array(), parts = Json::array();
    for (const auto& line : compared(*card, *card))
        fields.push_back({{"field", line.field}, {"value", line.one}});
    for (const auto& part : cards)
        if (part.partOf == id) parts.push_back({{"name", cardText(part)}, {"venue", venue}, {"person", part.id}, {"csrf", visitor.session().csrf}});
    const bool mayShare = consent == domain::Consent::Granted && !others.empty();
    const auto done = request.query.find("done");
    return pageFor(visitor, request, kPeoplePath, kPeopleTitle,
                   renderTemplate("person.html", {{"lead", cardText(*card)},
                                                  {"back", peopleAddress(venue)},
                                                  {"done", done == request.query.end() ? std::string() : peopleDoneText(done->second)},
                                                  {"problem", problem},
                                                  {"fields", fields},
                                                  {"parts", parts},
                                                  {"somePart", !parts.empty()},
                                                  {"known", known},
                                                  {"others", others},
                                                  {"mayShare", mayShare},
                                                  {"consent", consentText(consent)},
                                                  {"nowhere", others.empty() && visitor.coordinated().size() > 1 ? std::string("They are known at each of your venues.") : std::string()},
                                                  {"venue", venue},
                                                  {"person", id},
                                                  {"csrf", visitor.session().csrf}}),
                   problem.empty() ? 200 : 400);
}

Response showPeople(const PageTools& tools, const Visitor& visitor, const Request& request, const std::string& problem) {
    const FormFields fields = request.method == "POST" ? request.form() : request.query;
    const std::string venue = venueOf(visitor, fields);
    if (venue.empty()) return seeOther("/console/");
    const auto cards = cardsOf(tools, venue);
    if (!cards) return notNow(visitor, request, kPeoplePath, kPeopleTitle);
    const std::string asked = request.method == "POST" ? fieldOf(fields, "name") : std::string();
    const auto words = base::foldedWords(asked);
    std::int64_t count = 0;
    const Json found = words.empty() ? Json::array() : foundView(venue, *cards, words, count);
    Json pairs = Json::array(), venues = Json::array();
    const auto likely = likelyPairs(*cards);
    for (std::size_t i = 0; i < std::min(likely.size(), kMostPairs); ++i)
        pairs.push_back(pairView(visitor, venue, (*cards)[likely[i].one], (*cards)[likely[i].other]));
    for (const auto& id : visitor.coordinated())
        venues.push_back({{"id", id}, {"name", nameOf(visitor, id)}, {"chosen", id == venue}});
    const Json joined = joinedView(visitor, venue, *cards);
    const auto people = std::count_if(cards->begin(), cards->end(), [](const PersonCard& card) { return card.partOf.empty(); });
    const auto likelyCount = static_cast<std::int64_t>(likely.size());
    std::string lead = countedText(people, "person is", "people are") + " known at " + nameOf(visitor, venue) + ". ";
    if (people == 0)
        lead = "Nobody is known at " + nameOf(visitor, venue) + " yet.";
    else
        lead += likelyCount == 0 ? "No two of them look like one." : countedText(likelyCount, "pair looks", "pairs look") + " like one person.";
    const auto done = request.query.find("done");
    return pageFor(visitor, request, kPeoplePath, kPeopleTitle,
                   renderTemplate("people.html", {{"lead", lead},
                                                  {"nobody", people == 0},
                                                  {"done", done == request.query.end() ? std::string() : peopleDoneText(done->second)},
                                                  {"problem", problem},
                                                  {"venues", venues},
                                                  {"venue", venue},
                                                  {"name", asked},
                                                  {"asked", !words.empty()},
                                                  {"found", found},
                                                  {"some", !found.empty()},
                                                  {"twoFound", found.size() > 1},
                                                  {"moreFound", count > static_cast<std::int64_t>(kMostFound) ? "These are the first " + std::to_string(kMostFound) + " of " + countText(count) + ". Write more of the name."
                                                                                                              : std::string()},
                                                  {"pairs", pairs},
                                                  {"morePairs", likely.size() > kMostPairs ? "These are the " + std::to_string(kMostPairs) + " likeliest." : std::string()},
                                                  {"joined", joined},
                                                  {"someJoined", !joined.empty()},
                                                  {"csrf", visitor.session().csrf}}),
                   problem.empty() ? 200 : 400);
}

Asker askerOf(const Visitor& visitor) {
    return {visitor.user().id, [&visitor](const std::string& venue) { return visitor.coordinates(venue); }};
}

bool isForPeople(const base::Error& error) {
    return error.code == ErrorCode::NotFound || error.code == ErrorCode::AlreadyExists || error.code == ErrorCode::NotPermitted;
}

}  // namespace

Response peoplePage(const PageTools& tools, const Visitor& visitor, const Request& request) { return showPeople(tools, visitor, request, {}); }

Response findPeople(const PageTools& tools, const Visitor& visitor, const Request& request) { return showPeople(tools, visitor, request, {}); }

Response personPage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const std::string venue = venueOf(visitor, request.query);
    if (venue.empty()) return seeOther(kPeoplePath);
    return showPerson(tools, visitor, request, venue, fieldOf(request.query, "person"), {});
}

Response comparePage(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const std::string venue = venueOf(visitor, request.query);
    if (venue.empty()) return seeOther(kPeoplePath);
    const auto cards = cardsOf(tools, venue);
    if (!cards) return notNow(visitor, request, kPeoplePath, kPeopleTitle);
    std::vector<const PersonCard*> picked;
    for (const auto& [name, value] : request.query)
        if (name.starts_with("pick-"))
            if (const auto* card = find(*cards, name.substr(5)); card && card->partOf.empty()) picked.push_back(card);
    if (picked.size() != 2) return showPeople(tools, visitor, request, "Tick two people to see them side by side.");
    Json view = {{"lead", "Are these one person?"}, {"pairs", Json::array({pairView(visitor, venue, *picked[0], *picked[1])})}, {"back", peopleAddress(venue)}};
    return pageFor(visitor, request, kPeoplePath, kPeopleTitle, renderTemplate("compare.html", view));
}

Response joinPeople(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const FormFields form = request.form();
    const std::string venue = venueOf(visitor, form), one = fieldOf(form, "one"), other = fieldOf(form, "other");
    if (venue.empty()) return seeOther(kPeoplePath);
    const auto cards = cardsOf(tools, venue);
    if (!cards) return notNow(visitor, request, kPeoplePath, kPeopleTitle);
    const auto *first = find(*cards, one), *second = find(*cards, other);
    if (!first || !second || first == second) return showPeople(tools, visitor, request, "One of the two is not there any more.");
    if (!isSure(form))
        return askFirst(visitor, request, {kPeoplePath, kPeopleTitle, "Are these one person?", "They are one person",
                   {cardText(*first), cardText(*second), "From then on they are shown, marked and counted as one. Two marks in one session count once.",
                    "What only one of the two records has is kept. Where both say something else, the record that stays is right, and lists (alerts, emergency contacts, who collects them) are joined.",
                    "It can be taken back, on this page."},
                   peopleAddress(venue)});
    const auto joined = service::joinPeople({tools.store, tools.clock, tools.random}, askerOf(visitor), venue, one, other);
    if (joined) return seeOther(personAddress(venue, *joined) + "&done=joined");
    return isForPeople(joined.error()) ? showPeople(tools, visitor, request, joined.error().detail) : notNow(visitor, request, kPeoplePath, kPeopleTitle);
}

Response partPerson(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const FormFields form = request.form();
    const std::string venue = venueOf(visitor, form), person = fieldOf(form, "person");
    if (venue.empty()) return seeOther(kPeoplePath);
    if (!isSure(form))
        return askFirst(visitor, request, {kPeoplePath, kPeopleTitle, "Are they two people after all?", "They are two people",
                   {"Each has their own record and their own marks again.", "What was added to the record that stayed is still there; a worker can correct it on a tablet."},
                   peopleAddress(venue)});
    const auto parted = service::partPerson({tools.store, tools.clock, tools.random}, askerOf(visitor), venue, person);
    if (parted) return seeOther(peopleAddress(venue, "&done=parted"));
    return isForPeople(parted.error()) ? showPeople(tools, visitor, request, parted.error().detail) : notNow(visitor, request, kPeoplePath, kPeopleTitle);
}

Response sharePerson(const PageTools& tools, const Visitor& visitor, const Request& request) {
    const FormFields form = request.form();
    const std::string venue = venueOf(visitor, form), person = fieldOf(form, "person"), to = fieldOf(form, "to");
    if (venue.empty()) return seeOther(kPeoplePath);
    const auto cards = cardsOf(tools, venue);
    if (!cards) return notNow(visitor, request, kPeoplePath, kPeopleTitle);
    const auto* card = find(*cards, person);
    if (!card || !visitor.coordinates(to) || nameOf(visitor, to).empty()) return seeOther(peopleAddress(venue));
    if (!isSure(form))
        return askFirst(visitor, request, {kPeoplePath, kPeopleTitle, "Let " + card->name + " be known at " + nameOf(visitor, to) + " too?", "Let them be known there",
                   {"Whoever works there sees their register card: name, birthday, contacts, alerts, who collects them, their household and what they agreed to. Answers, notes and the photo stay where they are.",
                    "From then on each venue keeps its own record of them; they count as one person in the figures.",
                    "It cannot be taken back here: a worker of that venue can remove the record on a tablet."},
                   personAddress(venue, person)});
    const auto shared = service::sharePerson({tools.store, tools.clock, tools.random}, askerOf(visitor), person, venue, to);
    if (shared) return seeOther(personAddress(venue, person) + "&done=shared");
    if (!isForPeople(shared.error())) return notNow(visitor, request, kPeoplePath, kPeopleTitle);
    return showPerson(tools, visitor, request, venue, person, shared.error().detail);
}

}  // namespace waymark::service
