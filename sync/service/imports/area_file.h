// A file about areas, recognised by what is in it: outlines (GeoJSON with properties such as WD25CD and WD25NM), the fit of small areas of
// one vintage to another (LSOA11CD, LSOA21CD, CHGIND), or residents (lsoacd, population).
#pragma once

#include "sync/service/imports/input_file.h"
#include "sync/service/store/areas.h"

#include <string>
#include <vector>

namespace waymark::service {

struct AreaProblem {
    std::size_t row = 0;  ///< line of a list, or the feature's number in GeoJSON, from 1; 0: the file as a whole
    std::string code;     ///< "gss_shape", "duplicate", "outline", "unknown_code", …
    std::string message;
    bool blocks = true;   ///< nothing is imported while it is there; else only something to know
};

/// Of the three lists, the one that the kind names is filled; `rows` says where each element came from.
struct AreaFile {
    std::string name;
    std::string kind;     ///< "ward", "lsoa", … for outlines; "fit"; "residents"
    std::string of;       ///< of residents and fits: the kind of area they speak of
    int vintage = 0;      ///< of a fit: the newer one; of residents: 0 until known areas tell
    int fromVintage = 0;  ///< of a fit: the older one
    std::vector<Area> areas;
    std::vector<AreaFit> fits;
    std::vector<Residents> residents;
    std::vector<std::size_t> rows;
    std::vector<AreaProblem> problems;
};

/// Reads and checks one file by itself. Rows with a problem are left out of the lists.
/// Errors: Malformed, naming the file: it cannot be read at all, or holds nothing that this importer knows.
base::Result<AreaFile> readAreaFile(const InputFile& input);

} // namespace waymark::service
