<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE" sourcelanguage="en">
<context>
    <name>CheckTables</name>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>Pearson r</source>
        <translation>Pearson r</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Accuracy</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>Macro-F1</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>Validation loss</source>
        <translation>Validierungsverlust</translation>
    </message>
    <message>
        <source>epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>virtual words</source>
        <translation>virtuelle Wörter</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>head learning rate</source>
        <translation>Lernrate des Kopfes</translation>
    </message>
    <message>
        <source>batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>warm-up</source>
        <translation>Warm-up</translation>
    </message>
    <message>
        <source>prompt starts as</source>
        <translation>Prompt beginnt als</translation>
    </message>
    <message>
        <source>Fold</source>
        <translation>Fold</translation>
    </message>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>%1, round %2</source>
        <translation>%1, Runde %2</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>SD</source>
        <translation>SD</translation>
    </message>
    <message>
        <source>SE</source>
        <translation>SE</translation>
    </message>
    <message>
        <source>Majority, mean</source>
        <translation>Häufigste Kategorie, Mittel</translation>
    </message>
    <message>
        <source>Word model, mean</source>
        <translation>Wortmodell, Mittel</translation>
    </message>
    <message>
        <source>Mean of the training tweets, mean</source>
        <translation>Mittelwert der Trainings-Tweets, Mittel</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Trial</source>
        <translation>Versuch</translation>
    </message>
    <message>
        <source>Best epoch</source>
        <translation>Beste Epoche</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>best</source>
        <translation>beste</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
</context>
<context>
    <name>ColumnRole</name>
    <message>
        <source>&amp;id</source>
        <translation>&amp;Id</translation>
    </message>
    <message>
        <source>&amp;text</source>
        <translation>&amp;Text</translation>
    </message>
    <message>
        <source>&amp;label</source>
        <translation>&amp;Label</translation>
    </message>
    <message>
        <source>&amp;date</source>
        <translation>&amp;Datum</translation>
    </message>
    <message>
        <source>&amp;author</source>
        <translation>&amp;Autor:in</translation>
    </message>
    <message>
        <source>lan&amp;guage</source>
        <translation>&amp;Sprache</translation>
    </message>
    <message>
        <source>&amp;coder</source>
        <translation>&amp;Codierer:in</translation>
    </message>
    <message>
        <source>&amp;kept</source>
        <translation>&amp;behalten</translation>
    </message>
</context>
<context>
    <name>DecisionText</name>
    <message>
        <source>an archived category</source>
        <translation>eine archivierte Kategorie</translation>
    </message>
    <message>
        <source>skipped for now</source>
        <translation>vorerst übersprungen</translation>
    </message>
    <message>
        <source>not codable</source>
        <translation>nicht codierbar</translation>
    </message>
    <message>
        <source>no label</source>
        <translation>kein Label</translation>
    </message>
    <message>
        <source>, unsure</source>
        <translation>, unsicher</translation>
    </message>
    <message>
        <source>, flagged</source>
        <translation>, markiert</translation>
    </message>
    <message>
        <source>%1 (imported)</source>
        <translation>%1 (importiert)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Not labelled yet.</source>
        <translation>Noch nicht gelabelt.</translation>
    </message>
    <message>
        <source>Label: %1. Another key changes it.</source>
        <translation>Label: %1. Eine andere Taste ändert es.</translation>
    </message>
    <message>
        <source>There is no category yet. Add the first one on the Codebook page.</source>
        <translation>Es gibt noch keine Kategorie. Die erste auf der Seite Codebuch hinzufügen.</translation>
    </message>
</context>
<context>
    <name>ErrorText</name>
    <message>
        <source>Warbler made a mistake.</source>
        <translation>In Warbler ist ein Fehler aufgetreten.</translation>
    </message>
    <message>
        <source>This cannot be asked for in this way.</source>
        <translation>So lässt sich das nicht ausführen.</translation>
    </message>
    <message>
        <source>This copy of Warbler cannot do that.</source>
        <translation>Diese Ausgabe von Warbler kann das nicht.</translation>
    </message>
    <message>
        <source>The data cannot be used as it is.</source>
        <translation>Die Daten lassen sich so nicht verwenden.</translation>
    </message>
    <message>
        <source>A column is missing.</source>
        <translation>Eine Spalte fehlt.</translation>
    </message>
    <message>
        <source>The file holds no tweets.</source>
        <translation>Die Datei enthält keine Tweets.</translation>
    </message>
    <message>
        <source>The file is not a text file.</source>
        <translation>Die Datei ist keine Textdatei.</translation>
    </message>
    <message>
        <source>The encoding does not fit.</source>
        <translation>Die Zeichencodierung passt nicht.</translation>
    </message>
    <message>
        <source>Files of this kind cannot be read.</source>
        <translation>Dateien dieser Art lassen sich nicht lesen.</translation>
    </message>
    <message>
        <source>There is only one category.</source>
        <translation>Es gibt nur eine Kategorie.</translation>
    </message>
    <message>
        <source>There are too few labels.</source>
        <translation>Es gibt zu wenige Labels.</translation>
    </message>
    <message>
        <source>A label is not in the codebook.</source>
        <translation>Ein Label fehlt im Codebuch.</translation>
    </message>
    <message>
        <source>This is not a Warbler project.</source>
        <translation>Das ist kein Warbler-Projekt.</translation>
    </message>
    <message>
        <source>The project was made by a newer Warbler.</source>
        <translation>Das Projekt stammt von einer neueren Warbler-Version.</translation>
    </message>
    <message>
        <source>The project file is damaged.</source>
        <translation>Die Projektdatei ist beschädigt.</translation>
    </message>
    <message>
        <source>A setting cannot be used.</source>
        <translation>Eine Einstellung lässt sich nicht verwenden.</translation>
    </message>
    <message>
        <source>The model&apos;s files are damaged.</source>
        <translation>Die Dateien des Modells sind beschädigt.</translation>
    </message>
    <message>
        <source>The model&apos;s tokenizer cannot be read.</source>
        <translation>Der Tokenizer des Modells lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>The adapter cannot be read.</source>
        <translation>Der Adapter lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Adapter and model do not fit.</source>
        <translation>Adapter und Modell passen nicht zusammen.</translation>
    </message>
    <message>
        <source>Warbler cannot run this kind of model.</source>
        <translation>Modelle dieser Art kann Warbler nicht ausführen.</translation>
    </message>
    <message>
        <source>This setting is not available here.</source>
        <translation>Diese Einstellung ist hier nicht verfügbar.</translation>
    </message>
    <message>
        <source>The model was not found.</source>
        <translation>Das Modell wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The model folder holds no weights.</source>
        <translation>Der Ordner des Modells enthält keine Gewichte.</translation>
    </message>
    <message>
        <source>The file was not found.</source>
        <translation>Die Datei wurde nicht gefunden.</translation>
    </message>
    <message>
        <source>The file may not be opened or written.</source>
        <translation>Die Datei darf nicht geöffnet oder geschrieben werden.</translation>
    </message>
    <message>
        <source>The engine cannot be started.</source>
        <translation>Die Engine lässt sich nicht starten.</translation>
    </message>
    <message>
        <source>The chosen device is not there.</source>
        <translation>Das gewählte Gerät ist nicht vorhanden.</translation>
    </message>
    <message>
        <source>There is not enough memory.</source>
        <translation>Der Arbeitsspeicher reicht nicht aus.</translation>
    </message>
    <message>
        <source>The graphics card has too little memory.</source>
        <translation>Die Grafikkarte hat zu wenig Speicher.</translation>
    </message>
    <message>
        <source>The graphics card stopped answering. Labels are safe.</source>
        <translation>Die Grafikkarte antwortet nicht mehr. Die Labels sind sicher.</translation>
    </message>
    <message>
        <source>Training came to numbers that are not finite.</source>
        <translation>Im Training sind Zahlen entstanden, die nicht endlich sind.</translation>
    </message>
    <message>
        <source>The project is open elsewhere.</source>
        <translation>Das Projekt ist anderswo geöffnet.</translation>
    </message>
    <message>
        <source>The project can only be read.</source>
        <translation>Das Projekt kann nur gelesen werden.</translation>
    </message>
    <message>
        <source>The disk is full.</source>
        <translation>Der Datenträger ist voll.</translation>
    </message>
    <message>
        <source>Reading or writing failed.</source>
        <translation>Lesen oder Schreiben ist fehlgeschlagen.</translation>
    </message>
    <message>
        <source>The run cannot go on from its checkpoint.</source>
        <translation>Der Lauf lässt sich von seinem Sicherungspunkt aus nicht fortsetzen.</translation>
    </message>
    <message>
        <source>Stopped.</source>
        <translation>Angehalten.</translation>
    </message>
</context>
<context>
    <name>Export</name>
    <message>
        <source>For R, Python, SPSS</source>
        <translation>Für R, Python, SPSS</translation>
    </message>
    <message>
        <source>Every field as it was imported, byte for byte, in UTF-8. Take this for analysis, and to give the data to others. Read the id column as text.</source>
        <translation>Jedes Feld so, wie es importiert wurde, Byte für Byte, in UTF-8. Richtig für Analysen und für die Weitergabe der Daten. Die Id-Spalte als Text einlesen.</translation>
    </message>
    <message>
        <source>For Excel or LibreOffice</source>
        <translation>Für Excel oder LibreOffice</translation>
    </message>
    <message>
        <source>A workbook that opens by double-click with accents and emoji intact; ids stay text, and no tweet is taken for a formula. Take this to read and sort by eye.</source>
        <translation>Eine Arbeitsmappe, die sich per Doppelklick öffnet; Umlaute, Akzente und Emoji bleiben erhalten, Ids bleiben Text, und kein Tweet wird für eine Formel gehalten. Richtig zum Lesen und Sortieren.</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Excel workbooks (*.xlsx)</source>
        <translation>Excel-Arbeitsmappen (*.xlsx)</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>n/a</source>
        <translation>k.&#xa0;A.</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 s</translation>
    </message>
    <message>
        <source>%1 min</source>
        <translation>%1 min</translation>
    </message>
    <message>
        <source>%1 min %2 s</source>
        <translation>%1 min %2 s</translation>
    </message>
    <message>
        <source>%1 h %2 min</source>
        <translation>%1 h %2 min</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>PageTable</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>&amp;Übersicht</translation>
    </message>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>&amp;Tweets</source>
        <translation>&amp;Tweets</translation>
    </message>
    <message>
        <source>Codebook</source>
        <translation>Codebuch</translation>
    </message>
    <message>
        <source>&amp;Codebook</source>
        <translation>&amp;Codebuch</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Labeln</translation>
    </message>
    <message>
        <source>&amp;Label</source>
        <translation>&amp;Labeln</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>T&amp;rain</source>
        <translation>T&amp;rainieren</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Re&amp;sults</source>
        <translation>&amp;Ergebnisse</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>&amp;Predict</source>
        <translation>&amp;Vorhersagen</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>&amp;Modelle</translation>
    </message>
</context>
<context>
    <name>Phase</name>
    <message>
        <source>Reading tweets</source>
        <translation>Tweets werden gelesen</translation>
    </message>
    <message>
        <source>Storing tweets</source>
        <translation>Tweets werden gespeichert</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>Modell wird geladen</translation>
    </message>
    <message>
        <source>Preparing tweets</source>
        <translation>Tweets werden vorbereitet</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Evaluating</source>
        <translation>Auswerten</translation>
    </message>
    <message>
        <source>Classifying</source>
        <translation>Klassifizieren</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
</context>
<context>
    <name>PlotTable</name>
    <message>
        <source>Copy</source>
        <translation>Kopieren</translation>
    </message>
</context>
<context>
    <name>PreviewModel</name>
    <message>
        <source>%1, used as %2</source>
        <translation>%1, verwendet als %2</translation>
    </message>
</context>
<context>
    <name>RunTables</name>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>Tweet</source>
        <translation>Tweet</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Prediction</source>
        <translation>Vorhersage</translation>
    </message>
    <message>
        <source>p</source>
        <translation>p</translation>
    </message>
    <message>
        <source>running</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>finished</source>
        <translation>fertig</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>unterbrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>fehlgeschlagen</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>Schritte</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Val. loss</source>
        <translation>Val.-Verlust</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Accuracy</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>Macro-F1</translation>
    </message>
    <message>
        <source>To maj.</source>
        <translation>ggü. häuf.</translation>
    </message>
    <message>
        <source>Seconds</source>
        <translation>Sekunden</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>Pearson r</source>
        <translation>Pearson r</translation>
    </message>
    <message>
        <source>To mean</source>
        <translation>ggü. Mittel</translation>
    </message>
    <message>
        <source>best</source>
        <translation>beste</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precision</translation>
    </message>
    <message>
        <source>Recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>Macro</source>
        <translation>Macro</translation>
    </message>
    <message>
        <source>Weighted</source>
        <translation>Gewichtet</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Started</source>
        <translation>Begonnen</translation>
    </message>
    <message>
        <source>Validation macro-F1</source>
        <translation>Macro-F1 Validierung</translation>
    </message>
    <message>
        <source>Test macro-F1</source>
        <translation>Macro-F1 Test</translation>
    </message>
    <message>
        <source>RMSE %1</source>
        <translation>RMSE %1</translation>
    </message>
