#include "sync/service/erasure/ledger.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/base/json.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <optional>

namespace waymark::service {

using base::Error;
using base::ErrorCode;
using base::Json;
using base::Result;

namespace {

constexpr std::size_t kChecksumDigits = 16;

std::string checksum(std::string_view text) { return base::toHex(base::blake2b64(text)); }

Error failure(const std::string& what) {
    return {errno == ENOSPC ? ErrorCode::DiskFull : ErrorCode::Storage, what + ": " + std::strerror(errno)};
}

/// An open file that is closed when this goes.
class File {
public:
    File(const std::string& path, int flags) : m_file(::open(path.c_str(), flags | O_CLOEXEC, 0600)) {}
    ~File() {
        if (m_file >= 0) ::close(m_file);
    }
    File(const File&) = delete;
    File& operator=(const File&) = delete;
    int number() const { return m_file; }

private:
    int m_file;
};

bool writeAll(int file, std::string_view text) {
    while (!text.empty()) {
        const auto written = ::write(file, text.data(), text.size());
        if (written < 0 && errno == EINTR) continue;
        if (written <= 0) return false;
        text.remove_prefix(static_cast<std::size_t>(written));
    }
    return true;
}

/// All of an open file; nothing if it cannot be read.
std::optional<std::string> contentOf(int file) {
    std::string text;
    std::array<char, 64 * 1024> part{};
    for (;;) {
        const auto read = ::pread(file, part.data(), part.size(), static_cast<off_t>(text.size()));
        if (read < 0 && errno == EINTR) continue;
        if (read < 0) return std::nullopt;
        if (read == 0) return text;
        text.append(part.data(), static_cast<std::size_t>(read));
    }
}

Error doesNotFit(std::size_t number, const std::string& path) {
    return {ErrorCode::Tampered, "line " + std::to_string(number) + " of " + path +
                                     " does not fit its checksum: the ledger was damaged or changed; put the newest whole copy of it in its place (`backup` keeps "
                                     "one beside each backup)"};
}

} // namespace

std::string ledgerText(const LedgerLine& line) {
    Json json{{"at", line.at}, {"id", line.id}};
    switch (line.kind) {
    case LedgerLine::Kind::Erase:
        json["erase"] = line.people;
        break;
    case LedgerLine::Kind::Device:
        json["device"] = line.status;
        json["token"] = line.tokenHash;
        break;
    case LedgerLine::Kind::Grants:
        json["grants"] = line.venue;
        break;
    case LedgerLine::Kind::User:
        json["user"] = line.status;
        json["venue"] = line.venue;
        json["role"] = line.role;
        json["ends"] = line.ends;
        json["op"] = line.op;
        json["by"] = line.by;
        break;
    }
    const std::string text = base::toText(json);
    return checksum(text) + ' ' + text;
}

Result<LedgerLine> ledgerLineFromText(std::string_view text) {
    const Error tampered{ErrorCode::Tampered, "a line of the ledger does not fit its checksum"};
    if (text.size() < kChecksumDigits + 2 || text[kChecksumDigits] != ' ') return tampered;
    const std::string_view body = text.substr(kChecksumDigits + 1);
    if (checksum(body) != text.substr(0, kChecksumDigits)) return tampered;
    const auto json = base::parseJson(body);
    if (!json || !json->is_object()) return tampered;
    LedgerLine line;
    line.at = base::integerOf(*json, "at");
    line.id = base::textOf(*json, "id");
    if (json->contains("erase") && (*json)["erase"].is_array()) {
        for (const auto& person : (*json)["erase"])
            if (person.is_string()) line.people.push_back(person.get<std::string>());
        if (line.people.empty()) return tampered;
    } else if (json->contains("device")) {
        line.kind = LedgerLine::Kind::Device;
        line.status = base::textOf(*json, "device");
        line.tokenHash = base::textOf(*json, "token");
    } else if (json->contains("grants")) {
        line.kind = LedgerLine::Kind::Grants;
        line.venue = base::textOf(*json, "grants");
    } else if (json->contains("user")) {
        line.kind = LedgerLine::Kind::User;
        line.status = base::textOf(*json, "user");
        line.venue = base::textOf(*json, "venue");
        line.role = base::textOf(*json, "role");
        line.ends = base::integerOf(*json, "ends");
        line.op = base::textOf(*json, "op");
        line.by = base::textOf(*json, "by");
        if (!base::isOpId(line.op)) return tampered;
    } else {
        return tampered;
    }
    return line;
}

Result<void> Ledger::ready() const {
    if (m_path.empty()) return {};
    const File file(m_path, O_RDWR | O_CREAT | O_APPEND);
    return file.number() < 0 ? Result<void>(failure("cannot open the ledger " + m_path)) : Result<void>();
}

Result<void> Ledger::append(const LedgerLine& line) const {
    if (m_path.empty()) return {};
    const File file(m_path, O_RDWR | O_CREAT | O_APPEND);
    if (file.number() < 0 || ::flock(file.number(), LOCK_EX) != 0) return failure("cannot open the ledger " + m_path);
    const auto content = contentOf(file.number());
    if (!content) return failure("cannot read " + m_path);
    // The torn end of an append that never returned goes: with a line behind it, it would be a line that does not fit.
    std::string unfinished = content->substr(content->rfind('\n') + 1);
    if (!unfinished.empty() && !ledgerLineFromText(unfinished)) {
        if (::ftruncate(file.number(), static_cast<off_t>(content->size() - unfinished.size())) != 0 || ::fsync(file.number()) != 0)
            return failure("cannot write " + m_path);
        unfinished.clear();
    }
    const std::string text = (unfinished.empty() ? "" : "\n") + ledgerText(line) + '\n';
    if (!writeAll(file.number(), text) || ::fsync(file.number()) != 0) return failure("cannot write " + m_path);
    const auto folder = std::filesystem::path(m_path).parent_path();
    const File directory(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
    if (directory.number() < 0 || ::fsync(directory.number()) != 0) return failure("cannot write " + m_path);
    return {};
}

Result<std::vector<LedgerLine>> Ledger::lines() const {
    std::vector<LedgerLine> lines;
    if (m_path.empty()) return lines;
    const File file(m_path, O_RDONLY);
    if (file.number() < 0 && errno == ENOENT) return lines;
    // Locked, so that no append is seen half done.
    if (file.number() < 0 || ::flock(file.number(), LOCK_SH) != 0) return failure("cannot open the ledger " + m_path);
    const auto content = contentOf(file.number());
    if (!content) return failure("cannot read " + m_path);
    const std::string_view text = *content;
    for (std::size_t at = 0, number = 1; at < text.size(); ++number) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = ledgerLineFromText(text.substr(at, end - at));
        if (line) lines.push_back(*line);
        else if (end < text.size()) return doesNotFit(number, m_path);  // only an append that was cut leaves a last line without its end
        at = end + 1;
    }
    return lines;
}

} // namespace waymark::service
