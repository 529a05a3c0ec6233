// Bar codes and QR codes in what a camera saw, read by a program of its own beside the app (mobile/codes, docs/adr/0024): the library that reads them ends
// its process over some pictures. The picture goes there through a pipe and is nowhere else; what comes back is believed no more than any text from
// outside. Blocks for as long as the program takes; any thread but the screen's.
#pragma once

#include <QImage>
#include <QString>

#include <functional>
#include <vector>

namespace waymark::mobile {

/// Of a code that is handed on, in letters. A QR code can hold more, and nobody asks for it in a form.
inline constexpr int kLongestCode = 2000;

/// A bar code or a QR code.
struct SeenCode {
    /// One line of plain text: no control characters, nothing that turns the direction of writing. "" if there is none, or more than kLongestCode.
    QString text;
    bool isLinear = false;  ///< bars alone, which have little to check them by: worth a second look
    bool operator==(const SeenCode&) const = default;
};

/// Every code in a picture, each text once.
using CodeReader = std::function<std::vector<SeenCode>(const QImage& seen)>;

/// By that program. Nothing, where it is missing, fails, or takes longer than two seconds.
CodeReader codeReader(const QString& program);

}  // namespace waymark::mobile
