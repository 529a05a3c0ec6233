// Small forms for the tests, written as the specification writes them.
#pragma once

#include "shared/questionnaire/xforms/form_reader.h"
#include "shared/questionnaire/xforms/session.h"
#include "tests/support/seeded_random.h"

#include <QString>

#include <string>

namespace waymark::tests {

inline constexpr base::Millis kNoon = 1'616'846'400'000;  // 2021-03-27T12:00:00Z

/// `instance` is the inside of <data>, `model` what follows the instance, `body` the controls.
inline std::string formXml(const std::string& instance, const std::string& model, const std::string& body) {
    return R"x(<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">)x"
           R"x(<h:head><h:title>A form</h:title><model><instance><data id="a_form" version="1">)x" +
           instance + "</data></instance>" + model + "</model></h:head><h:body>" + body + "</h:body></h:html>";
}

/// A form that must be readable, and one session with it.
struct Filling {
    explicit Filling(const std::string& xml)
        : read(std::move(*xforms::readForm(xml))), session(xforms::Session::start(read.form, world())) {}

    xforms::World world() { return {kNoon, "Europe/London", &random, {{"deviceid", "tablet"}}}; }
    bool set(const char* ref, const char* value) { return session->set(ref, value).ok(); }
    QString value(const std::string& path) const {
        for (const auto& answer : session->answers())
            if (answer.path == path) return QString::fromStdString(answer.value);
        return "no " + QString::fromStdString(path);
    }
    bool relevant(const std::string& path) const {
        const auto all = session->relevance();
        return all.contains(path) && all.at(path);
    }
    QString messages() const {
        QString all;
        for (const auto& message : session->messages())
            all += QString::fromStdString(message.path) + ": " + QString::fromStdString(message.text) + "\n";
        return all.trimmed();
    }
    QString problems() const {
        QString all;
        for (const auto& problem : read.problems)
            all += QString::fromStdString(problem.path) + ": " + QString::fromStdString(problem.message) + "\n";
        return all.trimmed();
    }

    tests::SeededRandom random;
    xforms::ReadForm read;
    std::unique_ptr<xforms::Session> session;
};

}  // namespace waymark::tests
