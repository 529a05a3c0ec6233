// What the pages with figures have in common: the filter, one sentence that answers the page's question, figures, pictures each with its
// table, and how it was counted.
#pragma once

#include "sync/service/console/page.h"

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

/// What the visitor asked to see. A venue they may not see, or a day that does not exist, is left aside, and the page says so.
struct Filter {
    Scope scope;
    std::string venue, from, to;
    std::vector<std::string> notices;  ///< what was left aside

    static Filter of(const Visitor& visitor, const Request& request);
    /// "From 1 May 2026 to 31 May 2026."; empty if no day was asked for.
    std::string periodText() const;
    std::string html(const Visitor& visitor, const std::string& action) const;
    bool anyDay() const { return !from.empty() || !to.empty(); }
    /// The last day is before the first, so there can be nothing.
    bool isBackwards() const { return !from.empty() && !to.empty() && to < from; }
    /// What a page without figures says first, and in their place: `elsewise` unless days were asked for, which may be why.
    std::string emptyLead(const Directory& directory, const std::string& elsewise) const;
    base::Json emptyCard(const std::string& action, const base::Json& elsewise) const;

private:
    /// "at Hall Green Library", "at any venue".
    std::string placeText(const Directory& directory) const;
    void noteUnreadable(const std::string& askedFrom, const std::string& askedTo);
    std::string address(const std::string& action, const std::string& first, const std::string& last) const;
};

class ReportPage {
public:
    struct Fact {
        std::string label, value;
        bool apart = false;  ///< stands beside the others and is not part of them
        bool words = false;
    };
    struct Section {
        std::string heading, intro, chart, key, table;
        std::vector<std::string> words;  ///< quotations
        std::string note;
        bool small = false;        ///< stands beside its neighbours where there is room
        std::string href, action;  ///< a link to where there is more
    };

    std::string title, lead, filters;
    std::vector<std::string> also, notices;
    std::vector<Fact> facts;
    std::vector<Section> sections;
    std::vector<std::string> counting;
    base::Json empty;  ///< {heading, text, href, action, otherHref, otherAction} in place of figures
    std::string asOf;

    /// Adds to the notices what all figures leave out because its session is not known here, if there is anything.
    void noteWithoutSession(const Count& count, const char* one, const char* many);
    std::string html() const;
};

/// How it was counted, where a report met answers that it could not use.
inline constexpr const char* kLeftOutUnreadable = "Left out: answers to questionnaires that are drafts or that are not known here, and what cannot be read.";

std::string asOfText(base::Millis asOf, const std::string& zone);

/// The key of a chart: each entry a class of the style sheet and its words.
std::string chartKey(const std::vector<std::pair<std::string, std::string>>& entries);

/// The page for a report that could not be made.
Response notNow(const Visitor& visitor, const Request& request, const std::string& path, const std::string& title);

}  // namespace waymark::service
