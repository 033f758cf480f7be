// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "core/corpus/database.h"
#include "core/tables/csv/csv_reader.h"

namespace warbler {

// A tweet on its way into the project, not visible there yet.
struct StagedTweet {
    enum class Place { New, SameImport, Visible };  // SameImport, Visible: takes the place of that tweet
    Place place = Place::New;
    std::int64_t key = 0, line = 0, label = 0;  // label: code, 0 for none; below 0: a category that is not made yet
    std::string uid, id, group, created, text, fields, coder;
};

// The label of a tweet that is there already, or comes with this import.
struct StagedLabel {
    std::int64_t tweet = 0, code = 0;
    std::string coder;
};

struct StagedPage {
    std::vector<StagedTweet> tweets;
    std::vector<RejectedRow> rejected;
    std::vector<StagedLabel> labels;
};

// Writes pages of an import on a thread of its own, so that reading the next ones goes on meanwhile. Each page is one
// short transaction, cut shorter when a label waits.
class ImportWriter {
public:
    ImportWriter(Database &database, std::int64_t batch);
    ~ImportWriter();               // what was not written yet is dropped
    void submit(StagedPage page);  // waits while many are under way; throws what writing threw
    void drain();                  // returns when all is written; throws likewise

private:
    void loop(const std::stop_token &stop);
    void write(const StagedPage &page);
    void rethrow();
    Database &m_database;
    const std::int64_t m_batch;
    std::mutex m_mutex;
    std::condition_variable_any m_changed;
    std::deque<StagedPage> m_pages;
    bool m_isWriting = false;
    std::exception_ptr m_problem;
    std::jthread m_thread;  // last: starts when everything above stands
};

}  // namespace warbler
