#include "shared/questionnaire/xlsform/delimited.h"

namespace waymark::xlsform {

namespace {

constexpr std::string_view kOpen = "{{", kClose = "}}", kPlainOpen = "\\{{", kPlainClose = "\\}}";

/// What is not meant as a sign, or nothing: the two braces behind a backslash.
std::string_view plainAt(std::string_view text, std::size_t at) {
    const std::string_view rest = text.substr(at);
    return rest.starts_with(kPlainOpen) ? kOpen : rest.starts_with(kPlainClose) ? kClose : std::string_view();
}

}  // namespace

Delimited delimited(std::string_view text) {
    Delimited found;
    std::string now;
    const auto end = [&](bool isExpression) {
        if (!now.empty() || isExpression) found.pieces.push_back({std::move(now), isExpression});
        now.clear();
    };
    bool inside = false;
    for (std::size_t at = 0; at < text.size();) {
        const std::string_view rest = text.substr(at);
        if (const std::string_view plain = plainAt(text, at); !plain.empty()) {
            now += plain;
            at += 3;
            found.any = true;
        } else if (rest.starts_with(kOpen) && text.size() > 2) {
            if (inside) found.wrong = "an expression is opened with “{{” inside another one";
            if (inside) return found;
            end(false);
            inside = found.any = true;
            at += 2;
        } else if (inside && rest.starts_with(kClose) && !rest.starts_with("}}}")) {  // of more braces than two, the last two close
            end(true);
            inside = false;
            at += 2;
        } else {
            now += text[at++];
        }
    }
    if (inside) found.wrong = "an expression is opened with “{{” and never closed with “}}”";
    end(false);
    return found;
}

bool holdsOutput(std::string_view text) {
    return text.find("${") != std::string_view::npos || text.find(kOpen) != std::string_view::npos || text.find(kPlainClose) != std::string_view::npos;
}

}  // namespace waymark::xlsform
