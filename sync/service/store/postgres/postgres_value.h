// Parameters of statements as PostgreSQL reads them: text, also for numbers and for bytes ("\x…"), which are hex in our hands anyway.
#pragma once

#include <charconv>
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace waymark::service {

/// One parameter, or null. PostgreSQL keeps no zero byte in a text, so U+FFFD stands for it.
class PgValue {
public:
    PgValue(std::nullptr_t) {}
    PgValue(std::string text) : m_text(std::move(text)) {
        if (m_text->find('\0') != std::string::npos) replaceZeros();
    }
    PgValue(const char* text) : m_text(text) {}
    template <std::integral T> PgValue(T number) : m_text(std::to_string(static_cast<std::int64_t>(number))) {}
    PgValue(double number);
    template <class T> PgValue(const std::optional<T>& value) {
        if (value) *this = PgValue(*value);
    }

    const char* text() const { return m_text ? m_text->c_str() : nullptr; }
    const std::optional<std::string>& value() const { return m_text; }

private:
    void replaceZeros();

    std::optional<std::string> m_text;
};

/// Text or null, where an empty text means that there is none.
inline PgValue textOrNull(const std::string& text) { return text.empty() ? PgValue(nullptr) : PgValue(text); }

/// Bytes given in hex, for a column of type bytea. What is no hex is no bytes.
PgValue pgBytes(std::string_view hex);

/// The text of an array of text, numbers or bytes, with which one statement writes many rows.
class PgArray {
public:
    void add(const PgValue& value);
    bool isEmpty() const { return m_text.size() == 1; }
    /// The array; empties it.
    PgValue take();

private:
    std::string m_text = "{";
};

} // namespace waymark::service
