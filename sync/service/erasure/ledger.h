// The ledger: what must not be undone by an older backup, in a file of its own outside the database (docs/adr/0016). One checksummed line for
// each erasure, for each device that was retired, reported lost, or lost a venue, and for each person of the team whose access ended. It holds ids and hashes, never a name or an answer.
// A line is on the disk when `append` returns. Any thread, any process.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <string>
#include <vector>

namespace waymark::service {

struct LedgerLine {
    enum class Kind { Erase, Device, Grants, User };
    Kind kind = Kind::Erase;
    base::Millis at = 0;
    std::string id;                   ///< of the erasure, of the device, or of the user
    std::vector<std::string> people;  ///< of an erasure: those who were erased together
    std::string status, tokenHash;    ///< of a device: "retired" or "lost", and the hash by which it is known when it calls
    std::string venue;                ///< of grants that ended; of a device's, empty: all; of a user's, empty: those for the whole organisation
    // Of a user: `status` is "ended" (everything) or "revoked" (what they were at `venue`).
    std::string role{};               ///< that role alone; empty: each
    base::Millis ends = 0;            ///< when it ends, which may be later than `at`
    std::string op{};                 ///< the change of the user that this line stands for: a history that holds it knows the line
    std::string by{};                 ///< the user who did it; empty: a command
};

class Ledger {
public:
    /// Without a path nothing is kept: a service whose database is backed up by other means than ours.
    explicit Ledger(std::string path) : m_path(std::move(path)) {}

    const std::string& path() const { return m_path; }
    /// Whether lines can be appended; makes the file if there is none. Errors: Storage (and why), DiskFull.
    base::Result<void> ready() const;
    /// The torn end of an append that never returned is cut off first. Errors: Storage, DiskFull; then the line is not there, or only a part of
    /// it, which `lines` passes over.
    base::Result<void> append(const LedgerLine& line) const;
    /// All lines, oldest first; none if there is no file. A last line without its end is passed over: its append never returned. Errors: Storage
    /// (it cannot be read), Tampered (any other line does not fit its checksum, and which: restore the file before anything is served).
    base::Result<std::vector<LedgerLine>> lines() const;

private:
    std::string m_path;
};

/// A line as the file has it, without its end; and back. Errors: Tampered.
std::string ledgerText(const LedgerLine& line);
base::Result<LedgerLine> ledgerLineFromText(std::string_view text);

} // namespace waymark::service
