#include "shared/questionnaire/xforms/references.h"

#include <algorithm>
#include <optional>

namespace waymark::xforms {

namespace {

using xpath::Axis;
using xpath::Expr;
using xpath::ExprKind;
using xpath::TestKind;

/// Fields an expression may stand for; absent if it leads out of the form's data (into a list) or is a value.
using Spots = std::optional<std::vector<Field*>>;

class Finder {
public:
    Finder(const Form& form, Field* at, References& into) : m_form(form), m_at(at), m_into(into) {}

    Spots walk(const Expr& expr, const Spots& here, bool elsewhere) {
        switch (expr.kind) {
        case ExprKind::Path: return path(expr, here, elsewhere);
        case ExprKind::Filter: {
            const Spots inner = walk(*expr.operands[0], here, elsewhere);
            for (const auto& predicate : expr.predicates)
                walk(*predicate, inner, true);
            return inner;
        }
        case ExprKind::Call: return call(expr, here, elsewhere);
        case ExprKind::Binary:
        case ExprKind::Negate: {
            for (const auto& operand : expr.operands)
                walk(*operand, here, elsewhere);
            return std::nullopt;
        }
        default: return std::nullopt;
        }
    }

private:
    Spots call(const Expr& expr, const Spots& here, bool elsewhere) {
        if (expr.text == "current") {
            return std::vector<Field*>{m_at};
        }
        if (expr.text == "random" || expr.text == "uuid") m_into.isRandom = true;
        if (expr.text == "instance" && !expr.operands.empty() && expr.operands[0]->kind == ExprKind::Text)
            m_into.lists.push_back(expr.operands[0]->text);
        if (expr.text == "pulldata" && !expr.operands.empty() && expr.operands[0]->kind == ExprKind::Text)
            m_into.lists.push_back(expr.operands[0]->text);
        const bool indexed = expr.text == "indexed-repeat";
        for (std::size_t i = 0; i < expr.operands.size(); ++i) {
            // The repeats that indexed-repeat() counts through are named, not read.
            if (indexed && i % 2 == 1) continue;
            // position() looks where a place stands and not at what it says.
            walk(*expr.operands[i], here, elsewhere || (indexed && i == 0) || expr.text == "position");
        }
        return std::nullopt;
    }

    static void addAll(Field* from, std::vector<Field*>& out) {
        out.push_back(from);
        for (const auto& one : from->children)
            addAll(one.get(), out);
    }

    static bool fits(const xpath::Step& step, const Field& field) { return step.test != TestKind::Name || step.name == field.name; }

    void step(const xpath::Step& step, bool& atDocument, std::vector<Field*>& spots) const {
        std::vector<Field*> next;
        const auto offer = [&](Field* field) {
            if (field && fits(step, *field) && std::find(next.begin(), next.end(), field) == next.end()) next.push_back(field);
        };
        const auto offerAll = [&](Field* field, bool self) {
            std::vector<Field*> all;
            addAll(field, all);
            for (std::size_t i = self ? 0 : 1; i < all.size(); ++i)
                offer(all[i]);
        };
        if (atDocument) {
            if (step.axis == Axis::Child) offer(m_form.root.get());
            if (step.axis == Axis::Descendant || step.axis == Axis::DescendantOrSelf) offerAll(m_form.root.get(), true);
            // "//" leaves the document itself among the nodes; what follows may start from there.
            atDocument = step.axis == Axis::DescendantOrSelf && step.test == TestKind::AnyNode && step.predicates.empty();
            spots = std::move(next);
            return;
        }
        for (Field* spot : spots) {
            switch (step.axis) {
            case Axis::Child:
                for (const auto& one : spot->children)
                    offer(one.get());
                break;
            case Axis::Self: offer(spot); break;
            case Axis::Parent: offer(spot->parent); break;
            case Axis::Descendant: offerAll(spot, false); break;
            case Axis::DescendantOrSelf: offerAll(spot, true); break;
            case Axis::Ancestor:
                for (Field* at = spot->parent; at; at = at->parent)
                    offer(at);
                break;
            case Axis::AncestorOrSelf:
                for (Field* at = spot; at; at = at->parent)
                    offer(at);
                break;
            case Axis::Attribute:
            case Axis::Namespace: break;
            case Axis::FollowingSibling:
            case Axis::PrecedingSibling:
                if (spot->parent)
                    for (const auto& one : spot->parent->children)
                        offer(one.get());
                break;
            case Axis::Following:
            case Axis::Preceding: offerAll(m_form.root.get(), true); break;
            }
        }
        spots = std::move(next);
    }

    Spots path(const Expr& expr, const Spots& here, bool elsewhere) {
        bool atDocument = expr.absolute;
        std::vector<Field*> spots;
        bool outside = false;
        if (!expr.operands.empty()) {
            const Spots from = walk(*expr.operands[0], here, elsewhere);
            outside = !from;
            if (from) spots = *from;
        } else if (!expr.absolute) {
            outside = !here;
            if (here) spots = *here;
        }
        bool plain = true, conditional = elsewhere, filtered = false;
        std::string written = expr.absolute ? "" : ".";
        for (const auto& one : expr.steps) {
            if (!outside) {
                if (atDocument && one.axis == Axis::Child && one.test == TestKind::Name && !spots.empty()) {
                    std::vector<Field*> below = spots;  // //name
                    bool document = true;
                    std::vector<Field*> top;
                    step(one, document, top);
                    atDocument = false;
                    step(one, atDocument, below);
                    spots = std::move(top);
                    for (Field* field : below)
                        if (std::find(spots.begin(), spots.end(), field) == spots.end()) spots.push_back(field);
                } else {
                    step(one, atDocument, spots);
                }
            }
            plain = plain && (one.test == TestKind::Name || one.test == TestKind::AnyNode) && one.axis != Axis::Attribute;
            conditional = conditional || one.axis == Axis::FollowingSibling || one.axis == Axis::PrecedingSibling ||
                          one.axis == Axis::Following || one.axis == Axis::Preceding;
            if (one.test == TestKind::Name) written += "/" + one.name;
            if (one.axis == Axis::Parent) written += "/..";
            for (const auto& predicate : one.predicates) {
                filtered = true;
                walk(*predicate, outside ? Spots() : Spots(spots), true);
            }
        }
        if (outside) return std::nullopt;
        if (spots.empty() && plain && !expr.steps.empty() && !(here && here->empty() && !expr.absolute)) {
            if (!atDocument) m_into.unknown.push_back(written);
        }
        for (Field* field : spots) {
            (conditional || filtered ? m_into.possible : m_into.certain).insert(field);
            if (filtered && !conditional) m_into.filtered.insert(field);
        }
        return spots;
    }

    const Form& m_form;
    Field* m_at;
    References& m_into;
};

}  // namespace

void addReferences(const Form& form, const xpath::Expression& expression, Field* at, References& into) {
    Finder(form, at, into).walk(*expression.root, std::vector<Field*>{at}, false);
}

}  // namespace waymark::xforms