</context>
<context>
    <name>UndoText</name>
    <message numerus="yes">
        <source>%Ln tweets</source>
        <translation>
            <numerusform>%Ln Tweet</numerusform>
            <numerusform>%Ln Tweets</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels</source>
        <translation>
            <numerusform>%Ln Label</numerusform>
            <numerusform>%Ln Labels</numerusform>
        </translation>
    </message>
    <message>
        <source>import of %1</source>
        <translation>Import von %1</translation>
    </message>
    <message>
        <source>import of %1 (%2)</source>
        <translation>Import von %1 (%2)</translation>
    </message>
    <message>
        <source>Redo %1</source>
        <translation>Wiederholen: %1</translation>
    </message>
    <message>
        <source>Undo %1</source>
        <translation>Rückgängig: %1</translation>
    </message>
    <message>
        <source>label &quot;%1&quot; on %2</source>
        <translation>Label „%1“ bei %2</translation>
    </message>
    <message>
        <source>clear on %1</source>
        <translation>Löschen bei %1</translation>
    </message>
    <message>
        <source>skip on %1</source>
        <translation>Überspringen bei %1</translation>
    </message>
    <message>
        <source>not codable on %1</source>
        <translation>Nicht codierbar bei %1</translation>
    </message>
    <message>
        <source>unsure on %1</source>
        <translation>Unsicher bei %1</translation>
    </message>
    <message>
        <source>flag on %1</source>
        <translation>Markieren bei %1</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CalibrationPlot</name>
    <message>
        <source>Mean probability</source>
        <translation>Mittlere Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>Share labelled so</source>
        <translation>Anteil so gelabelt</translation>
    </message>
    <message>
        <source>calibration error %1</source>
        <translation>Kalibrierungsfehler %1</translation>
    </message>
    <message>
        <source>Calibration</source>
        <translation>Kalibrierung</translation>
    </message>
    <message>
        <source>Calibration for “%1”</source>
        <translation>Kalibrierung für „%1“</translation>
    </message>
    <message>
        <source>There are no probabilities to compare.</source>
        <translation>Es gibt keine Wahrscheinlichkeiten zu vergleichen.</translation>
    </message>
    <message numerus="yes">
        <source>On average a probability and the share labelled so lie %1 apart, over %n bins of equally many tweets.</source>
        <translation>
            <numerusform>Im Mittel liegen Wahrscheinlichkeit und Anteil so gelabelter Tweets um %1 auseinander, über %n Gruppe.</numerusform>
            <numerusform>Im Mittel liegen Wahrscheinlichkeit und Anteil so gelabelter Tweets um %1 auseinander, über %n Gruppen mit gleich vielen Tweets.</numerusform>
        </translation>
    </message>
    <message>
        <source>tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>mean probability</source>
        <translation>mittlere Wahrscheinlichkeit</translation>
    </message>
    <message>
        <source>share labelled so</source>
        <translation>Anteil so gelabelt</translation>
    </message>
    <message>
        <source>low</source>
        <translation>untere Grenze</translation>
    </message>
    <message>
        <source>high</source>
        <translation>obere Grenze</translation>
    </message>
    <message numerus="yes">
        <source>%n tweets: mean probability %1, labelled so %2 [%3, %4]</source>
        <translation>
            <numerusform>%n Tweet: mittlere Wahrscheinlichkeit %1, so gelabelt %2 [%3, %4]</numerusform>
            <numerusform>%n Tweets: mittlere Wahrscheinlichkeit %1, so gelabelt %2 [%3, %4]</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::CategoryButton</name>
    <message>
        <source>%1, key %2</source>
        <translation>%1, Taste %2</translation>
    </message>
    <message>
        <source>The label of this tweet</source>
        <translation>Das Label dieses Tweets</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CategoryForm</name>
    <message>
        <source>As coders and figures show it</source>
        <translation>So sehen sie die Codierer:innen und die Abbildungen</translation>
    </message>
    <message>
        <source>As it stands in the label column of files</source>
        <translation>So steht sie in der Label-Spalte von Dateien</translation>
    </message>
    <message>
        <source>Label word of a model that writes; blanks count. Empty: not used</source>
        <translation>Labelwort eines Modells, das schreibt; Leerzeichen zählen. Leer: nicht verwendet</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>Mark %1</source>
        <translation>Zeichen %1</translation>
    </message>
    <message>
        <source>Category of interest</source>
        <translation>Zielkategorie</translation>
    </message>
    <message>
        <source>F1, ROC, AUC and threshold speak of this category.</source>
        <translation>F1, ROC, AUC und Schwellenwert beziehen sich auf diese Kategorie.</translation>
    </message>
    <message>
        <source>Definition</source>
        <translation>Definition</translation>
    </message>
    <message>
        <source>Include</source>
        <translation>Einschließen</translation>
    </message>
    <message>
        <source>Exclude</source>
        <translation>Ausschließen</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Value in files</source>
        <translation>Wert in Dateien</translation>
    </message>
    <message>
        <source>Label word</source>
        <translation>Labelwort</translation>
    </message>
    <message>
        <source>Colour and shape</source>
        <translation>Farbe und Form</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>Taste</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CategoryModel</name>
    <message>
        <source>of interest</source>
        <translation>Zielkategorie</translation>
    </message>
    <message>
        <source>archived</source>
        <translation>archiviert</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets</source>
        <translation>
            <numerusform>%Ln Tweet</numerusform>
            <numerusform>%Ln Tweets</numerusform>
        </translation>
    </message>
    <message>
        <source>key %1</source>
        <translation>Taste %1</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CategoryResults</name>
    <message>
        <source>Errors</source>
        <translation>Fehler</translation>
    </message>
    <message>
        <source>Figures of each category</source>
        <translation>Kennzahlen je Kategorie</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>This run beside another</source>
        <translation>Dieser Lauf neben einem anderen</translation>
    </message>
    <message>
        <source>Errors, the surest first: %1</source>
        <translation>Fehler, die sichersten zuerst: %1</translation>
    </message>
    <message>
        <source>There is no other run on these tweets yet.</source>
        <translation>Auf diesen Tweets gibt es noch keinen anderen Lauf.</translation>
    </message>
    <message>
        <source>On the same %1 tweets, too few for a ranking: only this run is right on %2, only %3 on %4.</source>
        <translation>Auf denselben %1 Tweets, zu wenige für eine Rangfolge: Nur dieser Lauf liegt bei %2 richtig, nur %3 bei %4.</translation>
    </message>
    <message>
        <source>On the same %1 tweets: macro-F1 %2 here, %3 with %4. Difference %5 %6. Only this run is right on %7 tweets, only the other on %8 (McNemar p %9).</source>
        <translation>Auf denselben %1 Tweets: Macro-F1 %2 hier, %3 mit %4. Differenz %5 %6. Nur dieser Lauf liegt bei %7 Tweets richtig, nur der andere bei %8 (McNemar p %9).</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CheckOptions</name>
    <message>
        <source>Check with k folds</source>
        <translation>Prüfung mit k Folds</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>Aus</translation>
    </message>
    <message numerus="yes">
        <source>%n folds</source>
        <translation>
            <numerusform>%n Fold</numerusform>
            <numerusform>%n Folds</numerusform>
        </translation>
    </message>
    <message>
        <source>Every tweet is judged once by a model that did not learn from it.</source>
        <translation>Jeder Tweet wird einmal von einem Modell beurteilt, das nicht aus ihm gelernt hat.</translation>
    </message>
    <message>
        <source>Rounds</source>
        <translation>Runden</translation>
    </message>
    <message>
        <source>Search for settings</source>
        <translation>Suche nach Einstellungen</translation>
    </message>
    <message>
        <source>Random</source>
        <translation>Zufall</translation>
    </message>
    <message>
        <source>Grid</source>
        <translation>Raster</translation>
    </message>
    <message>
        <source>Settings are compared on the validation tweets; the test tweets stay closed.</source>
        <translation>Einstellungen werden auf den Validierungs-Tweets verglichen; die Test-Tweets bleiben verschlossen.</translation>
    </message>
    <message>
        <source>Trials, at most</source>
        <translation>Versuche, höchstens</translation>
    </message>
    <message>
        <source>Minutes, at most</source>
        <translation>Minuten, höchstens</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>ohne Grenze</translation>
    </message>
    <message>
        <source>values between commas</source>
        <translation>Werte zwischen Kommas</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Head learning rate</source>
        <translation>Lernrate des Kopfes</translation>
    </message>
    <message>
        <source>Virtual words</source>
        <translation>Virtuelle Wörter</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>The grid has no values</source>
        <translation>Das Raster hat keine Werte</translation>
    </message>
    <message>
        <source>Write values for at least one setting.</source>
        <translation>Für mindestens eine Einstellung Werte angeben.</translation>
    </message>
    <message>
        <source>The grid</source>
        <translation>Das Raster</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CheckResults</name>
    <message>
        <source>Folds or trials</source>
        <translation>Folds oder Versuche</translation>
    </message>
    <message>
        <source>Use these settings</source>
        <translation>Diese Einstellungen verwenden</translation>
    </message>
    <message>
        <source>Trials, compared on the validation tweets</source>
        <translation>Versuche, verglichen anhand der Validierungs-Tweets</translation>
    </message>
    <message>
        <source>Each fold, judged by a model that did not learn from it</source>
        <translation>Jeder Fold, beurteilt von einem Modell, das nicht aus ihm gelernt hat</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CodebookPage</name>
    <message>
        <source>Codebook</source>
        <translation>Codebuch</translation>
    </message>
    <message>
        <source>&amp;Add category…</source>
        <translation>Kategorie hinzu&amp;fügen&#xa0;…</translation>
    </message>
    <message>
        <source>Move &amp;up</source>
        <translation>Nach &amp;oben</translation>
    </message>
    <message>
        <source>Move &amp;down</source>
        <translation>Nach &amp;unten</translation>
    </message>
    <message>
        <source>A&amp;rchive…</source>
        <translation>A&amp;rchivieren&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Bring back</source>
        <translation>&amp;Zurückholen</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Undo archiving “%1”</source>
        <translation>Archivieren von „%1“ &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>&amp;Undo bringing back “%1”</source>
        <translation>Zurückholen von „%1“ &amp;rückgängig machen</translation>
    </message>
    <message>
        <source>Name of the new category:</source>
        <translation>Name der neuen Kategorie:</translation>
    </message>
    <message>
        <source>Their labels stay in the project and are exported, marked as archived. They take no part in training until the category is brought back.</source>
        <translation>Die Labels bleiben im Projekt und werden exportiert, als archiviert gekennzeichnet. Am Training nehmen sie nicht teil, bis die Kategorie zurückgeholt wird.</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>Behalten</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archivieren</translation>
    </message>
    <message>
        <source>“%1” is archived.</source>
        <translation>„%1“ ist archiviert.</translation>
    </message>
    <message>
        <source>“%1” is back.</source>
        <translation>„%1“ ist wieder da.</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Categories</source>
        <translation>Kategorien</translation>
    </message>
    <message>
        <source>A category is one possible answer to the question. Add the first one.</source>
        <translation>Eine Kategorie ist eine mögliche Antwort auf die Frage. Am Anfang steht die erste.</translation>
    </message>
    <message numerus="yes">
        <source>%n categories. F1, ROC and threshold speak of “%1”.</source>
        <translation>
            <numerusform>%n Kategorie. F1, ROC und Schwellenwert beziehen sich auf „%1“.</numerusform>
            <numerusform>%n Kategorien. F1, ROC und Schwellenwert beziehen sich auf „%1“.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n categories.</source>
        <translation>
            <numerusform>%n Kategorie.</numerusform>
            <numerusform>%n Kategorien.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets are labelled “%1”.</source>
        <translation>
            <numerusform>%Ln Tweet ist als „%1“ gelabelt.</numerusform>
            <numerusform>%Ln Tweets sind als „%1“ gelabelt.</numerusform>
        </translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>Kein Projekt ist geöffnet.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::CodebookPanel</name>
    <message>
        <source>Codebook</source>
        <translation>Codebuch</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ColumnRolesRow</name>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Label</source>
        <translation>Label</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>Author</source>
        <translation>Autor:in</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>Coder</source>
        <translation>Codierer:in</translation>
    </message>
    <message>
        <source>%1 column</source>
        <translation>Spalte für %1</translation>
    </message>
    <message>
        <source>row numbers</source>
        <translation>Zeilennummern</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ConfusionMatrixView</name>
    <message>
        <source>Confusion matrix</source>
        <translation>Konfusionsmatrix</translation>
    </message>
    <message>
        <source>true ↓   predicted →</source>
        <translation>wahr ↓   vorhergesagt →</translation>
    </message>
    <message>
        <source>other</source>
        <translation>andere</translation>
    </message>
    <message>
        <source>No tweets were judged yet.</source>
        <translation>Noch wurden keine Tweets beurteilt.</translation>
    </message>
    <message>
        <source>%1 of %2 tweets are predicted as they were labelled.</source>
        <translation>%1 von %2 Tweets sind so vorhergesagt, wie sie gelabelt wurden.</translation>
    </message>
    <message>
        <source>true</source>
        <translation>wahr</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>Als &amp;Tabelle zeigen</translation>
    </message>
    <message numerus="yes">
        <source>True %1, predicted %2: %n tweets, %3 % of the row</source>
        <translation>
            <numerusform>Wahr %1, vorhergesagt %2: %n Tweet, %3 % der Zeile</numerusform>
            <numerusform>Wahr %1, vorhergesagt %2: %n Tweets, %3 % der Zeile</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Show these %Ln tweets</source>
        <translation>
            <numerusform>Diesen %Ln Tweet zeigen</numerusform>
            <numerusform>Diese %Ln Tweets zeigen</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::DialectRow</name>
    <message>
        <source>Delimiter</source>
        <translation>Trennzeichen</translation>
    </message>
    <message>
        <source>comma ,</source>
        <translation>Komma ,</translation>
    </message>
    <message>
        <source>semicolon ;</source>
        <translation>Semikolon ;</translation>
    </message>
    <message>
        <source>tab</source>
        <translation>Tabulator</translation>
    </message>
    <message>
        <source>bar |</source>
        <translation>Strich |</translation>
    </message>
    <message>
        <source>blank</source>
        <translation>Leerzeichen</translation>
    </message>
    <message>
        <source>colon :</source>
        <translation>Doppelpunkt :</translation>
    </message>
    <message>
        <source>caret ^</source>
        <translation>Zirkumflex ^</translation>
    </message>
    <message>
        <source>tilde ~</source>
        <translation>Tilde ~</translation>
    </message>
    <message>
        <source>U+001F</source>
        <translation>U+001F</translation>
    </message>
    <message>
        <source>comma and blank</source>
        <translation>Komma und Leerzeichen</translation>
    </message>
    <message>
        <source>two bars ||</source>
        <translation>zwei Striche ||</translation>
    </message>
    <message>
        <source>two colons ::</source>
        <translation>zwei Doppelpunkte ::</translation>
    </message>
    <message>
        <source>none: a tweet a line</source>
        <translation>keins: ein Tweet je Zeile</translation>
    </message>
    <message>
        <source>Quote</source>
        <translation>Anführungszeichen</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keins</translation>
    </message>
    <message>
        <source>Fields with the delimiter or a line break inside stand between two of these.</source>
        <translation>Felder, die das Trennzeichen oder einen Zeilenumbruch enthalten, stehen zwischen zweien davon.</translation>
    </message>
    <message>
        <source>A quote inside</source>
        <translation>Anführungszeichen im Feld</translation>
    </message>
    <message>
        <source>is doubled</source>
        <translation>ist verdoppelt</translation>
    </message>
    <message>
        <source>has \ before it</source>
        <translation>steht hinter \</translation>
    </message>
    <message>
        <source>has ^ before it</source>
        <translation>steht hinter ^</translation>
    </message>
    <message>
        <source>has / before it</source>
        <translation>steht hinter /</translation>
    </message>
    <message>
        <source>First row</source>
        <translation>Erste Zeile</translation>
    </message>
    <message>
        <source>column names</source>
        <translation>Spaltennamen</translation>
    </message>
    <message>
        <source>a tweet</source>
        <translation>ein Tweet</translation>
    </message>
    <message>
        <source>as found</source>
        <translation>wie gefunden</translation>
    </message>
    <message>
        <source>Skip lines</source>
        <translation>Zeilen überspringen</translation>
    </message>
    <message>
        <source>Lines that begin so are no tweets, for instance #.</source>
        <translation>Zeilen, die so beginnen, sind keine Tweets, zum Beispiel #.</translation>
    </message>
    <message>
        <source>Comments begin with</source>
        <translation>Kommentare beginnen mit</translation>
    </message>
    <message>
        <source>One line before the header is skipped.</source>
        <translation>Eine Zeile vor der Kopfzeile wird übersprungen.</translation>
    </message>
    <message>
        <source>%1 lines before the header are skipped.</source>
        <translation>%1 Zeilen vor der Kopfzeile werden übersprungen.</translation>
    </message>
    <message>
        <source>stands as it is</source>
        <translation>steht, wie es ist</translation>
    </message>
