// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "core/classify/trained_model.h"
#include "core/corpus/run_repository.h"
#include "core/models/model_folder.h"
#include "core/models/model_lookup.h"
#include "ui/pages/page.h"

class QLabel;
class QPushButton;

namespace warbler::ui {

class FigureTableView;

// The models on this computer, one with a classification head of its own being of use as it is, and the adapters of the
// project: saved as a folder for PEFT, loaded from one.
class ModelsPage : public Page {
    Q_OBJECT
public:
    explicit ModelsPage(Session &session, QWidget *parent = nullptr);
    QString title() const override;
    QString stateSentence() const override;
    void refresh() override;
    std::vector<QAction *> menuActions() const override;
    void readActions() override { updateActions(); }

private:
    // A model as far as its files say without loading it.
    struct Facts {
        FoundModel found;
        std::string type;
        std::int64_t parameters = 0, layers = 0, hidden = 0, positions = 0;
        std::uint64_t bytes = 0;
        std::vector<std::string> labels;  // that its own classification head gives; empty: it has none
    };
    static std::vector<Facts> readFacts();
    void showModels(std::vector<Facts> models);
    void showRuns(std::vector<Run> runs);
    void showChosenModel(std::int64_t key);
    void useChosenModel();
    void saveAdapter();
    void askForAdapter();
    void readAdapter(const AdapterRequest &request);
    void offerAdapter(const AdapterRequest &request, const TrainedModel &model);
    void takeAdapter(const AdapterRequest &request);
    void updateActions();
    QPushButton *buttonFor(QAction *action, const QString &name);

    FigureTableView *m_models, *m_adapters;
    QLabel *m_facts;
    QAction *m_save, *m_load, *m_use;
    std::vector<Facts> m_found;
    std::vector<Run> m_runs;
};

}  // namespace warbler::ui
