// What every backend of the streams writes into its rows: the chain, entries and states as the JSON that goes on the wire, and the small
// lists kept with a held op. Pure functions, any thread. What cannot be read back throws StorageFailure.
#pragma once

#include "sync/service/store/registry.h"
#include "sync/service/store/stream_store.h"

namespace waymark::service {

/// chain(seq) of the contract: the first 16 bytes of BLAKE2b-256(chain(seq−1) ‖ random ‖ seq as 8 bytes big-endian), in hex.
std::string nextChain(const std::string& chainHex, const std::array<std::uint8_t, 16>& random, std::int64_t seq);

/// The entry at this place of the log.
std::string entryText(std::int64_t seq, const Append& entry);
std::string eraseText(std::int64_t seq, const EntityKey& key);
std::string voidText(std::int64_t seq);
/// An entry's text without these fields; `voidText` if none is left.
std::string withoutFields(const std::string& entryText, const std::vector<std::string>& fields);
/// The state of an entity, and its fields from that text.
std::string stateText(const EntityKey& key, const Fields& fields);
Fields fieldsFrom(const std::string& stateText);

/// Lays an entry's fields over an entity's, whose values it takes, and moves the stream's sum along.
void applyEntry(Fields& fields, std::uint64_t& sum, std::int64_t seq, Append&& entry);

/// The venue whose stream this is; empty for the organisation's, and for what is no stream.
std::string venueOf(const std::string& stream);

/// What the author of an op that stands for winners had seen of those fields, but for the winners themselves.
std::map<std::string, std::string> seenAsStandIn(const HeldOp& op);

/// Text of pairs and of names; empty for none.
std::string pairsText(const std::map<std::string, std::string>& pairs);
std::map<std::string, std::string> pairsFrom(const std::string& text);
std::string namesText(const std::vector<std::string>& names);
std::vector<std::string> namesFrom(const std::string& text);
/// What waits on a device as its row has it: a number, or -1 where the device does not tell.
std::int64_t waitingNumber(const std::optional<std::int64_t>& waiting);
std::optional<std::int64_t> waitingFrom(std::int64_t number);
std::string troublesText(const std::vector<DeviceTrouble>& troubles);
std::vector<DeviceTrouble> troublesFrom(const std::string& text);

} // namespace waymark::service
