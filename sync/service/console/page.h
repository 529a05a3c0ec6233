// The frame around every page: places, who is signed in, security headers. And the small parts that pages are composed of.
#pragma once

#include "shared/base/json.h"
#include "sync/service/api/exchange.h"
#include "sync/service/console/visitor.h"

#include <string>
#include <vector>

namespace waymark::service {

inline constexpr std::string_view kDirectionCookie = "waymark-direction";

/// Whether the visitor asked for the mirrored layout.
bool isMirrored(const Request& request);

/// A page's own address with what was asked of it, to come back to.
std::string addressOf(const Request& request);

/// A whole page for somebody signed in. `path` is the place it belongs to ("/console/attendance").
Response pageFor(const Visitor& visitor, const Request& request, const std::string& path, const std::string& title,
                 const std::string& content, int status = 200);
/// A page outside the frame: the sign-in.
Response pageAlone(const Request& request, const std::string& title, const std::string& content, int status = 200);
/// 303, so that a reload does not send the form again.
Response seeOther(const std::string& path);
/// Headers that keep scripts, frames and strangers out of every answer of the console.
void addSecurityHeaders(Response& response);

/// The little waymark of the brand, as SVG.
std::string_view brandSign();

/// "hidden" for a count that may not be told.
std::string text(const Count& count);

/// A table as pages show it: the first column heads its row, `number` columns are set flush.
class Table {
public:
    explicit Table(std::string caption) : m_caption(std::move(caption)) {}

    Table& column(const std::string& label, bool number = false);
    Table& row(const std::vector<std::string>& cells, bool total = false);
    bool empty() const { return m_rows.empty(); }
    std::string html() const;

private:
    std::string m_caption;
    base::Json m_columns = base::Json::array(), m_rows = base::Json::array();
    std::vector<bool> m_numbers;
};

}  // namespace waymark::service
