#include "shared/statistics/change_json.h"

#include "shared/statistics/distributions.h"
#include "shared/statistics/important_change.h"

namespace waymark::statistics {

using base::Json;

namespace {

Json json(const std::optional<double>& quantity) { return toJson(quantity); }
Json json(const std::optional<Interval>& interval) { return interval ? toJson(*interval) : Json(); }
Json json(const Summary& summary) { return {{"n", summary.n}, {"mean", json(summary.mean)}, {"sd", json(summary.sd)}}; }

void addChange(Json& object, const PairedChange& change) {
    object["n"] = change.n;
    object["mean_baseline"] = json(change.before.mean);
    object["mean_later"] = json(change.after.mean);
    object["sd_baseline"] = json(change.before.sd);
    object["sd_later"] = json(change.after.sd);
    object["r"] = json(change.r);
    object["mean_change"] = json(change.meanChange);
    object["sd_change"] = json(change.sdChange);
    object["se"] = json(change.standardError);
    object["t_critical"] = json(change.tCritical);
    object["ci95"] = json(change.ci95);
    object["t"] = json(change.t);
    object["df"] = json(change.df);
    object["p"] = json(change.p);
    object["d_av"] = json(change.dAv);
    object["d_z"] = json(change.dZ);
    object["d_pre"] = json(change.dPre);
    object["hedges_j"] = json(change.hedgesJ);
    object["g_av"] = json(change.gAv);
    object["improved"] = change.improved;
    object["same"] = change.same;
    object["declined"] = change.declined;
    object["improved_ci95"] = json(change.improvedShare);
    object["sign_p"] = json(change.signTestP);
    object["wilcoxon"] = Json();
    if (change.ranks) object["wilcoxon"] = {{"w_plus", change.ranks->plus}, {"w_minus", change.ranks->minus}, {"p", change.ranks->p}};
    object["half_sd_baseline"] = json(importantChangeByThumb(change.before.sd));
}

void addFollowUp(Json& object, const ChangeReport& report) {
    object["people"] = report.people;
    object["baselines"] = report.baselines;
    object["due"] = report.due;
    object["lost"] = report.lost;
    object["follow_up_rate"] = json(report.followUpRate);
    object["follow_up_ci95"] = json(report.attrition.followUp);
    object["follow_up_banner"] = name(report.banner);
    object["size"] = name(report.size);
    object["all_baselines"] = json(report.allBaselines);
    object["lost_baselines"] = json(report.lostBaselines);
    object["attrition"] = {{"starts_apart", json(report.attrition.startsApart)},
                           {"differs", report.attrition.differs},
                           {"improved", json(report.attrition.improved)},
                           {"improved_worst", json(report.attrition.improvedWorst)},
                           {"improved_best", json(report.attrition.improvedBest)}};
    object["excluded"] = Json::object();
    for (const auto& [reason, people] : report.excluded)
        object["excluded"][std::string(name(reason))] = people;
}

void addExtremes(Json& object, const ChangeReport& report) {
    const Extremes& extremes = report.extremes;
    object["min"] = json(report.range.lowest);
    object["max"] = json(report.range.highest);
    object["floor"] = extremes.floorShare ? Json(extremes.floor) : Json();
    object["floor_share"] = json(extremes.floorShare);
    object["ceiling"] = extremes.ceilingShare ? Json(extremes.ceiling) : Json();
    object["ceiling_share"] = json(extremes.ceilingShare);
}

}  // namespace

Json toJson(const Interval& interval) { return Json::array({interval.low, interval.high}); }

Json toJson(const std::optional<double>& quantity) { return quantity && finite(*quantity) ? Json(*quantity) : Json(); }

Json toJson(const ReliableCounts& counts) {
    return {{"reliably_improved", counts.reliablyImproved},
            {"improved", counts.improved},
            {"no_change", counts.same},
            {"declined", counts.declined},
            {"reliably_declined", counts.reliablyDeclined}};
}

Json toJson(const ChangeReport& report) {
    Json object = {{"better", domain::name(report.better)}};
    addChange(object, report.change);
    addFollowUp(object, report);
    addExtremes(object, report);
    const auto& threshold = report.threshold;
    object["sem"] = threshold ? Json(threshold->sem) : Json();
    object["s_diff"] = threshold ? Json(threshold->sDiff) : Json();
    object["reliable_threshold"] = threshold ? Json(threshold->threshold) : Json();
    object["reliable"] = report.reliable ? toJson(*report.reliable) : Json();
    object["then"] = Json();
    if (report.thenTest)
        object["then"] = {{"n", report.thenTest->n},
                          {"conventional", report.thenTest->conventional},
                          {"then_based", report.thenTest->thenBased},
                          {"shift", report.thenTest->shift}};
    return object;
}

Json toJson(const std::map<std::string, GroupGap>& gaps) {
    Json object = Json::object();
    for (const auto& [group, gap] : gaps) {
        Json one = {{"n", gap.n},
                    {"share", gap.share},
                    {"mean_baseline", gap.meanBaseline},
                    {"mean_later", gap.meanLater},
                    {"gap_baseline", gap.toAverage.baseline},
                    {"gap_later", gap.toAverage.later},
                    {"closed_by", gap.toAverage.closedBy()},
                    {"closed_share", toJson(gap.toAverage.closedShare())},
                    {"gap_to_rest_baseline", gap.toRest ? Json(gap.toRest->baseline) : Json()},
                    {"gap_to_rest_later", gap.toRest ? Json(gap.toRest->later) : Json()}};
        const MeanDifference change = gap.change.value_or(MeanDifference{});
        one["change_of_gap"] = gap.change ? Json(change.difference) : Json();
        one["se"] = json(change.standardError);
        one["df"] = json(change.df);
        one["t"] = json(change.t);
        one["p"] = json(change.p);
        one["ci95"] = json(change.ci95);
        one["improved_difference"] = gap.improved ? Json(gap.improved->difference) : Json();
        one["improved_difference_ci95"] = gap.improved ? toJson(gap.improved->ci95) : Json();
        object[group] = std::move(one);
    }
    return object;
}

Json toJson(const ListProblem& problem) {
    return {{"severity", problem.isError ? "error" : "warning"},
            {"row", problem.row},
            {"column", problem.column.empty() ? Json() : Json(problem.column)},
            {"message", problem.message},
            {"instead", problem.instead}};
}

Json changeDocument(const ChangeList& list, const ChangeReport& report, std::optional<double> alpha) {
    Json document = toJson(report);
    document["alpha"] = json(alpha);
    document["gap"] = list.hasGroups ? toJson(groupGaps(groupedPairs(report, list))) : Json();
    std::vector<double> before, after;
    for (const PersonPair& pair : report.pairs) {
        before.push_back(list.answers[pair.baseline].score.value_or(0.0));
        after.push_back(list.answers[pair.later].score.value_or(0.0));
    }
    document["lowest_fifth_gap"] = {{"baseline", json(lowestFifthGap(before, report.better))}, {"later", json(lowestFifthGap(after, report.better))}};
    document["problems"] = Json::array();
    for (const ListProblem& problem : list.problems)
        document["problems"].push_back(toJson(problem));
    return document;
}

}  // namespace waymark::statistics
