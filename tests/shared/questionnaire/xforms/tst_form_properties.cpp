// What holds for any form and any answers: forms and answers are drawn from a seed, which a failure names.
#include "tests/shared/questionnaire/xforms/forms.h"

#include "shared/questionnaire/xforms/xml.h"

#include <QTest>

#include <set>

using namespace waymark;
using tests::formXml;

namespace {

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_state(seed * 2 + 1) {}
    std::size_t below(std::size_t n) {
        m_state = m_state * 6'364'136'223'846'793'005u + 1'442'695'040'888'963'407u;
        return static_cast<std::size_t>(m_state >> 33) % n;
    }
    bool chance(std::size_t percent) { return below(100) < percent; }

private:
    std::uint64_t m_state;
};

/// A form of questions, calculations, groups and repeats whose rules look back at what stands before them.
class AnyForm {
public:
    explicit AnyForm(Dice& dice) : m_dice(dice) { level("/data", 0); }
    std::string xml() const {
        return formXml(m_instance, R"x(<instance id="l"><root><item><name>a</name><label>A</label><in>1</in></item><item><name>b</name><label>B</label><in>2</in></item><item><name>c</name><label>C</label></item></root></instance>)x" + m_binds, m_body);
    }

private:
    void level(const std::string& path, int depth) {
        const std::size_t count = 3 + m_dice.below(5);
        for (std::size_t i = 0; i < count; ++i) {
            const std::string name = "f" + std::to_string(m_next++), here = path + "/" + name;
            if (depth < 3 && m_dice.chance(22)) group(name, here, depth);
            else question(name, here);
        }
    }

    /// Relevance, or nothing, of what was asked before.
    std::string relevance() {
        if (m_before.empty() || !m_dice.chance(40)) return {};
        const std::string& other = m_before[m_dice.below(m_before.size())];
        static constexpr const char* kRules[] = {"%s != ''", "%s > 2", "selected(%s, 'a')", "not(%s = 'b')", "string-length(%s) &lt; 4", "count(%s) > 1"};
        return " relevant=\"" + filled(kRules[m_dice.below(6)], other) + "\"";
    }

    static std::string filled(std::string rule, const std::string& path) {
        for (std::size_t at = rule.find("%s"); at != std::string::npos; at = rule.find("%s"))
            rule.replace(at, 2, path);
        return rule;
    }

    void group(const std::string& name, const std::string& here, int depth) {
        const bool repeat = m_dice.chance(50), counted = repeat && !m_before.empty() && m_dice.chance(40);
        m_binds += "<bind nodeset=\"" + here + "\"" + relevance() + "/>";
        m_instance += "<" + name + (repeat && m_dice.chance(60) ? " jr:template=\"\">" : ">");
        m_body += "<group ref=\"" + here + "\">";
        if (repeat) m_body += "<repeat nodeset=\"" + here + "\"" + (counted ? " jr:count=\"string-length(" + m_before[m_dice.below(m_before.size())] + ")\"" : "") + ">";
        level(here, depth + 1);
        m_body += repeat ? "</repeat></group>" : "</group>";
        m_instance += "</" + name + ">";
    }

    void question(const std::string& name, const std::string& here) {
        static constexpr const char* kDefaults[] = {"", "", "1", "a", "2021-03-07"};
        m_instance += "<" + name + ">" + kDefaults[m_dice.below(5)] + "</" + name + ">";
        std::string bind = "<bind nodeset=\"" + here + "\"" + relevance();
        if (m_dice.chance(25) && !m_before.empty()) {
            static constexpr const char* kRules[] = {"concat(%s, 'x')", "sum(%s) + 1", "count(%s)", "position(..)", "once(today())", "coalesce(%s, 'none')", "string-length(%s) * 2"};
            bind += " calculate=\"" + filled(kRules[m_dice.below(7)], m_before[m_dice.below(m_before.size())]) + "\"";
        } else if (m_dice.chance(30)) {
            m_body += "<select ref=\"" + here + "\"><itemset nodeset=\"instance('l')/root/item" + (m_before.empty() || m_dice.chance(50) ? "" : "[in != " + m_before[m_dice.below(m_before.size())] + "]") +
                      "\"><value ref=\"name\"/><label ref=\"label\"/></itemset></select>";
        } else {
            static constexpr const char* kTypes[] = {"string", "int", "decimal", "date"};
            bind += std::string(" type=\"") + kTypes[m_dice.below(4)] + "\"" + (m_dice.chance(30) ? " required=\"true()\"" : "") + (m_dice.chance(30) ? " constraint=\". != 'z'\"" : "");
            m_body += "<input ref=\"" + here + "\"" + ">" + (m_dice.chance(15) && !m_asked.empty() ? "<setvalue event=\"xforms-value-changed\" ref=\"" + m_asked[m_dice.below(m_asked.size())] + "\" value=\"1\"/>" : "") + "</input>";
            m_asked.push_back(here);
        }
        m_binds += bind + "/>";
        m_before.push_back(here);
    }

    Dice& m_dice;
    std::string m_instance, m_binds, m_body;
    std::vector<std::string> m_before, m_asked;  ///< everything, and what is asked rather than calculated
    int m_next = 0;
};

