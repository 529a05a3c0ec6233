// What an expression may ask of the world around it: the time, a language, other instances, what is hidden. The live form implements it;
// a plain document has PlainEnvironment.
#pragma once

#include "shared/base/clock.h"
#include "shared/questionnaire/xpath/value.h"

#include <optional>
#include <string>
#include <string_view>

namespace waymark::base {
class Random;
}

namespace waymark::xpath {

class Environment {
public:
    virtual ~Environment() = default;

    /// The document node that "/" means, also within conditions on other instances.
    virtual Node root() const = 0;
    virtual base::Millis now() const = 0;
    virtual std::string zone() const = 0;      ///< IANA, such as "Europe/London"
    virtual std::string language() const = 0;  ///< BCP 47, for names of months and days; empty: English
    virtual base::Random& random() const = 0;

    /// The element that holds a secondary instance; absent if there is none of that id.
    virtual std::optional<Node> instance(std::string_view id) const = 0;
    /// Text of jr:itext(id) in the language shown; empty if unknown.
    virtual std::string itext(std::string_view id) const = 0;
    /// The label of a choice of the question that `question` (a path) leads to from `context`; empty if unknown.
    virtual std::string choiceName(std::string_view value, std::string_view question, const Node& context) const = 0;
    /// property('deviceid') and the like; empty if unknown.
    virtual std::string property(std::string_view name) const = 0;
    virtual std::string version() const = 0;  ///< of the form
    virtual std::optional<Value> variable(std::string_view name) const = 0;

    /// The URI of a prefix; absent if it is not known.
    virtual std::optional<std::string> namespaceOf(std::string_view prefix) const = 0;
    /// Whether this is one occurrence of a repeat: an absolute path from inside it means this occurrence.
    virtual bool isRepeat(const Node& node) const = 0;
    /// What is to be seen instead of the node's text: blank for an answer that is not relevant. Absent: what is in the document.
    virtual std::optional<std::string> shownText(const Node& node) const = 0;
    /// Whether paths leave the node out of what they give, because it is not relevant.
    virtual bool isHidden(const Node& node) const = 0;
    /// Whether a blank text is a question that has no answer yet, and so no part of a sum or a largest value; otherwise it is no number.
    virtual bool blankIsNoAnswer() const = 0;
};

/// An environment for one document by itself: nothing is hidden or repeated, and instance('x') is any element `instance` with that id. In a
/// whole form "/" is its primary instance, as it is for the rules in it, and jr:itext() speaks its default language.
class PlainEnvironment : public Environment {
public:
    /// `document`, which may be null, and `random` must outlive this.
    PlainEnvironment(xmlDoc* document, base::Millis now, std::string zone, base::Random& random);

    Node root() const override { return m_root; }
    base::Millis now() const override { return m_now; }
    std::string zone() const override { return m_zone; }
    std::string language() const override { return {}; }
    base::Random& random() const override { return m_random; }
    std::optional<Node> instance(std::string_view id) const override;
    std::string itext(std::string_view id) const override;
    std::string choiceName(std::string_view, std::string_view, const Node&) const override { return {}; }
    std::string property(std::string_view) const override { return {}; }
    std::string version() const override;
    std::optional<Value> variable(std::string_view) const override { return std::nullopt; }
    /// Declared anywhere in the document, or well known (jr, orx, odk, xhtml and so on).
    std::optional<std::string> namespaceOf(std::string_view prefix) const override;
    bool isRepeat(const Node&) const override { return false; }
    std::optional<std::string> shownText(const Node&) const override { return std::nullopt; }
    bool isHidden(const Node&) const override { return false; }
    bool blankIsNoAnswer() const override { return false; }

private:
    xmlDoc* m_document;
    Node m_root;
    base::Millis m_now;
    std::string m_zone;
    base::Random& m_random;
};

/// Prefixes that every form may use without declaring them; absent if `prefix` is none of them.
std::optional<std::string> wellKnownNamespace(std::string_view prefix);

}  // namespace waymark::xpath
