#include "shared/questionnaire/xforms/pages.h"

#include <algorithm>
#include <map>

namespace waymark::xforms {

namespace {

class Layout {
public:
    Layout(const Form& form, const Session& session) : m_form(form), m_relevant(session.relevance()) {}

    std::vector<Page> run() {
        controls(m_form.body, {});
        return std::move(m_pages);
    }

private:
    /// Inside which occurrence: the path of its repeat without numbers, and its own.
    struct Within {
        std::string plain, numbered;
        std::string at(const std::string& path) const {
            return !plain.empty() && path.starts_with(plain + "/") ? numbered + path.substr(plain.size()) : path;
        }
    };

    bool isRelevant(const std::string& ref) const {
        const auto found = m_relevant.find(ref);
        return found == m_relevant.end() || found->second;
    }

    static bool onOnePage(const Control& control) {
        return std::find(control.appearances.begin(), control.appearances.end(), "field-list") != control.appearances.end() ||
               std::find(control.appearances.begin(), control.appearances.end(), "table-list") != control.appearances.end();
    }

    void show(Entry entry) {
        if (m_together == 0 || m_pages.empty() || m_starts) m_pages.push_back({m_around, {}});
        m_starts = false;
        m_pages.back().entries.push_back(std::move(entry));
    }

    void controls(const std::vector<std::unique_ptr<Control>>& list, const Within& within) {
        for (const auto& control : list) {
            const std::string ref = control->field ? within.at(control->field->path) : std::string();
            if (control->kind == ControlKind::Repeat)
                repeat(*control, *control, ref);
            else if (control->kind == ControlKind::Group)
                group(*control, ref, within);
            else if (control->field && isRelevant(ref))
                show({EntryKind::Question, ref, control.get(), 0, false});
        }
    }

    /// What is inside is on one page if that is `wanted`, or on the page that is begun already; its heading stands on the page, or above
    /// each page of its own.
    template <class Inside> void under(const Entry& heading, bool wanted, const Inside& inside) {
        const bool begins = wanted && m_together == 0;
        if (begins) m_starts = true;
        m_together += wanted ? 1 : 0;
        if (m_together > 0) {
            show(heading);
            inside();
        } else {
            m_around.push_back(heading);
            inside();
            m_around.pop_back();
        }
        m_together -= wanted ? 1 : 0;
        if (begins) m_starts = false;
    }

    void group(const Control& control, const std::string& ref, const Within& within) {
        // A group around a repeat carries the words of the repeat, which stand at each occurrence.
        if (control.field && control.field->isRepeat) {
            for (const auto& inner : control.children)
                if (inner->kind == ControlKind::Repeat && inner->field == control.field)
                    repeat(*inner, inner->label.isEmpty() ? control : *inner, ref);
            return;
        }
        if (!ref.empty() && !isRelevant(ref)) return;
        under({EntryKind::Heading, ref, &control, 0, false}, onOnePage(control), [&] { controls(control.children, within); });
    }

    void repeat(const Control& control, const Control& words, const std::string& ref) {
        if (!control.field || !isRelevant(ref.substr(0, ref.rfind('/')))) return;
        std::size_t number = 0;
        bool anyShown = false;
        for (std::string one; m_relevant.contains(one = ref + "[" + std::to_string(number + 1) + "]");) {
            ++number;
            if (!isRelevant(one)) continue;
            anyShown = true;
            under({EntryKind::Occurrence, one, &words, number, !control.fixedCount}, onOnePage(control),
                  [&] { controls(control.children, {control.field->path, one}); });
        }
        if (!control.fixedCount && (anyShown || number == 0)) show({EntryKind::Add, ref, &words, number, true});
    }

    const Form& m_form;
    std::map<std::string, bool> m_relevant;
    std::vector<Page> m_pages;
    std::vector<Entry> m_around;
    int m_together = 0;
    bool m_starts = false;  ///< the next entry begins a page
};

}  // namespace

std::vector<Page> pagesOf(const Form& form, const Session& session) {
    auto pages = Layout(form, session).run();
    // A page of headings alone asks nothing.
    std::erase_if(pages, [](const Page& page) {
        return std::all_of(page.entries.begin(), page.entries.end(), [](const Entry& entry) { return entry.kind == EntryKind::Heading; });
    });
    return pages;
}

}  // namespace waymark::xforms
