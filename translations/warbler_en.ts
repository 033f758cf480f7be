<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en_US" sourcelanguage="en">
<context>
    <name>UndoText</name>
    <message numerus="yes">
        <source>%Ln tweets</source>
        <translation>
            <numerusform>%Ln tweet</numerusform>
            <numerusform>%Ln tweets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln label</numerusform>
            <numerusform>%Ln labels</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::CalibrationPlot</name>
    <message numerus="yes">
        <source>On average a probability and the share labelled so lie %1 apart, over %n bins of equally many tweets.</source>
        <translation>
            <numerusform>On average a probability and the share labelled so lie %1 apart, over %n bin.</numerusform>
            <numerusform>On average a probability and the share labelled so lie %1 apart, over %n bins of equally many tweets.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n tweets: mean probability %1, labelled so %2 [%3, %4]</source>
        <translation>
            <numerusform>%n tweet: mean probability %1, labelled so %2 [%3, %4]</numerusform>
            <numerusform>%n tweets: mean probability %1, labelled so %2 [%3, %4]</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::CategoryModel</name>
    <message numerus="yes">
        <source>%Ln tweets</source>
        <translation>
            <numerusform>%Ln tweet</numerusform>
            <numerusform>%Ln tweets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::CheckOptions</name>
    <message numerus="yes">
        <source>%n folds</source>
        <translation>
            <numerusform>%n fold</numerusform>
            <numerusform>%n folds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::CodebookPage</name>
    <message numerus="yes">
        <source>%n categories. F1, ROC and threshold speak of “%1”.</source>
        <translation>
            <numerusform>%n category. F1, ROC and threshold speak of “%1”.</numerusform>
            <numerusform>%n categories. F1, ROC and threshold speak of “%1”.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n categories.</source>
        <translation>
            <numerusform>%n category.</numerusform>
            <numerusform>%n categories.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets are labelled “%1”.</source>
        <translation>
            <numerusform>%Ln tweet is labelled “%1”.</numerusform>
            <numerusform>%Ln tweets are labelled “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ConfusionMatrixView</name>
    <message numerus="yes">
        <source>True %1, predicted %2: %n tweets, %3 % of the row</source>
        <translation>
            <numerusform>True %1, predicted %2: %n tweet, %3 % of the row</numerusform>
            <numerusform>True %1, predicted %2: %n tweets, %3 % of the row</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show these %Ln tweets</source>
        <translation>
            <numerusform>Show this %Ln tweet</numerusform>
            <numerusform>Show these %Ln tweets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::FileMenu</name>
    <message numerus="yes">
        <source>%Ln tweets imported</source>
        <translation>
            <numerusform>%Ln tweet imported</numerusform>
            <numerusform>%Ln tweets imported</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows read: %1.</source>
        <translation>
            <numerusform>%Ln row read: %1.</numerusform>
            <numerusform>%Ln rows read: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels taken, from a file of %1 rows.</source>
        <translation>
            <numerusform>%Ln label taken, from a file of %1 rows.</numerusform>
            <numerusform>%Ln labels taken, from a file of %1 rows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ids are not in this project: %1%2</source>
        <translation>
            <numerusform>%Ln id is not in this project: %1%2</numerusform>
            <numerusform>%Ln ids are not in this project: %1%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected rows written to %1.</source>
        <translation>
            <numerusform>%Ln rejected row written to %1.</numerusform>
            <numerusform>%Ln rejected rows written to %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows written to %1.</source>
        <translation>
            <numerusform>%Ln row written to %1.</numerusform>
            <numerusform>%Ln rows written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::HistogramPlot</name>
    <message numerus="yes">
        <source>%n tweets; most of them lie from %1 to %2.</source>
        <translation>
            <numerusform>%n tweet; it lies from %1 to %2.</numerusform>
            <numerusform>%n tweets; most of them lie from %1 to %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2: %n tweets</source>
        <translation>
            <numerusform>%1 to %2: %n tweet</numerusform>
            <numerusform>%1 to %2: %n tweets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ImportDialog</name>
    <message numerus="yes">
        <source>%Ln rows give a tweet a second, different label: choose which one counts.</source>
        <translation>
            <numerusform>%Ln row gives a tweet a second, different label: choose which one counts.</numerusform>
            <numerusform>%Ln rows give a tweet a second, different label: choose which one counts.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Labels (%n categories)</source>
        <translation>
            <numerusform>Labels (%n category)</numerusform>
            <numerusform>Labels (%n categories)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels will be taken, matched by id.</source>
        <translation>
            <numerusform>%Ln label will be taken, matched by id.</numerusform>
            <numerusform>%Ln labels will be taken, matched by id.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets will be imported, %1 of them labelled.</source>
        <translation>
            <numerusform>%Ln tweet will be imported, %1 of them labelled.</numerusform>
            <numerusform>%Ln tweets will be imported, %1 of them labelled.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets will be imported.</source>
        <translation>
            <numerusform>%Ln tweet will be imported.</numerusform>
            <numerusform>%Ln tweets will be imported.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ImportProblems</name>
    <message numerus="yes">
        <source>%Ln rows have an empty text and are left out.</source>
        <translation>
            <numerusform>%Ln row has an empty text and is left out.</numerusform>
            <numerusform>%Ln rows have an empty text and are left out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets have labels in several rows: each coder&apos;s label is kept.</source>
        <translation>
            <numerusform>%Ln tweet has labels in several rows: each coder&apos;s label is kept.</numerusform>
            <numerusform>%Ln tweets have labels in several rows: each coder&apos;s label is kept.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::PredictPage</name>
    <message numerus="yes">
        <source>%Ln are to be done again: the run or their text has changed since.</source>
        <translation>
            <numerusform>%Ln is to be done again: the run or its text has changed since.</numerusform>
            <numerusform>%Ln are to be done again: the run or their text has changed since.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets are written to %1.</source>
        <translation>
            <numerusform>%Ln tweet is written to %1.</numerusform>
            <numerusform>%Ln tweets are written to %1.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ReadExampleView</name>
    <message numerus="yes">
        <source>%Ln virtual words stand before it.</source>
        <translation>
            <numerusform>%Ln virtual word stands before it.</numerusform>
            <numerusform>%Ln virtual words stand before it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of its %1 tokens count in the loss.</source>
        <translation>
            <numerusform>%n of its %1 tokens counts in the loss.</numerusform>
            <numerusform>%n of its %1 tokens count in the loss.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ResultsPage</name>
    <message numerus="yes">
        <source>%1 on %Ln tweets, each judged by the fold that did not learn from it.</source>
        <translation>
            <numerusform>%1 on %Ln tweet, judged by the fold that did not learn from it.</numerusform>
            <numerusform>%1 on %Ln tweets, each judged by the fold that did not learn from it.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ScatterPlot</name>
    <message numerus="yes">
        <source>%n tweets; the given numbers lie from %1 to %2, the predicted ones from %3 to %4.</source>
        <translation>
            <numerusform>%n tweet; the given numbers lie from %1 to %2, the predicted ones from %3 to %4.</numerusform>
            <numerusform>%n tweets; the given numbers lie from %1 to %2, the predicted ones from %3 to %4.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::StatusLine</name>
    <message numerus="yes">
        <source>CPU, %n threads</source>
        <translation>
            <numerusform>CPU, %n thread</numerusform>
            <numerusform>CPU, %n threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets</source>
        <translation>
            <numerusform>%Ln tweet</numerusform>
            <numerusform>%Ln tweets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::TrainPage</name>
    <message numerus="yes">
        <source>%1 of %2 tweets are labelled, in %n categories.</source>
        <translation>
            <numerusform>%1 of %2 tweets are labelled, in %n category.</numerusform>
            <numerusform>%1 of %2 tweets are labelled, in %n categories.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n training tweets.</source>
        <translation>
            <numerusform>“%1” has %n training tweet.</numerusform>
            <numerusform>“%1” has %n training tweets.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::TrainPreview</name>
    <message numerus="yes">
        <source>%Ln steps.</source>
        <translation>
            <numerusform>%Ln step.</numerusform>
            <numerusform>%Ln steps.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets are longer than %1 tokens and are cut at the end.</source>
        <translation>
            <numerusform>%Ln tweet is longer than %1 tokens and is cut at the end.</numerusform>
            <numerusform>%Ln tweets are longer than %1 tokens and are cut at the end.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::TweetsPage</name>
    <message numerus="yes">
        <source>%Ln tweets, %1 labelled.</source>
        <translation>
            <numerusform>%Ln tweet, %1 labelled.</numerusform>
            <numerusform>%Ln tweets, %1 labelled.</numerusform>
        </translation>
    </message>
</context>
</TS>
