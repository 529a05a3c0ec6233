// Questionnaires on sheets of paper.
#include "mobile/viewmodels/paper.h"

#include "shared/questionnaire/exchange/exchange.h"
#include "shared/questionnaire/instrument_codec.h"
#include "shared/questionnaire/shipped.h"

#include <QAbstractTextDocumentLayout>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBlock>
#include <QTextDocument>

using namespace waymark;

namespace {

questionnaire::Instrument familySteps() {
    return *questionnaire::instrumentFromJson(*base::parseJson(std::string(questionnaire::shippedInstruments().front().definition)));
}

QByteArray contentOf(const QString& path) {
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}  // namespace

class tst_paper : public QObject {
    Q_OBJECT

    QTemporaryDir m_folder;

private slots:
    void aQuestionnaireIsSavedUnderItsTitleAndTheNextBesideIt() {
        const auto first = mobile::savePaper(familySteps(), {}, m_folder.path()), second = mobile::savePaper(familySteps(), {}, m_folder.path());
        QVERIFY(first.ok() && second.ok());
        QCOMPARE(QFileInfo(*first).fileName(), "Family Steps.pdf");
        QCOMPARE(QFileInfo(*second).fileName(), "Family Steps 2.pdf");
        const auto content = contentOf(*first);
        QVERIFY(content.startsWith("%PDF-"));
        QCOMPARE(content.count("/Type /Page\n"), 4);
        QVERIFY(mobile::paperWords(first).contains("Family Steps.pdf"));
    }

    void aTitleIsMadeANameThatFilesTake() {
        auto instrument = familySteps();
        instrument.title[instrument.language] = "../Who? What/Where\n";
        const auto saved = mobile::savePaper(instrument, {}, m_folder.path());
        QVERIFY(saved.ok());
        QCOMPARE(QFileInfo(*saved).absolutePath(), QDir(m_folder.path()).absolutePath());
        QCOMPARE(QFileInfo(*saved).fileName(), "---Who- What-Where.pdf");
    }

    void aDraftIsMarkedOnEverySheet() {
        const auto plain = mobile::savePaper(familySteps(), {}, m_folder.path()),
                   draft = mobile::savePaper(familySteps(), "Draft: these answers do not count", m_folder.path());
        QVERIFY(plain.ok() && draft.ok());
        // The mark alone is drawn turned and in grey.
        QVERIFY(contentOf(*draft).size() > contentOf(*plain).size());
        QCOMPARE(contentOf(*draft).count("/Type /Page\n"), contentOf(*plain).count("/Type /Page\n"));
    }

    void whereNothingCanBeWrittenThatIsSaid() {
        QFile(m_folder.filePath("a file")).open(QIODevice::WriteOnly);
        const auto saved = mobile::savePaper(familySteps(), {}, m_folder.filePath("a file/below"));
        QCOMPARE(saved.error().code, base::ErrorCode::Storage);
        QVERIFY(mobile::paperWords(saved).contains("could not be saved"));
    }

    void everyQuestionStandsOnOneSheetWithItsAnswers() {
        const auto form = exchange::formOf(familySteps());
        QVERIFY(form.ok());
        QTextDocument document;
        const QSizeF sheet(600, 500);
        mobile::layOutPaper(document, QString::fromStdString(exchange::paperOf(form->form)), sheet);
        QVERIFY(document.pageCount() > 2);
        static const QRegularExpression kNumbered("^(\\d+)\\. ");
        int questions = 0, sheetOfQuestion = -1;
        for (auto block = document.begin(); block.isValid(); block = block.next()) {
            const auto place = document.documentLayout()->blockBoundingRect(block);
            const int first = int(place.top() / sheet.height()), last = int((place.bottom() - 1) / sheet.height());
            const auto number = kNumbered.match(block.text());
            if (number.hasMatch()) {
                QCOMPARE(number.captured(1).toInt(), ++questions);
                sheetOfQuestion = first;
            }
            if (questions > 0) QVERIFY2(first == sheetOfQuestion && last == sheetOfQuestion, qPrintable(block.text()));
        }
        QCOMPARE(questions, int(familySteps().items.size()));
    }
};

QTEST_MAIN(tst_paper)
#include "tst_paper.moc"
