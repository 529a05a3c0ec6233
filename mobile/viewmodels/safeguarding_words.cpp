#include "mobile/viewmodels/safeguarding_words.h"

#include <QCoreApplication>

namespace waymark::mobile {

namespace {

class SafeguardingWords {
    Q_DECLARE_TR_FUNCTIONS(SafeguardingWords)
};

}  // namespace

QString namesText(const std::vector<std::string>& names) {
    QString text;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto name = QString::fromStdString(names[i]);
        if (i == 0) text = name;
        else if (i + 1 == names.size()) text = SafeguardingWords::tr("%1 and %2", "names").arg(text, name);
        else text = SafeguardingWords::tr("%1, %2", "names").arg(text, name);
    }
    return text;
}

QString fingerprintText(const std::string& fingerprint, std::size_t hidden) {
    const auto shown = fingerprint.size() > hidden ? fingerprint.size() - hidden : 0;
    QStringList groups;
    for (std::size_t i = 0; i < shown; i += 4)
        groups.append(QString::fromStdString(fingerprint.substr(i, 4)));
    return groups.join(QLatin1Char(' '));
}

}  // namespace waymark::mobile
