// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/models/models_page.h"

#include <algorithm>
#include <optional>

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "core/base/file_ops.h"
#include "core/models/model_lookup.h"
#include "core/models/ready_classifier.h"
#include "ui/support/dialogs.h"
#include "ui/support/error_text.h"
#include "ui/support/mnemonics.h"
#include "ui/support/session.h"
#include "ui/support/text.h"
#include "ui/support/theme.h"
#include "ui/widgets/captions.h"
#include "ui/widgets/figure_table_view.h"
#include "ui/widgets/run_tables.h"

namespace warbler::ui {

namespace {

const QString kCause = QStringLiteral("adapter");  // of a notice that goes when an adapter can be read

// A new folder inside a filled one; an empty or new one is taken as it is.
QString adapterFolder(const QString &chosen, const QString &name) {
    const QDir folder(chosen);
    if (!folder.exists() || folder.isEmpty())
        return chosen;
    QString free = folder.filePath(name);
    for (int n = 2; QFileInfo::exists(free); ++n)
        free = folder.filePath(QStringLiteral("%1_%2").arg(name).arg(n));
    return free;
}

}  // namespace

ModelsPage::ModelsPage(Session &session, QWidget *parent) : Page(PageId::Models, session, parent) {
    m_save = new QAction(tr("&Save adapter\u2026"), this);
    m_save->setObjectName(QStringLiteral("actionSaveAdapter"));
    connect(m_save, &QAction::triggered, this, [this] { saveAdapter(); });
    m_load = new QAction(tr("&Load adapter\u2026"), this);
    m_load->setObjectName(QStringLiteral("actionLoadAdapter"));
    connect(m_load, &QAction::triggered, this, [this] { askForAdapter(); });
    m_use = new QAction(tr("&Use as it is\u2026"), this);
    m_use->setObjectName(QStringLiteral("actionUseModel"));
    connect(m_use, &QAction::triggered, this, [this] { useChosenModel(); });
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace24, 0, kSpace24, kSpace16);
    column->setSpacing(kSpace8);
    column->addWidget(headingLabel(tr("Models on this computer"), this));
    m_models = new FigureTableView(QStringLiteral("modelTable"), tr("Models on this computer"), this);
    column->addWidget(m_models, 1);
    m_facts = mutedLabel({}, this);
    m_facts->setObjectName(QStringLiteral("modelFacts"));
    m_facts->setWordWrap(true);
    m_facts->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *chosen = new QHBoxLayout;
    chosen->setSpacing(kSpace8);
    chosen->addWidget(m_facts, 1);
    chosen->addWidget(buttonFor(m_use, QStringLiteral("useModelButton")));
    column->addLayout(chosen);
    column->addSpacing(kSpace12);
    auto *head = new QHBoxLayout;
    head->setSpacing(kSpace8);
    head->addWidget(headingLabel(tr("Trained in this project"), this), 1);
    head->addWidget(buttonFor(m_load, QStringLiteral("loadAdapterButton")));
    head->addWidget(buttonFor(m_save, QStringLiteral("saveAdapterButton")));
    column->addLayout(head);
    m_adapters = new FigureTableView(QStringLiteral("adapterTable"), tr("Runs and loaded adapters"), this);
    column->addWidget(m_adapters, 2);
    connect(m_models, &FigureTableView::keyChosen, this, [this](std::int64_t key) { showChosenModel(key); });
    connect(m_adapters, &FigureTableView::keyChosen, this, [this] { updateActions(); });
    connect(&session, &Session::runsChanged, this, [this] {
        if (isVisible())
            refresh();
    });
    connect(&session, &Session::projectClosing, this, [this] { showRuns({}); });
    updateActions();
}

QPushButton *ModelsPage::buttonFor(QAction *action, const QString &name) {
    auto *button = new QPushButton(withoutMnemonic(action->text()), this);
    button->setObjectName(name);
    button->setEnabled(action->isEnabled());
    connect(action, &QAction::changed, button, [button, action] { button->setEnabled(action->isEnabled()); });
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    return button;
}

QString ModelsPage::title() const { return tr("Models"); }

QString ModelsPage::stateSentence() const {
    return m_found.empty() ? QString() : tr("Models found on this computer: %1.").arg(m_found.size());
}

std::vector<QAction *> ModelsPage::menuActions() const { return {m_use, m_load, m_save}; }

std::vector<ModelsPage::Facts> ModelsPage::readFacts() {
    std::vector<Facts> models;
    for (const FoundModel &found : listModels()) {
        Facts facts;
        facts.found = found;
        try {
            const ModelFolder folder = openModelFolder(found.path);
            facts.type = folder.config.typeName;
            facts.parameters = folder.config.parameters();
            facts.layers = folder.config.layers;
            facts.hidden = folder.config.hidden;
            facts.positions = folder.config.maxPositions;
            if (folder.hasClassifier() && !folder.config.givesSeveral)
                facts.labels = readyLabels(folder.config);
            for (const std::string &file : folder.weightFiles)
                facts.bytes += fileSize(file);
        } catch (const std::exception &problem) {
            facts.found.isComplete = false;
            facts.found.problem = problem.what();
        }
        models.push_back(std::move(facts));
    }
    return models;
}

