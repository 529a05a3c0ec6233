#include "sync/service/console/report_page.h"

#include "shared/base/calendar.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

namespace waymark::service {

namespace {

constexpr std::size_t kLongestEcho = 40;  // of what somebody wrote in the address

std::string queried(const Request& request, const char* name) {
    const auto it = request.query.find(name);
    return it == request.query.end() ? std::string() : it->second;
}

std::optional<std::string> dayOr(const std::string& text) {
    if (!base::parseDate(text)) return std::nullopt;
    return text;
}

base::Json viewOf(const ReportPage::Section& section) {
    return {{"heading", section.heading},
            {"intro", section.intro},
            {"chart", section.chart},
            {"key", section.key},
            {"table", section.table},
            {"words", section.words},
            {"anyWords", !section.words.empty()},
            {"note", section.note},
            {"href", section.href},
            {"action", section.action}};
}

}  // namespace

Filter Filter::of(const Visitor& visitor, const Request& request) {
    Filter filter;
    filter.venue = queried(request, "venue");
    const std::string askedFrom = queried(request, "from"), askedTo = queried(request, "to");
    const auto from = dayOr(askedFrom), to = dayOr(askedTo);
    auto scope = scopeOf(visitor.directory(), visitor.seen(), filter.venue, from, to);
    if (!scope) {
        filter.venue.clear();
        filter.notices.push_back(std::string("The venue that was asked for is not there, or not one of yours: ") +
                                 (visitor.seen().size() == 1 ? "yours is shown." : "all of yours are shown."));
        scope = scopeOf(visitor.directory(), visitor.seen(), {}, from, to);
    }
    filter.scope = *scope;
    filter.from = from.value_or("");
    filter.to = to.value_or("");
    filter.noteUnreadable(askedFrom, askedTo);
    return filter;
}

void Filter::noteUnreadable(const std::string& askedFrom, const std::string& askedTo) {
    const std::string shown = from.empty() && to.empty() ? "all dates are shown."
                              : to.empty()               ? "all from " + dateText(from) + " on is shown."
                                                         : "all up to " + dateText(to) + " is shown.";
    for (const auto& [asked, read] : {std::pair(askedFrom, from), std::pair(askedTo, to)})
        if (asked != read)
            notices.push_back((asked.size() <= kLongestEcho ? asked : std::string("What was asked for")) + " is no day: " + shown);
}

std::string Filter::placeText(const Directory& directory) const {
    if (scope.venues.size() == 1)
        if (const auto* entry = directory.venue(scope.venues.front())) return "at " + entry->name;
    return scope.everyVenue ? "at any venue" : "at any of your venues";
}

std::string Filter::periodText() const {
    if (from.empty() && to.empty()) return {};
    if (to.empty()) return "From " + dateText(from) + " on.";
    return (from.empty() ? "Up to " : "From " + dateText(from) + " to ") + dateText(to) + '.';
}

std::string Filter::address(const std::string& action, const std::string& first, const std::string& last) const {
    Request request;
    request.path = action;
    if (!venue.empty()) request.query["venue"] = venue;
    if (!first.empty()) request.query["from"] = first;
    if (!last.empty()) request.query["to"] = last;
    return addressOf(request);
}

std::string Filter::emptyLead(const Directory& directory, const std::string& elsewise) const {
    if (isBackwards()) return "The last day is before the first.";
    return anyDay() ? "There is nothing " + placeText(directory) + " on these dates." : elsewise;
}

base::Json Filter::emptyCard(const std::string& action, const base::Json& elsewise) const {
    if (!anyDay()) return elsewise;
    base::Json card = {{"heading", "Nothing on these dates"},
                       {"text", "There may be something on other dates: choose them above, or look at all dates."},
                       {"href", address(action, {}, {})},
                       {"action", "Show all dates"},
                       {"otherHref", ""},
                       {"otherAction", ""}};
    if (!isBackwards()) return card;
    card["heading"] = "The dates are the wrong way round";
    card["text"] = "From " + dateText(from) + " to " + dateText(to) + " there can be nothing.";
    card["otherHref"] = card["href"];
    card["otherAction"] = card["action"];
    card["href"] = address(action, to, from);
    card["action"] = "Show " + dateText(to) + " to " + dateText(from);
    return card;
}

std::string Filter::html(const Visitor& visitor, const std::string& action) const {
    base::Json venues = base::Json::array();
    for (const auto& id : visitor.seen())
        if (const auto* entry = visitor.directory().venue(id))
            venues.push_back({{"id", id}, {"name", entry->name}, {"chosen", id == venue}});
    const bool all = visitor.seen().size() == visitor.directory().venues.size();
    return renderTemplate(
        "filters.html",
        {{"action", action}, {"allVenues", all ? "All venues" : "All your venues"}, {"venues", venues}, {"from", from}, {"to", to}});
}

void ReportPage::noteWithoutSession(const Count& count, const char* one, const char* many) {
    if (count.value == 0) return;
    notices.push_back("Left out of all figures: " + (count.hidden ? std::string("a few ") + many : countedText(count.value, one, many)) +
                      " whose session has not been handed over yet.");
}

std::string ReportPage::html() const {
    base::Json factList = base::Json::array(), groups = base::Json::array();
    for (const auto& fact : facts)
        factList.push_back({{"label", fact.label}, {"value", fact.value}, {"apart", fact.apart}, {"words", fact.words}});
    for (const auto& section : sections) {
        if (groups.empty() || !section.small || !groups.back()["beside"].get<bool>())
            groups.push_back({{"beside", section.small}, {"sections", base::Json::array()}});
        groups.back()["sections"].push_back(viewOf(section));
    }
    return renderTemplate("report.html", {{"title", title},
                                          {"lead", lead},
                                          {"also", also},
                                          {"filters", filters},
                                          {"notices", notices},
                                          {"anyNotices", !notices.empty()},
                                          {"facts", factList},
                                          {"anyFacts", !facts.empty()},
                                          {"groups", groups},
                                          {"empty", empty},
                                          {"counting", counting},
                                          {"anyCounting", !counting.empty()},
                                          {"asOf", asOf}});
}

std::string asOfText(base::Millis asOf, const std::string& zone) {
    return "As of " + timeText(asOf, zone) + ". Work that devices have not handed over yet is not in it.";
}

std::string chartKey(const std::vector<std::pair<std::string, std::string>>& entries) {
    std::string html = "<ul class=\"key\">";
    for (const auto& [shape, words] : entries)
        html += "<li><svg class=\"chart\" aria-hidden=\"true\">" + shape + "</svg>" + escapeHtml(words) + "</li>";
    return html + "</ul>";
}

Response notNow(const Visitor& visitor, const Request& request, const std::string& path, const std::string& title) {
    return pageFor(
        visitor, request, path, title,
        renderTemplate("message.html", {{"title", title},
                                        {"lead", "The figures cannot be read just now."},
                                        {"text", "Nothing is lost. Try again in a minute; if it stays like this, tell whoever looks "
                                                 "after the service."}}),
        503);
}

}  // namespace waymark::service
