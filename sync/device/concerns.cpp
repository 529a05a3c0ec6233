#include "sync/device/concerns.h"

#include "shared/base/id.h"
#include "shared/domain/stream.h"
#include "sync/device/device_store.h"
#include "sync/device/vault.h"

#include <algorithm>
#include <set>

namespace waymark::device {

using base::Error;
using base::ErrorCode;
using base::textOf;

namespace {

constexpr std::size_t kMostReceipts = 30;
constexpr std::size_t kReferenceLetters = 4;

std::string metaKey(const std::string& what, const std::string& user) { return "own/" + what + '/' + user; }

} // namespace

std::string referenceOf(const std::string& concern) {
    std::string reference = concern.substr(0, kReferenceLetters);
    std::transform(reference.begin(), reference.end(), reference.begin(), [](char c) { return static_cast<char>(std::toupper(static_cast<unsigned char>(c))); });
    return reference;
}

Concerns::Concerns(DeviceStore& store, Vault& vault, Notebook& notebook, Enrolment& enrolment, base::Random& random)
    : m_store(store), m_vault(vault), m_notebook(notebook), m_enrolment(enrolment), m_random(random), m_ring(store, vault, notebook, enrolment) {}

Json Concerns::ownMeta(const std::string& what) const {
    const auto current = m_vault.current();
    const std::string name = metaKey(what, current ? current->user : std::string());
    const auto stored = m_store.meta(name);
    if (!current || !stored || !*stored) return nullptr;
    const auto plain = m_vault.open({"meta", {}, "own", name, 0}, base::asBytes(**stored));
    const auto json = plain ? base::parseJson(*plain) : Result<Json>(plain.error());
    return json ? *json : Json();
}

Result<void> Concerns::keepOwnMeta(const std::string& what, const Json& json) {
    if (auto prepared = m_vault.prepareOwn(); !prepared) return prepared;
    const std::string name = metaKey(what, m_vault.current()->user);
    const auto sealed = m_vault.seal(KeyTier::Own, {"meta", {}, "own", name, 0}, base::toText(json));
    if (!sealed) return sealed.error();
    return m_store.setMeta(name, base::asText(*sealed));
}

std::string Concerns::nameOf(const std::string& user) const {
    const auto found = m_notebook.find({"user", user});
    if (found && !textOf(found->values, "name").empty()) return textOf(found->values, "name");
    const auto current = m_vault.current();
    return current && current->user == user ? current->name : std::string();
}

Result<void> Concerns::refresh() {
    if (auto looked = m_ring.refresh(); !looked) return looked;
    const auto current = m_vault.current();
    if (!current) return Error{ErrorCode::Locked, {}};
    if (auto tended = tendOwnKey(current->user); !tended) return tended;
    if (m_sentAgain) return {};
    m_sentAgain = true;
    std::vector<std::string> ops;
    for (const auto& line : m_notebook.outbox())
        if (line.state == OutboxLine::State::SetAside && line.type == "concern") ops.push_back(line.op);
    return ops.empty() ? Result<void>() : m_notebook.sendAgain(ops);
}

std::vector<KeyTarget> Concerns::targets(const std::string& venue, bool deputiesAlone) const {
    auto targets = m_ring.targets(venue);
    if (!deputiesAlone) return targets;
    // Who is a lead is said by keys that count here. Where none of the venue's is in use, whoever had one stays out, and does not become a
    // deputy by saying so.
    const bool hasLead = std::any_of(targets.begin(), targets.end(), [](const KeyTarget& target) { return target.isLead; });
    std::set<std::string> leads;
    for (const auto& line : m_ring.lines({}))
        if (line.isLead && line.state != KeyLine::State::New && (line.state != KeyLine::State::Withdrawn || !hasLead)) leads.insert(line.holder);
    std::erase_if(targets, [&](const KeyTarget& target) { return target.isLead || leads.contains(target.holder); });
    return targets;
}

std::vector<std::string> Concerns::recipients(const std::string& venue, bool aboutLead) const {
    std::vector<std::string> names;
    for (const auto& target : targets(venue, aboutLead))
        if (std::find(names.begin(), names.end(), target.holderName) == names.end()) names.push_back(target.holderName);
    return names;
}

Result<HandedOver> Concerns::handOver(const std::string& user, const std::string& venue, const ConcernText& text, const std::string& discardDraft) {
    if (!m_vault.current()) return Error{ErrorCode::Locked, {}};
    if (auto looked = m_ring.refresh(); !looked) return looked.error();
    const auto to = targets(venue, text.aboutLead);
    if (to.empty()) return Error{ErrorCode::NotFound, "nobody to seal for"};
    const std::string stream = domain::concernStream(venue);
    HandedOver handed;
    handed.concern = base::newUuid(m_random);
    handed.reference = referenceOf(handed.concern);
    handed.at = m_notebook.now();
    handed.to = recipients(venue, text.aboutLead);
    // What it belongs to travels inside: a box that somebody puts into another place is told from one that lies where it was made.
    const Json content{{"concern", handed.concern}, {"stream", stream}, {"user", user}, {"name", nameOf(user)}, {"at", handed.at},
                       {"who", text.who}, {"when", text.when}, {"seen", text.seen}, {"done", text.done}};
    std::vector<std::string> keys;
    for (const auto& target : to)
        keys.push_back(target.publicKey);
    const auto boxes = sealFor(keys, base::toText(content));
    if (!boxes) return boxes.error();
    const bool forLead = std::any_of(to.begin(), to.end(), [](const KeyTarget& target) { return target.isLead; });
    if (auto owed = m_store.oweScrub(); !owed) return owed.error();  // of the draft, which goes with the record
    const auto ops = m_notebook.record(user, {{stream, "concern", handed.concern, {{"sealed", domain::toJson(*boxes)}, {"to", forLead ? "lead" : "deputy"}}}}, discardDraft);
    if (!ops) return ops.error();

    // From here on it is on its way; what fails now costs the author the receipt, not the concern.
    Json receipts = ownMeta("receipts");
    if (!receipts.is_array()) receipts = Json::array();
    receipts.insert(receipts.begin(), Json{{"concern", handed.concern}, {"op", ops->front()}, {"to", handed.to}, {"at", handed.at}});
    while (receipts.size() > kMostReceipts)
        receipts.erase(receipts.size() - 1);
    static_cast<void>(keepOwnMeta("receipts", receipts).ok());
    static_cast<void>(m_store.scrub().ok());
    return handed;
}

std::vector<HandedOver> Concerns::handedOver() const {
    std::vector<HandedOver> list;
    const Json receipts = ownMeta("receipts");
    if (!receipts.is_array()) return list;
    const auto lines = m_notebook.outbox();
    for (const auto& receipt : receipts) {
        HandedOver handed;
        handed.concern = textOf(receipt, "concern");
        handed.reference = referenceOf(handed.concern);
        handed.at = base::integerOf(receipt, "at");
        for (const auto& name : receipt.value("to", Json::array()))
            if (name.is_string()) handed.to.push_back(name.get<std::string>());
        // An op that the outbox no longer lists was acknowledged long since.
        const std::string op = textOf(receipt, "op");
        const auto line = std::find_if(lines.begin(), lines.end(), [&op](const OutboxLine& one) { return one.op == op; });
        if (line == lines.end() || line->state == OutboxLine::State::Sent) handed.state = HandedOver::State::WithService;
        else if (line->state == OutboxLine::State::SetAside) handed.state = HandedOver::State::SetAside;
        list.push_back(std::move(handed));
    }
    return list;
}

} // namespace waymark::device
