// How the server's coroutines wait: a failure is a value to look at, not an exception.
#pragma once

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace waymark::service {

inline constexpr auto kToken = boost::asio::as_tuple(boost::asio::use_awaitable);

} // namespace waymark::service
