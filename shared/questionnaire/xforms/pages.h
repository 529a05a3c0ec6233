// What is on the screen, page by page: one question each, or all of a group that asks to be on one page ("field-list"). Worked out anew from
// the session after every answer, since answers decide what is asked.
#pragma once

#include "shared/questionnaire/xforms/session.h"

#include <string>
#include <vector>

namespace waymark::xforms {

enum class EntryKind {
    Question,
    Heading,     ///< of a group on its page
    Occurrence,  ///< the heading of one occurrence of a repeat
    Add,         ///< the end of a repeat whose occurrences people add and take away
};

struct Entry {
    EntryKind kind = EntryKind::Question;
    std::string ref;                   ///< of the question, group or occurrence; for Add that of the repeat, without the last number
    const Control* control = nullptr;  ///< whose words to show; never null
    std::size_t number = 0;            ///< Occurrence: which, from 1; Add: how many there are
    bool byHand = false;               ///< Occurrence: people may take it away
};

struct Page {
    std::vector<Entry> around;   ///< the groups and occurrences that hold this page, the outermost first
    std::vector<Entry> entries;  ///< never empty
};

/// Only what is relevant now.
std::vector<Page> pagesOf(const Form& form, const Session& session);

}  // namespace waymark::xforms
