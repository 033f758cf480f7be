// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stop_token>
#include <string>

#include "core/workflows/import_corpus.h"

namespace warbler {

// What importCorpus would answer for that project, which may not exist yet: it is done to a copy in the temporary
// folder, so that the counts are those of an import, and nothing of it stays. Throws as importCorpus; Cancelled after a
// stop.
FileReceipt tryImport(const std::string &projectPath, const ImportRequest &request, std::stop_token stop,
                      const ReportEvent &report);

}  // namespace warbler
