// Nodes of a libxml2 document as XPath sees them. A node belongs to its document and lives no longer than it.
#pragma once

#include <libxml/tree.h>

#include <string>
#include <string_view>
#include <vector>

namespace waymark::xpath {

struct Step;
class Environment;

/// A node of the tree (attributes and documents too: libxml2 lays them out alike), or a namespace node with the element it was reached from.
struct Node {
    xmlNode* tree = nullptr;
    const xmlNs* space = nullptr;
    bool operator==(const Node&) const = default;
    explicit operator bool() const { return tree != nullptr; }
};

struct NodeSet {
    std::vector<Node> nodes;      ///< without duplicates
    bool inDocumentOrder = true;  ///< false only for what randomize() gives
    bool onlyHidden = false;      ///< empty, and only because no node is relevant: compared, it is a blank answer
};

inline std::string_view view(const xmlChar* text) {
    return text ? std::string_view(reinterpret_cast<const char*>(text)) : std::string_view();
}

/// The string-value by XPath 1.0, section 5, as `environment` lets it be seen (hidden answers are blank).
std::string textOf(const Node& node, const Environment& environment);

/// Negative, zero or positive, as `a` comes before, is, or comes after `b`. Nodes of different documents have an arbitrary, constant order.
int compareOrder(const Node& a, const Node& b);

/// Document order, without duplicates.
void normalise(std::vector<Node>& nodes);

/// Adds the nodes of the step's axis that pass its test, in the order of the axis (reverse axes backwards). Predicates are not applied.
void collect(const Node& from, const Step& step, const Environment& environment, std::vector<Node>& out);

/// Whether positions count backwards along the axis.
bool isReverse(const Step& step);

std::string_view localName(const Node& node);
std::string qualifiedName(const Node& node);
std::string_view namespaceUri(const Node& node);

}  // namespace waymark::xpath
