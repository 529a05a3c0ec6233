#include "shared/questionnaire/object_reader.h"

#include "shared/base/calendar.h"
#include "shared/base/text.h"
#include "shared/domain/validity.h"

#include <limits>

namespace waymark::questionnaire {

namespace {

using base::Json;

/// Nobody reads on after so many.
constexpr std::size_t kMostMistakes = 1000;

const Json& emptyObject() {
    static const Json empty = Json::object();
    return empty;
}

bool isLanguageCode(std::string_view text) {
    if (text.size() < 2 || text.size() > 35) return false;
    for (const char c : text)
        if (!(c >= 'a' && c <= 'z') && !(c >= 'A' && c <= 'Z') && !(c >= '0' && c <= '9') && c != '-') return false;
    return true;
}

}  // namespace

void Mistake::add(const std::string& path, std::string_view message) {
    if (all.size() < kMostMistakes) all.push_back({path, std::string(message)});
}

ObjectReader::ObjectReader(const Json& json, std::string path, Mistake& mistake)
    : m_json(json.is_object() ? json : emptyObject()), m_path(std::move(path)), m_mistake(mistake), m_isNone(!json.is_object()) {
    if (m_isNone) m_mistake.add(m_path, "not an object");
}

bool ObjectReader::has(std::string_view key) const { return m_json.contains(key); }

std::string ObjectReader::pathOf(std::string_view key) const { return m_path.empty() ? std::string(key) : m_path + "." + std::string(key); }

void ObjectReader::refuse(std::string_view key, std::string_view message) {
    if (!m_isNone) m_mistake.add(pathOf(key), message);
}

const Json* ObjectReader::find(std::string_view key) {
    m_known.emplace(key);
    const auto it = m_json.find(key);
    return it == m_json.end() ? nullptr : &*it;
}

const Json* ObjectReader::require(std::string_view key) {
    const Json* value = find(key);
    if (!value) refuse(key, "missing");
    return value;
}

std::string ObjectReader::string(std::string_view key) {
    const Json* value = require(key);
    if (!value) return {};
    if (!value->is_string() || value->get_ref<const std::string&>().empty() || !base::isStorable(value->get_ref<const std::string&>())) {
        refuse(key, "not text");
        return {};
    }
    return value->get<std::string>();
}

std::string ObjectReader::optionalString(std::string_view key) { return has(key) ? string(key) : std::string(); }

std::string ObjectReader::name(std::string_view key) {
    std::string text = string(key);
    if (!text.empty() && !domain::isName(text)) refuse(key, "not a name of small letters, digits and underscores");
    return text;
}

int ObjectReader::whole(std::string_view key) {
    const Json* value = require(key);
    if (!value) return 0;
    if (value->is_number_integer() && !(*value < std::numeric_limits<int>::min()) && !(*value > std::numeric_limits<int>::max()))
        return value->get<int>();
    refuse(key, "not a whole number");
    return 0;
}

std::optional<int> ObjectReader::optionalWhole(std::string_view key) {
    if (!has(key)) return std::nullopt;
    return whole(key);
}

double ObjectReader::number(std::string_view key) {
    const Json* value = require(key);
    if (value && value->is_number()) return value->get<double>();
    if (value) refuse(key, "not a number");
    return 0.0;
}

std::string ObjectReader::optionalDate(std::string_view key) {
    std::string text = optionalString(key);
    if (!text.empty() && !base::parseDate(text)) refuse(key, "not a date written YYYY-MM-DD");
    return text;
}

bool ObjectReader::flag(std::string_view key, bool otherwise) {
    const Json* value = find(key);
    if (!value) return otherwise;
    if (!value->is_boolean()) refuse(key, "neither true nor false");
    return value->is_boolean() && value->get<bool>();
}

std::map<std::string, std::string> ObjectReader::stringMap(std::string_view key) {
    std::map<std::string, std::string> map;
    const Json* value = require(key);
    if (!value) return map;
    if (!value->is_object()) {
        refuse(key, "not an object");
        return map;
    }
    for (const auto& [name, member] : value->items()) {
        const std::string path = std::string(key) + "." + name;
        if (!member.is_string())
            refuse(path, "not text");
        else
            map[name] = member.get<std::string>();
    }
    return map;
}

Text ObjectReader::text(std::string_view key, std::string_view language) {
    Text text;
    for (auto& [code, words] : stringMap(key)) {
        const std::string path = std::string(key) + "." + code;
        if (!isLanguageCode(code))
            refuse(path, "not a language code");
        else if (words.empty() || !base::isStorable(words))
            refuse(path, "not text");
        else
            text.emplace(code, std::move(words));
    }
    const auto given = m_json.find(key);  // what is no words at all was told already
    if (given != m_json.end() && given->is_object() && !given->contains(language) && !language.empty()) refuse(key, "not in the questionnaire's language (" + std::string(language) + ")");
    return text;
}

Text ObjectReader::optionalText(std::string_view key, std::string_view language) { return has(key) ? text(key, language) : Text(); }

std::vector<std::string> ObjectReader::strings(std::string_view key) {
    std::vector<std::string> found;
    each(key, [&](const Json& value, const std::string& path) {
        if (value.is_string())
            found.push_back(value.get<std::string>());
        else
            m_mistake.add(path, "not text");
    });
    return found;
}

void ObjectReader::each(std::string_view key, const std::function<void(const Json&, const std::string&)>& visit) {
    const Json* value = find(key);
    if (!value) return;
    if (!value->is_array()) {
        refuse(key, "not a list");
        return;
    }
    for (std::size_t at = 0; at < value->size(); ++at)
        visit((*value)[at], pathOf(key) + "[" + std::to_string(at) + "]");
}

const Json& ObjectReader::member(std::string_view key) {
    const Json* value = require(key);
    return value ? *value : emptyObject();
}

ObjectReader ObjectReader::object(std::string_view key) {
    ObjectReader reader(member(key), pathOf(key), m_mistake);
    reader.m_isNone = reader.m_isNone || !has(key);
    return reader;
}

void ObjectReader::finish() {
    for (const auto& [key, value] : m_json.items())
        if (!m_known.contains(key)) refuse(key, "not a word of this format");
}

}  // namespace waymark::questionnaire
