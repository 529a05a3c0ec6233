// What is wrong with a form, told to the one who wrote it.
#pragma once

#include <string>
#include <vector>

namespace waymark::xforms {

enum class Severity {
    Error,        ///< the form does not work
    Warning,      ///< it works, and probably not as meant
    Unsupported,  ///< Waymark does something else, said in `instead`
};

struct Problem {
    Severity severity = Severity::Error;
    std::string message;
    std::string instead;  ///< what happens instead; empty if nothing does
    std::string sheet;    ///< of a spreadsheet; empty otherwise
    int row = 0;          ///< of the sheet or line of the file, from 1; 0 if unknown
    std::string column;   ///< of the sheet, or the attribute of an XForm
    std::string path;     ///< of the question in the form's data; empty if it is about none
};

using Problems = std::vector<Problem>;

}  // namespace waymark::xforms
