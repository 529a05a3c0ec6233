// What can be said to `waymark` when it is started.
#pragma once

#include "mobile/app/composition.h"

#include <QString>
#include <QStringList>

#include <optional>

namespace waymark::mobile {

struct CommandLine {
    LaunchOptions launch;
    QString preview;                ///< a questionnaire's file to show instead of the app; empty for none
    std::optional<QString> answer;  ///< to be printed instead of starting: help or version
    QString mistake;                ///< what was wrong; empty if nothing was
};

/// `arguments` begin with the program's name.
CommandLine parseCommandLine(const QStringList& arguments);

}  // namespace waymark::mobile