</context>
<context>
    <name>warbler::ui::EditMenu</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::EncodingOffers</name>
    <message>
        <source>Undo the wrong encoding (Ã© becomes é)</source>
        <translation>Falsche Zeichencodierung rückgängig machen (aus Ã© wird é)</translation>
    </message>
    <message>
        <source>Encoding: which letters look right?</source>
        <translation>Zeichencodierung: Welche Buchstaben stimmen?</translation>
    </message>
    <message>
        <source>Encodings with lines of the file</source>
        <translation>Zeichencodierungen mit Zeilen der Datei</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ExportLabelsDialog</name>
    <message>
        <source>Export labels</source>
        <translation>Labels exportieren</translation>
    </message>
    <message>
        <source>All tweets</source>
        <translation>Alle Tweets</translation>
    </message>
    <message>
        <source>Labelled tweets</source>
        <translation>Gelabelte Tweets</translation>
    </message>
    <message>
        <source>One row per tweet, with its gold label</source>
        <translation>Eine Zeile je Tweet, mit seinem Goldlabel</translation>
    </message>
    <message>
        <source>One row per act of a coder</source>
        <translation>Eine Zeile je Eingabe einer Codierer:in</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>Zeilen</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>Form</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>Exportieren&#xa0;…</translation>
    </message>
</context>
<context>
    <name>warbler::ui::FileMenu</name>
    <message>
        <source>&amp;Import tweets…</source>
        <translation>Tweets &amp;importieren&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>Ö&amp;ffnen&#xa0;…</translation>
    </message>
    <message>
        <source>Open a project or a CSV of tweets</source>
        <translation>Projekt oder CSV mit Tweets öffnen</translation>
    </message>
    <message>
        <source>Projects and CSV files (*.warbler *.csv *.tsv *.txt);;All files (*)</source>
        <translation>Projekte und CSV-Dateien (*.warbler *.csv *.tsv *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Open &amp;recent</source>
        <translation>&amp;Zuletzt geöffnet</translation>
    </message>
    <message>
        <source>Open the &amp;demo</source>
        <translation>&amp;Demo öffnen</translation>
    </message>
    <message>
        <source>Import &amp;labels…</source>
        <translation>&amp;Labels importieren&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Export labels…</source>
        <translation>Labels &amp;exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Export re&amp;jected rows…</source>
        <translation>&amp;Abgelehnte Zeilen exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Close project</source>
        <translation>Projekt &amp;schließen</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>S&amp;peichern</translation>
    </message>
    <message>
        <source>Everything is saved.</source>
        <translation>Alles ist gespeichert.</translation>
    </message>
    <message>
        <source>Everything is saved (%1).</source>
        <translation>Alles ist gespeichert (%1).</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>&amp;Beenden</translation>
    </message>
    <message>
        <source>&amp;Nothing was opened yet</source>
        <translation>&amp;Noch wurde nichts geöffnet</translation>
    </message>
    <message>
        <source>“%1” is still going on.</source>
        <translation>„%1“ läuft noch.</translation>
    </message>
    <message>
        <source>What is finished is kept. A stopped run can be resumed.</source>
        <translation>Was fertig ist, bleibt erhalten. Ein angehaltener Lauf lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>Stop it</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Open read-only</source>
        <translation>Schreibgeschützt öffnen</translation>
    </message>
    <message>
        <source>This project can only be read: nothing you do here is stored.</source>
        <translation>Dieses Projekt kann nur gelesen werden: Nichts, was hier geschieht, wird gespeichert.</translation>
    </message>
    <message>
        <source>Import tweets from a CSV</source>
        <translation>Tweets aus einer CSV-Datei importieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv *.tsv *.txt);;All files (*)</source>
        <translation>CSV-Dateien (*.csv *.tsv *.txt);;Alle Dateien (*)</translation>
    </message>
    <message>
        <source>Another file is being read or written. Try again when it is done.</source>
        <translation>Eine andere Datei wird gerade gelesen oder geschrieben. Danach noch einmal versuchen.</translation>
    </message>
    <message>
        <source>Import of %1</source>
        <translation>Import von %1</translation>
    </message>
    <message>
        <source>%1 of them labelled</source>
        <translation>davon %1 gelabelt</translation>
    </message>
    <message>
        <source>%1 with an id that was there already</source>
        <translation>%1 mit einer schon vorhandenen Id</translation>
    </message>
    <message>
        <source>%1 without a text</source>
        <translation>%1 ohne Text</translation>
    </message>
    <message>
        <source>%1 rejected</source>
        <translation>%1 abgelehnt</translation>
    </message>
    <message>
        <source>The rejected rows stand in %1.</source>
        <translation>Die abgelehnten Zeilen stehen in %1.</translation>
    </message>
    <message>
        <source>Show them</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>The rejected rows could not be written beside the file; they are in the project.</source>
        <translation>Die abgelehnten Zeilen konnten nicht neben die Datei geschrieben werden; sie stehen im Projekt.</translation>
    </message>
    <message>
        <source>Export them…</source>
        <translation>Exportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Labels of %1</source>
        <translation>Labels aus %1</translation>
    </message>
    <message>
        <source>%1 (line %2)</source>
        <translation>%1 (Zeile %2)</translation>
    </message>
    <message>
        <source>Export the rejected rows of all imports</source>
        <translation>Die abgelehnten Zeilen aller Importe exportieren</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV-Dateien (*.csv)</translation>
    </message>
    <message>
        <source>Export to %1</source>
        <translation>Export nach %1</translation>
    </message>
    <message>
        <source>Show the folder</source>
        <translation>Ordner zeigen</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets imported</source>
        <translation>
            <numerusform>%Ln Tweet importiert</numerusform>
            <numerusform>%Ln Tweets importiert</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows read: %1.</source>
        <translation>
            <numerusform>%Ln Zeile gelesen: %1.</numerusform>
            <numerusform>%Ln Zeilen gelesen: %1.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lines skipped because they are no rows: %1.</source>
        <translation>Übersprungene Zeilen, die keine Daten enthalten: %1.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels taken, from a file of %1 rows.</source>
        <translation>
            <numerusform>%Ln Label übernommen, aus einer Datei mit %1 Zeilen.</numerusform>
            <numerusform>%Ln Labels übernommen, aus einer Datei mit %1 Zeilen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln ids are not in this project: %1%2</source>
        <translation>
            <numerusform>%Ln Id ist nicht in diesem Projekt: %1%2</numerusform>
            <numerusform>%Ln Ids sind nicht in diesem Projekt: %1%2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rejected rows written to %1.</source>
        <translation>
            <numerusform>%Ln abgelehnte Zeile nach %1 geschrieben.</numerusform>
            <numerusform>%Ln abgelehnte Zeilen nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows written to %1.</source>
        <translation>
            <numerusform>%Ln Zeile nach %1 geschrieben.</numerusform>
            <numerusform>%Ln Zeilen nach %1 geschrieben.</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped now, nothing of it stays.</source>
        <translation>Jetzt angehalten, bleibt nichts davon.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::HistogramPlot</name>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>Histogramm</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>Noch gibt es nichts zu zeigen.</translation>
    </message>
    <message>
        <source>from</source>
        <translation>von</translation>
    </message>
    <message>
        <source>to</source>
        <translation>bis</translation>
    </message>
    <message>
        <source>tweets</source>
        <translation>Tweets</translation>
    </message>
    <message numerus="yes">
        <source>%n tweets; most of them lie from %1 to %2.</source>
        <translation>
            <numerusform>%n Tweet; er liegt zwischen %1 und %2.</numerusform>
            <numerusform>%n Tweets; die meisten liegen zwischen %1 und %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 to %2: %n tweets</source>
        <translation>
            <numerusform>%1 bis %2: %n Tweet</numerusform>
            <numerusform>%1 bis %2: %n Tweets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ImportDialog</name>
    <message>
        <source>Import tweets</source>
        <translation>Tweets importieren</translation>
    </message>
    <message>
        <source>First rows of the file</source>
        <translation>Erste Zeilen der Datei</translation>
    </message>
    <message>
        <source>The file cannot be read like this.</source>
        <translation>So lässt sich die Datei nicht lesen.</translation>
    </message>
    <message>
        <source>Reading the file …</source>
        <translation>Die Datei wird gelesen&#xa0;…</translation>
    </message>
    <message>
        <source>Choose the column that holds the text of the tweets.</source>
        <translation>Die Spalte mit dem Text der Tweets wählen.</translation>
    </message>
    <message>
        <source>Choose the id column: labels are matched by it.</source>
        <translation>Die Id-Spalte wählen: Über sie werden die Labels zugeordnet.</translation>
    </message>
    <message>
        <source>Choose the column that holds the labels.</source>
        <translation>Die Spalte mit den Labels wählen.</translation>
    </message>
    <message>
        <source>Line %1 holds a second label by %2 for a tweet: choose which one counts.</source>
        <translation>Zeile %1 enthält ein zweites Label von %2 für einen Tweet: Wählen, welches zählt.</translation>
    </message>
    <message>
        <source>Labels: no column chosen</source>
        <translation>Labels: keine Spalte gewählt</translation>
    </message>
    <message>
        <source>More than %1 tweets will be imported.</source>
        <translation>Mehr als %1 Tweets werden importiert.</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1, %2</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>Zeichencodierung</translation>
    </message>
    <message>
        <source>Import tweets: an export of %1</source>
        <translation>Tweets importieren: ein Export aus %1</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows give a tweet a second, different label: choose which one counts.</source>
        <translation>
            <numerusform>%Ln Zeile gibt einem Tweet ein zweites, anderes Label: Wählen, welches zählt.</numerusform>
            <numerusform>%Ln Zeilen geben einem Tweet ein zweites, anderes Label: Wählen, welches zählt.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Labels (%n categories)</source>
        <translation>
            <numerusform>Labels (%n Kategorie)</numerusform>
            <numerusform>Labels (%n Kategorien)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln labels will be taken, matched by id.</source>
        <translation>
            <numerusform>%Ln Label wird übernommen, zugeordnet über die Id.</numerusform>
            <numerusform>%Ln Labels werden übernommen, zugeordnet über die Id.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets will be imported, %1 of them labelled.</source>
        <translation>
            <numerusform>%Ln Tweet wird importiert, davon gelabelt: %1.</numerusform>
            <numerusform>%Ln Tweets werden importiert, davon gelabelt: %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets will be imported.</source>
        <translation>
            <numerusform>%Ln Tweet wird importiert.</numerusform>
            <numerusform>%Ln Tweets werden importiert.</numerusform>
        </translation>
    </message>
    <message>
        <source>Lines skipped: %1.</source>
        <translation>Übersprungene Zeilen: %1.</translation>
    </message>
    <message>
        <source>Choose what becomes of the value “%1”.</source>
        <translation>Wählen, was aus dem Wert „%1“ wird.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ImportFoot</name>
    <message>
        <source>What becomes of the file</source>
        <translation>Was aus der Datei wird</translation>
    </message>
    <message>
        <source>Start a new project</source>
        <translation>Ein neues Projekt beginnen</translation>
    </message>
    <message>
        <source>Add the tweets to this project</source>
        <translation>Die Tweets diesem Projekt hinzufügen</translation>
    </message>
    <message>
        <source>Take the labels only, matched by id</source>
        <translation>Nur die Labels übernehmen, zugeordnet über die Id</translation>
    </message>
    <message>
        <source>Same id twice</source>
        <translation>Gleiche Id zweimal</translation>
    </message>
    <message>
        <source>Same id twice: keep the first</source>
        <translation>Gleiche Id zweimal: erste behalten</translation>
    </message>
    <message>
        <source>Same id twice: keep the last</source>
        <translation>Gleiche Id zweimal: letzte behalten</translation>
    </message>
    <message>
        <source>Same id twice: reject and list</source>
        <translation>Gleiche Id zweimal: ablehnen und auflisten</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ImportProblems</name>
    <message>
        <source>Problems</source>
        <translation>Probleme</translation>
    </message>
    <message>
        <source>Problems found in the file</source>
        <translation>Probleme in der Datei</translation>
    </message>
    <message>
        <source>Problems (%1)</source>
        <translation>Probleme (%1)</translation>
    </message>
    <message>
        <source>None found.</source>
        <translation>Keine gefunden.</translation>
    </message>
    <message>
        <source>From line %1 on: %2</source>
        <translation>Ab Zeile %1: %2</translation>
    </message>
    <message>
        <source>Line %1 cannot be read: %2</source>
        <translation>Zeile %1 lässt sich nicht lesen: %2</translation>
    </message>
    <message>
        <source>One row has an empty text and is left out.</source>
        <translation>Eine Zeile hat einen leeren Text und wird ausgelassen.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln rows have an empty text and are left out.</source>
        <translation>
            <numerusform>%Ln Zeile hat einen leeren Text und wird ausgelassen.</numerusform>
            <numerusform>%Ln Zeilen haben einen leeren Text und werden ausgelassen.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets have labels in several rows: each coder&apos;s label is kept.</source>
        <translation>
            <numerusform>%Ln Tweet hat Labels in mehreren Zeilen: Das Label jeder Codierer:in bleibt erhalten.</numerusform>
            <numerusform>%Ln Tweets haben Labels in mehreren Zeilen: Das Label jeder Codierer:in bleibt erhalten.</numerusform>
        </translation>
    </message>
    <message>
        <source>Each tweet stands in several rows with a label each: they are kept as labels of coder 1, coder 2 and so on. Choose the coder column if there is one.</source>
        <translation>Jeder Tweet steht in mehreren Zeilen mit je einem Label: Sie werden als Labels von Codierer:in 1, Codierer:in 2 und so weiter behalten. Die Spalte der Codierer:innen wählen, falls es eine gibt.</translation>
    </message>
    <message>
        <source>%1 rows give a tweet a second label, %2 of them another one: which row counts is chosen below.</source>
        <translation>%1 Zeilen geben einem Tweet ein zweites Label, %2 davon ein anderes: Welche Zeile zählt, wird unten gewählt.</translation>
    </message>
    <message>
        <source>The label column holds one category only: training needs two.</source>
        <translation>Die Label-Spalte enthält nur eine Kategorie: Das Training braucht zwei.</translation>
    </message>
    <message>
        <source>Line %1 is skipped: it is blank</source>
        <translation>Zeile %1 wird übersprungen: Sie ist leer</translation>
    </message>
    <message>
        <source>Line %1 is skipped: %2</source>
        <translation>Zeile %1 wird übersprungen: %2</translation>
    </message>
