// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/frame/page_table.h"

#include <QCoreApplication>

#include "ui/pages/codebook/codebook_page.h"
#include "ui/pages/label/label_page.h"
#include "ui/pages/models/models_page.h"
#include "ui/pages/overview/overview_page.h"
#include "ui/pages/predict/predict_page.h"
#include "ui/pages/results/results_page.h"
#include "ui/pages/train/train_page.h"
#include "ui/pages/tweets/tweets_page.h"

namespace warbler::ui {

namespace {

template <class P>
Page *make(Session &session, QWidget *parent) {
    return new P(session, parent);
}

// What a free function says, in a context of its own that lupdate finds.
struct PageTable {
    Q_DECLARE_TR_FUNCTIONS(PageTable)
};

}  // namespace

std::vector<PageEntry> pageTable() {
    return {
        {PageId::Overview, "pageOverview", "overview", PageTable::tr("Overview"), PageTable::tr("&Overview"), false,
         make<OverviewPage>},
        {PageId::Tweets, "pageTweets", "tweets", PageTable::tr("Tweets"), PageTable::tr("&Tweets"), false,
         make<TweetsPage>},
        {PageId::Codebook, "pageCodebook", "codebook", PageTable::tr("Codebook"), PageTable::tr("&Codebook"), false,
         make<CodebookPage>},
        {PageId::Label, "pageLabel", "label", PageTable::tr("Label"), PageTable::tr("&Label"), false, make<LabelPage>},
        {PageId::Train, "pageTrain", "train", PageTable::tr("Train"), PageTable::tr("T&rain"), false, make<TrainPage>},
        {PageId::Results, "pageResults", "results", PageTable::tr("Results"), PageTable::tr("Re&sults"), false,
         make<ResultsPage>},
        {PageId::Predict, "pagePredict", "predict", PageTable::tr("Predict"), PageTable::tr("&Predict"), false,
         make<PredictPage>},
        {PageId::Models, "pageModels", "models", PageTable::tr("Models"), PageTable::tr("&Models"), true,
         make<ModelsPage>},
    };
}

}  // namespace warbler::ui
