// A drawing surface for the console's pictures: across it is measured in per cent of whatever width the page gives, down it in CSS
// pixels. So a picture fits a phone and a sheet of paper while its text keeps its size, and it needs no script. Colours come from the
// style sheet by class. For a right-to-left page everything is mirrored here, text anchors too.
#pragma once

#include <string>
#include <string_view>

namespace waymark::service {

enum class Anchor { Start, Middle, End };

class Svg {
public:
    /// `title` is read out by screen readers in place of the picture; the table below it has the figures.
    Svg(int heightPx, bool mirrored, std::string_view title);

    void bar(double x, double y, double width, double height, std::string_view cssClass);  ///< x and width in per cent
    void line(double x1, double y1, double x2, double y2, std::string_view cssClass);
    void text(double x, double y, Anchor anchor, std::string_view cssClass, std::string_view words);
    void dot(double x, double y, double radius, std::string_view cssClass);
    /// A path in pixels around (x, y), such as a diamond; `path` must hold no text from outside.
    void mark(double x, double y, std::string_view cssClass, std::string_view path);

    std::string html() const;

private:
    std::string across(double x) const;  ///< "43.5%", mirrored where the page is

    int m_height;
    bool m_mirrored;
    std::string m_title;
    std::string m_body;
};

}  // namespace waymark::service
