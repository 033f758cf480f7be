// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include <string>

namespace warbler {

// A descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int number = -1) : m_number(number) {}
    ~Descriptor();
    Descriptor(Descriptor &&other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor &operator=(Descriptor &&other) noexcept;
    Descriptor(const Descriptor &) = delete;
    Descriptor &operator=(const Descriptor &) = delete;
    int get() const { return m_number; }
    int release() { return std::exchange(m_number, -1); }

private:
    int m_number;
};

// Every file that a user or another file names is opened for reading here: a pipe or a device would make the program
// wait for ever or read without an end. Throws as throwReadError; Error(UnsupportedFormat) for what is no regular file,
// at once.
Descriptor openRegularFile(const std::string &path);

}  // namespace warbler
