// Every text of the app in Arabic script, to see whether it has room, stands right and reads from the right. Words for the eye alone: as many
// letters as the English has, from a sentence that says "this is trial text". It is no translation; there is none before somebody approves one.
#pragma once

#include <QTranslator>

namespace waymark::tests {

class TrialUrdu : public QTranslator {
public:
    bool isEmpty() const override { return false; }
    QString translate(const char*, const char* source, const char*, int) const override {
        static const QStringList kWords = QStringLiteral("یہ صرف آزمائشی متن ہے جو یہاں پڑھنے کے لیے نہیں بلکہ دیکھنے کے لیے لکھا گیا").split(u' ');
        const auto english = QString::fromUtf8(source).split(u' ');
        QStringList out;
        qsizetype next = english.size();  // so that not all begin alike
        for (qsizetype letters = 0; const auto& word : english) {
            letters += word.size() + 1;
            if (word.contains(u'%')) out.append(word);  // a number, a name: it stands in the sentence
            else if (out.join(u' ').size() < letters) out.append(kWords.at(next++ % kWords.size()));
        }
        return out.join(u' ');
    }
};

}  // namespace waymark::tests
