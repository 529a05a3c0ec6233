#include "sync/service/auth/sign_in.h"

#include "shared/base/text.h"
#include "sync/service/auth/keyed_hash.h"
#include "sync/service/store/store.h"

#include <algorithm>

namespace waymark::service {

namespace {

/// Words with single dots between them, of letters of all languages, figures and these signs.
template <class IsWord> bool areWords(std::string_view text, std::string_view signs, IsWord isWord) {
    const auto fits = [signs](char c) {
        return static_cast<unsigned char>(c) >= 0x80 || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || signs.find(c) != signs.npos;
    };
    for (;;) {
        const auto dot = text.find('.');
        const auto word = text.substr(0, dot);
        if (word.empty() || !std::all_of(word.begin(), word.end(), fits) || !isWord(word)) return false;
        if (dot == std::string_view::npos) return true;
        text.remove_prefix(dot + 1);
    }
}

// A hall behind one address may mistype more often than one person; neither leaves room for guessing.
constexpr RateLimitOptions kPerPeer{.burst = 20, .refill = std::chrono::seconds(30), .maxKeys = 10'000};
constexpr RateLimitOptions kPerEmail{.burst = 8, .refill = std::chrono::seconds(60), .maxKeys = 10'000};

} // namespace

SignIn::SignIn(Store& store, base::Random& random, const base::Clock& clock, PasswordCost cost)
    : m_store(store), m_random(random), m_clock(clock), m_cost(cost), m_byPeer(clock, kPerPeer), m_byEmail(clock, kPerEmail) {}

bool SignIn::passwordIsRight(const std::optional<Login>& login, const std::string& password) const {
    if (login) return verifyPassword(login->passwordHash, password);
    verifyNobody(password, m_cost);
    return false;
}

SignInOutcome SignIn::signIn(const std::string& email, const std::string& password, const std::string& peer) {
    const std::string network = networkOf(peer);
    const std::string name = normalisedEmail(email);
    const std::string nameKey = plainHash("e-mail", name);  // of a fixed size, whatever was typed
    const auto peerWait = m_byPeer.take(network);
    if (peerWait.count() > 0) return SignInRefused{SignInRefusal::TooMany, peerWait};
    const auto nameWait = m_byEmail.take(nameKey);
    if (nameWait.count() > 0) return SignInRefused{SignInRefusal::TooMany, nameWait};

    std::optional<Login> login;
    const auto found = m_store.read([&](ReadTransaction& tx) { login = tx.registry().loginByEmail(name); });
    if (!found) return SignInRefused{SignInRefusal::StorageFailed, {}};
    if (!passwordIsRight(login, password)) return SignInRefused{SignInRefusal::WrongPassword, {}};

    OpenedSession opened;
    const auto stored = m_store.write([&](WriteTransaction& tx) -> base::Result<void> {
        opened = openSession(tx.registry(), m_random, login->user, m_clock.wallMs());
        return {};
    });
    if (!stored) return SignInRefused{SignInRefusal::StorageFailed, {}};
    m_byPeer.giveBack(network);
    m_byEmail.giveBack(nameKey);
    return opened;
}

std::string normalisedEmail(std::string_view email) {
    std::string text = base::cleaned(email);
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return text;
}

bool isEmailAddress(std::string_view email) {
    static constexpr std::size_t kLongest = 254, kLongestBeforeAt = 64;  // RFC 5321, 4.5.3.1
    const auto at = email.find('@');
    if (at == std::string_view::npos || at > kLongestBeforeAt || email.size() > kLongest) return false;
    const auto isHostWord = [](std::string_view word) { return word.front() != '-' && word.back() != '-'; };
    return areWords(email.substr(0, at), "!#$%&'*+/=?^_`{|}~-", [](std::string_view) { return true; }) && areWords(email.substr(at + 1), "-", isHostWord);
}

} // namespace waymark::service
