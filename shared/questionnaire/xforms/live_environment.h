// The world as the expressions of a form being filled in see it. Private to the folder.
#pragma once

#include "shared/questionnaire/xforms/session.h"

namespace waymark::xforms {

/// What a rule gives as this type is written; a number that is none is no answer.
std::string written(const xpath::Value& value, const std::string& type, const xpath::Environment& environment);

class Session::Environment : public xpath::Environment {
public:
    explicit Environment(const Session& session) : m_session(session) {}

    xpath::Node root() const override { return {reinterpret_cast<xmlNode*>(m_session.m_document.get()), nullptr}; }
    base::Millis now() const override { return m_session.m_world.now; }
    std::string zone() const override { return m_session.m_world.zone; }
    std::string language() const override;
    base::Random& random() const override { return *m_session.m_world.random; }
    std::optional<xpath::Node> instance(std::string_view id) const override;
    std::string itext(std::string_view id) const override;
    std::string choiceName(std::string_view value, std::string_view question, const xpath::Node& context) const override;
    std::string property(std::string_view name) const override;
    std::string version() const override { return m_session.m_form.version; }
    std::optional<xpath::Value> variable(std::string_view) const override { return std::nullopt; }
    std::optional<std::string> namespaceOf(std::string_view prefix) const override;
    bool isRepeat(const xpath::Node& node) const override;
    std::optional<std::string> shownText(const xpath::Node& node) const override;
    bool isHidden(const xpath::Node& node) const override;
    bool blankIsNoAnswer() const override { return true; }

private:
    class Naming;

    xmlNode* questionAt(const std::string& path, const xpath::Node& context) const;

    const Session& m_session;
};

}  // namespace waymark::xforms
