// Nodes: count() to lang().
#include "shared/questionnaire/xpath/evaluation.h"
#include "shared/questionnaire/xpath/functions.h"

#include "shared/base/message_digest.h"
#include "shared/base/random.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <set>

namespace waymark::xpath {

namespace {

Value count(const Call& call) { return static_cast<double>(call.nodes(0).nodes.size()); }

Value countNonEmpty(const Call& call) {
    double filled = 0;
    for (const Node& node : call.nodes(0).nodes)
        filled += textOf(node, call.environment()).empty() ? 0 : 1;
    return filled;
}

/// Among the siblings of its name, from 1, if a node is given; otherwise XPath's place in the set.
Value position(const Call& call) {
    if (call.count() == 0) return static_cast<double>(call.place.position);
    const NodeSet set = call.evaluation.places(*call.expr.operands[0], call.place);
    if (set.nodes.empty()) return std::numeric_limits<double>::quiet_NaN();
    const xmlNode* node = set.nodes.front().tree;
    double place = 1;
    for (const xmlNode* before = node->prev; before; before = before->prev)
        if (before->type == node->type && view(before->name) == view(node->name)) ++place;
    return place;
}

Node firstOrHere(const Call& call) {
    if (call.count() == 0) return call.place.node;
    const NodeSet set = call.nodes(0);
    return set.nodes.empty() ? Node{} : set.nodes.front();
}

Value name(const Call& call) {
    const Node node = firstOrHere(call);
    return node ? qualifiedName(node) : std::string();
}

Value localNameOf(const Call& call) {
    const Node node = firstOrHere(call);
    return node ? std::string(localName(node)) : std::string();
}

Value namespaceUriOf(const Call& call) {
    const Node node = firstOrHere(call);
    return node ? std::string(namespaceUri(node)) : std::string();
}

std::string_view attribute(const xmlNode* element, std::string_view name) {
    for (const xmlAttr* one = element->properties; one; one = one->next)
        if (view(one->name) == name && one->children) return view(one->children->content);
    return {};
}

/// Elements whose attribute `id` is one of the words; no form declares a document type that would say which attributes are ids.
Value id(const Call& call) {
    std::set<std::string, std::less<>> wanted;
    for (const std::string& text : call.texts(0))
        for (std::size_t from = 0; (from = text.find_first_not_of(" \t\r\n", from)) != std::string::npos;) {
            const std::size_t to = std::min(text.find_first_of(" \t\r\n", from), text.size());
            wanted.insert(text.substr(from, to - from));
            from = to;
        }
    NodeSet set;
    const Step everywhere{Axis::DescendantOrSelf, TestKind::AnyName, {}, {}, {}};
    std::vector<Node> all;
    if (const Node root = call.environment().root()) collect(root, everywhere, call.environment(), all);
    for (const Node& node : all) {
        const auto found = wanted.find(attribute(node.tree, "id"));
        if (found == wanted.end()) continue;
        set.nodes.push_back(node);
        wanted.erase(found);
    }
    return set;
}

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

Value lang(const Call& call) {
    std::string wanted = call.text(0);
    std::transform(wanted.begin(), wanted.end(), wanted.begin(), lower);
    for (const xmlNode* at = call.place.node.tree; at; at = at->parent) {
        if (at->type != XML_ELEMENT_NODE) continue;
        for (const xmlAttr* one = at->properties; one; one = one->next) {
            if (view(one->name) != "lang" || !one->ns || view(one->ns->prefix) != "xml") continue;
            std::string language(one->children ? view(one->children->content) : std::string_view());
            std::transform(language.begin(), language.end(), language.begin(), lower);
            return language == wanted || language.starts_with(wanted + "-");
        }
    }
    return false;
}

Value instance(const Call& call) {
    NodeSet set;
    if (const auto node = call.environment().instance(call.text(0))) set.nodes.push_back(*node);
    return set;
}

/// Park and Miller's minimal standard generator, as the specification names it.
class ParkMiller {
public:
    explicit ParkMiller(std::int64_t seed) : m_seed(seed % kModulus) {
        if (m_seed <= 0) m_seed += kModulus - 1;
    }
    double next() {
        m_seed = m_seed * 16'807 % kModulus;
        return static_cast<double>(m_seed - 1) / static_cast<double>(kModulus - 1);
    }

private:
    static constexpr std::int64_t kModulus = 2'147'483'647;
    std::int64_t m_seed;
};

/// A number without its fraction; other text by the first eight bytes of its SHA-256, nothing as zero: so the field's programs shuffle alike.
std::int64_t seedOf(const Value& value, const Environment& environment) {
    const double number = toNumber(value, environment);
    if (std::isnan(number)) {
        const std::string text = toText(value, environment);
        if (text.empty() || text == "NaN") return 0;
        const auto bytes = base::messageDigest(text, "SHA-256");
        std::uint64_t seed = 0;
        for (std::size_t i = 0; bytes && i < 8; ++i)
            seed = seed << 8 | static_cast<unsigned char>((*bytes)[i]);
        return static_cast<std::int64_t>(seed);
    }
    if (number >= 9.2233720368547748e18) return std::numeric_limits<std::int64_t>::max();
    if (number <= -9.2233720368547748e18) return std::numeric_limits<std::int64_t>::min();
    return static_cast<std::int64_t>(number);
}

/// Fisher and Yates, "inside out".
Value randomize(const Call& call) {
    const NodeSet set = call.nodes(0);
    std::vector<Node> shuffled(set.nodes.size());
    const std::int64_t seed =
        call.count() > 1 ? seedOf(call.value(1), call.environment()) : static_cast<std::int64_t>(call.environment().random().next() >> 33);
    ParkMiller generator(seed);
    for (std::size_t i = 0; i < shuffled.size(); ++i) {
        const auto j = std::min(i, static_cast<std::size_t>(std::floor(generator.next() * static_cast<double>(i + 1))));
        shuffled[i] = shuffled[j];
        shuffled[j] = set.nodes[i];
    }
    return NodeSet{std::move(shuffled), false};
}

constexpr FunctionSpec kNodeFunctions[] = {
    {"last", 0, 0, [](const Call& call) -> Value { return static_cast<double>(call.place.size); }},
    {"position", 0, 1, position},
    {"count", 1, 1, count},
    {"count-non-empty", 1, 1, countNonEmpty},
    {"id", 1, 1, id},
    {"name", 0, 1, name},
    {"local-name", 0, 1, localNameOf},
    {"namespace-uri", 0, 1, namespaceUriOf},
    {"lang", 1, 1, lang},
    {"instance", 1, 1, instance},
    {"current", 0, 0,
     [](const Call& call) -> Value {
         NodeSet set;
         if (call.evaluation.current()) set.nodes.push_back(call.evaluation.current());
         return set;
     }},
    {"randomize", 1, 2, randomize},
};

}  // namespace

std::span<const FunctionSpec> nodeFunctions() { return kNodeFunctions; }

}  // namespace waymark::xpath
