// SPDX-FileCopyrightText: The Warbler authors
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <streambuf>
#include <string>
#include <vector>

namespace warbler::cli {

// Standard output or error as a stream that a stuck pipe cannot hold for ever: see writeWhole, whose errors it throws.
class DescriptorBuffer : public std::streambuf {
public:
    // name stands in messages, after "cannot write".
    DescriptorBuffer(int descriptor, std::string name);
    ~DescriptorBuffer() override;  // what is not flushed by then is lost

protected:
    int_type overflow(int_type character) override;
    int sync() override;

private:
    int m_descriptor;
    std::string m_name;
    std::vector<char> m_buffer;
};

}  // namespace warbler::cli