</context>
<context>
    <name>warbler::ui::JobBar</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>Fortschritt</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>Wird angehalten</translation>
    </message>
</context>
<context>
    <name>warbler::ui::JobMonitor</name>
    <message>
        <source>Fold %1 of %2</source>
        <translation>Fold %1 von %2</translation>
    </message>
    <message>
        <source>Trial %1 of %2</source>
        <translation>Versuch %1 von %2</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>wird angehalten</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
    <message>
        <source>epoch %1 of %2</source>
        <translation>Epoche %1 von %2</translation>
    </message>
    <message>
        <source>epoch %1</source>
        <translation>Epoche %1</translation>
    </message>
    <message>
        <source>%1/%2</source>
        <translation>%1/%2</translation>
    </message>
    <message>
        <source>%1 a second</source>
        <translation>%1 je Sekunde</translation>
    </message>
    <message>
        <source>%1 left</source>
        <translation>noch %1</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelFateDelegate</name>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelOffers</name>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Join values that differ in spelling only</source>
        <translation>Werte zusammenlegen, die sich nur in der Schreibweise unterscheiden</translation>
    </message>
    <message>
        <source>Values of the label column</source>
        <translation>Werte der Label-Spalte</translation>
    </message>
    <message>
        <source>Coder of these labels</source>
        <translation>Codierer:in dieser Labels</translation>
    </message>
    <message>
        <source>no name: “imported”</source>
        <translation>ohne Name: „importiert“</translation>
    </message>
    <message>
        <source>Who gave the labels of this file. Where a column says it, choose that column instead.</source>
        <translation>Von wem die Labels dieser Datei stammen. Sagt es eine Spalte, stattdessen diese wählen.</translation>
    </message>
    <message>
        <source>Take the labels from “%1”</source>
        <translation>Die Labels aus „%1“ übernehmen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelPage</name>
    <message>
        <source>Label</source>
        <translation>Labeln</translation>
    </message>
    <message>
        <source>No project is open.</source>
        <translation>Kein Projekt ist geöffnet.</translation>
    </message>
    <message>
        <source>Import tweets…</source>
        <translation>Tweets importieren&#xa0;…</translation>
    </message>
    <message>
        <source>There are no tweets yet.</source>
        <translation>Noch gibt es keine Tweets.</translation>
    </message>
    <message>
        <source>Every tweet is labelled.</source>
        <translation>Jeder Tweet ist gelabelt.</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>Trainieren&#xa0;…</translation>
    </message>
    <message>
        <source>No tweet is in this state.</source>
        <translation>Kein Tweet hat diesen Status.</translation>
    </message>
    <message>
        <source>Back to the overview</source>
        <translation>Zurück zur Übersicht</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>&amp;Skip for now</source>
        <translation>Vorerst ü&amp;berspringen</translation>
    </message>
    <message>
        <source>&amp;Not codable</source>
        <translation>&amp;Nicht codierbar</translation>
    </message>
    <message>
        <source>&amp;Unsure</source>
        <translation>&amp;Unsicher</translation>
    </message>
    <message>
        <source>&amp;Flag</source>
        <translation>&amp;Markieren</translation>
    </message>
    <message>
        <source>&amp;Clear my label</source>
        <translation>Mein Label &amp;löschen</translation>
    </message>
    <message>
        <source>Ne&amp;xt tweet</source>
        <translation>Näc&amp;hster Tweet</translation>
    </message>
    <message>
        <source>&amp;Previous tweet</source>
        <translation>&amp;Vorheriger Tweet</translation>
    </message>
    <message>
        <source>Code&amp;book panel</source>
        <translation>&amp;Codebuch-Bereich</translation>
    </message>
    <message>
        <source>Add categories…</source>
        <translation>Kategorien hinzufügen&#xa0;…</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelProgress</name>
    <message>
        <source>%1 of %2 labelled.</source>
        <translation>%1 von %2 gelabelt.</translation>
    </message>
    <message>
        <source>%1 skipped</source>
        <translation>%1 übersprungen</translation>
    </message>
    <message>
        <source>%1 unsure</source>
        <translation>%1 unsicher</translation>
    </message>
    <message>
        <source>%1 fast</source>
        <translation>%1 schnell</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelReader</name>
    <message>
        <source>Fast: labels given less than a quarter of a second after their tweet was shown.</source>
        <translation>Schnell: Labels, die weniger als eine Viertelsekunde nach dem Zeigen des Tweets vergeben wurden.</translation>
    </message>
    <message>
        <source>Id %1</source>
        <translation>Id %1</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelUndo</name>
    <message>
        <source>&amp;Undo</source>
        <translation>&amp;Rückgängig</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>&amp;Wiederholen</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>„%1“</translation>
    </message>
    <message>
        <source>label cleared</source>
        <translation>Label gelöscht</translation>
    </message>
    <message>
        <source>skipped for now</source>
        <translation>vorerst übersprungen</translation>
    </message>
    <message>
        <source>not codable</source>
        <translation>nicht codierbar</translation>
    </message>
    <message>
        <source>unsure</source>
        <translation>unsicher</translation>
    </message>
    <message>
        <source>flag</source>
        <translation>Markierung</translation>
    </message>
    <message>
        <source>Undo: %1 on %2   Ctrl+Z</source>
        <translation>Rückgängig: %1 bei %2   Strg+Z</translation>
    </message>
    <message>
        <source>Undone: %1</source>
        <translation>Rückgängig gemacht: %1</translation>
    </message>
    <message>
        <source>Done again: %1</source>
        <translation>Wiederholt: %1</translation>
    </message>
    <message>
        <source>Nothing to undo.</source>
        <translation>Nichts rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Nothing to redo.</source>
        <translation>Nichts zu wiederholen.</translation>
    </message>
    <message>
        <source>A file is being read or written. Try again when it is done.</source>
        <translation>Eine Datei wird gerade gelesen oder geschrieben. Danach noch einmal versuchen.</translation>
    </message>
    <message>
        <source>%1?</source>
        <translation>%1?</translation>
    </message>
    <message>
        <source>Its tweets, labels and categories go or come together. Until the next label or import it can be turned round again.</source>
        <translation>Tweets, Labels und Kategorien gehen oder kommen gemeinsam. Bis zum nächsten Label oder Import lässt sich das wieder umkehren.</translation>
    </message>
    <message>
        <source>Leave it</source>
        <translation>So lassen</translation>
    </message>
    <message>
        <source>Go on</source>
        <translation>Weiter</translation>
    </message>
    <message>
        <source>Done: %1</source>
        <translation>Erledigt: %1</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelValuesModel</name>
    <message>
        <source>join %1 (1 label)</source>
        <translation>mit %1 zusammenlegen (1 Label)</translation>
    </message>
    <message>
        <source>join %1 (%2 labels)</source>
        <translation>mit %1 zusammenlegen (%2 Labels)</translation>
    </message>
    <message>
        <source>new category</source>
        <translation>neue Kategorie</translation>
    </message>
    <message>
        <source>leave out</source>
        <translation>auslassen</translation>
    </message>
    <message>
        <source>choose</source>
        <translation>wählen</translation>
    </message>
    <message>
        <source>What becomes of %1</source>
        <translation>Was aus %1 wird</translation>
    </message>
    <message>
        <source>%1 means no label</source>
        <translation>%1 bedeutet kein Label</translation>
    </message>
    <message>
        <source>%1 is the category of interest</source>
        <translation>%1 ist die Zielkategorie</translation>
    </message>
    <message>
        <source>As it stands in the file</source>
        <translation>Wie er in der Datei steht</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Tweets with this value</source>
        <translation>Tweets mit diesem Wert</translation>
    </message>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>The category of this project that the value joins, or what else becomes of it</source>
        <translation>Die Kategorie dieses Projekts, zu der der Wert kommt, oder was sonst aus ihm wird</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>Wird zu</translation>
    </message>
    <message>
        <source>Name of the category; double-click or F2 to change it</source>
        <translation>Name der Kategorie; mit Doppelklick oder F2 zu ändern</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Ticked: this value means that the tweet has no label</source>
        <translation>Angekreuzt: Dieser Wert bedeutet, dass der Tweet kein Label hat</translation>
    </message>
    <message>
        <source>No label</source>
        <translation>Kein Label</translation>
    </message>
    <message>
        <source>Category of interest: F1, ROC, AUC and threshold speak of it</source>
        <translation>Zielkategorie: F1, ROC, AUC und Schwellenwert beziehen sich auf sie</translation>
    </message>
    <message>
        <source>Interest</source>
        <translation>Ziel</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LabelsGroup</name>
    <message>
        <source>Learn</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilung</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>The categories</source>
        <translation>Die Kategorien</translation>
    </message>
    <message>
        <source>70 / 15 / 15, kept for the project</source>
        <translation>70 / 15 / 15, für das Projekt beibehalten</translation>
    </message>
    <message>
        <source>80 % training, 20 % test</source>
        <translation>80 % Training, 20 % Test</translation>
    </message>
    <message>
        <source>As in the notebook (no validation)</source>
        <translation>Wie im Notebook (ohne Validierung)</translation>
    </message>
    <message>
        <source>As in the Gemma codelab (800 training, no validation)</source>
        <translation>Wie im Gemma-Codelab (800 Training, ohne Validierung)</translation>
    </message>
    <message>
        <source>As the column “%1” says</source>
        <translation>Wie es die Spalte „%1“ sagt</translation>
    </message>
    <message>
        <source>The numbers of the column “%1”</source>
        <translation>Die Zahlen der Spalte „%1“</translation>
    </message>
