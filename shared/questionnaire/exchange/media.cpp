#include "shared/questionnaire/exchange/media.h"

#include "shared/base/text.h"
#include "shared/questionnaire/xforms/xml.h"
#include "shared/questionnaire/xlsform/table.h"

#include <map>
#include <memory>

namespace waymark::exchange {

namespace {

void collect(const Sheets& sheets, std::string_view name, xlsform::Kind kind, std::vector<NamedFile>& into) {
    xforms::Problems ignored;  // they are told where the form is read
    for (const auto& sheet : sheets) {
        if (base::fold(sheet.name) != base::fold(name)) continue;
        const auto table = xlsform::readTable(sheet, kind, ignored);
        for (const auto& row : table.rows) {
            if (const auto disabled = base::fold(table.cell(row, "disabled")); disabled == "yes" || disabled == "true") continue;
            for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
                const auto& column = table.columns[i];
                const bool isSound = column.name == "audio";
                auto file = fileNameOf(row.cells[i]);
                if ((!isSound && column.name != "image") || file.empty() || file.find("${") != std::string::npos) continue;  // an answer names it
                into.push_back({isSound ? NamedFile::Kind::Sound : NamedFile::Kind::Picture, std::move(file), table.sheet, row.number, column.heading});
            }
        }
    }
}

bool isLink(const std::filesystem::path& path) {
    std::error_code failed;
    return std::filesystem::is_symlink(std::filesystem::symlink_status(path, failed));
}

}  // namespace

std::vector<NamedFile> mediaNamedBy(const Sheets& sheets) {
    std::vector<NamedFile> files;
    collect(sheets, "survey", xlsform::Kind::Survey, files);
    collect(sheets, "choices", xlsform::Kind::Choices, files);
    return files;
}

std::string fileNameOf(std::string_view address) {
    auto name = xforms::trimmed(address);
    name.erase(0, name.find_last_of("/\\") + 1);
    return name == ".." || name == "." ? std::string() : name;
}

Folders foldersOf(const std::string& form) {
    const std::filesystem::path path(form);
    Folders folders{path.parent_path()};
    if (auto media = path.parent_path() / (path.stem().string() + "-media"); !isLink(media)) folders.push_back(std::move(media));
    return folders;
}

std::string fileIn(const Folders& folders, std::string_view name) {
    const auto file = fileNameOf(name);
    std::error_code failed;
    for (const auto& folder : folders)
        if (const auto path = folder / file; !file.empty() && std::filesystem::is_regular_file(std::filesystem::symlink_status(path, failed))) return path.string();
    return {};
}

std::string missingWords(const Folders& folders, std::string_view name) {
    const auto file = fileNameOf(name);
    const auto wanted = base::fold(file);
    for (const auto& folder : folders)
        if (!file.empty() && isLink(folder / file)) return "“" + std::string(name) + "” is only a link: put the file itself beside the form";
    for (const auto& folder : folders) {
        std::error_code failed;
        for (std::filesystem::directory_iterator at(folder.empty() ? "." : folder, failed), end; !failed && at != end; at.increment(failed))
            if (const auto there = at->path().filename().string(); base::fold(there) == wanted)
                return "“" + std::string(name) + "” does not lie beside the form, but “" + there + "” does: write its name in the same way";
    }
    return "“" + std::string(name) + "” does not lie beside the form";
}

xforms::Files listsIn(const base::Json& definition) {
    auto lists = std::make_shared<std::map<std::string, std::string, std::less<>>>();
    if (const auto files = definition.find("files"); files != definition.end() && files->is_object())
        for (const auto& [name, content] : files->items())
            if (content.is_string()) lists->emplace(name, content.get<std::string>());
    return [lists](std::string_view name) -> std::optional<std::string> {
        const auto found = lists->find(name);
        return found == lists->end() ? std::nullopt : std::optional(found->second);
    };
}

}  // namespace waymark::exchange
