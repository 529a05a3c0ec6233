// Comparing a number with the digits that a book gives.
#pragma once

#include <QTest>

#include <cmath>
#include <optional>

/// Whether `value` is there and rounds to `expected` at that many decimal places.
inline bool rounds(std::optional<double> value, double expected, int places) {
    if (value && std::fabs(*value - expected) <= 0.5 * std::pow(10.0, -places) + 1e-12) return true;
    qWarning("expected %.*f, got %s", places, expected, value ? qPrintable(QString::number(*value, 'f', places + 3)) : "nothing");
    return false;
}