</context>
<context>
    <name>warbler::ui::LastRunCard</name>
    <message>
        <source>Show the results</source>
        <translation>Ergebnisse zeigen</translation>
    </message>
    <message>
        <source>Last run</source>
        <translation>Letzter Lauf</translation>
    </message>
    <message>
        <source>None yet.</source>
        <translation>Noch keine.</translation>
    </message>
    <message>
        <source>RMSE on the %1 rows</source>
        <translation>RMSE auf den %1-Zeilen</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierungs</translation>
    </message>
    <message>
        <source>; always the mean, on the validation rows: %1</source>
        <translation>; immer der Mittelwert, auf den Validierungs-Zeilen: %1</translation>
    </message>
    <message>
        <source>macro-F1 on the %1 rows, 95 % interval %2 to %3</source>
        <translation>Macro-F1 auf den %1-Zeilen, 95-%-Intervall %2 bis %3</translation>
    </message>
    <message>
        <source>macro-F1 on the %1 rows</source>
        <translation>Macro-F1 auf den %1-Zeilen</translation>
    </message>
    <message>
        <source>; always the most frequent: %1</source>
        <translation>; immer die häufigste: %1</translation>
    </message>
    <message>
        <source>Going on.</source>
        <translation>Läuft.</translation>
    </message>
    <message>
        <source>Not evaluated.</source>
        <translation>Nicht ausgewertet.</translation>
    </message>
    <message>
        <source>%1 was interrupted.</source>
        <translation>%1 wurde unterbrochen.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::MainWindow</name>
    <message>
        <source>Show the Train page</source>
        <translation>Die Seite „Trainieren“ zeigen</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Datei</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Bearbeiten</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ansicht</translation>
    </message>
    <message>
        <source>Th&amp;eme</source>
        <translation>Farb&amp;schema</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>Wie das &amp;System</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>&amp;Hell</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>&amp;Dunkel</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>Hoher &amp;Kontrast</translation>
    </message>
    <message>
        <source>Lan&amp;guage</source>
        <translation>S&amp;prache</translation>
    </message>
    <message>
        <source>&amp;System language</source>
        <translation>&amp;Systemsprache</translation>
    </message>
    <message>
        <source>The language changes when Warbler is started the next time.</source>
        <translation>Die Sprache wechselt beim nächsten Start von Warbler.</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>&amp;Hilfe</translation>
    </message>
    <message>
        <source>&amp;About Warbler</source>
        <translation>Ü&amp;ber Warbler</translation>
    </message>
    <message>
        <source>Warbler labels tweets, tunes a prompt and classifies a corpus, on this computer alone. Free software under the GPL, version 3 or later.</source>
        <translation>Warbler labelt Tweets, stimmt einen Prompt ab und klassifiziert ein Korpus, allein auf diesem Computer. Freie Software unter der GPL, Version 3 oder neuer.</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>Training goes on: %1</source>
        <translation>Das Training läuft: %1</translation>
    </message>
    <message>
        <source>%1 – Warbler</source>
        <translation>%1 – Warbler</translation>
    </message>
    <message>
        <source>Warbler</source>
        <translation>Warbler</translation>
    </message>
    <message>
        <source>“%1” is still going on.</source>
        <translation>„%1“ läuft noch.</translation>
    </message>
    <message>
        <source>Stopped now, the run keeps its best state and can be resumed.</source>
        <translation>Wird er jetzt angehalten, behält der Lauf seinen besten Stand und lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>What is finished is kept.</source>
        <translation>Was fertig ist, bleibt erhalten.</translation>
    </message>
    <message>
        <source>Go on working</source>
        <translation>Weiterarbeiten</translation>
    </message>
    <message>
        <source>Stop and keep best</source>
        <translation>Anhalten und Bestes behalten</translation>
    </message>
    <message>
        <source>Stop and close</source>
        <translation>Anhalten und schließen</translation>
    </message>
    <message>
        <source>%1 (read-only) – Warbler</source>
        <translation>%1 (nur lesen) – Warbler</translation>
    </message>
    <message>
        <source>Stopped now, nothing of it stays.</source>
        <translation>Jetzt angehalten, bleibt nichts davon.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ModelGroup</name>
    <message>
        <source>the model %1 is not on this machine</source>
        <translation>das Modell %1 ist nicht auf diesem Computer</translation>
    </message>
    <message>
        <source>Put its files (config.json, model.safetensors or pytorch_model.bin, tokenizer.json) into a folder and choose it as the model. Its weights are %1 GB, and this run needs about %2 GB of memory.</source>
        <translation>Seine Dateien (config.json, model.safetensors oder pytorch_model.bin, tokenizer.json) in einen Ordner legen und diesen als Modell wählen. Die Gewichte haben %1 GB, und dieser Lauf braucht etwa %2 GB Speicher.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Preset</source>
        <translation>Voreinstellung</translation>
    </message>
    <message>
        <source>Method</source>
        <translation>Verfahren</translation>
    </message>
    <message>
        <source>Reset to the preset</source>
        <translation>Auf Voreinstellung zurücksetzen</translation>
    </message>
    <message>
        <source>Every setting below goes back to the preset’s own value, and no check or search is made.</source>
        <translation>Jede Einstellung darunter geht auf den Wert der Voreinstellung zurück; Prüfung und Suche sind aus.</translation>
    </message>
    <message>
        <source>Prompt tuning: virtual words and a head learn</source>
        <translation>Prompt-Tuning: virtuelle Wörter und ein Kopf werden gelernt</translation>
    </message>
    <message>
        <source>LoRA: small changes to the attention learn</source>
        <translation>LoRA: kleine Änderungen an der Attention werden gelernt</translation>
    </message>
    <message>
        <source>Head only: the model is read, not changed</source>
        <translation>Nur Kopf: Das Modell wird gelesen, nicht verändert</translation>
    </message>
    <message>
        <source>Fine-tuning: all weights of the model learn</source>
        <translation>Fine-Tuning: alle Gewichte des Modells werden gelernt</translation>
    </message>
    <message>
        <source>Prompt of words: nothing learns, a few tweets are shown</source>
        <translation>Prompt aus Wörtern: Nichts wird gelernt, einige Tweets werden gezeigt</translation>
    </message>
    <message>
        <source>Another folder…</source>
        <translation>Anderer Ordner&#xa0;…</translation>
    </message>
    <message>
        <source>%1 (not on this machine)</source>
        <translation>%1 (nicht auf diesem Computer)</translation>
    </message>
    <message>
        <source>Folder of a model</source>
        <translation>Ordner eines Modells</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ModelsPage</name>
    <message>
        <source>&amp;Save adapter…</source>
        <translation>Adapter &amp;speichern&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Load adapter…</source>
        <translation>Ada&amp;pter laden&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Use as it is…</source>
        <translation>&amp;Unverändert verwenden&#xa0;…</translation>
    </message>
    <message>
        <source>Models on this computer</source>
        <translation>Modelle auf diesem Computer</translation>
    </message>
    <message>
        <source>Trained in this project</source>
        <translation>In diesem Projekt trainiert</translation>
    </message>
    <message>
        <source>Runs and loaded adapters</source>
        <translation>Läufe und geladene Adapter</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>Modelle</translation>
    </message>
    <message>
        <source>Models found on this computer: %1.</source>
        <translation>Modelle auf diesem Computer: %1.</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>Parameter</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>Größe</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>complete</source>
        <translation>vollständig</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>nicht verwendbar</translation>
    </message>
    <message>
        <source>%1 layers of width %2, reads up to %3 tokens; its weights take %4 of memory. %5</source>
        <translation>%1 Schichten der Breite %2, liest bis zu %3 Tokens; die Gewichte brauchen %4 Speicher. %5</translation>
    </message>
    <message>
        <source>any number of</source>
        <translation>beliebig viele</translation>
    </message>
    <message>
        <source>It classifies as it is: %1.</source>
        <translation>Es klassifiziert ohne Training: %1.</translation>
    </message>
    <message>
        <source>Which state of %1?</source>
        <translation>Welcher Stand von %1?</translation>
    </message>
    <message>
        <source>The best one judged best on the validation tweets; Results and Classify all use it. The last one stood at the end of training.</source>
        <translation>Der beste Stand schnitt auf den Validierungs-Tweets am besten ab; „Ergebnisse“ und „Alle klassifizieren“ verwenden ihn. Der letzte ist der vom Ende des Trainings.</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>Bester</translation>
    </message>
    <message>
        <source>Last</source>
        <translation>Letzter</translation>
    </message>
    <message>
        <source>Folder for the adapter</source>
        <translation>Ordner für den Adapter</translation>
    </message>
    <message>
        <source>Save adapter</source>
        <translation>Adapter speichern</translation>
    </message>
    <message>
        <source>The adapter is saved in %1.</source>
        <translation>Der Adapter ist in %1 gespeichert.</translation>
    </message>
    <message>
        <source>Folder of an adapter</source>
        <translation>Ordner eines Adapters</translation>
    </message>
    <message>
        <source>Choose the base model…</source>
        <translation>Basismodell wählen&#xa0;…</translation>
    </message>
    <message>
        <source>Folder of the base model</source>
        <translation>Ordner des Basismodells</translation>
    </message>
    <message>
        <source> (of interest)</source>
        <translation> (Zielkategorie)</translation>
    </message>
    <message>
        <source>The model %1 needs no training</source>
        <translation>Das Modell %1 braucht kein Training</translation>
    </message>
    <message>
        <source>a word model, needs no base model</source>
        <translation>ein Wortmodell, braucht kein Basismodell</translation>
    </message>
    <message>
        <source>base model %1</source>
        <translation>Basismodell %1</translation>
    </message>
    <message>
        <source>Use this model as it is?</source>
        <translation>Dieses Modell unverändert verwenden?</translation>
    </message>
    <message>
        <source>Load this adapter?</source>
        <translation>Diesen Adapter laden?</translation>
    </message>
    <message>
        <source>%1; labels: %2. Categories the codebook lacks are added.</source>
        <translation>%1; Labels: %2. Kategorien, die im Codebuch fehlen, werden hinzugefügt.</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>Load</source>
        <translation>Laden</translation>
    </message>
    <message>
        <source>Load adapter</source>
        <translation>Adapter laden</translation>
    </message>
    <message>
        <source>It is loaded.</source>
        <translation>Er ist geladen.</translation>
    </message>
    <message>
        <source>Classify all…</source>
        <translation>Alle klassifizieren&#xa0;…</translation>
    </message>
