#include "sync/service/console/page.h"

#include "sync/service/api/form_encoding.h"
#include "sync/service/console/template.h"
#include "sync/service/console/words.h"

namespace waymark::service {

namespace {

/// With more rows than this, a table may go over two pages of paper.
constexpr std::size_t kLongTable = 8;

struct Place {
    const char* href;
    const char* label;
    bool forCoordinators;
};

constexpr Place kPlaces[] = {
    {"/console/", "Overview", false},           {"/console/attendance", "Attendance", false},
    {"/console/feedback", "Feedback", false},   {"/console/distance", "Distance travelled", false},
    {"/console/people", "People", true},        {"/console/devices", "Devices", true},
    {"/console/enrolment", "Enrolment", true},
    {"/console/conflicts", "To settle", true},  {"/console/set-aside", "Set aside", true},
    {"/console/safeguarding", "Safeguarding", true},
    {"/console/team", "Team and venues", true},
};

// Nothing from elsewhere, no script, no style in the page itself, no frame around it.
constexpr const char* kPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; "
                                "base-uri 'none'";

Response html(const std::string& body, int status) {
    Response response;
    response.status = status;
    response.contentType = "text/html; charset=utf-8";
    response.body = body;
    response.headers["Cache-Control"] = "no-store";
    return response;
}

}  // namespace

std::string addressOf(const Request& request) {
    std::string address = request.path;
    for (const auto& [name, value] : request.query)
        address += (address.size() == request.path.size() ? '?' : '&') + percentEncode(name) + '=' + percentEncode(value);
    return address;
}

bool isMirrored(const Request& request) {
    const auto it = request.cookies.find(std::string(kDirectionCookie));
    return it != request.cookies.end() && it->second == "rtl";
}

Response pageFor(const Visitor& visitor, const Request& request, const std::string& path, const std::string& title,
                 const std::string& content, int status) {
    base::Json places = base::Json::array();
    std::string here = title;
    for (const auto& place : kPlaces)
        if (!place.forCoordinators || visitor.coordinates())
            places.push_back({{"href", place.href}, {"label", place.label}, {"here", path == place.href}});
    const bool mirrored = isMirrored(request);
    return html(renderTemplate("layout.html",
                               {{"signedIn", true},
                                {"title", title},
                                {"place", here},
                                {"direction", mirrored ? "rtl" : "ltr"},
                                {"mirrorText", mirrored ? "Lay the page out from left to right" : "Lay the page out from right to left"},
                                {"backTo", request.method == "GET" ? addressOf(request) : "/console/"},
                                {"sign", brandSign()},
                                {"organisation", visitor.directory().organisation.name},
                                {"places", places},
                                {"userName", visitor.user().name},
                                {"roleText", visitor.roleText()},
                                {"csrf", visitor.session().csrf},
                                {"content", content}}),
                status);
}

Response pageAlone(const Request& request, const std::string& title, const std::string& content, int status) {
    return html(renderTemplate("layout.html", {{"title", title}, {"direction", isMirrored(request) ? "rtl" : "ltr"}, {"content", content}}),
                status);
}

Response seeOther(const std::string& path) {
    Response response = html({}, 303);
    response.headers["Location"] = path;
    return response;
}

void addSecurityHeaders(Response& response) {
    response.headers["Content-Security-Policy"] = kPolicy;
    response.headers["X-Content-Type-Options"] = "nosniff";
    response.headers["X-Frame-Options"] = "DENY";
    response.headers["Referrer-Policy"] = "no-referrer";
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin";
    response.headers["Cross-Origin-Resource-Policy"] = "same-origin";
    response.headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
}

std::string_view brandSign() {
    return R"(<svg viewBox="0 0 32 32" aria-hidden="true"><path class="brandpost" d="M14 4h4v26h-4z"/><path class="brandsign" d="M5 7h17l6 6-6 6H5z"/></svg>)";
}

std::string text(const Count& count) { return count.hidden ? "hidden" : countText(count.value); }

Table& Table::column(const std::string& label, bool number) {
    m_columns.push_back({{"label", label}, {"number", number}});
    m_numbers.push_back(number);
    return *this;
}

Table& Table::row(const std::vector<std::string>& cells, bool total) {
    base::Json row = base::Json::array();
    for (std::size_t i = 0; i < cells.size(); ++i)
        row.push_back({{"text", cells[i]}, {"head", i == 0}, {"number", m_numbers.at(i)}, {"hidden", cells[i] == "hidden"}});
    m_rows.push_back({{"cells", row}, {"total", total}});
    return *this;
}

std::string Table::html() const {
    if (empty()) return {};
    return renderTemplate("table.html",
                          {{"caption", m_caption}, {"columns", m_columns}, {"rows", m_rows}, {"narrow", m_numbers.size() < 4}, {"long", m_rows.size() > kLongTable}});
}

}  // namespace waymark::service