void ModelsPage::refresh() {
    updateActions();
    session().read<std::vector<Facts>>(
        JobKind::Search, this, [](std::stop_token) { return readFacts(); },
        [this](std::vector<Facts> models) { showModels(std::move(models)); });
    if (session().hasProject())
        session().read<std::vector<Run>>(
            JobKind::Search, this,
            [project = session().sharedProject()](std::stop_token) { return RunRepository(*project).all(); },
            [this](std::vector<Run> runs) { showRuns(std::move(runs)); });
}

void ModelsPage::showModels(std::vector<Facts> models) {
    m_found = std::move(models);
    FigureTable table{{tr("Model"), tr("Kind"), tr("Parameters"), tr("Size"), tr("State")}, {}};
    for (std::size_t i = 0; i < m_found.size(); ++i) {
        const Facts &facts = m_found[i];
        FigureRow row;
        row.key = static_cast<std::int64_t>(i) + 1;
        FigureCell size = countCell(static_cast<std::int64_t>(facts.bytes));
        size.text = facts.bytes > 0 ? bytesText(facts.bytes) : QString();
        FigureCell state = textCell(facts.found.isComplete ? tr("complete") : tr("cannot be used"));
        state.tip = fromUtf8(facts.found.problem);
        const bool isDefault = facts.found.name == "default";
        row.cells = {textCell(isDefault ? QString::fromLatin1(kDefaultModelName) : fromUtf8(facts.found.name)),
                     textCell(fromUtf8(facts.type)), countCell(facts.parameters), size, state};
        table.rows.push_back(std::move(row));
    }
    const std::int64_t chosen = std::max<std::int64_t>(1, m_models->chosenKey());
    m_models->setTable(std::move(table));
    m_models->chooseKey(chosen);
    Q_EMIT stateChanged();
}

void ModelsPage::showChosenModel(std::int64_t key) {
    if (key < 1 || static_cast<std::size_t>(key) > m_found.size())
        return;
    const Facts &facts = m_found[static_cast<std::size_t>(key) - 1];
    m_facts->setText(facts.found.isComplete
                         ? tr("%1 layers of width %2, reads up to %3 tokens; its weights take %4 of memory. %5")
                               .arg(facts.layers)
                               .arg(facts.hidden)
                               .arg(facts.positions > 0 ? countText(facts.positions) : tr("any number of"),
                                    bytesText(static_cast<std::uint64_t>(facts.parameters) * 4),
                                    fromUtf8(facts.found.path))
                         : fromUtf8(facts.found.problem));
    if (facts.found.isComplete && !facts.labels.empty()) {
        QStringList labels;
        for (const std::string &label : facts.labels)
            labels << fromUtf8(label);
        m_facts->setText(m_facts->text() + QLatin1Char(' ') +
                         tr("It classifies as it is: %1.").arg(labels.join(QStringLiteral(", "))));
    }
    updateActions();
}

void ModelsPage::useChosenModel() {
    const std::int64_t key = m_models->chosenKey();
    if (key < 1 || static_cast<std::size_t>(key) > m_found.size())
        return;
    AdapterRequest request;
    request.folder = m_found[static_cast<std::size_t>(key) - 1].found.path;
    readAdapter(request);
}

void ModelsPage::showRuns(std::vector<Run> runs) {
    m_runs = std::move(runs);
    m_runs.erase(
        std::remove_if(m_runs.begin(), m_runs.end(),
                       [](const Run &run) { return run.kind == RunKind::Folds || run.kind == RunKind::Search; }),
        m_runs.end());
    // The newest tuned run, until another row is chosen.
    std::int64_t chosen = m_adapters->chosenKey();
    for (const Run &run : m_runs)
        if (chosen == 0 && run.kind != RunKind::WordModel)
            chosen = run.id.row;
    m_adapters->setTable(runTable(m_runs));
    m_adapters->chooseKey(chosen);
    updateActions();
}

void ModelsPage::saveAdapter() {
    // Copies: the questions may stay open while runs are read again.
    const std::shared_ptr<Project> project = session().sharedProject();
    std::optional<Run> run;
    for (const Run &one : m_runs)
        if (one.id.row == m_adapters->chosenKey())
            run = one;
    if (!run || !project)
        return;
    Checkpoint which = Checkpoint::Best;
    if (run->kind == RunKind::Tuned) {
        const int answer =
            dialogs::ask(this, QStringLiteral("saveAdapterQuestion"), tr("Which state of %1?").arg(fromUtf8(run->name)),
                         tr("The best one judged best on the validation tweets; Results and Classify all use it. The "
                            "last one stood at "
                            "the end of training."),
                         {tr("Cancel"), tr("Best"), tr("Last")});
        if (answer == 0)
            return;
        which = answer == 2 ? Checkpoint::Last : Checkpoint::Best;
    }
    const QString chosen = dialogs::chooseFolder(this, tr("Folder for the adapter"));
    if (chosen.isEmpty() || project != session().sharedProject())
        return;
    QString name = fromUtf8(run->name).toLower();
    name.replace(QLatin1Char(' '), QLatin1Char('_'));
    const QString folder = adapterFolder(chosen, name + QStringLiteral("_adapter"));
    JobMonitor *job =
        session().startJob(JobKind::Files, tr("Save adapter"),
                           [project, id = run->id, which, out = toUtf8(folder)](std::stop_token, const ReportEvent &) {
                               warbler::saveAdapter(*project, id, which, out);
                           });
    connect(job, &JobMonitor::finished, this, [this, folder](const JobOutcome &outcome) {
        if (std::holds_alternative<Succeeded>(outcome))
            Q_EMIT noticeRaised({Notice::Kind::Ok, tr("The adapter is saved in %1.").arg(folder), {}, {}});
    });
}

