#include "sync/service/app/password_input.h"

#include "sync/service/auth/passwords.h"

#include <termios.h>
#include <unistd.h>

#include <iostream>

namespace waymark::service {

namespace {

/// Hides what is typed at a terminal for as long as it lives.
class HiddenTyping {
public:
    HiddenTyping() : m_active(isatty(STDIN_FILENO) && tcgetattr(STDIN_FILENO, &m_before) == 0) {
        if (!m_active) return;
        termios hidden = m_before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden);
    }
    ~HiddenTyping() {
        if (m_active) tcsetattr(STDIN_FILENO, TCSAFLUSH, &m_before);
    }
    HiddenTyping(const HiddenTyping&) = delete;
    HiddenTyping& operator=(const HiddenTyping&) = delete;

    bool active() const { return m_active; }

private:
    termios m_before{};
    bool m_active;
};

} // namespace

std::string passwordWords() { return "a password of at least " + std::to_string(kMinPasswordCharacters) + " characters"; }

base::Result<std::string> readAndHashPassword(std::istream& in, std::ostream& err) {
    std::string password;
    {
        const HiddenTyping hidden;
        if (hidden.active()) err << "Password: " << std::flush;
        std::getline(in, password);
        if (hidden.active()) err << std::endl;
    }
    if (!password.empty() && password.back() == '\r') password.pop_back();
    if (password.empty()) return base::Error{base::ErrorCode::Malformed, "a password is needed on standard input"};
    return hashPassword(password, PasswordCost::interactive());
}

} // namespace waymark::service
