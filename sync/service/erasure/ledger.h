// The ledger: what must not be undone by an older backup, in a file of its own outside the database (docs/adr/0016). One checksummed line for
// each erasure, and for each device that was retired, reported lost, or lost a venue. It holds ids and hashes, never a name or an answer.
// A line is on the disk when `append` returns. Any thread, any process.
#pragma once

#include "shared/base/clock.h"
#include "shared/base/result.h"

#include <string>
#include <vector>

namespace waymark::service {

struct LedgerLine {
    enum class Kind { Erase, Device, Grants };
    Kind kind = Kind::Erase;
    base::Millis at = 0;
    std::string id;                   ///< of the erasure, or of the device
    std::vector<std::string> people;  ///< of an erasure: those who were erased together
    std::string status, tokenHash;    ///< of a device: "retired" or "lost", and the hash by which it is known when it calls
    std::string venue;                ///< of grants that ended; empty: all
};

class Ledger {
public:
    /// Without a path nothing is kept: a service whose database is backed up by other means than ours.
    explicit Ledger(std::string path) : m_path(std::move(path)) {}

    const std::string& path() const { return m_path; }
    /// Errors: Storage, DiskFull; then the line is not there, or only a part of it, which `lines` passes over.
    base::Result<void> append(const LedgerLine& line) const;
    /// All lines, oldest first; none if there is no file. The torn end of an append that never returned is passed over. Errors: Storage (it
    /// cannot be read), Tampered (a line does not fit its checksum: restore the file before anything is served).
    base::Result<std::vector<LedgerLine>> lines() const;

private:
    std::string m_path;
};

/// A line as the file has it, without its end; and back. Errors: Tampered.
std::string ledgerText(const LedgerLine& line);
base::Result<LedgerLine> ledgerLineFromText(std::string_view text);

} // namespace waymark::service
