#include "sync/service/console/template.h"

#include "sync/service/console/embedded.h"

#include <kainjow/mustache.hpp>

#include <cstdlib>
#include <iostream>

namespace waymark::service {

namespace {

using kainjow::mustache::data;

data toData(const base::Json& value) {
    switch (value.type()) {
    case base::Json::value_t::object: {
        data object = data::type::object;
        for (const auto& [key, member] : value.items())
            object.set(key, toData(member));
        return object;
    }
    case base::Json::value_t::array: {
        data list = data::type::list;
        for (const auto& member : value)
            list.push_back(toData(member));
        return list;
    }
    case base::Json::value_t::string: {
        const auto& text = value.get_ref<const std::string&>();
        return text.empty() ? data(false) : data(text);
    }
    case base::Json::value_t::boolean: return data(value.get<bool>());
    case base::Json::value_t::null: return data(false);
    default: return data(value.dump());
    }
}

[[noreturn]] void broken(std::string_view name, const std::string& why) {
    std::cerr << "console template " << name << ": " << why << '\n';
    std::abort();
}

}  // namespace

std::string renderTemplate(std::string_view name, const base::Json& view) {
    const std::string_view text = embeddedFile(name);
    if (text.empty()) broken(name, "there is none of this name");
    kainjow::mustache::mustache mustache{std::string(text)};
    if (!mustache.is_valid()) broken(name, mustache.error_message());
    std::string html = mustache.render(toData(view));
    if (!mustache.is_valid()) broken(name, mustache.error_message());
    return html;
}

std::string escapeHtml(std::string_view text) { return kainjow::mustache::html_escape(std::string(text)); }

}  // namespace waymark::service