/// A path without the numbers of its occurrences.
std::string bare(std::string path) {
    for (std::size_t open = path.find('['); open != std::string::npos; open = path.find('['))
        path.erase(open, path.find(']') - open + 1);
    return path;
}

void answer(xforms::Session& session, const xforms::Form& form, Dice& dice) {
    static constexpr const char* kAnswers[] = {"", "1", "3", "a", "a b", "b", "2021-03-07", "some longer words", "-5.5", "\xC3\xA9t\xC3\xA9", "<&>\"'"};
    for (int step = 0; step < 25; ++step) {
        std::vector<std::string> asked;  // what is calculated is answered by nobody
        for (const auto& one : session.answers())
            if (const xforms::Field* field = form.at(bare(one.path)); field && !field->bind.calculate) asked.push_back(one.path);
        if (asked.empty()) return;
        (void)session.set(asked[dice.below(asked.size())], kAnswers[dice.below(11)]);
        const xforms::Field* field = form.fields[dice.below(form.fields.size())];
        if (field->isRepeat && dice.chance(60)) (void)session.addRepeat(field->path);
        else if (field->isRepeat) (void)session.removeRepeat(field->path);
    }
}

/// Paths of all elements of a record, occurrences with their numbers as the session writes them.
void collect(const xmlNode* node, const std::string& path, const xforms::Field& field, std::set<std::string>& paths) {
    paths.insert(path);
    std::map<std::string, int> seen;
    for (const xmlNode* one : xforms::elements(node)) {
        const std::string name(xforms::nameOf(one));
        const xforms::Field* inner = field.child(name);
        if (inner) collect(one, path + "/" + name + (inner->isRepeat ? "[" + std::to_string(++seen[name]) + "]" : ""), *inner, paths);
    }
}

}  // namespace

class TestFormProperties : public QObject {
    Q_OBJECT

private slots:
    void hold_data() {
        QTest::addColumn<int>("seed");
        for (int seed = 1; seed <= 150; ++seed)
            QTest::addRow("seed %d", seed) << seed;
    }
    void hold() {
        QFETCH(int, seed);
        Dice dice(static_cast<std::uint64_t>(seed));
        const auto read = xforms::readForm(AnyForm(dice).xml());
        QVERIFY(read);
        if (std::any_of(read->problems.begin(), read->problems.end(), [](const auto& one) { return one.severity == xforms::Severity::Error; })) return;
        tests::SeededRandom random;
        const xforms::World world{tests::kNoon, "Europe/London", &random, {}};
        const auto session = xforms::Session::start(read->form, world);
        answer(*session, read->form, dice);

        const std::string before = session->draft() + session->result();
        const bool changed = session->recalculate();
        QCOMPARE(QString::fromStdString(session->draft() + session->result()), QString::fromStdString(before));
        QVERIFY2(!changed, "a second pass of the calculations changes something");

        const std::string draft = session->draft(), result = session->result();
        const auto back = xforms::Session::restore(read->form, world, draft);
        QVERIFY(back);
        QCOMPARE((*back)->draft(), draft);
        QCOMPARE((*back)->result(), result);
        QVERIFY((*back)->relevance() == session->relevance());
        QCOMPARE((*back)->messages().size(), session->messages().size());
        QCOMPARE(session->draft(), draft);  // looking changes nothing

        // Occurrences that do not count leave a gap in the numbers, so what is counted is how many of each there are.
        const auto record = xforms::parseXml(result);
        QVERIFY(record);
        std::set<std::string> paths;
        collect(xmlDocGetRootElement(record->get()), "/data", *read->form.root, paths);
        std::map<std::string, int> expected, found;
        for (const auto& [path, relevant] : session->relevance())
            if (relevant) ++expected[bare(path)];
        for (const std::string& path : paths)
            ++found[bare(path)];
        QVERIFY(expected == found);
    }

    void garbageIsRefusedOrKeptButNeverFatal() {
        for (std::uint64_t seed = 1; seed <= 60; ++seed) {
            Dice dice(seed);
            std::string xml = AnyForm(dice).xml();
            for (int slip = 0; slip < 4; ++slip)
                xml[dice.below(xml.size())] = static_cast<char>(dice.below(256));
            const auto read = xforms::readForm(xml);
            if (!read || !read->form.root) continue;
            tests::SeededRandom random;
            const auto session = xforms::Session::start(read->form, {tests::kNoon, "UTC", &random, {}});
            for (int step = 0; step < 10; ++step) {
                std::string ref, value;
                for (std::size_t i = dice.below(20); i > 0; --i)
                    ref += "/data[]f0123'*"[dice.below(14)];
                for (std::size_t i = dice.below(20); i > 0; --i)
                    value += static_cast<char>(32 + dice.below(90));
                (void)session->set(ref, value);
                (void)session->addRepeat(ref);
                (void)session->removeRepeat(ref);
            }
            QVERIFY(xforms::Session::restore(read->form, {tests::kNoon, "UTC", &random, {}}, session->draft()).ok());
        }
    }
};

QTEST_APPLESS_MAIN(TestFormProperties)
#include "tst_form_properties.moc"
