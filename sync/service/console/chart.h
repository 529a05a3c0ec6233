// The console's pictures. Each returns ready HTML (an SVG) or nothing if there is nothing to draw; the page puts a table under each.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace waymark::service {

/// What every picture needs to know of its page.
struct ChartFrame {
    std::string title;      ///< read out in place of the picture
    bool mirrored = false;  ///< the page runs from right to left
};

/// One column or bar. A hidden one is too small to be told; it is drawn as a hatched stub, the same for every value.
struct Amount {
    std::string label;
    std::string group;  ///< of a column: a second line under the first column of each group, such as the year
    double value = 0;
    std::string valueText;
    bool hidden = false;
};

/// Standing columns over time: one for each month.
std::string columnsChart(const ChartFrame& frame, const std::vector<Amount>& columns);
/// Lying bars with their labels above them.
std::string barsChart(const ChartFrame& frame, const std::vector<Amount>& bars);

struct Share {
    std::string label;
    double fraction = 0;   ///< of the whole bar, 0 to 1
    std::string cssClass;  ///< "s1" (best) to "s5"
    std::string sign;      ///< a letter or number that stands in the key too, so that nothing is told by colour alone
};
struct ShareBar {
    std::string label, note;
    std::vector<Share> shares;  ///< empty: too few to be told
};
/// Bars of equal length, divided by share, with each share's sign and figure in it where they fit.
std::string sharesChart(const ChartFrame& frame, const std::vector<ShareBar>& bars);

struct ChangeLine {
    std::string label, note;
    double mean = 0, low = 0, high = 0;  ///< the mean change and its 95 % interval
    bool early = false;                  ///< 10 to 29 pairs: drawn hollow
    std::optional<std::string> instead;  ///< words in place of the mark: "too few"
};
/// Mean changes with their intervals on one scale around a line of no change; nothing if no line has one.
std::string changesChart(const ChartFrame& frame, const std::vector<ChangeLine>& lines);

struct Journey {
    std::string label;
    double from = 0, to = 0;  ///< mean at the start and later
    std::string fromText, toText;
    std::optional<std::string> instead;
};
/// Where people started and where they are, on the questionnaire's own scale.
std::string journeysChart(const ChartFrame& frame, const std::vector<Journey>& journeys, double lowest, double highest);

}  // namespace waymark::service