</context>
<context>
    <name>warbler::ui::NothingToLabel</name>
    <message>
        <source>Look at all tweets</source>
        <translation>Alle Tweets ansehen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::NoticeLine</name>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Show the whole notice</source>
        <translation>Den ganzen Hinweis zeigen</translation>
    </message>
    <message>
        <source>Close this notice</source>
        <translation>Diesen Hinweis schließen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::NumberResults</name>
    <message>
        <source>Off by</source>
        <translation>Abweichung</translation>
    </message>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Tweet</source>
        <translation>Tweet</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>Pearson r</source>
        <translation>Pearson r</translation>
    </message>
    <message>
        <source>R²</source>
        <translation>R²</translation>
    </message>
    <message>
        <source>Tweets it misses by most</source>
        <translation>Tweets mit der größten Abweichung</translation>
    </message>
    <message>
        <source>the mean %1</source>
        <translation>Mittelwert %1</translation>
    </message>
    <message>
        <source>RMSE and MAE say how far the predicted numbers lie from the given ones; lower is better, and “the mean” is what always answering the mean of the training tweets reaches.</source>
        <translation>RMSE und MAE sagen, wie weit die vorhergesagten Zahlen von den gegebenen entfernt liegen; niedriger ist besser, und „Mittelwert“ ist, was die immer gleiche Antwort mit dem Mittelwert der Trainings-Tweets erreicht.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::OverviewPage</name>
    <message>
        <source>Overview</source>
        <translation>Übersicht</translation>
    </message>
    <message>
        <source>Warbler</source>
        <translation>Warbler</translation>
    </message>
    <message>
        <source>Label tweets, tune a prompt, classify a corpus.</source>
        <translation>Tweets labeln, einen Prompt abstimmen, ein Korpus klassifizieren.</translation>
    </message>
    <message>
        <source>%1 of %2 tweets labelled.</source>
        <translation>%1 von %2 Tweets gelabelt.</translation>
    </message>
    <message>
        <source>No tweets yet.</source>
        <translation>Noch keine Tweets.</translation>
    </message>
    <message>
        <source>Every column of the file is kept.</source>
        <translation>Jede Spalte der Datei bleibt erhalten.</translation>
    </message>
    <message>
        <source>Look at them</source>
        <translation>Ansehen</translation>
    </message>
    <message>
        <source>Training needs two categories.</source>
        <translation>Das Training braucht zwei Kategorien.</translation>
    </message>
    <message>
        <source>categories, each with its key.</source>
        <translation>Kategorien, jede mit ihrer Taste.</translation>
    </message>
    <message>
        <source>Open the codebook</source>
        <translation>Codebuch öffnen</translation>
    </message>
    <message>
        <source>labelled, %1 skipped for now.</source>
        <translation>gelabelt, %1 vorerst übersprungen.</translation>
    </message>
    <message>
        <source>labelled, %1 to go.</source>
        <translation>gelabelt, noch %1.</translation>
    </message>
    <message>
        <source>%1 fast: in less than a quarter of a second.</source>
        <translation>%1 schnell: in weniger als einer Viertelsekunde.</translation>
    </message>
    <message>
        <source>Go on labelling</source>
        <translation>Weiter labeln</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>Noch kein Lauf.</translation>
    </message>
    <message>
        <source>%1 is going on.</source>
        <translation>%1 läuft.</translation>
    </message>
    <message>
        <source>%1 was interrupted; it can be resumed.</source>
        <translation>%1 wurde unterbrochen; er lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>runs; nothing is ever overwritten.</source>
        <translation>Läufe; nie wird etwas überschrieben.</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Resume it</source>
        <translation>Fortsetzen</translation>
    </message>
    <message>
        <source>Train again</source>
        <translation>Erneut trainieren</translation>
    </message>
    <message>
        <source>Nothing evaluated yet.</source>
        <translation>Noch nichts ausgewertet.</translation>
    </message>
    <message>
        <source>See the results</source>
        <translation>Ergebnisse ansehen</translation>
    </message>
    <message>
        <source>RMSE of %1.</source>
        <translation>RMSE von %1.</translation>
    </message>
    <message>
        <source>macro-F1 of %1.</source>
        <translation>Macro-F1 von %1.</translation>
    </message>
    <message>
        <source>tweets classified.</source>
        <translation>Tweets klassifiziert.</translation>
    </message>
    <message>
        <source>The corpus is not classified yet.</source>
        <translation>Das Korpus ist noch nicht klassifiziert.</translation>
    </message>
    <message>
        <source>Classify all</source>
        <translation>Alle klassifizieren</translation>
    </message>
    <message>
        <source>Add categories…</source>
        <translation>Kategorien hinzufügen&#xa0;…</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>Labeln&#xa0;…</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>Trainieren&#xa0;…</translation>
    </message>
    <message>
        <source>Classify all…</source>
        <translation>Alle klassifizieren&#xa0;…</translation>
    </message>
    <message>
        <source>Import tweets…</source>
        <translation>Tweets importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Steps of the study</source>
        <translation>Schritte der Studie</translation>
    </message>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>Codebook</source>
        <translation>Codebuch</translation>
    </message>
    <message>
        <source>Labels</source>
        <translation>Labels</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Labels so far</source>
        <translation>Bisherige Labels</translation>
    </message>
    <message>
        <source>No tweet is labelled yet.</source>
        <translation>Noch ist kein Tweet gelabelt.</translation>
    </message>
    <message>
        <source>Labels per day</source>
        <translation>Labels je Tag</translation>
    </message>
    <message>
        <source>Imported labels are not counted here; those of coders will be.</source>
        <translation>Importierte Labels zählen hier nicht; die der Codierer:innen schon.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::PlotFrame</name>
    <message>
        <source>&amp;Copy</source>
        <translation>&amp;Kopieren</translation>
    </message>
    <message>
        <source>%1 could not be written.</source>
        <translation>%1 konnte nicht geschrieben werden.</translation>
    </message>
    <message>
        <source>Choose another folder.</source>
        <translation>Einen anderen Ordner wählen.</translation>
    </message>
    <message>
        <source>Save as &amp;PNG…</source>
        <translation>Als &amp;PNG speichern&#xa0;…</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG-Bild (*.png)</translation>
    </message>
    <message>
        <source>Save as &amp;SVG…</source>
        <translation>Als &amp;SVG speichern&#xa0;…</translation>
    </message>
    <message>
        <source>SVG drawing (*.svg)</source>
        <translation>SVG-Zeichnung (*.svg)</translation>
    </message>
    <message>
        <source>Save as P&amp;DF…</source>
        <translation>Als P&amp;DF speichern&#xa0;…</translation>
    </message>
    <message>
        <source>PDF (*.pdf)</source>
        <translation>PDF (*.pdf)</translation>
    </message>
    <message>
        <source>Save as CS&amp;V…</source>
        <translation>Als CS&amp;V speichern&#xa0;…</translation>
    </message>
    <message>
        <source>CSV table (*.csv)</source>
        <translation>CSV-Tabelle (*.csv)</translation>
    </message>
    <message>
        <source>Show as &amp;table</source>
        <translation>Als &amp;Tabelle zeigen</translation>
    </message>
    <message>
        <source>Save…</source>
        <translation>Speichern&#xa0;…</translation>
    </message>
    <message>
        <source>Copy or save this plot, or show its table</source>
        <translation>Diese Abbildung kopieren oder speichern, oder ihre Tabelle zeigen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::PrecisionRecallPlot</name>
    <message>
        <source>Recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>Precision</translation>
    </message>
    <message>
        <source>average precision %1</source>
        <translation>Average Precision %1</translation>
    </message>
    <message>
        <source>Precision and recall</source>
        <translation>Precision und Recall</translation>
    </message>
    <message>
        <source>Precision and recall for “%1”</source>
        <translation>Precision und Recall für „%1“</translation>
    </message>
    <message>
        <source>No precision-recall curve yet.</source>
        <translation>Noch keine Precision-Recall-Kurve.</translation>
    </message>
    <message>
        <source>Average precision %1; at the threshold in use the precision is %2 with a recall of %3. Guessing reaches %4.</source>
        <translation>Average Precision %1; beim gewählten Schwellenwert beträgt die Precision %2 bei einem Recall von %3. Raten erreicht %4.</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwellenwert</translation>
    </message>
    <message>
        <source>recall</source>
        <translation>Recall</translation>
    </message>
    <message>
        <source>precision</source>
        <translation>Precision</translation>
    </message>
    <message>
        <source>precision %1, recall %2</source>
        <translation>Precision %1, Recall %2</translation>
    </message>
</context>
<context>
    <name>warbler::ui::PredictPage</name>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>Classified</source>
        <translation>Klassifiziert</translation>
    </message>
    <message>
        <source>Tweets a second</source>
        <translation>Tweets je Sekunde</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Tweets of each category</source>
        <translation>Tweets je Kategorie</translation>
    </message>
    <message>
        <source>Predicted so far</source>
        <translation>Bisher vorhergesagt</translation>
    </message>
    <message>
        <source>&amp;Classify all</source>
        <translation>Alle &amp;klassifizieren</translation>
    </message>
    <message>
        <source>&amp;Export predictions…</source>
        <translation>Vorhersagen e&amp;xportieren&#xa0;…</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Classify with</source>
        <translation>Klassifizieren mit</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>Export</translation>
    </message>
    <message>
        <source>Predict</source>
        <translation>Vorhersagen</translation>
    </message>
    <message>
        <source>Train a run first, or load an adapter on the Models page.</source>
        <translation>Zuerst einen Lauf trainieren oder auf der Seite „Modelle“ einen Adapter laden.</translation>
    </message>
    <message>
        <source>All %1 tweets are classified.</source>
        <translation>Alle %1 Tweets sind klassifiziert.</translation>
    </message>
    <message>
        <source>%1 of %2 tweets are classified.</source>
        <translation>%1 von %2 Tweets sind klassifiziert.</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Share</source>
        <translation>Anteil</translation>
    </message>
    <message>
        <source>Predicted numbers</source>
        <translation>Vorhergesagte Zahlen</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>Wert</translation>
    </message>
    <message>
        <source>Lowest</source>
        <translation>Niedrigster</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>Highest</source>
        <translation>Höchster</translation>
    </message>
    <message>
        <source>Probability of “%1”</source>
        <translation>Wahrscheinlichkeit von „%1“</translation>
    </message>
    <message>
        <source>Classify all</source>
        <translation>Alle klassifizieren</translation>
    </message>
    <message>
        <source>Stopped. What is classified is kept; Classify all goes on from there.</source>
        <translation>Angehalten. Was klassifiziert ist, bleibt erhalten; „Alle klassifizieren“ macht dort weiter.</translation>
    </message>
    <message>
        <source>Export predictions</source>
        <translation>Vorhersagen exportieren</translation>
    </message>
    <message>
        <source>Export of %1</source>
        <translation>Export von %1</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>Possible once all tweets are classified.</source>
        <translation>Möglich, sobald alle Tweets klassifiziert sind.</translation>
    </message>
    <message>
        <source>Original columns first, then the predicted number.</source>
        <translation>Zuerst die ursprünglichen Spalten, dann die vorhergesagte Zahl.</translation>
    </message>
    <message>
        <source>Original columns first, then prediction and probabilities.</source>
        <translation>Zuerst die ursprünglichen Spalten, dann Vorhersage und Wahrscheinlichkeiten.</translation>
    </message>
    <message numerus="yes">
        <source>%Ln are to be done again: the run or their text has changed since.</source>
        <translation>
            <numerusform>%Ln ist noch einmal an der Reihe: Der Lauf oder der Text hat sich seitdem geändert.</numerusform>
            <numerusform>%Ln sind noch einmal an der Reihe: Der Lauf oder ihr Text hat sich seitdem geändert.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets are written to %1.</source>
        <translation>
            <numerusform>%Ln Tweet ist nach %1 geschrieben.</numerusform>
            <numerusform>%Ln Tweets sind nach %1 geschrieben.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::RailButton</name>
    <message>
        <source>Done</source>
        <translation>Erledigt</translation>
    </message>
    <message>
        <source>Something to do</source>
        <translation>Etwas zu tun</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ReadExampleView</name>
    <message>
        <source>Tokens of a tweet</source>
        <translation>Tokens eines Tweets</translation>
    </message>
    <message>
        <source>One tweet as the model reads it</source>
        <translation>Ein Tweet, wie das Modell ihn liest</translation>
    </message>
    <message>
        <source>Tweet %1.</source>
        <translation>Tweet %1.</translation>
    </message>
    <message>
        <source>Before it stands: “%1”</source>
        <translation>Davor steht: „%1“</translation>
    </message>
    <message>
        <source>They begin as: “%1”</source>
        <translation>Sie beginnen als: „%1“</translation>
    </message>
    <message>
        <source>Cut off: “%1”</source>
        <translation>Abgeschnitten: „%1“</translation>
    </message>
    <message>
        <source>Nothing learns.</source>
        <translation>Nichts wird gelernt.</translation>
    </message>
    <message>
        <source>A head reads the whole tweet; no token counts in the loss.</source>
        <translation>Ein Kopf liest den ganzen Tweet; kein Token zählt im Verlust.</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>Stelle</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>Token</translation>
    </message>
    <message>
        <source>Id</source>
        <translation>Id</translation>
    </message>
    <message>
        <source>In the loss</source>
        <translation>Im Verlust</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>ja</translation>
    </message>
    <message numerus="yes">
        <source>%Ln virtual words stand before it.</source>
        <translation>
            <numerusform>%Ln virtuelles Wort steht davor.</numerusform>
            <numerusform>%Ln virtuelle Wörter stehen davor.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of its %1 tokens count in the loss.</source>
        <translation>
            <numerusform>%n seiner %1 Tokens zählt im Verlust.</numerusform>
            <numerusform>%n seiner %1 Tokens zählen im Verlust.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::ResultFigures</name>
    <message>
        <source>majority %1</source>
        <translation>häufigste %1</translation>
    </message>
    <message>
        <source>words %1</source>
        <translation>Wortmodell %1</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>Macro-F1</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>Accuracy</source>
        <translation>Accuracy</translation>
    </message>
    <message>
        <source>AUC</source>
        <translation>AUC</translation>
    </message>
    <message>
        <source>F1 of “%1”</source>
        <translation>F1 von „%1“</translation>
    </message>
    <message>
        <source>F1, mean</source>
        <translation>F1, Mittel</translation>
    </message>
    <message>
        <source>n/a</source>
        <translation>k.&#xa0;A.</translation>
    </message>
    <message>
        <source>too few tweets</source>
        <translation>zu wenige Tweets</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>are right</source>
        <translation>sind richtig</translation>
    </message>
    <message>
        <source>From %1 tweets on there are figures with intervals.</source>
        <translation>Ab %1 Tweets gibt es Kennzahlen mit Intervallen.</translation>
    </message>
    <message>
        <source>F1, ROC and AUC speak of “%1”, predicted from p ≥ %2. Intervals: 95 %, 2,000 draws.</source>
        <translation>F1, ROC und AUC beziehen sich auf „%1“, vorhergesagt ab p ≥ %2. Intervalle: 95 %, 2.000 Ziehungen.</translation>
    </message>
    <message>
        <source>F1 and AUC are means over the categories, the curves speak of “%1”; the most probable category is predicted. Intervals: 95 %, 2,000 draws.</source>
        <translation>F1 und AUC sind Mittel über die Kategorien, die Kurven beziehen sich auf „%1“; vorhergesagt wird die wahrscheinlichste Kategorie. Intervalle: 95 %, 2.000 Ziehungen.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ResultsChoice</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Beside</source>
        <translation>Daneben</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ResultsPage</name>
    <message>
        <source>Classify all…</source>
        <translation>Alle klassifizieren&#xa0;…</translation>
    </message>
    <message>
        <source>No run has been evaluated yet. Train one, then its figures stand here.</source>
        <translation>Noch wurde kein Lauf ausgewertet. Nach einem Training stehen hier seine Kennzahlen.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Ergebnisse</translation>
    </message>
    <message>
        <source>%1 on %2 %3 tweets.</source>
        <translation>%1 auf %2 %3-Tweets.</translation>
    </message>
    <message>
        <source>test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierungs</translation>
    </message>
    <message>
        <source>Labelled “%1”, predicted “%2”: %3</source>
        <translation>Gelabelt „%1“, vorhergesagt „%2“: %3</translation>
    </message>
    <message>
        <source>Folds</source>
        <translation>Folds</translation>
    </message>
    <message numerus="yes">
        <source>%1 on %Ln tweets, each judged by the fold that did not learn from it.</source>
        <translation>
            <numerusform>%1 auf %Ln Tweet, beurteilt von dem Fold, der nicht aus ihm gelernt hat.</numerusform>
            <numerusform>%1 auf %Ln Tweets, jeder beurteilt von dem Fold, der nicht aus ihm gelernt hat.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::RocPlot</name>
    <message>
        <source>False positive rate</source>
        <translation>Falsch-positiv-Rate</translation>
    </message>
    <message>
        <source>True positive rate (recall)</source>
        <translation>Richtig-positiv-Rate (Recall)</translation>
    </message>
    <message>
        <source>AUC n/a</source>
        <translation>AUC k.&#xa0;A.</translation>
    </message>
    <message>
        <source>AUC %1</source>
        <translation>AUC %1</translation>
    </message>
    <message>
        <source>ROC curve</source>
        <translation>ROC-Kurve</translation>
    </message>
    <message>
        <source>ROC curve for “%1”</source>
        <translation>ROC-Kurve für „%1“</translation>
    </message>
    <message>
        <source>No ROC curve yet.</source>
        <translation>Noch keine ROC-Kurve.</translation>
    </message>
    <message>
        <source>There is no ROC curve: the tweets all belong to one category.</source>
        <translation>Es gibt keine ROC-Kurve: Alle Tweets gehören zu einer Kategorie.</translation>
    </message>
    <message>
        <source>%1; at the threshold in use the recall is %2 with a false positive rate of %3.</source>
        <translation>%1; beim gewählten Schwellenwert beträgt der Recall %2 bei einer Falsch-positiv-Rate von %3.</translation>
    </message>
    <message>
        <source>threshold</source>
        <translation>Schwellenwert</translation>
    </message>
    <message>
        <source>false positive rate</source>
        <translation>Falsch-positiv-Rate</translation>
    </message>
    <message>
        <source>true positive rate</source>
        <translation>Richtig-positiv-Rate</translation>
    </message>
    <message>
        <source>recall %1, false positive rate %2</source>
        <translation>Recall %1, Falsch-positiv-Rate %2</translation>
    </message>
