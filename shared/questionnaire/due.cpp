#include "shared/questionnaire/due.h"

#include <algorithm>

namespace waymark::questionnaire {

namespace {

using domain::Point;

class DueRules {
public:
    explicit DueRules(const DueInput& input) : m_input(input) {}

    std::optional<Due> next() const {
        const auto baseline = firstOf(Point::Baseline);
        if (!baseline) return baselineDue();
        const auto exit = latestOf(Point::Exit);
        if (exit) return followUpDue(*exit);
        const auto leaving = exitDue(*baseline);
        if (leaving && leaving->state != DueState::Coming) return leaving;
        const auto interim = interimDue(*baseline);
        if (!leaving) return interim;
        if (!interim) return leaving;
        return interim->opensOn < leaving->opensOn ? interim : leaving;
    }

private:
    bool asks(Point point) const { return std::find(m_input.points.begin(), m_input.points.end(), point) != m_input.points.end(); }

    std::optional<std::int64_t> firstOf(Point point) const {
        std::optional<std::int64_t> day;
        for (const Taken& taken : m_input.taken)
            if (taken.point == point) day = std::min(day.value_or(taken.day), taken.day);
        return day;
    }

    std::optional<std::int64_t> latestOf(Point point) const {
        std::optional<std::int64_t> day;
        for (const Taken& taken : m_input.taken)
            if (taken.point == point) day = std::max(day.value_or(taken.day), taken.day);
        return day;
    }

    /// The instrument's own days, or ours.
    Window days(Point point, std::int64_t from, std::int64_t to) const {
        for (const Window& own : m_input.windows)
            if (own.point == point) return own;
        return {point, static_cast<int>(from), static_cast<int>(to)};
    }

    Due window(Point point, std::int64_t opensOn, std::int64_t dueBy) const {
        const DueState state = m_input.today < opensOn ? DueState::Coming : m_input.today <= dueBy ? DueState::Open : DueState::Overdue;
        return {point, opensOn, dueBy, state, false};
    }

    std::optional<Due> baselineDue() const {
        const auto& attended = m_input.attendedOn;
        if (attended.empty() || !asks(Point::Baseline)) return std::nullopt;
        const Window own = days(Point::Baseline, 0, kBaselineWithinDays);
        std::int64_t dueBy = attended[0] + own.to;
        if (attended.size() > 1 && own.from == 0) dueBy = std::min(dueBy, attended[1]);
        return window(Point::Baseline, attended[0] + own.from, dueBy);
    }

    std::optional<Due> interimDue(std::int64_t baseline) const {
        if (!asks(Point::Interim)) return std::nullopt;
        const std::int64_t last = std::max(baseline, latestOf(Point::Interim).value_or(baseline));
        const Window own = days(Point::Interim, kInterimEveryDays, kInterimEveryDays + kInterimWithinDays);
        std::int64_t opensOn = last + own.from;
        const auto& attended = m_input.attendedOn;
        const auto since = std::upper_bound(attended.begin(), attended.end(), last);
        if (static_cast<std::size_t>(attended.end() - since) >= kInterimEveryAttendances)
            opensOn = std::min(opensOn, *(since + (kInterimEveryAttendances - 1)));
        opensOn = std::max(opensOn, baseline + kShortestGapDays);
        return window(Point::Interim, opensOn, opensOn + own.to - own.from);
    }

    std::optional<Due> exitDue(std::int64_t baseline) const {
        if (!asks(Point::Exit) || !m_input.lastPlannedOn) return std::nullopt;
        // A course shorter than the gap is still asked at its end; the report says why the pair does not count.
        const Window own = days(Point::Exit, 0, kExitWithinDays);
        const std::int64_t opensOn = std::max(*m_input.lastPlannedOn + own.from, baseline);
        return window(Point::Exit, opensOn, opensOn + own.to - own.from);
    }

    std::optional<Due> followUpDue(std::int64_t exit) const {
        const auto taken = latestOf(Point::FollowUp);
        if (!asks(Point::FollowUp) || (taken && *taken >= exit)) return std::nullopt;
        const Window own = days(Point::FollowUp, kFollowUpFromDays, kFollowUpToDays);
        Due due = window(Point::FollowUp, exit + own.from, exit + own.to);
        due.optional = true;
        if (due.state == DueState::Overdue) return std::nullopt;
        return due;
    }

    const DueInput& m_input;
};

}  // namespace

std::string_view name(DueState state) {
    switch (state) {
    case DueState::Coming: return "coming";
    case DueState::Open: return "open";
    case DueState::Overdue: return "overdue";
    }
    return {};
}

std::optional<Due> nextDue(const DueInput& input) { return DueRules(input).next(); }

}  // namespace waymark::questionnaire
