// Looks through a rendered page for words that do not fit.
#pragma once

#include <QStringList>

class QQuickItem;

// One line for each visible text that is cut short or reaches outside `root`'s width. Empty if all words are whole.
QStringList wordsThatDoNotFit(QQuickItem* root);
