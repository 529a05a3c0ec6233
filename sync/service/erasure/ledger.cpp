#include "sync/service/erasure/ledger.h"

#include "shared/base/digest.h"
#include "shared/base/hex.h"
#include "shared/base/id.h"
#include "shared/base/json.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

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

bool endsInMidLine(int file) {
    struct stat about {};
    char last = '\n';
    return ::fstat(file, &about) == 0 && about.st_size > 0 && ::pread(file, &last, 1, about.st_size - 1) == 1 && last != '\n';
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

Result<void> Ledger::append(const LedgerLine& line) const {
    if (m_path.empty()) return {};
    const File file(m_path, O_RDWR | O_CREAT | O_APPEND);
    if (file.number() < 0 || ::flock(file.number(), LOCK_EX) != 0) return failure("cannot open " + m_path);
    // After the torn end of an append that never returned, a line begins anew.
    const std::string text = (endsInMidLine(file.number()) ? "\n" : "") + ledgerText(line) + '\n';
    if (!writeAll(file.number(), text) || ::fsync(file.number()) != 0) return failure("cannot write " + m_path);
    const auto folder = std::filesystem::path(m_path).parent_path();
    const File directory(folder.empty() ? "." : folder.string(), O_RDONLY | O_DIRECTORY);
    if (directory.number() < 0 || ::fsync(directory.number()) != 0) return failure("cannot write " + m_path);
    return {};
}

Result<std::vector<LedgerLine>> Ledger::lines() const {
    std::vector<LedgerLine> lines;
    std::error_code error;
    if (m_path.empty() || !std::filesystem::exists(m_path, error)) return lines;
    std::ifstream in(m_path, std::ios::binary);
    std::ostringstream content;
    content << in.rdbuf();
    if (!in) return Error{ErrorCode::Storage, "cannot read " + m_path};
    const std::string text = content.str();
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = ledgerLineFromText(std::string_view(text).substr(at, end - at));
        // Only an append that was cut leaves a line without its end, a JSON object that is not closed; the next one began anew after it.
        const bool torn = end == text.size() || end == at || text[end - 1] != '}';
        if (line) lines.push_back(*line);
        else if (!torn) return line.error();
        at = end + 1;
    }
    return lines;
}

} // namespace waymark::service
