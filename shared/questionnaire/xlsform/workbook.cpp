#include "shared/questionnaire/xlsform/workbook.h"

#include "shared/base/calendar.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xpath/value.h"

#include <zip.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <map>
#include <memory>

namespace waymark::xlsform {

namespace {

using xforms::attribute;
using xforms::child;
using xforms::elements;

constexpr std::size_t kMaxPart = 64u << 20, kMaxWhole = 128u << 20;  // unpacked
constexpr std::size_t kMaxColumns = 2'000;

class Archive {
public:
    explicit Archive(std::string_view bytes) {
        zip_error_t error;
        zip_error_init(&error);
        zip_source_t* source = zip_source_buffer_create(bytes.data(), bytes.size(), 0, &error);
        if (source) m_zip.reset(zip_open_from_source(source, ZIP_RDONLY, &error));
        if (source && !m_zip) zip_source_free(source);
        zip_error_fini(&error);
    }
    bool isOpen() const { return m_zip != nullptr; }

    /// Errors: NotFound, TooLarge.
    base::Result<std::string> part(const std::string& name) const {
        zip_stat_t stat;
        if (zip_stat(m_zip.get(), name.c_str(), 0, &stat) != 0 || !(stat.valid & ZIP_STAT_SIZE)) return base::Error{base::ErrorCode::NotFound, name};
        if (stat.size > kMaxPart) return base::Error{base::ErrorCode::TooLarge, "a sheet unpacks to more than 64 MB"};
        if ((m_unpacked += stat.size) > kMaxWhole) return base::Error{base::ErrorCode::TooLarge, "its sheets unpack to more than 128 MB together"};
        const std::unique_ptr<zip_file_t, int (*)(zip_file_t*)> file(zip_fopen(m_zip.get(), name.c_str(), 0), &zip_fclose);
        if (!file) return base::Error{base::ErrorCode::NotFound, name};
        std::string content(stat.size, '\0');
        const zip_int64_t read = zip_fread(file.get(), content.data(), content.size());
        if (read < 0) return base::Error{base::ErrorCode::Malformed, name + " cannot be unpacked"};
        content.resize(static_cast<std::size_t>(read));
        return content;
    }
    base::Result<xforms::Document> xml(const std::string& name) const {
        const auto content = part(name);
        if (!content) return content.error();
        return xforms::parseXml(*content);
    }

private:
    struct Close {
        void operator()(zip_t* zip) const { zip_discard(zip); }
    };
    std::unique_ptr<zip_t, Close> m_zip;
    mutable std::size_t m_unpacked = 0;
};

/// The text of a string item: its own, or that of its runs, without phonetic hints.
std::string richText(const xmlNode* item) {
    std::string text;
    for (const xmlNode* one : elements(item)) {
        if (xforms::nameOf(one) == "t") text += xforms::textIn(one);
        if (xforms::nameOf(one) == "r")
            for (const xmlNode* part : elements(one))
                if (xforms::nameOf(part) == "t") text += xforms::textIn(part);
    }
    return text;
}

bool isDateFormat(int id, const std::map<int, std::string>& formats) {
    if ((id >= 14 && id <= 22) || (id >= 45 && id <= 47)) return true;
    const auto own = formats.find(id);
    if (own == formats.end()) return false;
    bool quoted = false, bracket = false;
    for (const char c : own->second) {
        if (c == '"') quoted = !quoted;
        if (c == '[') bracket = true;
        if (c == ']') bracket = false;
        if (!quoted && !bracket && std::string_view("ymdhYMDH").find(c) != std::string_view::npos) return true;
    }
    return false;
}

/// Days since 1899-12-30, as spreadsheets count.
std::string dateText(double serial) {
    const double day = std::floor(serial);
    if (!(serial >= 0 && serial < 3e6)) return xpath::toText(serial);
    const long seconds = std::lround((serial - day) * 86'400);
    char time[16];
    std::snprintf(time, sizeof time, "%02ld:%02ld:%02ld", seconds / 3600 % 24, seconds / 60 % 60, seconds % 60);
    if (day == 0) return time;
    const std::string date = base::toText(base::fromDayNumber(static_cast<std::int64_t>(day) - 25'569));
    return seconds == 0 ? date : date + "T" + time;
}

std::size_t columnOf(std::string_view reference) {
    std::size_t column = 0;
    for (const char c : reference) {
        if (c < 'A' || c > 'Z') break;
        column = column * 26 + static_cast<std::size_t>(c - 'A' + 1);
    }
    return column;  // from 1; 0 if there is none
}

class Reader {
public:
    explicit Reader(const Archive& archive) : m_archive(archive) {}

    base::Result<std::vector<Sheet>> read() {
        const std::string bookPart = bookName();
        const auto book = m_archive.xml(bookPart);
        if (!book) return base::Error{base::ErrorCode::Malformed, "this is no spreadsheet of the kind .xlsx"};
        const std::size_t slash = bookPart.rfind('/');
        const std::string folder = slash == std::string::npos ? "" : bookPart.substr(0, slash + 1);
        std::map<std::string, std::string> targets;
        std::string shared = folder + "sharedStrings.xml", styles = folder + "styles.xml";
        if (const auto relations = m_archive.xml(folder + "_rels/" + bookPart.substr(folder.size()) + ".rels"))
            for (const xmlNode* one : elements(xmlDocGetRootElement(relations->get()))) {
                const std::string target = attribute(one, "Target"), type = attribute(one, "Type");
                const std::string part = target.starts_with('/') ? target.substr(1) : folder + target;
                targets[attribute(one, "Id")] = part;
                if (type.ends_with("/sharedStrings")) shared = part;
                if (type.ends_with("/styles")) styles = part;
            }
        readShared(shared);
        readStyles(styles);
        std::vector<Sheet> sheets;
        for (const xmlNode* one : elements(child(xmlDocGetRootElement(book->get()), "sheets"))) {
            const std::string id = attribute(one, "id", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
            const std::string strict = attribute(one, "id", "http://purl.oclc.org/ooxml/officeDocument/relationships");
            const auto target = targets.find(id.empty() ? strict : id);
            if (target == targets.end() || target->second.find("worksheets/") == std::string::npos) continue;
            auto sheet = readSheet(attribute(one, "name"), target->second);
            if (!sheet) return sheet.error();
            sheets.push_back(std::move(*sheet));
        }
        return sheets;
    }

private:
    /// Programs give the book's part different names; the archive says which it is.
    std::string bookName() const {
        if (const auto relations = m_archive.xml("_rels/.rels"))
            for (const xmlNode* one : elements(xmlDocGetRootElement(relations->get())))
                if (attribute(one, "Type").ends_with("/officeDocument")) {
                    const std::string target = attribute(one, "Target");
                    return target.starts_with('/') ? target.substr(1) : target;
                }
        return "xl/workbook.xml";
    }

    void readShared(const std::string& part) {
        if (const auto document = m_archive.xml(part))
            for (const xmlNode* item : elements(xmlDocGetRootElement(document->get())))
                m_shared.push_back(richText(item));
    }

    void readStyles(const std::string& part) {
        const auto document = m_archive.xml(part);
        if (!document) return;
        const xmlNode* root = xmlDocGetRootElement(document->get());
        std::map<int, std::string> formats;
        for (const xmlNode* one : elements(child(root, "numFmts")))
            formats[std::atoi(attribute(one, "numFmtId").c_str())] = attribute(one, "formatCode");
        for (const xmlNode* one : elements(child(root, "cellXfs")))
            m_dates.push_back(isDateFormat(std::atoi(attribute(one, "numFmtId").c_str()), formats));
    }

    std::string text(const xmlNode* cell) const {
        const std::string type = attribute(cell, "t");
        if (type == "inlineStr") {
            const xmlNode* inlined = child(cell, "is");
            return inlined ? richText(inlined) : std::string();
        }
        const xmlNode* value = child(cell, "v");
        if (!value) return {};
        const std::string content = xforms::textIn(value);
        if (type == "s") {
            const auto place = static_cast<std::size_t>(std::atol(content.c_str()));
            return place < m_shared.size() ? m_shared[place] : std::string();
        }
        if (type == "b") return content == "1" ? "TRUE" : "FALSE";
        if (type == "str" || type == "e" || type == "d") return content;
        char* end = nullptr;
        const double number = std::strtod(content.c_str(), &end);
        if (end == content.c_str()) return content;
        const auto style = static_cast<std::size_t>(std::atol(attribute(cell, "s").c_str()));
        if (style < m_dates.size() && m_dates[style]) return dateText(number);
        return xpath::toText(number);
    }

    base::Result<Sheet> readSheet(const std::string& name, const std::string& part) const {
        const auto document = m_archive.xml(part);
        if (!document) return base::Error{document.error().code, "the sheet “" + name + "” cannot be read: " + document.error().detail};
        Sheet sheet{name, {}};
        int number = 0;
        for (const xmlNode* element : elements(child(xmlDocGetRootElement(document->get()), "sheetData"))) {
            const int given = std::atoi(attribute(element, "r").c_str());
            number = given > 0 ? given : number + 1;
            Row row{number, {}};
            std::size_t column = 0;
            for (const xmlNode* cell : elements(element)) {
                const std::size_t at = columnOf(attribute(cell, "r"));
                column = at > 0 ? at : column + 1;
                std::string content = text(cell);
                if (content.empty() || column > kMaxColumns) continue;
                if (row.cells.size() < column) row.cells.resize(column);
                row.cells[column - 1] = std::move(content);
            }
            if (std::any_of(row.cells.begin(), row.cells.end(), [](const std::string& one) { return !xforms::trimmed(one).empty(); })) sheet.rows.push_back(std::move(row));
        }
        return sheet;
    }

    const Archive& m_archive;
    std::vector<std::string> m_shared;
    std::vector<bool> m_dates;
};

}  // namespace

base::Result<std::vector<Sheet>> readWorkbook(std::string_view bytes) {
    if (bytes.starts_with("\xD0\xCF\x11\xE0"))
        return base::Error{base::ErrorCode::Unsupported, "this is an old spreadsheet (.xls) or one with a password: open it in a spreadsheet program and save it as .xlsx without a password"};
    const Archive archive(bytes);
    if (!archive.isOpen()) return base::Error{base::ErrorCode::Malformed, "this is no spreadsheet of the kind .xlsx"};
    return Reader(archive).read();
}

}  // namespace waymark::xlsform
