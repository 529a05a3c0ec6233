#include "shared/questionnaire/xpath/environment.h"

#include <array>
#include <utility>

namespace waymark::xpath {

namespace {

/// The next element of the document, parents before children.
const xmlNode* nextElement(const xmlNode* at, const xmlNode* top) {
    if (at->children && at->type == XML_ELEMENT_NODE) {
        for (const xmlNode* child = at->children; child; child = child->next)
            if (child->type == XML_ELEMENT_NODE) return child;
    }
    while (at && at != top) {
        for (const xmlNode* sibling = at->next; sibling; sibling = sibling->next)
            if (sibling->type == XML_ELEMENT_NODE) return sibling;
        at = at->parent;
    }
    return nullptr;
}

std::string_view attributeOf(const xmlNode* element, std::string_view name) {
    for (const xmlAttr* attribute = element->properties; attribute; attribute = attribute->next)
        if (view(attribute->name) == name && attribute->children) return view(attribute->children->content);
    return {};
}

}  // namespace

std::optional<std::string> wellKnownNamespace(std::string_view prefix) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 12> kKnown = {{
        {"jr", "http://openrosa.org/javarosa"},
        {"orx", "http://openrosa.org/xforms"},
        {"odk", "http://www.opendatakit.org/xforms"},
        {"entities", "http://www.opendatakit.org/xforms/entities"},
        {"h", "http://www.w3.org/1999/xhtml"},
        {"xhtml", "http://www.w3.org/1999/xhtml"},
        {"html", "http://www.w3.org/1999/xhtml"},
        {"xf", "http://www.w3.org/2002/xforms"},
        {"xforms", "http://www.w3.org/2002/xforms"},
        {"ev", "http://www.w3.org/2001/xml-events"},
        {"xsd", "http://www.w3.org/2001/XMLSchema"},
        {"xml", "http://www.w3.org/XML/1998/namespace"},
    }};
    for (const auto& [known, uri] : kKnown)
        if (known == prefix) return std::string(uri);
    return std::nullopt;
}

PlainEnvironment::PlainEnvironment(xmlDoc* document, base::Millis now, std::string zone, base::Random& random)
    : m_document(document), m_now(now), m_zone(std::move(zone)), m_random(random) {}

Node PlainEnvironment::root() const { return {reinterpret_cast<xmlNode*>(m_document), nullptr}; }

std::optional<Node> PlainEnvironment::instance(std::string_view id) const {
    const xmlNode* top = m_document ? xmlDocGetRootElement(m_document) : nullptr;
    for (const xmlNode* at = top; at; at = nextElement(at, top))
        if (view(at->name) == "instance" && attributeOf(at, "id") == id) return Node{const_cast<xmlNode*>(at), nullptr};
    return std::nullopt;
}

std::string PlainEnvironment::version() const {
    const xmlNode* top = m_document ? xmlDocGetRootElement(m_document) : nullptr;
    return top ? std::string(attributeOf(top, "version")) : std::string();
}

std::optional<std::string> PlainEnvironment::namespaceOf(std::string_view prefix) const {
    const xmlNode* top = m_document ? xmlDocGetRootElement(m_document) : nullptr;
    for (const xmlNode* at = top; at; at = nextElement(at, top))
        for (const xmlNs* declared = at->nsDef; declared; declared = declared->next)
            if (view(declared->prefix) == prefix && declared->prefix) return std::string(view(declared->href));
    return wellKnownNamespace(prefix);
}

}  // namespace waymark::xpath
