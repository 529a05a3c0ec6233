#include "sync/service/console/chart.h"

#include "sync/service/console/svg.h"
#include "sync/service/console/words.h"

#include <algorithm>
#include <cmath>

namespace waymark::service {

namespace {

// The waymark: an arrow-shaped sign, its point towards where the path goes.
constexpr const char* kSign = "M-9 -8 H3 L11 0 L3 8 H-9 Z";
constexpr const char* kDiamond = "M0 -8 L8 0 L0 8 L-8 0 Z";

double largest(const std::vector<Amount>& amounts) {
    double most = 0;
    for (const auto& amount : amounts)
        if (!amount.hidden) most = std::max(most, amount.value);
    return most;
}

// A round step that cuts a span into two to five parts: 1, 2 or 5 times a power of ten.
double roundStep(double span) {
    const double power = std::pow(10.0, std::floor(std::log10(span)));
    for (const double factor : {0.2, 0.5, 1.0})
        if (span / (factor * power) <= 5.0) return factor * power;
    return 2.0 * power;
}

}  // namespace

std::string columnsChart(const ChartFrame& frame, const std::vector<Amount>& columns) {
    if (columns.empty()) return {};
    constexpr double kTop = 24, kBase = 184;
    constexpr int kHeight = 228;
    const double most = std::max(largest(columns), 1.0);
    const double pitch = 100.0 / static_cast<double>(columns.size());
    const std::size_t every = (columns.size() + 12) / 13;  // with more than a year and a month of columns, labels would run into each other
    Svg svg(kHeight, frame.mirrored, frame.title);
    for (std::size_t i = 0; i < columns.size(); ++i) {
        const auto& column = columns[i];
        const double x = pitch * static_cast<double>(i), middle = x + pitch / 2;
        const double height = column.hidden ? 10 : (kBase - kTop) * column.value / most;
        svg.bar(x + pitch * 0.14, kBase - height, pitch * 0.72, height, column.hidden ? "hiddenbar" : "column");
        if (i % every == 0) {
            const std::string odd = columns.size() > 8 && i / every % 2 == 1 ? " odd" : "";  // left out on a phone
            svg.text(middle, kBase - height - 6, Anchor::Middle, "value" + odd, column.valueText);
            svg.text(middle, kBase + 18, Anchor::Middle, "tick" + odd, column.label);
        }
        if (!column.group.empty()) svg.text(x + pitch * 0.14, kBase + 38, Anchor::Start, "group", column.group);
    }
    svg.line(0, kBase, 100, kBase, "axis");
    return svg.html();
}

std::string barsChart(const ChartFrame& frame, const std::vector<Amount>& bars) {
    if (bars.empty()) return {};
    constexpr double kPitch = 46;
    const double most = std::max(largest(bars), 1.0);
    Svg svg(static_cast<int>(kPitch * static_cast<double>(bars.size())), frame.mirrored, frame.title);
    double y = 0;
    for (const auto& bar : bars) {
        svg.text(0, y + 15, Anchor::Start, "label", bar.label);
        svg.bar(0, y + 22, 82.0, 14, "track");
        if (bar.hidden)
            svg.bar(0, y + 22, 3, 14, "hiddenbar");
        else
            svg.bar(0, y + 22, 82.0 * bar.value / most, 14, "column");
        svg.text(bar.hidden ? 4.5 : 82.0 * bar.value / most + 1.5, y + 34, Anchor::Start, "value", bar.valueText);
        y += kPitch;
    }
    return svg.html();
}

std::string sharesChart(const ChartFrame& frame, const std::vector<ShareBar>& bars) {
    if (bars.empty()) return {};
    constexpr double kLabel = 22, kBar = 40, kGap = 10;
    constexpr double kRoomForFigure = 0.09, kRoomForSign = 0.04;  // narrower shares have no room for "9%", or for "C", on a phone
    const auto top = [](const ShareBar& bar) { return bar.label.empty() ? 0.0 : kLabel; };
    double height = 0;
    for (const auto& bar : bars)
        height += top(bar) + kBar + kGap;
    Svg svg(static_cast<int>(height - kGap), frame.mirrored, frame.title);
    double y = 0;
    for (const auto& bar : bars) {
        if (!bar.label.empty()) svg.text(0, y + 15, Anchor::Start, "label", bar.label);
        y += top(bar);
        if (bar.shares.empty()) {
            svg.bar(0, y, 100, kBar, "track");
            svg.text(2, y + 25, Anchor::Start, "tick", bar.note);
        }
        double x = 0;
        for (const auto& share : bar.shares) {
            const double width = 100.0 * share.fraction;
            if (width <= 0) continue;
            svg.bar(x, y, width, kBar, share.cssClass);
            const bool figure = share.fraction >= kRoomForFigure;
            if (share.fraction >= kRoomForSign) svg.text(x + width / 2, y + (figure ? 17 : 25), Anchor::Middle, "in " + share.cssClass + "text", share.sign);
            if (figure) svg.text(x + width / 2, y + 33, Anchor::Middle, "in " + share.cssClass + "text", percentText(share.fraction));
            x += width;
        }
        y += kBar + kGap;
    }
    return svg.html();
}

std::string changesChart(const ChartFrame& frame, const std::vector<ChangeLine>& lines) {
    if (std::all_of(lines.begin(), lines.end(), [](const ChangeLine& line) { return line.instead.has_value(); })) return {};
    constexpr double kPitch = 56, kFoot = 44;
    double reach = 0.1;
    for (const auto& line : lines)
        if (!line.instead) reach = std::max({reach, std::abs(line.low), std::abs(line.high)});
    const double step = roundStep(reach);
    reach = std::ceil(reach / step) * step;
    const int decimals = step < 0.1 ? 2 : step < 1 ? 1 : 0;
    const auto across = [reach](double change) { return 50.0 + 44.0 * change / reach; };
    const double foot = kPitch * static_cast<double>(lines.size());

    Svg svg(static_cast<int>(foot + kFoot), frame.mirrored, frame.title);
    const int steps = static_cast<int>(std::lround(reach / step));
    for (int i = -steps; i <= steps; ++i) {
        const double change = i * step;
        svg.line(across(change), 0, across(change), foot + 6, i == 0 ? "zero" : "grid");
        svg.text(across(change), foot + 22, Anchor::Middle, steps > 2 && i % 2 != 0 ? "tick odd" : "tick", signedText(change, decimals));
    }
    svg.text(0, foot + 40, Anchor::Start, "tick", "lower than at the start");
    svg.text(100, foot + 40, Anchor::End, "tick", "higher than at the start");
    double y = 0;
    for (const auto& line : lines) {
        svg.text(0, y + 15, Anchor::Start, "label halo", line.label);
        svg.text(100, y + 15, Anchor::End, "tick halo", line.note);
        if (line.instead) {
            svg.text(50, y + 40, Anchor::Middle, "tick halo", *line.instead);
        } else {
            svg.line(across(line.low), y + 35, across(line.high), y + 35, "interval");
            svg.line(across(line.low), y + 29, across(line.low), y + 41, "interval");
            svg.line(across(line.high), y + 29, across(line.high), y + 41, "interval");
            svg.mark(across(line.mean), y + 35, line.early ? "point early" : "point", kDiamond);
        }
        y += kPitch;
    }
    return svg.html();
}

std::string journeysChart(const ChartFrame& frame, const std::vector<Journey>& journeys, double lowest, double highest) {
    if (journeys.empty() || highest <= lowest) return {};
    constexpr double kPitch = 58, kFoot = 26;
    const auto across = [=](double score) { return 5.0 + 90.0 * (score - lowest) / (highest - lowest); };
    const double foot = kPitch * static_cast<double>(journeys.size());
    Svg svg(static_cast<int>(foot + kFoot), frame.mirrored, frame.title);
    const double step = highest - lowest <= 10.0 ? 1.0 : roundStep(highest - lowest);
    for (double score = lowest; score <= highest; score += step) {
        svg.line(across(score), 0, across(score), foot + 4, "grid");
        svg.text(across(score), foot + 20, Anchor::Middle, "tick", decimalText(score, 0));
    }
    double y = 0;
    for (const auto& journey : journeys) {
        svg.text(0, y + 15, Anchor::Start, "label halo", journey.label);
        svg.line(across(lowest), y + 38, across(highest), y + 38, "path");
        if (journey.instead) {
            svg.text(50, y + 30, Anchor::Middle, "tick halo", *journey.instead);
        } else {
            const bool forward = journey.to >= journey.from;
            svg.line(across(journey.from), y + 38, across(journey.to), y + 38, "travelled");
            svg.dot(across(journey.from), y + 38, 6, "start");
            svg.mark(across(journey.to), y + 38, "sign", forward ? kSign : "M9 -8 H-3 L-11 0 L-3 8 H9 Z");
            svg.text(across(journey.from) - (forward ? 1.5 : -1.5), y + 30, forward ? Anchor::End : Anchor::Start, "value halo",
                     journey.fromText);
            svg.text(across(journey.to) + (forward ? 1.5 : -1.5), y + 28, forward ? Anchor::Start : Anchor::End, "value halo",
                     journey.toText);
        }
        y += kPitch;
    }
    return svg.html();
}

}  // namespace waymark::service
