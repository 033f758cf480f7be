// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/tables/encoding.h"

namespace warbler {

// One way to read the file, with lines that show whether it is the right one.
struct EncodingCandidate {
    Encoding encoding = Encoding::Utf8;
    std::vector<std::string>
        lines;  // UTF-8; the first three different ones beyond ASCII, from their first such character's word on
};

struct EncodingGuess {
    Encoding encoding = Encoding::Utf8;
    std::string reason;
    std::string doubt;  // a sentence naming what else to choose, where the guess is not sure; "" else
    std::vector<EncodingCandidate> candidates;  // the guess first; one only where nothing else is likely
};

// From the first bytes of a file, in this order: byte-order mark; UTF-16 by its NULs; UTF-8 if less than a thousandth
// of the sequences beyond ASCII are bad; else what uchardet and ICU's detector say of the lines beyond ASCII. Where
// nine of ten sequences are good UTF-8 it stays UTF-8, with a doubt, since any other reading would spoil those nine.
// Characters in two halves of three bytes are no bad UTF-8 but a doubt: CESU-8. Mac Roman and CESU-8 are never guessed.
EncodingGuess guessEncoding(std::string_view start);
// The same bytes under an encoding that the user chose: it comes first among the candidates.
std::vector<EncodingCandidate> candidatesWith(Encoding chosen, std::vector<EncodingCandidate> candidates,
                                              std::string_view start);
// The sample in UTF-8 or the encoding's own bytes, as TextSource gives it, without the byte-order mark.
std::string sampleText(std::string_view start, Encoding encoding);
// Above 2 % control characters (more than three): no text in any encoding Warbler reads.
bool isBinary(std::string_view text);

}  // namespace warbler
