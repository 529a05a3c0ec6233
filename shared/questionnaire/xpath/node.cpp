#include "shared/questionnaire/xpath/node.h"

#include "shared/questionnaire/xpath/ast.h"
#include "shared/questionnaire/xpath/environment.h"

#include <algorithm>

namespace waymark::xpath {

namespace {

bool isTree(const xmlNode* node) {
    switch (node->type) {
    case XML_ELEMENT_NODE:
    case XML_TEXT_NODE:
    case XML_CDATA_SECTION_NODE:
    case XML_COMMENT_NODE:
    case XML_PI_NODE: return true;
    default: return false;
    }
}

bool hasChildren(const xmlNode* node) {
    return node->type == XML_ELEMENT_NODE || node->type == XML_DOCUMENT_NODE || node->type == XML_HTML_DOCUMENT_NODE;
}

xmlNode* firstChild(const xmlNode* node) {
    xmlNode* child = hasChildren(node) ? node->children : nullptr;
    while (child && !isTree(child))
        child = child->next;
    return child;
}

xmlNode* nextSibling(const xmlNode* node) {
    xmlNode* sibling = node->next;
    while (sibling && !isTree(sibling))
        sibling = sibling->next;
    return sibling;
}

xmlNode* previousSibling(const xmlNode* node) {
    xmlNode* sibling = node->prev;
    while (sibling && !isTree(sibling))
        sibling = sibling->prev;
    return sibling;
}

Node parentOf(const Node& node) {
    if (node.space) return {node.tree, nullptr};
    return {node.tree->parent, nullptr};
}

/// An unprefixed name means elements without a prefix, whatever the default namespace around them: forms put their answers into the
/// default namespace of XForms and speak of them by bare names.
bool nameFits(const Node& node, const Step& step, const Environment& environment) {
    if (node.space)
        return step.test == TestKind::AnyName ||
               (step.test == TestKind::Name && step.prefix.empty() && view(node.space->prefix) == step.name);
    const xmlNs* ns = node.tree->ns;
    if (step.test == TestKind::AnyName) return true;
    if (step.test == TestKind::Name && view(node.tree->name) != step.name) return false;
    if (step.prefix.empty()) return !ns || !ns->prefix;
    if (!ns) return false;
    if (view(ns->prefix) == step.prefix) return true;
    const auto uri = environment.namespaceOf(step.prefix);
    return uri && view(ns->href) == *uri;
}

bool passes(const Node& node, const Step& step, const Environment& environment) {
    const xmlElementType principal = step.axis == Axis::Attribute ? XML_ATTRIBUTE_NODE : XML_ELEMENT_NODE;
    switch (step.test) {
    case TestKind::AnyNode: return true;
    case TestKind::Text: return !node.space && (node.tree->type == XML_TEXT_NODE || node.tree->type == XML_CDATA_SECTION_NODE);
    case TestKind::Comment: return !node.space && node.tree->type == XML_COMMENT_NODE;
    case TestKind::Instruction:
        return !node.space && node.tree->type == XML_PI_NODE && (step.name.empty() || view(node.tree->name) == step.name);
    default: break;
    }
    if (step.axis == Axis::Namespace) return node.space && nameFits(node, step, environment);
    return !node.space && node.tree->type == principal && nameFits(node, step, environment);
}

struct Collector {
    const Step& step;
    const Environment& environment;
    std::vector<Node>& out;

