#include "sync/service/console/confirm.h"

#include "sync/service/console/template.h"

namespace waymark::service {

Response askFirst(const Visitor& visitor, const Request& request, const Question& question) {
    base::Json fields = base::Json::array(), says = base::Json::array();
    for (const auto& [name, value] : request.form())
        if (name != "sure") fields.push_back({{"name", name}, {"value", value}});
    for (const auto& text : question.says)
        says.push_back({{"text", text}});
    return pageFor(visitor, request, question.path, question.title,
                   renderTemplate("confirm.html", {{"title", question.title},
                                                   {"question", question.question},
                                                   {"says", says},
                                                   {"action", request.path},
                                                   {"fields", fields},
                                                   {"danger", question.danger},
                                                   {"button", question.button},
                                                   {"back", question.back}}));
}

bool isSure(const std::map<std::string, std::string>& form) { return fieldOf(form, "sure") == "yes"; }

std::string fieldOf(const std::map<std::string, std::string>& fields, const std::string& name) {
    const auto it = fields.find(name);
    return it == fields.end() ? std::string() : it->second;
}

}  // namespace waymark::service
