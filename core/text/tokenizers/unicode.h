// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace warbler::unicode {

bool isWhiteSpace(char32_t c);  // Unicode White_Space; U+180E is none
// These three as the reference has them, whose tables are those of Unicode 8:
bool isControl(char32_t c);         // Cc, Cf, Co; never Cn
bool isPunctuation(char32_t c);     // P*, or any ASCII character that is neither letter, digit, space nor control
bool isNonspacingMark(char32_t c);  // Mn

bool isMark(char32_t c);                             // M*
bool isIdeograph(char32_t c);                        // the CJK blocks BERT puts spaces around
bool isWordCharacter(char32_t c);                    // \w of Unicode TS 18: Alphabetic, M, Nd, Pc, joiners
bool isDecimalDigit(char32_t c);                     // Nd
bool isNumeric(char32_t c);                          // N*
bool isPythonSpace(char32_t c);                      // str.isspace(): White_Space and U+001C to U+001F
bool isPythonWord(char32_t c);                       // \w of Python's re: L, N, underscore
bool isCased(char32_t c);                            // Unicode Cased
bool isCaseIgnorable(char32_t c);                    // Unicode Case_Ignorable
void appendLowerCase(std::string &out, char32_t c);  // full mapping of one character, no context

enum class Form { Nfc, Nfd, Nfkc, Nfkd };
std::string normalForm(const std::string &text, Form form);  // text is valid UTF-8

}  // namespace warbler::unicode
