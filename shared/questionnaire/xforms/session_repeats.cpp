// Occurrences of repeats: added, taken away, counted; and finding the place that a reference means.
#include "shared/questionnaire/xforms/live_environment.h"
#include "shared/questionnaire/xpath/evaluator.h"

#include <algorithm>
#include <charconv>
#include <cmath>

namespace waymark::xforms {

namespace {

std::vector<xmlNode*> occurrences(const xmlNode* parent, const std::string& name) {
    std::vector<xmlNode*> found;
    for (xmlNode* one : elements(parent))
        if (nameOf(one) == name) found.push_back(one);
    return found;
}

void removeInnerTemplates(xmlNode* node) {
    for (xmlNode* one : elements(node)) {
        if (hasAttribute(one, "template", kJavaRosa)) {
            xmlUnlinkNode(one);
            xmlFreeNode(one);
        } else {
            removeInnerTemplates(one);
        }
    }
}

void clear(xmlNode* node) {
    if (isLeaf(node)) setText(node, "");
    for (xmlNode* one : elements(node))
        clear(one);
}

struct Segment {
    std::string name;
    std::size_t number = 0;  ///< 0 if none was given
};

/// "/data/person[2]/age" in parts; empty if it is no such path.
std::vector<Segment> segmentsOf(std::string_view ref) {
    std::vector<Segment> segments;
    while (!ref.empty()) {
        if (ref.front() == '/') ref.remove_prefix(1);
        const std::size_t end = std::min(ref.find('/'), ref.size());
        std::string_view part = ref.substr(0, end);
        ref.remove_prefix(end);
        Segment segment;
        if (const std::size_t open = part.find('['); open != std::string_view::npos) {
            const char* const last = part.data() + part.size();
            if (std::from_chars(part.data() + open + 1, last, segment.number).ec != std::errc() || !part.ends_with(']') ||
                segment.number == 0)
                return {};
            part = part.substr(0, open);
        }
        if (const std::size_t colon = part.find(':'); colon != std::string_view::npos) part.remove_prefix(colon + 1);
        segment.name = trimmed(part);
        if (segment.name.empty()) return {};
        segments.push_back(segment);
    }
    return segments;
}

}  // namespace

base::Result<xmlNode*> Session::find(std::string_view ref) const {
    const base::Error missing{base::ErrorCode::NotFound, "the form has no “" + std::string(ref) + "”"};
    std::vector<Segment> segments = segmentsOf(ref);
    if (segments.empty()) return missing;
    if (!ref.starts_with('/')) {  // a bare name, or the end of a path: the first field that fits
        const Field* found = nullptr;
        for (const Field* field : m_form.fields) {
            const Field* at = field;
            std::size_t matched = 0;
            while (at && matched < segments.size() && at->name == segments[segments.size() - 1 - matched].name) {
                at = at->parent;
                ++matched;
            }
            if (matched == segments.size()) {
                found = field;
                break;
            }
        }
        if (!found) return missing;
        std::vector<Segment> whole = segmentsOf(found->path);
        for (std::size_t i = 0; i < segments.size(); ++i)
            whole[whole.size() - segments.size() + i].number = segments[i].number;
        segments = std::move(whole);
    }
    xmlNode* at = xmlDocGetRootElement(m_document.get());
    if (segments[0].name != m_form.root->name || segments[0].number > 1) return missing;
    for (std::size_t i = 1; i < segments.size(); ++i) {
        const auto candidates = occurrences(at, segments[i].name);
        if (candidates.empty() || segments[i].number > candidates.size() || !stateOf(candidates.front())) return missing;
        std::size_t place = segments[i].number;
        if (place == 0) {
            const auto latest = m_latest.find(stateOf(candidates.front())->field);
            const auto it = latest == m_latest.end() ? candidates.end() : std::find(candidates.begin(), candidates.end(), latest->second);
            place = it == candidates.end() ? 1 : static_cast<std::size_t>(it - candidates.begin()) + 1;
        }
        at = candidates[place - 1];
    }
    return at;
}

std::string Session::pathOf(const xmlNode* node) const {
    std::string path;
    for (const xmlNode* at = node; at && at->type == XML_ELEMENT_NODE; at = at->parent) {
        std::string part = "/" + std::string(nameOf(at));
        if (stateOf(at) && stateOf(at)->field->isRepeat && at->parent && at->parent->type == XML_ELEMENT_NODE) {
            std::size_t place = 1;
            for (const xmlNode* before = at->prev; before; before = before->prev)
                if (before->type == XML_ELEMENT_NODE && nameOf(before) == nameOf(at)) ++place;
            part += "[" + std::to_string(place) + "]";
        }
        path.insert(0, part);
    }
    return path;
}

/// A new occurrence after the last one, or where the form's data has it among its siblings.
xmlNode* Session::insertOccurrence(const Field& repeat, xmlNode* parent) {
    xmlNode* node = nullptr;
    auto& aside = m_aside[{parent, &repeat}];
    if (!aside.empty()) {
        node = aside.back();  // what was set aside last comes back first
        aside.pop_back();
    } else {
        node = xmlDocCopyNode(const_cast<xmlNode*>(repeat.pattern), m_document.get(), 1);
        for (xmlAttr* one = node->properties; one; one = one->next)
            if (xpath::view(one->name) == "template" || xpath::view(one->name) == "jr:template") {
                xmlRemoveProp(one);
                break;
            }
        removeInnerTemplates(node);
        if (!isInTemplate(repeat.pattern)) clear(node);
    }
    const auto others = occurrences(parent, repeat.name);
    if (!others.empty()) {
        xmlAddNextSibling(others.back(), node);
        return node;
    }
    xmlNode* after = nullptr;
    for (const auto& sibling : repeat.parent->children) {
        if (sibling.get() == &repeat) break;
        const auto nodes = occurrences(parent, sibling->name);
        if (!nodes.empty()) after = nodes.back();
    }
    if (after)
        xmlAddNextSibling(after, node);
    else if (parent->children)
        xmlAddPrevSibling(parent->children, node);
    else
        xmlAddChild(parent, node);
    return node;
}

/// The specification: odk-new-repeat comes before anything is recalculated.
void Session::newOccurrence(const Field& repeat, xmlNode* node) {
    index();
    m_anyChange = true;
    actInside(m_form.body, "odk-new-repeat", node, false);
    markInside(repeat);
}

/// Takes an occurrence out; whoever calls this looks over the record again.
void Session::setAside(const Field& repeat, xmlNode* node) {
    m_aside[{node->parent, &repeat}].push_back(node);
    std::erase(m_acted, node);
    for (auto it = m_latest.begin(); it != m_latest.end();)
        it = it->second == node ? m_latest.erase(it) : std::next(it);
    xmlUnlinkNode(node);
}

/// Whether the record is as large as it may get by counting alone: a count within a count multiplies.
bool Session::isFull(const Field& field) {
    constexpr std::ptrdiff_t kMostCounted = 50'000;
    constexpr std::size_t kMostVisited = 200'000'000;
    if (m_counted < kMostCounted && m_visited < kMostVisited) return false;
    m_failures[field.path] = "count: the record has grown larger than anybody fills in";
    return true;
}

void Session::refreshCount(const Field& field) {
    if (const auto told = m_failures.find(field.path); told != m_failures.end() && told->second.starts_with("count")) m_failures.erase(told);
    // A draft holds what a count of its own contents had come to, or where it was stopped.
    const bool isSettled = m_restoring && field.control->countsItself;
    bool isNew = false, grows = false;
    for (xmlNode* parent : std::vector<xmlNode*>(m_nodes[field.parent->index])) {
        // Relative paths go from the repeat. There may be no occurrence yet, so this stands where one would, without being one.
        xmlNode here{};
        here.type = XML_ELEMENT_NODE;
        here.name = BAD_CAST field.name.c_str();
        here.parent = parent;
        here.doc = parent->doc;
        const auto value = evaluate(*field.control->count, &here);
        if (!value) {
            m_failures[field.path] = "count: " + value.error().detail;
            continue;
        }
        const double number = std::floor(xpath::toNumber(*value, *m_environment));
        const auto wanted = static_cast<std::size_t>(std::isnan(number) ? 0.0 : std::clamp(number, 0.0, double(kMaxOccurrences)));
        if (number > double(kMaxOccurrences)) m_failures[field.path] = "count: more than 5000 times is more than anybody fills in";
        auto present = occurrences(parent, field.name);
        if (present.size() < wanted && !grows) {
            grows = true;
            if (isSettled || ++m_growths[&field] > kMostGrowths) {
                m_failures[field.path] = "count: it still asked for more after 100 rounds";
                break;
            }
        }
        while (present.size() < wanted && !isFull(field)) {
            xmlNode* node = insertOccurrence(field, parent);
            present.push_back(node);
            ++m_counted;
            if (m_form.actsOnNewRepeat)
                newOccurrence(field, node);
            else
                isNew = true;
        }
        for (; present.size() > wanted; isNew = true) {
            setAside(field, present.back());
            present.pop_back();
            --m_counted;
        }
    }
    if (!grows && !isNew) m_growths.erase(&field);
    if (!isNew) return;
    index();
    m_anyChange = true;
    markInside(field);
}

base::Result<std::string> Session::addRepeat(std::string_view ref) {
    // The repeat may have no occurrence yet, so its parent is looked for.
    const std::vector<Segment> segments = segmentsOf(ref);
    const Field* field = nullptr;
    for (const Field* one : m_form.fields)
        if (one->isRepeat && !segments.empty() && one->name == segments.back().name &&
            (!ref.starts_with('/') || segmentsOf(one->path).size() == segments.size())) {
            bool same = true;
            const auto path = segmentsOf(one->path);
            for (std::size_t i = 0; ref.starts_with('/') && i < path.size(); ++i)
                same = same && path[i].name == segments[i].name;
            if (same) {
                field = one;
                break;
            }
        }
    if (!field) {
        if (find(ref)) return base::Error{base::ErrorCode::Unsupported, "“" + std::string(ref) + "” is no repeat"};
        return base::Error{base::ErrorCode::NotFound, "the form has no repeat “" + std::string(ref) + "”"};
    }
    if (field->control && field->control->fixedCount)
        return base::Error{base::ErrorCode::Unsupported, "how often “" + std::string(ref) + "” is there is not decided by hand"};
    std::string above = field->parent->path;
    if (ref.starts_with('/')) above = std::string(ref.substr(0, ref.rfind('/')));
    const auto parent = find(above);
    if (!parent) return parent.error();
    xmlNode* node = insertOccurrence(*field, *parent);
    m_latest[field] = node;
    newOccurrence(*field, node);
    std::string path = pathOf(node);  // before the rules run: they may take it away again
    run();
    return path;
}

base::Result<void> Session::removeRepeat(std::string_view ref) {
    const auto node = find(ref);
    if (!node) return node.error();
    const Field* field = stateOf(*node)->field;
    if (!field->isRepeat) return base::Error{base::ErrorCode::Unsupported, "“" + std::string(ref) + "” is no repeat"};
    if (field->control && field->control->fixedCount)
        return base::Error{base::ErrorCode::Unsupported, "how often “" + std::string(ref) + "” is there is not decided by hand"};
    xmlNode* parent = (*node)->parent;
    setAside(*field, *node);
    index();
    m_anyChange = true;
    markInside(*field);
    // Taken away by hand is taken away: it does not come back with the next occurrence.
    auto& aside = m_aside[{parent, field}];
    xmlNode* removed = aside.back();
    aside.pop_back();
    for (auto it = m_aside.begin(); it != m_aside.end();) {
        bool inside = false;
        for (const xmlNode* at = it->first.first; at; at = at->parent)
            inside = inside || at == removed;
        if (!inside) {
            ++it;
            continue;
        }
        for (xmlNode* one : it->second)
            xmlFreeNode(one);
        it = m_aside.erase(it);
    }
    xmlFreeNode(removed);
    run();
    return {};
}

}  // namespace waymark::xforms
