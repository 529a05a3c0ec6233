// Comparisons that say what differed.
#pragma once

#include "shared/base/json.h"

#include <QString>
#include <QTest>

/// QCOMPARE for JSON values: prints both.
#define COMPARE_JSON(actual, expected) \
    QCOMPARE(QString::fromStdString(waymark::base::toText(waymark::base::Json(actual))), \
             QString::fromStdString(waymark::base::toText(waymark::base::Json(expected))))
