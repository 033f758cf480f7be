// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/page_table.h"

#include <QCoreApplication>

#include "ui/pages/codebook_page.h"
#include "ui/pages/label_page.h"
#include "ui/pages/models_page.h"
#include "ui/pages/overview_page.h"
#include "ui/pages/predict_page.h"
#include "ui/pages/results_page.h"
#include "ui/pages/train_page.h"
#include "ui/pages/tweets_page.h"

namespace warbler::ui {

namespace {

template <class P>
Page *make(Session &session, QWidget *parent) {
    return new P(session, parent);
}

QString tr(const char *text) { return QCoreApplication::translate("PageTable", text); }

}  // namespace

std::vector<PageEntry> pageTable() {
    return {
        {PageId::Overview, "pageOverview", "overview", tr("Overview"), false, make<OverviewPage>},
        {PageId::Tweets, "pageTweets", "tweets", tr("Tweets"), false, make<TweetsPage>},
        {PageId::Codebook, "pageCodebook", "codebook", tr("Codebook"), false, make<CodebookPage>},
        {PageId::Label, "pageLabel", "label", tr("Label"), false, make<LabelPage>},
        {PageId::Train, "pageTrain", "train", tr("Train"), false, make<TrainPage>},
        {PageId::Results, "pageResults", "results", tr("Results"), false, make<ResultsPage>},
        {PageId::Predict, "pagePredict", "predict", tr("Predict"), false, make<PredictPage>},
        {PageId::Models, "pageModels", "models", tr("Models"), true, make<ModelsPage>},
    };
}

}  // namespace warbler::ui
