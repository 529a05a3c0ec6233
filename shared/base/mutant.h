// Known defects that one build can switch on at run time: the simulator's own, to show that it would notice them (scripts/simulate --mutants).
// Everywhere else `mutant` is false at compile time, and nothing of this is in a program that is shipped.
#pragma once

namespace waymark::base {

enum class Mutant {
    None,
    CursorBeforeData,           ///< the device commits its cursor before what it stands for
    NoChainInCursor,            ///< a place is found by its number alone
    ChainOverOpIds,             ///< the chain has no chance in it
    NoDeduplicationOfOthers,    ///< an op is known again only if the same device sends it
    AcknowledgedByCount,        ///< so many lines, so many ops from the front
    OutboxDroppedAtSend,
    AnchorNotSent,
    ForgottenPushJudged,        ///< the service says that it forgot, and judges the push all the same
    TwoPushesInFlight,
    SawByNumber,                ///< an author has seen whatever has a lower number
    NoWalk,                     ///< seen is only what was seen at once, not what that had seen
    AboutLeftOff,               ///< later ops do not repeat whom their entity hangs on
    TimeNotCut,
    BootstrapMerged,            ///< the old copy stays under the new one
    SeqOfLastPage,              ///< a bootstrap ends at the head of its last page, not of its first
    SumCopied,                  ///< the device takes the service's word for its own sum
    UnknownKeysDropped,
    PoisonBlocks,               ///< an op that cannot be accepted fails the whole push
    DeviceSyncNormal,           ///< `synchronous=NORMAL`
    ServiceSyncNormal,
    ConflictsOfIncomingOnly,    ///< the value that was there is displaced without a conflict
    BarrierBeforeLock,          ///< who is erased between the first look and the lock is not known yet
    BarrierByEntityAlone,       ///< an op is stopped for what it is on, not for whom it is about
    NoErasedList,               ///< a new copy begins without the list of what was erased
    SerialNumbers,              ///< numbers from a counter that does not roll back
};

#ifdef WAYMARK_MUTANTS
inline Mutant theMutant = Mutant::None;
inline bool mutant(Mutant defect) { return theMutant == defect; }
#else
constexpr bool mutant(Mutant) { return false; }
#endif

} // namespace waymark::base
