#include "shared/questionnaire/xforms/xml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include <algorithm>

namespace waymark::xforms {

namespace {

constexpr std::size_t kMaxBytes = 64u << 20;

std::string_view view(const xmlChar* text) { return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view(); }
const xmlChar* xml(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

const xmlAttr* find(const xmlNode* element, std::string_view name, std::string_view uri) {
    for (const xmlAttr* one = element->type == XML_ELEMENT_NODE ? element->properties : nullptr; one; one = one->next)
        if (view(one->name) == name && view(one->ns ? one->ns->href : nullptr) == uri) return one;
    return nullptr;
}

std::string valueOf(const xmlAttr* attribute) {
    std::string text;
    for (const xmlNode* part = attribute ? attribute->children : nullptr; part; part = part->next)
        text += view(part->content);
    return text;
}

void appendText(const xmlNode* node, std::string& out) {
    for (const xmlNode* at = node->children; at; at = at->next) {
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) out += view(at->content);
        if (at->type == XML_ELEMENT_NODE) appendText(at, out);
    }
}

/// Characters that XML 1.0 allows (section 2.2); the others could be written, but not be read again.
std::string storable(std::string_view text) {
    std::string kept;
    while (!text.empty()) {
        int size = static_cast<int>(std::min<std::size_t>(text.size(), 4));
        const int character = xmlGetUTF8Char(reinterpret_cast<const unsigned char*>(text.data()), &size);
        const std::size_t taken = character < 0 ? 1 : static_cast<std::size_t>(size);
        if (character >= 0 && IS_CHAR(static_cast<unsigned>(character))) kept.append(text.substr(0, taken));
        text.remove_prefix(taken);
    }
    return kept;
}

}  // namespace

base::Result<Document> parseXml(std::string_view text) {
    if (text.size() > kMaxBytes) return base::Error{base::ErrorCode::TooLarge, "the file is larger than 64 MB"};
    xmlInitParser();
    xmlParserCtxt* parser = xmlNewParserCtxt();
    if (!parser) return base::Error{base::ErrorCode::Internal, "xmlNewParserCtxt"};
    constexpr int kOptions = XML_PARSE_NONET | XML_PARSE_NOCDATA | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
    Document document(xmlCtxtReadMemory(parser, text.data(), static_cast<int>(text.size()), nullptr, nullptr, kOptions));
    base::Error error{base::ErrorCode::Malformed, "this is not XML"};
    if (parser->lastError.message)
        error.detail = "line " + std::to_string(parser->lastError.line) + ": " + trimmed(parser->lastError.message);
    xmlFreeParserCtxt(parser);
    if (!document || !xmlDocGetRootElement(document.get())) return error;
    return document;
}

Document newDocument(std::string_view rootName) {
    Document document(xmlNewDoc(BAD_CAST "1.0"));
    xmlDocSetRootElement(document.get(), xmlNewDocNode(document.get(), nullptr, xml(std::string(rootName)), nullptr));
    return document;
}

Document copyOf(const xmlDoc* document) { return Document(xmlCopyDoc(const_cast<xmlDoc*>(document), 1)); }

std::string_view nameOf(const xmlNode* node) { return view(node->name); }

std::vector<xmlNode*> elements(const xmlNode* parent) {
    std::vector<xmlNode*> found;
    for (xmlNode* at = parent ? parent->children : nullptr; at; at = at->next)
        if (at->type == XML_ELEMENT_NODE) found.push_back(at);
    return found;
}

xmlNode* child(const xmlNode* parent, std::string_view name) {
    for (xmlNode* at = parent ? parent->children : nullptr; at; at = at->next)
        if (at->type == XML_ELEMENT_NODE && view(at->name) == name) return at;
    return nullptr;
}

std::string attribute(const xmlNode* element, std::string_view name) { return valueOf(find(element, name, {})); }
bool hasAttribute(const xmlNode* element, std::string_view name) { return find(element, name, {}) != nullptr; }
std::string attribute(const xmlNode* element, std::string_view name, std::string_view uri) {
    if (const xmlAttr* found = find(element, name, uri)) return valueOf(found);
    const std::string prefix = uri == kJavaRosa ? "jr:" : uri == kOpenRosa ? "orx:" : "odk:";
    return valueOf(find(element, prefix + std::string(name), {}));
}
bool hasAttribute(const xmlNode* element, std::string_view name, std::string_view uri) {
    const std::string prefix = uri == kJavaRosa ? "jr:" : uri == kOpenRosa ? "orx:" : "odk:";
    return find(element, name, uri) || find(element, prefix + std::string(name), {});
}

bool isInTemplate(const xmlNode* node) {
    for (; node && node->type == XML_ELEMENT_NODE; node = node->parent)
        if (hasAttribute(node, "template", kJavaRosa)) return true;
    return false;
}

bool isLeaf(const xmlNode* element) {
    for (const xmlNode* at = element->children; at; at = at->next)
        if (at->type == XML_ELEMENT_NODE) return false;
    return true;
}

std::string textIn(const xmlNode* element) {
    std::string text;
    appendText(element, text);
    return text;
}

void setText(xmlNode* element, std::string_view text) {
    xmlNodeSetContent(element, nullptr);
    const std::string kept = storable(text);
    if (!kept.empty()) xmlNodeAddContentLen(element, xml(kept), static_cast<int>(kept.size()));
}

bool isAttributeName(const std::string& name) { return xmlValidateQName(xml(name), 0) == 0; }

void setAttribute(xmlNode* element, const std::string& name, const std::string& value) {
    const std::size_t colon = name.find(':');
    xmlNs* space = colon == std::string::npos ? nullptr : xmlSearchNs(element->doc, element, xml(name.substr(0, colon)));
    xmlSetNsProp(element, space, xml(space ? name.substr(colon + 1) : name), xml(storable(value)));
}

xmlNode* append(xmlNode* parent, std::string_view name, std::string_view text) {
    xmlNode* element = xmlNewDocNode(parent->doc, nullptr, xml(std::string(name)), nullptr);
    xmlAddChild(parent, element);
    if (!text.empty()) setText(element, text);
    return element;
}

std::string toText(xmlNode* element) {
    xmlBuffer* buffer = xmlBufferCreate();
    xmlNodeDump(buffer, element->doc, element, 0, 0);
    std::string text(view(xmlBufferContent(buffer)));
    xmlBufferFree(buffer);
    return text;
}

std::string trimmed(std::string_view text) {
    constexpr std::string_view kSpace = " \t\r\n\f\v";
    const std::size_t from = text.find_first_not_of(kSpace);
    if (from == std::string_view::npos) return {};
    return std::string(text.substr(from, text.find_last_not_of(kSpace) - from + 1));
}

}  // namespace waymark::xforms
