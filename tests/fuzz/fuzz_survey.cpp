// Spreadsheets as cells: lines of text with tabs between the cells, and a line "# name" for each sheet.
#include "shared/questionnaire/xforms/session.h"
#include "shared/questionnaire/xlsform/xlsform.h"
#include "tests/fuzz/chance.h"

#include <sstream>

using namespace waymark;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::istringstream lines(std::string(reinterpret_cast<const char*>(data), size));
    std::vector<xlsform::Sheet> sheets = {{"survey", {}}};
    int number = 0;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("# ")) {
            sheets.push_back({line.substr(2), {}});
            number = 0;
            continue;
        }
        xlsform::Row row{++number, {}};
        std::istringstream cells(line);
        for (std::string cell; std::getline(cells, cell, '\t');)
            row.cells.push_back(cell);
        sheets.back().rows.push_back(std::move(row));
    }
    const auto read = xlsform::compile(std::move(sheets), "form");
    if (!read || !read->form.root) return 0;
    fuzz::Chance chance;
    const auto session = xforms::Session::start(read->form, {1'616'846'400'000, "UTC", &chance, {}});
    (void)session->result();
    return 0;
}
