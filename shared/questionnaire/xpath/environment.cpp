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

const xmlNode* childOf(const xmlNode* parent, std::string_view name) {
    for (const xmlNode* child = parent ? parent->children : nullptr; child; child = child->next)
        if (child->type == XML_ELEMENT_NODE && view(child->name) == name) return child;
    return nullptr;
}

/// The model of a form; null in any other document.
const xmlNode* modelOf(const xmlDoc* document) {
    const xmlNode* top = document ? xmlDocGetRootElement(document) : nullptr;
    const bool isPage = top && top->ns && view(top->name) == "html" && view(top->ns->href) == "http://www.w3.org/1999/xhtml";
    const xmlNode* model = isPage ? childOf(childOf(top, "head"), "model") : nullptr;
    return model && model->ns && view(model->ns->href) == "http://www.w3.org/2002/xforms" ? model : nullptr;
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
    : m_document(document), m_now(now), m_zone(std::move(zone)), m_random(random) {
    const xmlNode* primary = childOf(modelOf(document), "instance");
    m_root = {primary ? const_cast<xmlNode*>(primary) : reinterpret_cast<xmlNode*>(document), nullptr};
}

std::string PlainEnvironment::itext(std::string_view id) const {
    const xmlNode* spoken = nullptr;
    const xmlNode* texts = childOf(modelOf(m_document), "itext");
    for (const xmlNode* language = texts ? texts->children : nullptr; language; language = language->next) {
        if (language->type != XML_ELEMENT_NODE) continue;
        const bool isDefault = xmlHasProp(language, BAD_CAST "default") && !attributeOf(language, "default").starts_with("false");
        if (!spoken || isDefault) spoken = language;
        if (isDefault) break;
    }
    for (const xmlNode* text = spoken ? spoken->children : nullptr; text; text = text->next) {
        if (text->type != XML_ELEMENT_NODE || attributeOf(text, "id") != id) continue;
        for (const xmlNode* value = text->children; value; value = value->next)
            if (value->type == XML_ELEMENT_NODE && attributeOf(value, "form").empty()) return textOf({const_cast<xmlNode*>(value), nullptr}, *this);
    }
    return {};
}

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
