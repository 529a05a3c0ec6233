#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/instrument_codec.h"

#include <xlsxwriter.h>

namespace waymark::exchange {

base::Result<void> writeWorkbook(const Sheets& sheets, const std::string& path) {
    lxw_workbook* book = workbook_new(path.c_str());
    if (!book) return base::Error{base::ErrorCode::Internal, "the spreadsheet cannot be made"};
    lxw_format* heading = workbook_add_format(book);
    format_set_bold(heading);
    for (const auto& sheet : sheets) {
        lxw_worksheet* out = workbook_add_worksheet(book, sheet.name.c_str());
        if (!out) {
            workbook_close(book);
            return base::Error{base::ErrorCode::Malformed, "“" + sheet.name + "” cannot be the name of a sheet"};
        }
        worksheet_freeze_panes(out, 1, 0);
        for (std::size_t i = 0; i < sheet.rows.size(); ++i)
            for (std::size_t j = 0; j < sheet.rows[i].cells.size(); ++j)
                if (const std::string& text = sheet.rows[i].cells[j]; !text.empty())
                    worksheet_write_string(out, static_cast<lxw_row_t>(i), static_cast<lxw_col_t>(j), text.c_str(), i == 0 ? heading : nullptr);
    }
    const lxw_error error = workbook_close(book);
    if (error != LXW_NO_ERROR) return base::Error{base::ErrorCode::Internal, lxw_strerror(error)};
    return {};
}

base::Json jsonOf(const Sheets& sheets) {
    base::Json json = {{"format", questionnaire::kFormat}, {"kind", "form"}, {"sheets", base::Json::object()}};
    for (const auto& sheet : sheets) {
        base::Json rows = base::Json::array();
        for (const auto& row : sheet.rows)
            rows.push_back(row.cells);
        json["sheets"][sheet.name] = std::move(rows);
    }
    return json;
}

base::Result<Sheets> sheetsOf(const base::Json& json) {
    const base::Error wrong{base::ErrorCode::Malformed, "this is no form: its sheets are lists of rows, and rows are lists of texts"};
    if (!json.is_object() || !json.contains("sheets") || !json["sheets"].is_object()) return wrong;
    if (base::integerOf(json, "format", questionnaire::kFormat) > questionnaire::kFormat) return base::Error{base::ErrorCode::TooNew, "the form was written by a newer version"};
    Sheets sheets;
    for (const auto& [name, rows] : json["sheets"].items()) {
        xlsform::Sheet sheet{name, {}};
        if (!rows.is_array()) return wrong;
        for (const auto& cells : rows) {
            xlsform::Row row{static_cast<int>(&cells - &rows.front()) + 1, {}};
            if (!cells.is_array()) return wrong;
            for (const auto& cell : cells) {
                if (!cell.is_string()) return wrong;
                row.cells.push_back(cell.get<std::string>());
            }
            sheet.rows.push_back(std::move(row));
        }
        sheets.push_back(std::move(sheet));
    }
    return sheets;
}

}  // namespace waymark::exchange