    void offer(const Node& node) {
        if (node.tree && passes(node, step, environment)) out.push_back(node);
    }
    void descend(const xmlNode* node) {
        // Without recursion: a hostile document may be as deep as the parser lets it be.
        const xmlNode* at = firstChild(node);
        while (at) {
            offer({const_cast<xmlNode*>(at), nullptr});
            if (const xmlNode* child = firstChild(at)) {
                at = child;
                continue;
            }
            while (at && at != node && !nextSibling(at))
                at = at->parent;
            if (!at || at == node) return;
            at = nextSibling(at);
        }
    }
    void descendBackwards(xmlNode* node) {
        std::vector<Node> forward;
        Collector inner{step, environment, forward};
        inner.offer({node, nullptr});
        inner.descend(node);
        out.insert(out.end(), forward.rbegin(), forward.rend());
    }
    void ancestors(Node node) {
        while ((node = parentOf(node)))
            offer(node);
    }
    void namespaces(const Node& from) {
        if (from.space || from.tree->type != XML_ELEMENT_NODE) return;
        static const xmlNs kXml = {nullptr, XML_NAMESPACE_DECL, BAD_CAST "http://www.w3.org/XML/1998/namespace", BAD_CAST "xml", nullptr,
                                   nullptr};
        xmlNs** list = xmlGetNsList(from.tree->doc, from.tree);
        for (int i = 0; list && list[i]; ++i)
            if (list[i]->href && *list[i]->href) offer({from.tree, list[i]});
        if (list) xmlFree(list);
        offer({from.tree, &kXml});
    }
};

/// The element that stands for an attribute or namespace node in the order of the document.
const xmlNode* anchor(const Node& node) { return !node.space && node.tree->type == XML_ATTRIBUTE_NODE ? node.tree->parent : node.tree; }

int rankAtAnchor(const Node& node) { return node.space ? 1 : node.tree->type == XML_ATTRIBUTE_NODE ? 2 : 0; }

int depthOf(const xmlNode* node) {
    int depth = 0;
    for (; node->parent; node = node->parent)
        ++depth;
    return depth;
}

/// Which of two siblings comes first, looking both ways at once: neighbours are found in one step.
int compareSiblings(const xmlNode* a, const xmlNode* b) {
    const xmlNode *forward = a->next, *backward = a->prev;
    while (forward || backward) {
        if (forward == b) return -1;
        if (backward == b) return 1;
        if (forward) forward = forward->next;
        if (backward) backward = backward->prev;
    }
    return a < b ? -1 : 1;  // different documents
}

int compareTree(const xmlNode* a, const xmlNode* b) {
    if (a == b) return 0;
    if (a->parent && a->parent == b->parent) return compareSiblings(a, b);
    int depthA = depthOf(a), depthB = depthOf(b);
    const bool deeperA = depthA > depthB;
    while (depthA > depthB) {
        a = a->parent;
        --depthA;
    }
    while (depthB > depthA) {
        b = b->parent;
        --depthB;
    }
    if (a == b) return deeperA ? 1 : -1;
    while (a->parent != b->parent) {
        a = a->parent;
        b = b->parent;
    }
    return compareSiblings(a, b);
}

}  // namespace

std::string textOf(const Node& node, const Environment& environment) {
    if (!node) return {};
    if (node.space) return std::string(view(node.space->href));
    if (auto shown = environment.shownText(node)) return *shown;
    if (!hasChildren(node.tree)) {
        if (node.tree->type == XML_ATTRIBUTE_NODE) {
            std::string text;
            for (const xmlNode* part = node.tree->children; part; part = part->next)
                text += view(part->content);
            return text;
        }
        return std::string(view(node.tree->content));
    }
    const xmlNode* only = node.tree->children;
    if (only && !only->next && only->type == XML_TEXT_NODE) return std::string(view(only->content));
    std::string text;
    const xmlNode* at = firstChild(node.tree);
    while (at) {
        const xmlNode* child = nullptr;
        if (at->type == XML_TEXT_NODE || at->type == XML_CDATA_SECTION_NODE) {
            text += view(at->content);
        } else if (at->type == XML_ELEMENT_NODE) {
            if (const auto shown = environment.shownText({const_cast<xmlNode*>(at), nullptr}))
                text += *shown;
            else
                child = firstChild(at);
        }
        if (child) {
            at = child;
            continue;
        }
        while (at && at != node.tree && !nextSibling(at))
            at = at->parent;
        at = at && at != node.tree ? nextSibling(at) : nullptr;
    }
    return text;
}

int compareOrder(const Node& a, const Node& b) {
    if (a == b) return 0;
    if (const int order = compareTree(anchor(a), anchor(b))) return order;
    if (const int rank = rankAtAnchor(a) - rankAtAnchor(b)) return rank;
    if (a.space) return a.space < b.space ? -1 : 1;
    return compareSiblings(a.tree, b.tree);
}

void normalise(std::vector<Node>& nodes) {
    const auto before = [](const Node& a, const Node& b) { return compareOrder(a, b) < 0; };
    if (std::adjacent_find(nodes.begin(), nodes.end(), [&](const Node& a, const Node& b) { return !before(a, b); }) == nodes.end()) return;
    std::sort(nodes.begin(), nodes.end(), before);
    nodes.erase(std::unique(nodes.begin(), nodes.end()), nodes.end());
}

bool isReverse(const Step& step) {
    return step.axis == Axis::Ancestor || step.axis == Axis::AncestorOrSelf || step.axis == Axis::Preceding ||
           step.axis == Axis::PrecedingSibling || step.axis == Axis::Parent;
}

void collect(const Node& from, const Step& step, const Environment& environment, std::vector<Node>& out) {
    Collector to{step, environment, out};
    const bool attached = !from.space && from.tree->type != XML_ATTRIBUTE_NODE;
    switch (step.axis) {
    case Axis::Self: to.offer(from); break;
    case Axis::Parent: to.offer(parentOf(from)); break;
    case Axis::Ancestor: to.ancestors(from); break;
    case Axis::AncestorOrSelf:
        to.offer(from);
        to.ancestors(from);
        break;
    case Axis::Child:
        if (!from.space)
            for (xmlNode* child = firstChild(from.tree); child; child = nextSibling(child))
                to.offer({child, nullptr});
        break;
    case Axis::Descendant:
        if (!from.space) to.descend(from.tree);
        break;
    case Axis::DescendantOrSelf:
        to.offer(from);
        if (!from.space) to.descend(from.tree);
        break;
    case Axis::Attribute:
        if (!from.space && from.tree->type == XML_ELEMENT_NODE)
            for (xmlAttr* attribute = from.tree->properties; attribute; attribute = attribute->next)
                to.offer({reinterpret_cast<xmlNode*>(attribute), nullptr});
        break;
    case Axis::Namespace: to.namespaces(from); break;
    case Axis::FollowingSibling:
        if (attached)
            for (xmlNode* sibling = nextSibling(from.tree); sibling; sibling = nextSibling(sibling))
                to.offer({sibling, nullptr});
        break;
    case Axis::PrecedingSibling:
        if (attached)
            for (xmlNode* sibling = previousSibling(from.tree); sibling; sibling = previousSibling(sibling))
                to.offer({sibling, nullptr});
        break;
    case Axis::Following:
        if (!attached) to.descend(anchor(from));  // what lies in the element of an attribute comes after the attribute
        for (const xmlNode* at = anchor(from); at; at = at->parent)
            for (xmlNode* sibling = nextSibling(at); sibling; sibling = nextSibling(sibling)) {
                to.offer({sibling, nullptr});
                to.descend(sibling);
            }
        break;
    case Axis::Preceding:
        for (const xmlNode* at = anchor(from); at; at = at->parent)
            for (xmlNode* sibling = previousSibling(at); sibling; sibling = previousSibling(sibling))
                to.descendBackwards(sibling);
        break;
    }
}

std::string_view localName(const Node& node) {
    if (node.space) return view(node.space->prefix);
    switch (node.tree->type) {
    case XML_ELEMENT_NODE:
    case XML_ATTRIBUTE_NODE:
    case XML_PI_NODE: return view(node.tree->name);
    default: return {};
    }
}

std::string qualifiedName(const Node& node) {
    const std::string local(localName(node));
    if (node.space || local.empty() || node.tree->type == XML_PI_NODE || !node.tree->ns || !node.tree->ns->prefix) return local;
    return std::string(view(node.tree->ns->prefix)) + ":" + local;
}

std::string_view namespaceUri(const Node& node) {
    if (node.space || (node.tree->type != XML_ELEMENT_NODE && node.tree->type != XML_ATTRIBUTE_NODE) || !node.tree->ns) return {};
    return view(node.tree->ns->href);
}

}  // namespace waymark::xpath