</context>
<context>
    <name>warbler::ui::RunView</name>
    <message>
        <source>Run</source>
        <translation>Lauf</translation>
    </message>
    <message>
        <source>The run that goes on</source>
        <translation>Der laufende Lauf</translation>
    </message>
    <message>
        <source>The model is being read.</source>
        <translation>Das Modell wird gelesen.</translation>
    </message>
    <message>
        <source>New run: the data it would learn from</source>
        <translation>Neuer Lauf: die Daten, aus denen er lernen würde</translation>
    </message>
</context>
<context>
    <name>warbler::ui::ScatterPlot</name>
    <message>
        <source>Given</source>
        <translation>Gegeben</translation>
    </message>
    <message>
        <source>Predicted</source>
        <translation>Vorhergesagt</translation>
    </message>
    <message>
        <source>Predicted and given numbers</source>
        <translation>Vorhergesagte und gegebene Zahlen</translation>
    </message>
    <message>
        <source>Predicted and given “%1”</source>
        <translation>„%1“, vorhergesagt und gegeben</translation>
    </message>
    <message>
        <source>Nothing to show yet.</source>
        <translation>Noch gibt es nichts zu zeigen.</translation>
    </message>
    <message>
        <source>given</source>
        <translation>gegeben</translation>
    </message>
    <message>
        <source>predicted</source>
        <translation>vorhergesagt</translation>
    </message>
    <message>
        <source>given %1, predicted %2</source>
        <translation>gegeben %1, vorhergesagt %2</translation>
    </message>
    <message numerus="yes">
        <source>%n tweets; the given numbers lie from %1 to %2, the predicted ones from %3 to %4.</source>
        <translation>
            <numerusform>%n Tweet; die gegebenen Zahlen liegen zwischen %1 und %2, die vorhergesagten zwischen %3 und %4.</numerusform>
            <numerusform>%n Tweets; die gegebenen Zahlen liegen zwischen %1 und %2, die vorhergesagten zwischen %3 und %4.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::SettingsGroup</name>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>Prompt</translation>
    </message>
    <message>
        <source>{text} is the tweet, \n a new line</source>
        <translation>{text} ist der Tweet, \n eine neue Zeile</translation>
    </message>
    <message>
        <source>Instruction</source>
        <translation>Anweisung</translation>
    </message>
    <message>
        <source>stands once before everything</source>
        <translation>steht einmal vor allem</translation>
    </message>
    <message>
        <source>Examples</source>
        <translation>Beispiele</translation>
    </message>
    <message>
        <source>labelled training tweets shown to the model</source>
        <translation>gelabelte Trainings-Tweets, die das Modell sieht</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>passes over the training tweets</source>
        <translation>Durchgänge durch die Trainings-Tweets</translation>
    </message>
    <message>
        <source>Virtual words</source>
        <translation>Virtuelle Wörter</translation>
    </message>
    <message>
        <source>few are enough for two categories</source>
        <translation>für zwei Kategorien genügen wenige</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>of the prompt</source>
        <translation>des Prompts</translation>
    </message>
    <message>
        <source>Head learning rate</source>
        <translation>Lernrate des Kopfes</translation>
    </message>
    <message>
        <source>the head needs smaller steps</source>
        <translation>der Kopf braucht kleinere Schritte</translation>
    </message>
    <message>
        <source>Batch size</source>
        <translation>Batchgröße</translation>
    </message>
    <message>
        <source>tweets per step</source>
        <translation>Tweets je Schritt</translation>
    </message>
    <message>
        <source>Category weights</source>
        <translation>Kategoriengewichte</translation>
    </message>
    <message>
        <source>balanced: rare categories count as much</source>
        <translation>balanced: seltene Kategorien zählen ebenso viel</translation>
    </message>
    <message>
        <source>Longest tweet</source>
        <translation>Längster Tweet</translation>
    </message>
    <message>
        <source>in tokens; the rest is cut</source>
        <translation>in Tokens; der Rest wird abgeschnitten</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>Seed</translation>
    </message>
    <message>
        <source>same seed, same run</source>
        <translation>gleicher Seed, gleicher Lauf</translation>
    </message>
    <message>
        <source>Weight decay</source>
        <translation>Weight Decay</translation>
    </message>
    <message>
        <source>keeps values small</source>
        <translation>hält Werte klein</translation>
    </message>
    <message>
        <source>Warm-up</source>
        <translation>Warm-up</translation>
    </message>
    <message>
        <source>share of all steps</source>
        <translation>Anteil aller Schritte</translation>
    </message>
    <message>
        <source>Schedule</source>
        <translation>Verlauf</translation>
    </message>
    <message>
        <source>of the learning rate</source>
        <translation>der Lernrate</translation>
    </message>
    <message>
        <source>Mean of last</source>
        <translation>Mittel der letzten</translation>
    </message>
    <message>
        <source>epochs; below 2 the best epoch is kept</source>
        <translation>Epochen; unter 2 bleibt die beste Epoche</translation>
    </message>
    <message>
        <source>Patience</source>
        <translation>Geduld</translation>
    </message>
    <message>
        <source>epochs without gain; 0: all epochs</source>
        <translation>Epochen ohne Gewinn; 0: alle Epochen</translation>
    </message>
    <message>
        <source>Best by</source>
        <translation>Bestes nach</translation>
    </message>
    <message>
        <source>figure on validation tweets</source>
        <translation>Kennzahl auf den Validierungs-Tweets</translation>
    </message>
    <message>
        <source>Pooling</source>
        <translation>Pooling</translation>
    </message>
    <message>
        <source>which rows the head reads</source>
        <translation>welche Zeilen der Kopf liest</translation>
    </message>
    <message>
        <source>Prompt starts as</source>
        <translation>Prompt beginnt als</translation>
    </message>
    <message>
        <source>words drawn from the vocabulary</source>
        <translation>aus dem Vokabular gezogene Wörter</translation>
    </message>
    <message>
        <source>LoRA rank</source>
        <translation>LoRA-Rang</translation>
    </message>
    <message>
        <source>LoRA only</source>
        <translation>nur LoRA</translation>
    </message>
    <message>
        <source>Advanced</source>
        <translation>Erweitert</translation>
    </message>
    <message>
        <source>default %1 – %2</source>
        <translation>Standard %1 – %2</translation>
    </message>
    <message>
        <source>changed; %1</source>
        <translation>geändert; %1</translation>
    </message>
    <message>
        <source>Tweet: {text}\nLabel:</source>
        <translation>Tweet: {text}\nLabel:</translation>
    </message>
</context>
<context>
    <name>warbler::ui::StartView</name>
    <message>
        <source>Import tweets…</source>
        <translation>Tweets importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Start with a CSV of tweets: one row per tweet, some of them labelled or none.</source>
        <translation>Am Anfang steht eine CSV-Datei mit Tweets: eine Zeile je Tweet, einige gelabelt oder keiner.</translation>
    </message>
    <message>
        <source>Open the demo</source>
        <translation>Demo öffnen</translation>
    </message>
    <message>
        <source>400 invented tweets about the tram of a city that does not exist, half of them labelled.</source>
        <translation>400 erfundene Tweets über die Straßenbahn einer Stadt, die es nicht gibt, die Hälfte gelabelt.</translation>
    </message>
    <message>
        <source>A file can also be dropped here. Nothing leaves this computer.</source>
        <translation>Eine Datei lässt sich auch hierher ziehen. Nichts verlässt diesen Computer.</translation>
    </message>
