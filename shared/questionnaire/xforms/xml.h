// The little that the readers here need of libxml2: documents that free themselves, and words for looking around in them.
#pragma once

#include "shared/base/result.h"

#include <libxml/tree.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace waymark::xforms {

struct FreeDocument {
    void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
};
using Document = std::unique_ptr<xmlDoc, FreeDocument>;

inline constexpr std::string_view kJavaRosa = "http://openrosa.org/javarosa";
inline constexpr std::string_view kOpenRosa = "http://openrosa.org/xforms";
inline constexpr std::string_view kOdk = "http://www.opendatakit.org/xforms";

/// Never from the network, no entities of the file's own, bounded in depth. Errors: Malformed with line and words, TooLarge over 64 MB.
base::Result<Document> parseXml(std::string_view text);
/// A document of one empty element.
Document newDocument(std::string_view rootName);
Document copyOf(const xmlDoc* document);

std::string_view nameOf(const xmlNode* node);  ///< without its prefix
std::vector<xmlNode*> elements(const xmlNode* parent);
/// The first child of that name in any namespace, or null.
xmlNode* child(const xmlNode* parent, std::string_view name);

/// The attribute of no namespace; empty if absent.
std::string attribute(const xmlNode* element, std::string_view name);
bool hasAttribute(const xmlNode* element, std::string_view name);
/// The attribute in a namespace, or of that name with the usual prefix but undeclared.
std::string attribute(const xmlNode* element, std::string_view name, std::string_view uri);
bool hasAttribute(const xmlNode* element, std::string_view name, std::string_view uri);

/// Whether it stands in a template of a repeat: only there is what it holds the answer that a new occurrence begins with.
bool isInTemplate(const xmlNode* node);

bool isLeaf(const xmlNode* element);  ///< no elements in it
std::string textIn(const xmlNode* element);
/// What XML cannot hold (control characters, bytes that are no UTF-8) is left out.
void setText(xmlNode* element, std::string_view text);
/// Whether an attribute can have this name, with or without a prefix.
bool isAttributeName(const std::string& name);
/// Sets or adds an attribute; a prefix that the element knows puts it into that namespace.
void setAttribute(xmlNode* element, const std::string& name, const std::string& value);
xmlNode* append(xmlNode* parent, std::string_view name, std::string_view text = {});

std::string toText(xmlNode* element);  ///< the element as XML
std::string trimmed(std::string_view text);

}  // namespace waymark::xforms
