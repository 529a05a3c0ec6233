// Every limit of the conversation between a device and the service, each with its reason.
#pragma once

#include "shared/base/compression.h"

#include <chrono>
#include <cstdint>

namespace waymark::wire {

/// The protocol that this version speaks. A change of shape is a new number.
inline constexpr int kProtocol = 1;

/// A body after decompression: room for a few thousand ops, and little enough to hold in memory for each request.
inline constexpr std::size_t kMaxBodyBytes = 8 * 1024 * 1024;
/// Few honest bodies shrink more than this (repeated names in JSON reach about 60:1); those that do, padding above all, are sent as they are.
inline constexpr std::size_t kMaxInflateRatio = 200;
inline constexpr base::InflateLimits kBodyLimits{kMaxBodyBytes, kMaxInflateRatio};

/// Bytes of entries that a device asks for at a time: a few seconds on a weak link, so a cut costs little.
inline constexpr std::int64_t kDefaultPullBytes = 256 * 1024;
inline constexpr std::int64_t kMaxPullBytes = 2 * 1024 * 1024;
/// Ops and bytes in one push: a cut at any byte costs at most this batch.
inline constexpr std::size_t kMaxOpsPerPush = 1000;
inline constexpr std::size_t kMaxPushBytes = 512 * 1024;

/// A walk through `saw` longer than this counts as not seen.
inline constexpr int kMaxWalkSteps = 4096;

/// How long the same enrolment code with the same nonce gets the same answer.
inline constexpr std::chrono::hours kEnrolReplay{24};
/// How long an acknowledged op stays in the device's outbox, for a service that comes back from an older backup.
inline constexpr std::chrono::hours kRetention{14 * 24};

} // namespace waymark::wire
