#include "shared/wire/readable_ops.h"

#include "shared/base/json.h"

#include <cmath>
#include <cstdlib>

namespace waymark::wire {

namespace {

/// One pass over the text, without a tree. Text that is no JSON in other ways comes out as it is.
class OpMender {
public:
    explicit OpMender(std::string_view body) : m_body(body) {}

    std::optional<ReadableOps> mend() {
        while (m_at < m_body.size()) {
            const char c = m_body[m_at];
            if (c == '"') string();
            else if (c == '-' || (c >= '0' && c <= '9')) number();
            else if (c == '[' || c == '{') open();
            else if (c == ']' || c == '}') close();
            else other();
        }
        if (m_isElsewhere || m_done.mended.empty()) return std::nullopt;
        return std::move(m_done);
    }

private:
    void keep(std::size_t count) {
        if (m_depth <= base::kMaxJsonDepth) m_done.body += m_body.substr(m_at, count);
        m_at += count;
    }
    void replace(std::size_t count, std::string_view with) {
        if (m_depth <= base::kMaxJsonDepth) m_done.body += with;
        m_at += count;
        if (!m_inPush) m_isElsewhere = true;
        else if (m_done.mended.empty() || m_done.mended.back() != m_op) m_done.mended.push_back(m_op);
    }

    void other() {
        const char c = m_body[m_at];
        if (c == ',' && m_inPush && m_depth == 2) ++m_op;
        if (c == ',' && m_depth == 1) m_isAfterPush = false;
        keep(1);
    }

    // What lies deeper than a tree may be is left out whole; null stands at its place.
    void open() {
        if (m_depth == base::kMaxJsonDepth) replace(0, "null");
        if (m_depth == 1 && m_isAfterPush && m_body[m_at] == '[') {
            if (m_hadPush) m_isElsewhere = true;
            m_inPush = m_hadPush = true;
        }
        ++m_depth;
        keep(1);
    }
    void close() {
        keep(1);
        --m_depth;
        if (m_depth == 1) m_inPush = false;
    }

    void number() {
        std::size_t end = m_at;
        while (end < m_body.size() && std::string_view("+-.eE0123456789").find(m_body[end]) != std::string_view::npos)
            ++end;
        const std::string text(m_body.substr(m_at, end - m_at));
        if (std::isfinite(std::strtod(text.c_str(), nullptr))) keep(text.size());
        else replace(text.size(), "null");
    }

    void string() {
        const std::size_t begin = m_at;
        keep(1);
        while (m_at < m_body.size() && m_body[m_at] != '"') {
            if (m_body[m_at] != '\\') keep(1);
            else if (const auto unit = unitAt(m_at); !unit || *unit < 0xd800 || *unit > 0xdfff) keep(std::min<std::size_t>(2, m_body.size() - m_at));
            else if (const auto low = unitAt(m_at + 6); *unit < 0xdc00 && low && *low >= 0xdc00 && *low <= 0xdfff) keep(12);
            else replace(6, "\\ufffd");
        }
        if (m_at < m_body.size()) keep(1);
        if (m_depth != 1) return;
        const std::string_view text = m_body.substr(begin, m_at - begin);
        if (text == "\"push\"") m_isAfterPush = true;
        // Spelled in another way it would be the same key to a parser.
        if (text.find("\\u") != std::string_view::npos) m_isElsewhere = true;
    }

    /// The UTF-16 unit of an escape like \ud83d.
    std::optional<unsigned> unitAt(std::size_t at) const {
        if (at + 6 > m_body.size() || m_body[at] != '\\' || m_body[at + 1] != 'u') return std::nullopt;
        unsigned unit = 0;
        for (const char c : m_body.substr(at + 2, 4)) {
            const auto digit = std::string_view("0123456789abcdef").find(static_cast<char>(c >= 'A' && c <= 'F' ? c + ('a' - 'A') : c));
            if (digit == std::string_view::npos) return std::nullopt;
            unit = unit * 16 + static_cast<unsigned>(digit);
        }
        return unit;
    }

    const std::string_view m_body;
    std::size_t m_at = 0, m_op = 0;
    int m_depth = 0;
    bool m_isAfterPush = false, m_inPush = false, m_hadPush = false, m_isElsewhere = false;
    ReadableOps m_done;
};

} // namespace

std::optional<ReadableOps> withReadableOps(std::string_view body) { return OpMender(body).mend(); }

} // namespace waymark::wire
