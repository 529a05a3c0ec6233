// The files that a form names and that lie beside it: pictures and sounds of its questions and choices (columns media::image and media::audio
// of a spreadsheet, jr://images/… of an XForm), and lists of choices.
#pragma once

#include "shared/questionnaire/exchange/exchange.h"

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::exchange {

/// A cell that names a picture or a sound.
struct NamedFile {
    enum class Kind { Picture, Sound };
    Kind kind = Kind::Picture;
    std::string name;    ///< without a folder
    std::string sheet;
    int row = 0;         ///< as the spreadsheet counts
    std::string column;  ///< as written
};

/// Every cell that names one, in the order of the sheets. Films and larger pictures are not among them: nobody sees them here.
std::vector<NamedFile> mediaNamedBy(const Sheets& sheets);

/// "cat.png" of "jr://images/cat.png".
std::string fileNameOf(std::string_view address);

using Folders = std::vector<std::filesystem::path>;
/// Where the files of a form are looked for: its own folder, and "home-media" beside "home.xlsx", as ODK's tools keep them; not where that is a link.
Folders foldersOf(const std::string& form);
/// The first file of that name; empty if there is none. A link is none: a form that somebody sent must not bring in what lies elsewhere on this machine.
std::string fileIn(const Folders& folders, std::string_view name);
/// Words about a file that nobody would find: where it was looked for, that it is a link, and the one that differs in capital letters alone.
std::string missingWords(const Folders& folders, std::string_view name);

/// The lists that a form's definition carries with it ("files"), by name.
xforms::Files listsIn(const base::Json& definition);

}  // namespace waymark::exchange
