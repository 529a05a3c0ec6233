// A form being read: what the parts of the reader share. Private to the folder.
#pragma once

#include "shared/questionnaire/xforms/form_reader.h"

namespace waymark::xforms {

struct Reading {
    Form& form;
    Problems& problems;
    const Files& files;
    std::map<std::string, std::string, std::less<>> binds = {};  ///< id of a bind → path of what it rules

    /// What an element is about: its ref or nodeset, or the path of the bind that it names.
    std::string refOf(const xmlNode* element) const;
    void say(Severity severity, const xmlNode* where, std::string path, std::string column, std::string message, std::string instead = {});
    /// Parsed, or a problem and nothing.
    std::optional<xpath::Expression> expression(const std::string& source, const xmlNode* where, const std::string& path,
                                                const std::string& column);
    Label label(const xmlNode* element, const std::string& path);  ///< of a label or hint
    Label message(const std::string& text) const;                  ///< of jr:constraintMsg and jr:requiredMsg
    Words words(const xmlNode* element, const std::string& path);  ///< text with outputs
    std::vector<Action> actions(const xmlNode* parent, const std::string& path);
};

void readInstances(Reading& reading, const xmlNode* model);
/// The table of a search, unless the form has a list of that id. `path` is the question's.
void readSearched(Reading& reading, const xmlNode* where, const std::string& path, const std::string& id);
void readLanguages(Reading& reading, const xmlNode* model);
void readBinds(Reading& reading, const xmlNode* model);
void readBody(Reading& reading, const xmlNode* body);
/// What Waymark does otherwise, and what cannot be meant: types, preloads, appearances, texts that are missing.
void noteSupport(Reading& reading, const xmlNode* model);

/// Elements, attributes and preloads that nothing acts on, and the style of the whole form. `body` may be null.
void noteUnknown(Reading& reading, const xmlNode* model, const xmlNode* body);

/// "jr:itext('id')" → id; empty otherwise.
std::string itextId(std::string_view source);

}  // namespace waymark::xforms