</context>
<context>
    <name>warbler::ui::StatusLine</name>
    <message>
        <source>Name of the coder whose labels these are:</source>
        <translation>Name der Codierer:in, von der diese Labels stammen:</translation>
    </message>
    <message>
        <source>There is an NVIDIA driver, but Warbler was set up without CUDA: packaging/setup.sh --gpu adds it.</source>
        <translation>Ein NVIDIA-Treiber ist vorhanden, aber Warbler wurde ohne CUDA eingerichtet: packaging/setup.sh --gpu fügt es hinzu.</translation>
    </message>
    <message>
        <source>NVIDIA card</source>
        <translation>NVIDIA-Karte</translation>
    </message>
    <message>
        <source>%1 (NVIDIA card not set up)</source>
        <translation>%1 (NVIDIA-Karte nicht eingerichtet)</translation>
    </message>
    <message>
        <source>Coder: %1</source>
        <translation>Codierer:in: %1</translation>
    </message>
    <message>
        <source>Labels are stored under this name. Click to change it.</source>
        <translation>Unter diesem Namen werden Labels gespeichert. Klicken, um ihn zu ändern.</translation>
    </message>
    <message>
        <source>Everything is saved</source>
        <translation>Alles ist gespeichert</translation>
    </message>
    <message>
        <source>Saved %1</source>
        <translation>Gespeichert %1</translation>
    </message>
    <message>
        <source>%1 labelled</source>
        <translation>%1 gelabelt</translation>
    </message>
    <message numerus="yes">
        <source>CPU, %n threads</source>
        <translation>
            <numerusform>CPU, %n Thread</numerusform>
            <numerusform>CPU, %n Threads</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets</source>
        <translation>
            <numerusform>%Ln Tweet</numerusform>
            <numerusform>%Ln Tweets</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::TrainForm</name>
    <message>
        <source>Check</source>
        <translation>Prüfung</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TrainJob</name>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Check with folds</source>
        <translation>Prüfung mit Folds</translation>
    </message>
    <message>
        <source>Search for settings</source>
        <translation>Suche nach Einstellungen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TrainLive</name>
    <message>
        <source>Epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>Training loss</source>
        <translation>Trainingsverlust</translation>
    </message>
    <message>
        <source>Macro-F1</source>
        <translation>Macro-F1</translation>
    </message>
    <message>
        <source>Tweets a second</source>
        <translation>Tweets je Sekunde</translation>
    </message>
    <message>
        <source>Time left</source>
        <translation>Restzeit</translation>
    </message>
    <message>
        <source>Epochs</source>
        <translation>Epochen</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
    <message>
        <source>step %1 of %2</source>
        <translation>Schritt %1 von %2</translation>
    </message>
    <message>
        <source>validation %1</source>
        <translation>Validierung %1</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>the mean %1</source>
        <translation>Mittelwert %1</translation>
    </message>
    <message>
        <source>majority %1</source>
        <translation>häufigste %1</translation>
    </message>
    <message>
        <source>after the first epoch</source>
        <translation>nach der ersten Epoche</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>pausiert</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TrainPage</name>
    <message>
        <source>The trial’s settings stand in the form.</source>
        <translation>Die Einstellungen des Versuchs stehen im Formular.</translation>
    </message>
    <message>
        <source>&amp;Start</source>
        <translation>&amp;Starten</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>&amp;Pausieren</translation>
    </message>
    <message>
        <source>Stop and &amp;keep best</source>
        <translation>A&amp;nhalten, Bestes behalten</translation>
    </message>
    <message>
        <source>&amp;Resume</source>
        <translation>&amp;Fortsetzen</translation>
    </message>
    <message>
        <source>Show results</source>
        <translation>Ergebnisse zeigen</translation>
    </message>
    <message>
        <source>Train</source>
        <translation>Trainieren</translation>
    </message>
    <message>
        <source>Import tweets with labels first.</source>
        <translation>Zuerst Tweets mit Labels importieren.</translation>
    </message>
    <message>
        <source>No run yet.</source>
        <translation>Noch kein Lauf.</translation>
    </message>
    <message>
        <source>Runs so far: %1.</source>
        <translation>Bisherige Läufe: %1.</translation>
    </message>
    <message>
        <source>%1 was interrupted and can be resumed.</source>
        <translation>%1 wurde unterbrochen und lässt sich fortsetzen.</translation>
    </message>
    <message>
        <source>A run learns from labelled tweets.</source>
        <translation>Ein Lauf lernt aus gelabelten Tweets.</translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 tweets are labelled, in %n categories.</source>
        <translation>
            <numerusform>%1 von %2 Tweets sind gelabelt, in %n Kategorie.</numerusform>
            <numerusform>%1 von %2 Tweets sind gelabelt, in %n Kategorien.</numerusform>
        </translation>
    </message>
    <message>
        <source>Of interest: “%1”.</source>
        <translation>Zielkategorie: „%1“.</translation>
    </message>
    <message>
        <source>The labelled tweets and the model are being read.</source>
        <translation>Die gelabelten Tweets und das Modell werden gelesen.</translation>
    </message>
    <message numerus="yes">
        <source>“%1” has %n training tweets.</source>
        <translation>
            <numerusform>„%1“ hat %n Trainings-Tweet.</numerusform>
            <numerusform>„%1“ hat %n Trainings-Tweets.</numerusform>
        </translation>
    </message>
    <message>
        <source>All is ready.</source>
        <translation>Alles ist bereit.</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>&amp;Weiter</translation>
    </message>
    <message>
        <source>Stop and &amp;keep what is done</source>
        <translation>A&amp;nhalten, Fertiges behalten</translation>
    </message>
    <message>
        <source>&amp;Start the check</source>
        <translation>Prüfung &amp;starten</translation>
    </message>
    <message>
        <source>&amp;Start the search</source>
        <translation>Suche &amp;starten</translation>
    </message>
    <message>
        <source>Some categories have very few training tweets.</source>
        <translation>Einige Kategorien haben sehr wenige Trainings-Tweets.</translation>
    </message>
    <message>
        <source>With fewer than %1 training tweets a category is hardly learnt, and its figures say little.</source>
        <translation>Mit weniger als %1 Trainings-Tweets wird eine Kategorie kaum gelernt, und ihre Kennzahlen sagen wenig.</translation>
    </message>
    <message>
        <source>Label more first</source>
        <translation>Zuerst mehr labeln</translation>
    </message>
    <message>
        <source>Train anyway</source>
        <translation>Trotzdem trainieren</translation>
    </message>
    <message>
        <source>%1 was stopped; its best state is kept.</source>
        <translation>%1 wurde angehalten; der beste Stand bleibt erhalten.</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>Fortsetzen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TrainPreview</name>
    <message>
        <source>“%1” has %2 training tweets; from 20 on the figures settle.</source>
        <translation>„%1“ hat %2 Trainings-Tweets; ab 20 werden die Kennzahlen verlässlich.</translation>
    </message>
    <message>
        <source>No validation tweets: the last epoch is taken for the best.</source>
        <translation>Keine Validierungs-Tweets: Die letzte Epoche gilt als die beste.</translation>
    </message>
    <message>
        <source>Memory is short: choose a smaller batch or model, or close other programs.</source>
        <translation>Der Speicher ist knapp: einen kleineren Batch oder ein kleineres Modell wählen oder andere Programme schließen.</translation>
    </message>
    <message>
        <source>No steps: nothing learns.</source>
        <translation>Keine Schritte: Nichts wird gelernt.</translation>
    </message>
    <message>
        <source>%1 runs, up to %2 steps each.</source>
        <translation>%1 Läufe, je bis zu %2 Schritte.</translation>
    </message>
    <message>
        <source> Needs about %1 of memory</source>
        <translation> Braucht etwa %1 Speicher</translation>
    </message>
    <message>
        <source>, %1 are free.</source>
        <translation>, %1 sind frei.</translation>
    </message>
    <message>
        <source>It takes as long as classifying the validation and test tweets.</source>
        <translation>Es dauert so lange wie das Klassifizieren der Validierungs- und Test-Tweets.</translation>
    </message>
    <message>
        <source>The time is known after 20 steps.</source>
        <translation>Die Dauer ist nach 20 Schritten bekannt.</translation>
    </message>
    <message>
        <source>After %1 no trial begins any more.</source>
        <translation>Nach %1 beginnt kein Versuch mehr.</translation>
    </message>
    <message>
        <source>About %1 for all of them, as fast as the last run.</source>
        <translation>Etwa %1 für alle, so schnell wie der letzte Lauf.</translation>
    </message>
    <message>
        <source>About %1, as fast as the last run.</source>
        <translation>Etwa %1, so schnell wie der letzte Lauf.</translation>
    </message>
    <message>
        <source>Tweets per category and side</source>
        <translation>Tweets je Kategorie und Teil</translation>
    </message>
    <message>
        <source>What the run learns from</source>
        <translation>Woraus der Lauf lernt</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>Validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>Test</translation>
    </message>
    <message>
        <source>  (of interest)</source>
        <translation>  (Zielkategorie)</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>Zahlen</translation>
    </message>
    <message>
        <source>%1 training tweets in %2 steps of %3; %4 values learn.</source>
        <translation>%1 Trainings-Tweets in %2 Schritten zu je %3; %4 Werte werden gelernt.</translation>
    </message>
    <message>
        <source>Nothing learns: %1 examples are shown, and %2 tokens stand before each tweet.</source>
        <translation>Nichts wird gelernt: %1 Beispiele werden gezeigt, und %2 Tokens stehen vor jedem Tweet.</translation>
    </message>
    <message>
        <source>No tweet is cut.</source>
        <translation>Kein Tweet wird gekürzt.</translation>
    </message>
    <message>
        <source>Length of the training tweets</source>
        <translation>Länge der Trainings-Tweets</translation>
    </message>
    <message>
        <source>Tokens of a tweet</source>
        <translation>Tokens eines Tweets</translation>
    </message>
    <message numerus="yes">
        <source>%Ln steps.</source>
        <translation>
            <numerusform>%Ln Schritt.</numerusform>
            <numerusform>%Ln Schritte.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets are longer than %1 tokens and are cut at the end.</source>
        <translation>
            <numerusform>%Ln Tweet ist länger als %1 Tokens und wird am Ende gekürzt.</numerusform>
            <numerusform>%Ln Tweets sind länger als %1 Tokens und werden am Ende gekürzt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::TuningCurvesPlot</name>
    <message>
        <source>Step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Loss (nats)</source>
        <translation>Verlust (nats)</translation>
    </message>
    <message>
        <source>training</source>
        <translation>Training</translation>
    </message>
    <message>
        <source>validation</source>
        <translation>Validierung</translation>
    </message>
    <message>
        <source>Score on validation tweets</source>
        <translation>Kennzahl auf Validierungs-Tweets</translation>
    </message>
    <message>
        <source>F1</source>
        <translation>F1</translation>
    </message>
    <message>
        <source>macro-F1</source>
        <translation>Macro-F1</translation>
    </message>
    <message>
        <source>accuracy</source>
        <translation>Accuracy</translation>
    </message>
    <message>
        <source>majority</source>
        <translation>häufigste</translation>
    </message>
    <message>
        <source>Learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>Loss (squared error)</source>
        <translation>Verlust (quadrierter Fehler)</translation>
    </message>
    <message>
        <source>Error on validation tweets</source>
        <translation>Fehler auf Validierungs-Tweets</translation>
    </message>
    <message>
        <source>MAE</source>
        <translation>MAE</translation>
    </message>
    <message>
        <source>RMSE</source>
        <translation>RMSE</translation>
    </message>
    <message>
        <source>the mean</source>
        <translation>Mittelwert</translation>
    </message>
    <message>
        <source>step %1: loss %2</source>
        <translation>Schritt %1: Verlust %2</translation>
    </message>
    <message>
        <source>step %1: learning rate %2</source>
        <translation>Schritt %1: Lernrate %2</translation>
    </message>
    <message>
        <source>epoch %1: RMSE %2, MAE %3</source>
        <translation>Epoche %1: RMSE %2, MAE %3</translation>
    </message>
    <message>
        <source>epoch %1: macro-F1 %2, F1 %3, accuracy %4</source>
        <translation>Epoche %1: Macro-F1 %2, F1 %3, Accuracy %4</translation>
    </message>
    <message>
        <source>Loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>Kennzahlen</translation>
    </message>
    <message>
        <source>No training step yet.</source>
        <translation>Noch kein Trainingsschritt.</translation>
    </message>
    <message>
        <source>The learning rate is %1 at step %2.</source>
        <translation>Die Lernrate beträgt %1 bei Schritt %2.</translation>
    </message>
    <message>
        <source>After step %1 the average training loss is %2.</source>
        <translation>Nach Schritt %1 beträgt der mittlere Trainingsverlust %2.</translation>
    </message>
    <message>
        <source>After epoch %1 the RMSE is %2; always answering the mean gives %3.</source>
        <translation>Nach Epoche %1 beträgt der RMSE %2; immer der Mittelwert ergibt %3.</translation>
    </message>
    <message>
        <source>After epoch %1 macro-F1 is %2; always answering the most frequent category gives %3.</source>
        <translation>Nach Epoche %1 beträgt der Macro-F1 %2; immer die häufigste Kategorie ergibt %3.</translation>
    </message>
    <message>
        <source>No evaluation yet.</source>
        <translation>Noch keine Auswertung.</translation>
    </message>
    <message>
        <source>epoch</source>
        <translation>Epoche</translation>
    </message>
    <message>
        <source>step</source>
        <translation>Schritt</translation>
    </message>
    <message>
        <source>Pearson r</source>
        <translation>Pearson r</translation>
    </message>
    <message>
        <source>R2</source>
        <translation>R2</translation>
    </message>
    <message>
        <source>RMSE of the mean</source>
        <translation>RMSE des Mittelwerts</translation>
    </message>
    <message>
        <source>majority macro-F1</source>
        <translation>Macro-F1 der häufigsten</translation>
    </message>
    <message>
        <source>loss</source>
        <translation>Verlust</translation>
    </message>
    <message>
        <source>average loss</source>
        <translation>mittlerer Verlust</translation>
    </message>
    <message>
        <source>learning rate</source>
        <translation>Lernrate</translation>
    </message>
    <message>
        <source>gradient norm</source>
        <translation>Gradientennorm</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TweetDrawer</name>
    <message>
        <source>Tweets of the cell</source>
        <translation>Tweets der Zelle</translation>
    </message>
    <message>
        <source>Tweet</source>
        <translation>Tweet</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Open on the Label page</source>
        <translation>Auf der Seite „Labeln“ öffnen</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TweetModel</name>
    <message>
        <source>not labelled</source>
        <translation>nicht gelabelt</translation>
    </message>
    <message>
        <source>labelled</source>
        <translation>gelabelt</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>übersprungen</translation>
    </message>
    <message>
        <source>not codable</source>
        <translation>nicht codierbar</translation>
    </message>
    <message>
        <source>coders disagree</source>
        <translation>Codierer:innen uneinig</translation>
    </message>
    <message>
        <source>, unsure</source>
        <translation>, unsicher</translation>
    </message>
    <message>
        <source>, flagged</source>
        <translation>, markiert</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Category</source>
        <translation>Kategorie</translation>
    </message>
    <message>
        <source>Coder</source>
        <translation>Codierer:in</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>Datum</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>importiert</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TweetQueue</name>
    <message>
        <source>Which tweets</source>
        <translation>Welche Tweets</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>Ungelabelt</translation>
    </message>
    <message>
        <source>All tweets</source>
        <translation>Alle Tweets</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>Gelabelt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Not codable</source>
        <translation>Nicht codierbar</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Tweets in this order</source>
        <translation>Tweets in dieser Reihenfolge</translation>
    </message>
    <message>
        <source>Order of the tweets</source>
        <translation>Reihenfolge der Tweets</translation>
    </message>
    <message>
        <source>Random order</source>
        <translation>Zufällige Reihenfolge</translation>
    </message>
    <message>
        <source>As imported</source>
        <translation>Wie importiert</translation>
    </message>
    <message>
        <source>Random: the same order on every computer. Labels taken in another order are no random sample.</source>
        <translation>Zufällig: auf jedem Computer dieselbe Reihenfolge. Labels in anderer Reihenfolge sind keine Zufallsstichprobe.</translation>
    </message>
    <message>
        <source>skipped before: %1 of %2</source>
        <translation>zuvor übersprungen: %1 von %2</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 von %2</translation>
    </message>
</context>
<context>
    <name>warbler::ui::TweetsPage</name>
    <message>
        <source>Tweets</source>
        <translation>Tweets</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>&amp;Suchen&#xa0;…</translation>
    </message>
    <message>
        <source>Label…</source>
        <translation>Labeln&#xa0;…</translation>
    </message>
    <message>
        <source>&amp;Label this tweet</source>
        <translation>Diesen T&amp;weet labeln</translation>
    </message>
    <message>
        <source>Search the tweets</source>
        <translation>Tweets durchsuchen</translation>
    </message>
    <message>
        <source>Search: words, “a phrase”, prefix*, AND OR NOT</source>
        <translation>Suche: Wörter, „eine Wendung“, Anfang*, AND OR NOT</translation>
    </message>
    <message>
        <source>All</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Labelled</source>
        <translation>Gelabelt</translation>
    </message>
    <message>
        <source>Unlabelled</source>
        <translation>Ungelabelt</translation>
    </message>
    <message>
        <source>Skipped</source>
        <translation>Übersprungen</translation>
    </message>
    <message>
        <source>Not codable</source>
        <translation>Nicht codierbar</translation>
    </message>
    <message>
        <source>Unsure</source>
        <translation>Unsicher</translation>
    </message>
    <message>
        <source>Flagged</source>
        <translation>Markiert</translation>
    </message>
    <message>
        <source>Only tweets of a category</source>
        <translation>Nur Tweets einer Kategorie</translation>
    </message>
    <message>
        <source>All columns of the tweet</source>
        <translation>Alle Spalten des Tweets</translation>
    </message>
    <message>
        <source>There are no tweets yet.</source>
        <translation>Noch gibt es keine Tweets.</translation>
    </message>
    <message>
        <source>Import tweets…</source>
        <translation>Tweets importieren&#xa0;…</translation>
    </message>
    <message>
        <source>Any category</source>
        <translation>Jede Kategorie</translation>
    </message>
    <message>
        <source>%1 shown</source>
        <translation>%1 gezeigt</translation>
    </message>
    <message>
        <source>Id %1</source>
        <translation>Id %1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1: %2</translation>
    </message>
    <message>
        <source>%1, line %2</source>
        <translation>%1, Zeile %2</translation>
    </message>
    <message numerus="yes">
        <source>%Ln tweets, %1 labelled.</source>
        <translation>
            <numerusform>%Ln Tweet, %1 gelabelt.</numerusform>
            <numerusform>%Ln Tweets, %1 gelabelt.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>warbler::ui::VariableFields</name>
    <message>
        <source>Does the tweet …?</source>
        <translation>Enthält der Tweet&#xa0;…?</translation>
    </message>
    <message>
        <source>Name of the variable in exports</source>
        <translation>Name der Variable in Exporten</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>Frage</translation>
    </message>
    <message>
        <source>Variable</source>
        <translation>Variable</translation>
    </message>
</context>
<context>
    <name>warbler::ui::VerdictLine</name>
    <message>
        <source>Classify with the word model</source>
        <translation>Mit dem Wortmodell klassifizieren</translation>
    </message>
</context>
</TS>
