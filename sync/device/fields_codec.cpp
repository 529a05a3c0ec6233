#include "sync/device/fields_codec.h"

#include "shared/base/hex.h"
#include "shared/base/id.h"

#include <algorithm>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using base::Json;
using domain::Fields;
using domain::FieldState;

// One field after another:
//   name · flags · seq · at · op · by · value · extra
// where text is its length and its bytes, numbers are little-endian groups of seven bits (signed ones in zigzag), and flags say which of the
// shorter forms are used.
namespace {

constexpr char kFormat = 1;

enum Flag : std::uint8_t {
    kOpIsHex = 1,      ///< 16 bytes instead of 32 digits
    kHasBy = 2,
    kByIsUuid = 4,     ///< 16 bytes instead of 36 characters
    kValueIsText = 8,  ///< plain bytes instead of MessagePack
    kHasExtra = 16,
};

class Writer {
public:
    std::string out{kFormat};

    void number(std::uint64_t value) {
        while (value >= 0x80) {
            out.push_back(static_cast<char>(value | 0x80));
            value >>= 7;
        }
        out.push_back(static_cast<char>(value));
    }
    void signedNumber(std::int64_t value) {
        number(static_cast<std::uint64_t>(value) << 1 ^ static_cast<std::uint64_t>(value >> 63));
    }
    void text(std::string_view value) {
        number(value.size());
        out.append(value);
    }
    void hex(std::string_view digits) {
        const auto bytes = base::fromHex(digits);
        out.append(base::asText(*bytes));
    }
    void json(const Json& value) {
        const auto bytes = Json::to_msgpack(value);
        text(base::asText(bytes));
    }
};

/// Builds a value and stops where it nests deeper than JSON may: what reads and frees it goes down by recursion.
class ShallowBuilder : public nlohmann::detail::json_sax_dom_parser<Json> {
    using Builder = nlohmann::detail::json_sax_dom_parser<Json>;

public:
    explicit ShallowBuilder(Json& value) : Builder(value, false) {}
    bool start_object(std::size_t size) { return ++m_depth <= base::kMaxJsonDepth && Builder::start_object(size); }
    bool start_array(std::size_t size) { return ++m_depth <= base::kMaxJsonDepth && Builder::start_array(size); }
    bool end_object() { return --m_depth, Builder::end_object(); }
    bool end_array() { return --m_depth, Builder::end_array(); }

private:
    int m_depth = 0;
};

class Reader {
public:
    explicit Reader(std::string_view packed) : m_left(packed) {}
    bool fine = true;

    bool atEnd() const { return m_left.empty(); }
    std::uint64_t number() {
        std::uint64_t value = 0;
        for (int shift = 0; shift < 64 && !m_left.empty(); shift += 7) {
            const auto byte = static_cast<std::uint8_t>(m_left.front());
            m_left.remove_prefix(1);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) return value;
        }
        fine = false;
        return 0;
    }
    std::int64_t signedNumber() {
        const std::uint64_t value = number();
        return static_cast<std::int64_t>(value >> 1) ^ -static_cast<std::int64_t>(value & 1);
    }
    std::string_view bytes(std::uint64_t size) {
        if (size > m_left.size()) {
            fine = false;
            m_left = {};
            return {};
        }
        const std::string_view taken = m_left.substr(0, size);
        m_left.remove_prefix(size);
        return taken;
    }
    std::string_view text() { return bytes(number()); }
    Json json() {
        const std::string_view packed = text();
        Json value;
        ShallowBuilder builder(value);
        if (!Json::sax_parse(packed.begin(), packed.end(), &builder, Json::input_format_t::msgpack)) fine = false;
        return value;
    }

private:
    std::string_view m_left;
};

std::string hexOf(std::string_view bytes) {
    return base::toHex(reinterpret_cast<const std::uint8_t*>(bytes.data()), bytes.size());
}

std::string uuidOf(std::string_view bytes) {
    std::string text = hexOf(bytes);
    for (const std::size_t at : {8u, 13u, 18u, 23u})
        text.insert(std::min(at, text.size()), 1, '-');
    return text;
}

std::string digitsOf(std::string uuid) {
    uuid.erase(std::remove(uuid.begin(), uuid.end(), '-'), uuid.end());
    return uuid;
}

void write(Writer& out, const std::string& name, const FieldState& field) {
    const bool opIsHex = base::isOpId(field.op);
    const bool byIsUuid = field.by && base::isUuid(*field.by);
    const bool hasExtra = field.extra.is_object() && !field.extra.empty();
    std::uint8_t flags = 0;
    if (opIsHex) flags |= kOpIsHex;
    if (field.by) flags |= kHasBy;
    if (byIsUuid) flags |= kByIsUuid;
    if (field.value.is_string()) flags |= kValueIsText;
    if (hasExtra) flags |= kHasExtra;

    out.text(name);
    out.out.push_back(static_cast<char>(flags));
    out.signedNumber(field.seq);
    out.signedNumber(field.at);
    opIsHex ? out.hex(field.op) : out.text(field.op);
    if (byIsUuid) out.hex(digitsOf(*field.by));
    else if (field.by) out.text(*field.by);
    field.value.is_string() ? out.text(field.value.get_ref<const std::string&>()) : out.json(field.value);
    if (hasExtra) out.json(field.extra);
}

Json readValue(Reader& in, std::uint8_t flags) {
    return flags & kValueIsText ? Json(std::string(in.text())) : in.json();
}

std::uint8_t readFlags(Reader& in) {
    const std::string_view byte = in.bytes(1);
    return byte.empty() ? 0 : static_cast<std::uint8_t>(byte.front());
}

} // namespace

std::string packFields(const Fields& fields) {
    Writer out;
    for (const auto& [name, field] : fields)
        write(out, name, field);
    return std::move(out.out);
}

base::Result<Fields> unpackFields(std::string_view packed) {
    if (packed.empty() || packed.front() != kFormat) return Error{ErrorCode::Tampered, "format of the row"};
    Reader in(packed.substr(1));
    Fields fields;
    while (in.fine && !in.atEnd()) {
        const std::string name(in.text());
        FieldState& field = fields[name];
        const std::uint8_t flags = readFlags(in);
        field.seq = in.signedNumber();
        field.at = in.signedNumber();
        field.op = flags & kOpIsHex ? hexOf(in.bytes(16)) : std::string(in.text());
        if (flags & kHasBy) field.by = flags & kByIsUuid ? uuidOf(in.bytes(16)) : std::string(in.text());
        field.value = readValue(in, flags);
        if (flags & kHasExtra) field.extra = in.json();
    }
    if (!in.fine) return Error{ErrorCode::Tampered, "row"};
    return fields;
}

base::Result<Values> unpackValues(std::string_view packed) {
    if (packed.empty() || packed.front() != kFormat) return Error{ErrorCode::Tampered, "format of the row"};
    Reader in(packed.substr(1));
    Values read;
    auto& members = read.values.get_ref<Json::object_t&>();
    while (in.fine && !in.atEnd()) {
        const std::string_view name = in.text();
        const std::uint8_t flags = readFlags(in);
        in.signedNumber();
        read.changedAt = std::max(read.changedAt, in.signedNumber());
        flags & kOpIsHex ? in.bytes(16) : in.text();
        if (flags & kHasBy) flags & kByIsUuid ? in.bytes(16) : in.text();
        Json value = readValue(in, flags);
        if (flags & kHasExtra) in.text();
        if (!value.is_null()) members.emplace_hint(members.end(), std::string(name), std::move(value));
    }
    if (!in.fine) return Error{ErrorCode::Tampered, "row"};
    return read;
}

} // namespace waymark::device
