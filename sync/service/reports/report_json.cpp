#include "sync/service/reports/report_json.h"

#include "sync/service/reports/count_json.h"

namespace waymark::service {

namespace {

using base::Json;

Json json(const AttendanceFigures& figures) {
    Json object = {{"sessions", figures.sessions},
                   {"attendances", orNull(figures.attendances)},
                   {"people", orNull(figures.people)},
                   {"head_count", figures.headCount}};
    if (figures.firstTimers) object["first_timers"] = orNull(*figures.firstTimers);
    return object;
}

Json rowsJson(const std::vector<AttendanceRow>& rows, const char* key) {
    Json list = Json::array();
    for (const auto& row : rows) {
        Json object = json(row.figures);
        object[key] = row.key;
        if (!row.label.empty()) object["name"] = row.label;
        list.push_back(std::move(object));
    }
    return list;
}

Json rowsJson(const std::vector<FeedbackRow>& rows, const char* key) {
    Json list = Json::array();
    for (const auto& row : rows) {
        Json object = {{key, row.key}, {"answers", orNull(row.answers)}, {"net_satisfaction", orNull(row.netSatisfaction.value)}};
        if (!row.label.empty()) object["name"] = row.label;
        list.push_back(std::move(object));
    }
    return list;
}

Json json(const ItemAnswers& item) {
    Json choices = Json::array();
    for (const auto& choice : item.choices)
        choices.push_back({{"value", choice.value}, {"label", choice.label}, {"count", orNull(choice.count)}, {"share", orNull(choice.share)}});
    return {{"item", item.key},
            {"text", item.text},
            {"answered", orNull(item.answered)},
            {"missing", orNull(item.missing)},
            {"choices", std::move(choices)}};
}

Json json(const InstrumentFeedback& feedback) {
    Json items = Json::array();
    for (const auto& item : feedback.items)
        items.push_back(json(item));
    return {{"instrument", feedback.title},
            {"answers", orNull(feedback.answers)},
            {"net_satisfaction", orNull(feedback.netSatisfaction.value)},
            {"items", std::move(items)},
            {"comments", feedback.comments},
            {"comments_kept_back", feedback.commentsKept},
            {"by_venue", rowsJson(feedback.byVenue, "venue")},
            {"by_month", rowsJson(feedback.byMonth, "month")},
            {"by_activity", rowsJson(feedback.byActivity, "activity")}};
}

Json withFrame(Json object, const char* name, const std::string& audience, std::int64_t fewestShown,
               const std::vector<std::string>& counting) {
    object["report"] = name;
    object["audience"] = audience;
    object["fewest_shown"] = fewestShown;
    object["counting"] = counting;
    return object;
}

}  // namespace

Json toJson(const AttendanceReport& report) {
    Json object = json(report.total);
    object["head_count"] = {{"total", report.total.headCount}, {"bands", report.headCountBands}};
    object["sessions_cancelled"] = report.sessionsCancelled;
    object["sessions_not_held"] = report.sessionsNotHeld;
    object["sessions_planned"] = report.sessionsPlanned;
    object["without_session"] = orNull(report.withoutSession);
    object["by_kind"] = Json::array();
    for (const auto& [kind, people] : report.byKind)
        object["by_kind"].push_back({{"kind", kind.empty() ? "not_known" : kind}, {"people", orNull(people)}});
    object["came_once"] = report.once ? orNull(*report.once) : Json();
    object["came_three_times_or_more"] = report.threeOrMore ? orNull(*report.threeOrMore) : Json();
    object["mean_attendances"] = orNull(report.meanAttendances);
    object["median_attendances"] = orNull(report.medianAttendances);
    object["by_venue"] = rowsJson(report.byVenue, "venue");
    object["by_month"] = rowsJson(report.byMonth, "month");
    object["by_activity"] = rowsJson(report.byActivity, "activity");
    return withFrame(std::move(object), "attendance", report.audience, report.fewestShown, report.counting);
}

Json toJson(const FeedbackReport& report) {
    Json instruments = Json::array();
    for (const auto& instrument : report.instruments)
        instruments.push_back(json(instrument));
    Json object = {{"instruments", std::move(instruments)},
                   {"attendances_at_these_sessions", orNull(report.attendances)},
                   {"unreadable", report.unreadable},
                   {"without_session", orNull(report.withoutSession)}};
    return withFrame(std::move(object), "feedback", report.audience, report.fewestShown, report.counting);
}

}  // namespace waymark::service