void ModelsPage::askForAdapter() {
    const QString folder = dialogs::chooseFolder(this, tr("Folder of an adapter"));
    if (folder.isEmpty() || !session().hasProject())
        return;
    AdapterRequest request;
    request.folder = toUtf8(folder);
    readAdapter(request);
}

void ModelsPage::readAdapter(const AdapterRequest &request) {
    session().read<std::shared_ptr<TrainedModel>>(
        JobKind::Files, this,
        [request](std::stop_token) { return std::make_shared<TrainedModel>(modelFromFolder(request)); },
        [this, request](const std::shared_ptr<TrainedModel> &model) {
            Q_EMIT noticeSettled(kCause);
            offerAdapter(request, *model);
        },
        [this, request](const Error &error) {
            Notice notice{Notice::Kind::Problem, errorSentence(error), {}, {}, kCause};
            if (error.code() == ErrorCode::MissingModel) {
                notice.button = tr("Choose the base model\u2026");
                notice.act = [this, request] {
                    const QString model = dialogs::chooseFolder(this, tr("Folder of the base model"));
                    AdapterRequest again = request;
                    again.model = toUtf8(model);
                    if (!model.isEmpty())
                        readAdapter(again);
                };
            }
            Q_EMIT noticeRaised(notice);
        });
}

void ModelsPage::offerAdapter(const AdapterRequest &request, const TrainedModel &model) {
    QStringList labels;
    for (std::size_t i = 0; i < model.categories.size(); ++i) {
        const StudyCategory &category = model.categories[i];
        QString line = category.value == category.name
                           ? fromUtf8(category.value)
                           : QStringLiteral("%1 = %2").arg(fromUtf8(category.value), fromUtf8(category.name));
        if (static_cast<int>(i) == model.positive)
            line += tr(" (of interest)");
        labels << line;
    }
    const std::shared_ptr<Project> project = session().sharedProject();
    const bool isReady = !model.outputCategories.empty();
    const QString base = isReady           ? tr("The model %1 needs no training").arg(fromUtf8(model.modelPath))
                         : model.wordModel ? tr("a word model, needs no base model")
                                           : tr("base model %1").arg(fromUtf8(model.modelPath));
    if (dialogs::ask(
            this, QStringLiteral("loadAdapterQuestion"),
            isReady ? tr("Use this model as it is?") : tr("Load this adapter?"),
            tr("%1; labels: %2. Categories the codebook lacks are added.").arg(base, labels.join(QStringLiteral(", "))),
            {tr("Cancel"), isReady ? tr("Use") : tr("Load")}) == 1 &&
        project == session().sharedProject())
        takeAdapter(request);
}

void ModelsPage::takeAdapter(const AdapterRequest &request) {
    auto loaded = std::make_shared<RunId>();
    JobMonitor *job =
        session().startJob(JobKind::Files, tr("Load adapter"),
                           [project = session().sharedProject(), request, loaded](
                               std::stop_token, const ReportEvent &) { *loaded = loadAdapter(*project, request); });
    connect(job, &JobMonitor::finished, this, [this, loaded](const JobOutcome &outcome) {
        if (!std::holds_alternative<Succeeded>(outcome))
            return;
        session().tellCodebookChanged();
        session().tellRunsChanged();
        session().tellRunWanted(*loaded);
        Q_EMIT noticeRaised({Notice::Kind::Ok, tr("It is loaded."), tr("Classify all\u2026"),
                             [this] { Q_EMIT pageRequested(PageId::Predict); }});
    });
}

void ModelsPage::updateActions() {
    const bool isOpen = session().hasProject();
    m_load->setEnabled(isOpen && !session().project().isReadOnly());
    bool canSave = false;
    for (const Run &run : m_runs)
        if (run.id.row == m_adapters->chosenKey())
            canSave = run.state == RunState::Finished || run.state == RunState::Stopped;
    m_save->setEnabled(isOpen && canSave);
    const std::int64_t model = m_models->chosenKey();
    m_use->setEnabled(m_load->isEnabled() && model >= 1 && static_cast<std::size_t>(model) <= m_found.size() &&
                      !m_found[static_cast<std::size_t>(model) - 1].labels.empty());
    Q_EMIT stateChanged();
}

}  // namespace warbler::ui
