// Places in a form: how near they are looked for, and how near they are kept.
#include "mobile/viewmodels/imported_form.h"

#include "mobile/text/words.h"

#include <algorithm>

namespace waymark::mobile {

namespace {

// Of latitude and longitude: three decimals are about 100 metres, six less than one.
constexpr int kCoarseDigits = 3, kExactDigits = 6;
constexpr double kCoarseMetres = 100, kNearMetres = 10;
// As ODK warns where a form does not say.
constexpr double kInexactFromMetres = 100;

double metres(const xforms::Control& control, const char* name, double otherwise) {
    const auto found = control.parameters.find(name);
    bool isNumber = false;
    const double given = found == control.parameters.end() ? 0 : q(found->second).toDouble(&isNumber);
    return isNumber && given > 0 ? given : otherwise;
}

}  // namespace

void ImportedForm::addPlace(QVariantMap& row, const xforms::Control& control) const {
    const bool isExact = m_around.placesExact;
    row["digits"] = isExact ? kExactDigits : kCoarseDigits;
    // Nearer than is kept needs no waiting.
    const double enough = metres(control, "accuracyThreshold", isExact ? kNearMetres : kCoarseMetres);
    row["enough"] = isExact ? enough : std::max(enough, kCoarseMetres);
    row["inexactFrom"] = metres(control, "unacceptableAccuracyThreshold", kInexactFromMetres);
}

}  // namespace waymark::mobile
