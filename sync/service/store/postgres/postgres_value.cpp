#include "sync/service/store/postgres/postgres_value.h"

#include "shared/base/hex.h"

#include <array>

namespace waymark::service {

PgValue::PgValue(double number) {
    std::array<char, 32> text{};  // the shortest text that reads back as the same number
    const auto end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    m_text.emplace(text.data(), end);
}

void PgValue::replaceZeros() {
    std::string clean;
    for (const char c : *m_text)
        if (c == '\0') clean += "\xEF\xBF\xBD";
        else clean += c;
    m_text = std::move(clean);
}

PgValue pgBytes(std::string_view hex) {
    if (!base::fromHex(hex)) hex = {};
    return PgValue("\\x" + std::string(hex));
}

void PgArray::add(const PgValue& value) {
    if (m_text.size() > 1) m_text += ',';
    if (!value.value()) {
        m_text += "NULL";
        return;
    }
    m_text += '"';
    for (const char c : *value.value()) {
        if (c == '"' || c == '\\') m_text += '\\';
        m_text += c;
    }
    m_text += '"';
}

PgValue PgArray::take() {
    m_text += '}';
    PgValue value(std::move(m_text));
    m_text = "{";
    return value;
}

} // namespace waymark::service
