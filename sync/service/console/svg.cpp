#include "sync/service/console/svg.h"

#include "sync/service/console/template.h"

#include <array>
#include <cstdio>

namespace waymark::service {

namespace {

std::string number(double value) {
    std::array<char, 32> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%.2f", value);
    return buffer.data();
}

std::string attribute(std::string_view name, const std::string& value) { return ' ' + std::string(name) + "=\"" + value + '"'; }

}  // namespace

Svg::Svg(int heightPx, bool mirrored, std::string_view title) : m_height(heightPx), m_mirrored(mirrored), m_title(title) {}

std::string Svg::across(double x) const { return number(m_mirrored ? 100.0 - x : x) + '%'; }

void Svg::bar(double x, double y, double width, double height, std::string_view cssClass) {
    m_body += "<rect" + attribute("x", across(m_mirrored ? x + width : x)) + attribute("y", number(y)) +
              attribute("width", number(width) + '%') + attribute("height", number(height)) + attribute("class", escapeHtml(cssClass)) +
              "/>";
}

void Svg::line(double x1, double y1, double x2, double y2, std::string_view cssClass) {
    m_body += "<line" + attribute("x1", across(x1)) + attribute("y1", number(y1)) + attribute("x2", across(x2)) +
              attribute("y2", number(y2)) + attribute("class", escapeHtml(cssClass)) + "/>";
}

// A browser reads text-anchor along the direction of the text, so an anchor mirrors by itself on a right-to-left page.
void Svg::text(double x, double y, Anchor anchor, std::string_view cssClass, std::string_view words) {
    static constexpr std::array<const char*, 3> kAnchors = {"start", "middle", "end"};
    m_body += "<text" + attribute("x", across(x)) + attribute("y", number(y)) +
              attribute("text-anchor", kAnchors[static_cast<std::size_t>(anchor)]) + attribute("class", escapeHtml(cssClass)) + '>' +
              escapeHtml(words) + "</text>";
}

void Svg::dot(double x, double y, double radius, std::string_view cssClass) {
    m_body += "<circle" + attribute("cx", across(x)) + attribute("cy", number(y)) + attribute("r", number(radius)) +
              attribute("class", escapeHtml(cssClass)) + "/>";
}

void Svg::mark(double x, double y, std::string_view cssClass, std::string_view path) {
    m_body += "<svg overflow=\"visible\"" + attribute("x", across(x)) + attribute("y", number(y)) + "><path" +
              attribute("class", escapeHtml(cssClass)) + attribute("d", escapeHtml(path)) +
              (m_mirrored ? " transform=\"scale(-1 1)\"" : "") + "/></svg>";
}

std::string Svg::html() const {
    return "<svg class=\"chart\" width=\"100%\" height=\"" + std::to_string(m_height) + "\" role=\"img\" aria-label=\"" +
           escapeHtml(m_title) + "\">" + m_body + "</svg>";
}

}  // namespace waymark::service
