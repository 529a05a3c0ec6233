// The names are those of shared/statistics/change_json.h wherever the quantity is the same.
#include "shared/statistics/change_json.h"
#include "sync/service/reports/count_json.h"
#include "sync/service/reports/report_json.h"

namespace waymark::service {

namespace {

using base::Json;
using statistics::toJson;

void addCounts(Json& object, const ChangeCounts& counts) {
    Json excluded = Json::object();
    for (const auto& [reason, people] : counts.excluded)
        excluded[reason] = orNull(people);
    object["due"] = orNull(counts.due);
    object["pairs"] = orNull(counts.pairs);
    object["lost"] = orNull(counts.lost);
    object["follow_up_rate"] = orNull(counts.followUpRate);
    object["follow_up_banner"] = statistics::name(counts.banner);
    object["improved"] = orNull(counts.improved);
    object["same"] = orNull(counts.same);
    object["declined"] = orNull(counts.declined);
    object["excluded"] = std::move(excluded);
}

void addMean(Json& object, const MeanChange& mean) {
    object["mean_baseline"] = mean.before;
    object["mean_later"] = mean.after;
    object["mean_change"] = mean.change;
    object["ci95"] = {mean.low, mean.high};
    object["d_av"] = orNull(mean.effect);
    object["important_change"] = Json();
    if (mean.important)
        object["important_change"] = {{"change", mean.important->change}, {"by", mean.important->byAnchor ? "anchor" : "half_sd_baseline"}};
}

Json json(const LostFigures& lost) {
    return {{"mean_baseline", lost.before},
            {"starts_apart", orNull(lost.startsApart)},
            {"differs", lost.differs},
            {"improved_worst", orNull(lost.worst)},
            {"improved_best", orNull(lost.best)}};
}

void addFaces(Json& object, const FacesFigures& faces) {
    object["sign_p"] = orNull(faces.signP);
    object["highest_throughout_baseline"] = orNull(faces.highestBefore);
    object["highest_throughout_later"] = orNull(faces.highestAfter);
}

void addReliable(Json& object, const ScoreDistance& score) {
    object["whole_baselines"] = orNull(score.wholeStarts);
    for (const char* name : {"alpha", "sem", "s_diff", "reliable_threshold", "reliable"})
        object[name] = Json();
    if (!score.reliable) return;
    const auto& reliable = *score.reliable;
    object["alpha"] = reliable.alpha;
    object["sem"] = reliable.sem;
    object["s_diff"] = reliable.sDiff;
    object["reliable_threshold"] = reliable.threshold;
    object["reliable"] = {{"reliably_improved", orNull(reliable.reliablyImproved)},
                          {"improved", orNull(reliable.improved)},
                          {"no_change", orNull(reliable.same)},
                          {"declined", orNull(reliable.declined)},
                          {"reliably_declined", orNull(reliable.reliablyDeclined)}};
}

Json json(const ScoreDistance& score) {
    Json object = {{"score", score.key}, {"label", score.label}, {"size", statistics::name(score.size)}};
    if (score.counts) addCounts(object, *score.counts);
    if (!score.mean) return object;
    object["better"] = domain::name(score.better);
    object["min"] = score.lowest;
    object["max"] = score.highest;
    object["unit"] = score.percentOfRange ? "percent_of_range" : "scale";
    addMean(object, *score.mean);
    if (score.faces) addFaces(object, *score.faces);
    addReliable(object, score);
    object["attrition"] = score.lost ? json(*score.lost) : Json();
    object["ceiling"] = score.ceiling;
    object["ceiling_share"] = orNull(score.ceilingShare);
    object["floor"] = score.floor;
    object["floor_share"] = orNull(score.floorShare);
    object["gap"] = Json::object();
    for (const GroupTable& table : score.groups) {
        std::map<std::string, statistics::GroupGap> gaps;
        for (const GroupRow& row : table.rows)
            gaps.emplace(row.label, row.gap);
        object["gap"][table.by] = toJson(gaps);
    }
    return object;
}

Json json(const LookingBackFigures& figures) {
    return {{"about", figures.label},
            {"better", domain::name(figures.better)},
            {"n", orNull(figures.people)},
            {"conventional", figures.conventional},
            {"then_based", figures.thenBased},
            {"shift", figures.shift}};
}

}  // namespace

Json toJson(const DistanceReport& report) {
    Json instruments = Json::array();
    for (const auto& instrument : report.instruments) {
        Json scores = Json::array(), then = Json::array();
        for (const auto& score : instrument.scores)
            scores.push_back(json(score));
        for (const auto& figures : instrument.lookingBack)
            then.push_back(json(figures));
        instruments.push_back({{"instrument", instrument.title},
                               {"family", instrument.family},
                               {"note", instrument.note},
                               {"people", orNull(instrument.people)},
                               {"scores", std::move(scores)},
                               {"then", std::move(then)}});
    }
    return {{"instruments", std::move(instruments)},
            {"unreadable", report.unreadable},
            {"answered_for_a_child", report.answeredForChild},
            {"said_no", orNull(report.saidNo)},
            {"report", "change"},
            {"audience", report.audience},
            {"fewest_shown", report.fewestShown},
            {"counting", report.counting}};
}

}  // namespace waymark::service
